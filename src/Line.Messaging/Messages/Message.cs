using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>A message that the bot sends. A closed family: one record a kind, and <see cref="UnknownMessage"/> for JSON
/// of a kind that LINE has added since.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#message-objects"/>
[JsonConverter(typeof(MessageConverter))]
public abstract partial record Message : LineObject
{
    private protected Message(string type) => Type = type;

    /// <summary>LINE's name of the kind of message.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>Buttons under the message. LINE shows those of the last message of a call only, and only until the next message.</summary>
    [JsonPropertyOrder(100)]
    public QuickReply? QuickReply { get; init; }

    /// <summary>Another name and picture for the sender of this message.</summary>
    [JsonPropertyOrder(101)]
    public Sender? Sender { get; init; }
}

/// <summary>Another name and picture for the sender of a message.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#icon-nickname-switch"/>
public sealed record Sender : LineObject
{
    /// <summary>The name; at most 20 UTF-16 units. Certain words, such as LINE, are not allowed.</summary>
    public string? Name { get; init; }

    /// <summary>Address of the picture: https, PNG, square, at most 1 MB; at most 2000 UTF-16 units.</summary>
    public string? IconUrl { get; init; }
}

/// <summary>A message of a kind that this library does not know: written as it was read, with
/// <see cref="Message.QuickReply"/> and <see cref="Message.Sender"/> added when they are set.</summary>
public sealed record UnknownMessage : Message, IRawJson
{
    internal UnknownMessage(string type, JsonElement raw) : base(type) => Origin = new RawJson(JsonText.Bytes(raw));

    /// <summary>The message's JSON.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin.Element;

    private RawJson Origin { get; }
}

/// <summary>Reads and writes every kind of <see cref="Message"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class MessageConverter : KindConverter<Message>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "text" => LineJson.Context.TextMessage,
        "textV2" => LineJson.Context.TextMessageV2,
        "sticker" => LineJson.Context.StickerMessage,
        "image" => LineJson.Context.ImageMessage,
        "video" => LineJson.Context.VideoMessage,
        "audio" => LineJson.Context.AudioMessage,
        "location" => LineJson.Context.LocationMessage,
        "imagemap" => LineJson.Context.ImagemapMessage,
        "template" => LineJson.Context.TemplateMessage,
        "flex" => LineJson.Context.FlexMessage,
        "coupon" => LineJson.Context.CouponMessage,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(Message value) => ForKind(value.Type) ?? NotOfTheFamily(value);

    private protected override Message Unknown(string kind, JsonElement raw) => new UnknownMessage(kind, raw);

    private protected override void WriteUnknown(Utf8JsonWriter writer, Message value, JsonElement raw)
    {
        writer.WriteStartObject();
        foreach (var property in raw.EnumerateObject())
        {
            if ((value.QuickReply is null || !property.NameEquals("quickReply")) && (value.Sender is null || !property.NameEquals("sender")))
                property.WriteTo(writer);
        }
        if (value.QuickReply is not null)
        {
            writer.WritePropertyName("quickReply");
            JsonSerializer.Serialize(writer, value.QuickReply, LineJson.Context.QuickReply);
        }
        if (value.Sender is not null)
        {
            writer.WritePropertyName("sender");
            JsonSerializer.Serialize(writer, value.Sender, LineJson.Context.Sender);
        }
        writer.WriteEndObject();
    }
}
