using System.Text.Json;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>One message or note in a chat. A bot's message is one item shared by all who got it.</summary>
public sealed class TimelineItem
{
    private readonly byte[] json;
    private string? text;

    internal TimelineItem(string id, DateTimeOffset at, string from, JsonNode message)
        : this(id, at, from, message["type"]?.GetValue<string>() ?? "", Compact.Utf8(message))
    {
    }

    internal TimelineItem(string id, DateTimeOffset at, string from, string type, byte[] json)
    {
        Id = id;
        At = at;
        From = from;
        Type = type;
        this.json = json;
    }

    /// <summary>Message id, as the webhook or <c>sentMessages</c> tells it.</summary>
    public string Id { get; }

    /// <summary>When, by the emulator's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary><c>user</c>, <c>bot</c> or <c>system</c>.</summary>
    public string From { get; }

    /// <summary>Type of the message: <c>text</c>, <c>flex</c> …; <c>event</c> for notes of the system.</summary>
    public string Type { get; }

    /// <summary>Who said it, for people.</summary>
    public string? UserId { get; init; }

    /// <summary><c>free</c> for a reply, <c>paid</c> for other sends, null for people.</summary>
    public string? Cost { get; init; }

    /// <summary>Call that sent it, for the bot.</summary>
    public string? RequestId { get; init; }

    /// <summary>Id of the message it quotes.</summary>
    public string? QuoteOf { get; init; }

    /// <summary>Whether it was taken back.</summary>
    public bool Unsent { get; internal set; }

    /// <summary>The LINE message object, parsed anew at each call.</summary>
    public JsonObject Message => JsonNode.Parse(json)!.AsObject();

    /// <summary>The LINE message object as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> MessageUtf8 => json;

    /// <summary>Its text, or the altText of what has none; empty when there is neither.</summary>
    public string Text => text ??= ReadText();

    private string ReadText()
    {
        using var document = JsonDocument.Parse(json);
        foreach (var name in (ReadOnlySpan<string>)["text", "altText"])
            if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString()!;
        return "";
    }
}
