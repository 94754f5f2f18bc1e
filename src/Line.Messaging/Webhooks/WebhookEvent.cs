using System.Text.Json;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Something that happened and that LINE tells the bot about. A closed family: one record a kind,
/// and <see cref="UnknownEvent"/> for kinds that LINE has added since.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects"/>
[JsonConverter(typeof(WebhookEventConverter))]
public abstract record WebhookEvent : LineObject
{
    private protected WebhookEvent(string type) => Type = type;

    /// <summary>LINE's name of the kind of event, such as <c>message</c> or <c>postback</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>When it happened (UTC, to the millisecond). A redelivered event keeps the time of the first delivery.</summary>
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary><c>active</c>, <c>standby</c>, or what LINE may add. See <see cref="IsStandby"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>The channel is not the one to answer: another module channel has the chat. Such an event carries no reply token.</summary>
    [JsonIgnore]
    public bool IsStandby => Mode == "standby";

    /// <summary>Identifies the event (ULID), the same in every delivery of it. Drop what was seen before by this id.</summary>
    public string? WebhookEventId { get; init; }

    /// <summary>About this delivery of the event.</summary>
    public DeliveryContext? DeliveryContext { get; init; }

    /// <summary>LINE says that it sent this event before. Repeats also come without this mark.</summary>
    [JsonIgnore]
    public bool IsRedelivery => DeliveryContext?.IsRedelivery ?? false;

    /// <summary>Where it happened, and who did it; some events have none (a failed account link, a module event).</summary>
    public Source? Source { get; init; }

    /// <summary>The event has a reply token and may be answered: not in standby mode, and not one of the dummy events with which
    /// older consoles test the connection (tokens of noughts or of effs only).</summary>
    [JsonIgnore]
    public bool CanReply => !IsStandby && this is IReplyable { ReplyToken: { Length: > 0 } token }
        && token.AsSpan().ContainsAnyExcept('0') && token.AsSpan().ContainsAnyExcept('f');

    /// <summary>The event's JSON, byte for byte as LINE sent it (for an event made by hand: as it would be written).</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> RawJson => Origin?.Bytes ?? JsonSerializer.SerializeToUtf8Bytes(this, LineJson.Context.WebhookEvent);

    /// <summary>The event's JSON as LINE sent it, parsed when asked for; stays valid as long as it is held.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin?.Element ?? JsonElement.Parse(RawJson.Span);

    internal RawJson? Origin { get; set; }
}

/// <summary>An event that can be answered with its reply token: once, free of charge, within a minute of receiving it.</summary>
public interface IReplyable
{
    /// <summary>The token; absent in standby mode, and when an account link failed.</summary>
    string? ReplyToken { get; }
}

/// <summary>About one delivery of an event.</summary>
public sealed record DeliveryContext : LineObject
{
    /// <summary>LINE sent this event before and got no 2xx.</summary>
    public bool IsRedelivery { get; init; }
}

/// <summary>An event that this library can't read: of a kind it does not know, or malformed. Its JSON is in <see cref="WebhookEvent.Raw"/>,
/// and the common properties are filled in as far as they could be read.</summary>
public sealed record UnknownEvent : WebhookEvent, IRawJson
{
    /// <summary>Creates the event.</summary>
    /// <param name="type">LINE's name of the kind; empty when there is none.</param>
    public UnknownEvent(string type) : base(type)
    {
    }

    /// <summary>Why an event of a known kind could not be read; <c>null</c> when merely the kind is new. Never quotes what a person wrote.</summary>
    [JsonIgnore]
    public string? ParseError { get; init; }
}
