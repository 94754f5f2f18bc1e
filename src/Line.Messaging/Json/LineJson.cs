using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>How this library reads and writes LINE's JSON: camelCase, nulls left out, Thai readable rather than
/// escaped, numbers in quotes accepted, properties in any order. Source-generated, so it works trimmed and ahead of time compiled.</summary>
public static class LineJson
{
    /// <summary>The options behind every method here. Read-only. Combine their resolver with a context of your own to
    /// carry messages inside your own types: the families (<see cref="Message"/>, <see cref="LineAction"/>, …) bring their converters along.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    internal static LineJsonContext Context { get; } = new(new JsonSerializerOptions(Options));

    /// <summary>Writes a message as LINE takes it.</summary>
    public static string Format(Message message) => JsonSerializer.Serialize(message, Context.Message);

    /// <summary>Writes messages as LINE takes them, as a JSON array.</summary>
    public static string Format(IReadOnlyList<Message> messages) => JsonSerializer.Serialize(messages, Context.IReadOnlyListMessage);

    /// <summary>Writes an action as LINE takes it.</summary>
    public static string Format(LineAction action) => JsonSerializer.Serialize(action, Context.LineAction);

    /// <summary>Writes a bubble or carousel as LINE takes it.</summary>
    public static string Format(FlexContainer container) => JsonSerializer.Serialize(container, Context.FlexContainer);

    /// <summary>Writes an event; for one that came from LINE rather use <see cref="WebhookEvent.RawJson"/>.</summary>
    public static string Format(WebhookEvent webhookEvent) => JsonSerializer.Serialize(webhookEvent, Context.WebhookEvent);

    /// <summary>Reads one message. A type that is not known becomes an <see cref="UnknownMessage"/>.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not a message.</exception>
    public static Message ParseMessage(string json) => JsonSerializer.Deserialize(json, Context.Message) ?? throw Missing("message");

    /// <summary>Reads a JSON array of messages.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not messages.</exception>
    public static IReadOnlyList<Message> ParseMessages(string json) =>
        ValueList.Of(JsonSerializer.Deserialize(json, Context.IReadOnlyListMessage) ?? throw Missing("list of messages")) ?? [];

    /// <summary>Reads one action. A type that is not known becomes an <see cref="UnknownAction"/>.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not an action.</exception>
    public static LineAction ParseAction(string json) => JsonSerializer.Deserialize(json, Context.LineAction) ?? throw Missing("action");

    /// <summary>Reads a bubble or carousel, as LINE's Flex simulator gives it.</summary>
    /// <exception cref="JsonException">The text is not JSON, or not a bubble or carousel.</exception>
    public static FlexContainer ParseFlex(string json) => JsonSerializer.Deserialize(json, Context.FlexContainer) ?? throw Missing("bubble or carousel");

    private static JsonException Missing(string what) => new($"A {what} is expected, not null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            AllowOutOfOrderMetadataProperties = true,
            RespectNullableAnnotations = true,
            // LINE takes UTF-8 JSON, never HTML: escaping Thai would treble the size that LINE's byte limits see.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = LineJsonContext.Default,
        };
        options.Converters.Add(new LenientBooleanConverter());
        options.Converters.Add(new LenientInt32Converter());
        options.Converters.Add(new LenientInt64Converter());
        options.MakeReadOnly();
        return options;
    }
}
