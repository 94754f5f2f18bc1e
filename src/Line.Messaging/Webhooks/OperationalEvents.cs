using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Somebody tapped a button that carries data, chose a date, or switched the rich menu.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#postback-event"/>
public sealed record PostbackEvent() : WebhookEvent("postback"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>What was tapped.</summary>
    public required PostbackContent Postback { get; init; }
}

/// <summary>What was tapped.</summary>
public sealed record PostbackContent : LineObject
{
    /// <summary>The data of the action, as it was sent out.</summary>
    public required string Data { get; init; }

    /// <summary>What a date picker or a rich menu switch adds.</summary>
    public PostbackParams? Params { get; init; }
}

/// <summary>What a date picker or a rich menu switch adds to a postback. Text that is not in LINE's form is read as <c>null</c> and is still in the event's raw JSON.</summary>
public sealed record PostbackParams : LineObject
{
    /// <summary>The day chosen, in mode <c>date</c>.</summary>
    [JsonConverter(typeof(LenientDateConverter))]
    public DateOnly? Date { get; init; }

    /// <summary>The time chosen, in mode <c>time</c>. No time zone: the time on the person's own clock.</summary>
    [JsonConverter(typeof(LenientTimeConverter))]
    public TimeOnly? Time { get; init; }

    /// <summary>The day and time chosen, in mode <c>datetime</c>. No time zone: the time on the person's own clock.</summary>
    [JsonConverter(typeof(LenientDateTimeConverter))]
    public DateTime? Datetime { get; init; }

    /// <summary>Alias of the rich menu switched to.</summary>
    public string? NewRichMenuAliasId { get; init; }

    /// <summary>How the rich menu switch went: <c>SUCCESS</c>, <c>RICHMENU_ALIAS_ID_NOTFOUND</c>, <c>RICHMENU_NOTFOUND</c>, <c>FAILED</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>Somebody joined, left or renewed a membership of the account.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#membership-event"/>
public sealed record MembershipEvent() : WebhookEvent("membership"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>What happened to the membership.</summary>
    public required MembershipContent Membership { get; init; }
}

/// <summary>What happened to a membership.</summary>
public sealed record MembershipContent : LineObject
{
    /// <summary><c>joined</c>, <c>left</c> or <c>renewed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Which membership.</summary>
    public long MembershipId { get; init; }
}

/// <summary>A module channel was attached to an account or detached from it (sent to module channels only).</summary>
/// <seealso href="https://developers.line.biz/en/reference/partner-docs/#module-channel-specific-webhook-events"/>
public sealed record ModuleEvent() : WebhookEvent("module")
{
    /// <summary>What happened.</summary>
    public required ModuleContent Module { get; init; }
}

/// <summary>A module channel attached or detached.</summary>
public sealed record ModuleContent : LineObject
{
    /// <summary><c>attached</c> or <c>detached</c>.</summary>
    public required string Type { get; init; }

    /// <summary>User id of the account's bot.</summary>
    public string? BotId { get; init; }

    /// <summary>What the account's owner permits; for <c>attached</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> Scopes { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>Why it was detached, such as <c>bot_deleted</c>.</summary>
    public string? Reason { get; init; }
}

/// <summary>This module channel became the active one of a chat.</summary>
/// <seealso href="https://developers.line.biz/en/reference/partner-docs/#activated-event"/>
public sealed record ActivatedEvent() : WebhookEvent("activated")
{
    /// <summary>For how long.</summary>
    public ChatControl? ChatControl { get; init; }
}

/// <summary>For how long a channel has the chat.</summary>
public sealed record ChatControl : LineObject
{
    /// <summary>When the control ends.</summary>
    [JsonConverter(typeof(UnixMillisecondsConverter))]
    public DateTimeOffset ExpireAt { get; init; }
}

/// <summary>This module channel became a standby one of a chat.</summary>
/// <seealso href="https://developers.line.biz/en/reference/partner-docs/#deactivated-event"/>
public sealed record DeactivatedEvent() : WebhookEvent("deactivated");

/// <summary>The account was suspended.</summary>
/// <seealso href="https://developers.line.biz/en/reference/partner-docs/#botsuspend-event"/>
public sealed record BotSuspendedEvent() : WebhookEvent("botSuspended");

/// <summary>The account came back from suspension.</summary>
/// <seealso href="https://developers.line.biz/en/reference/partner-docs/#botresumed-event"/>
public sealed record BotResumedEvent() : WebhookEvent("botResumed");

/// <summary>A LINE notification message, sent to a telephone number, was delivered.</summary>
/// <seealso href="https://developers.line.biz/en/docs/partner-docs/line-notification-messages/message-sending-complete-webhook-event/"/>
public sealed record DeliveryEvent() : WebhookEvent("delivery")
{
    /// <summary>Which message.</summary>
    public required PnpDelivery Delivery { get; init; }
}

/// <summary>Which notification message was delivered.</summary>
public sealed record PnpDelivery : LineObject
{
    /// <summary>The hashed telephone number, or the <c>X-Line-Delivery-Tag</c> of the request.</summary>
    public required string Data { get; init; }
}
