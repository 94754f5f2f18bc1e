using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Somebody sent a message.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#message-event"/>
public sealed record MessageEvent() : WebhookEvent("message"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>The message.</summary>
    public required MessageContent Message { get; init; }
}

/// <summary>Somebody edited a message (today only text, only in group chats). Edits can arrive out of order: the largest timestamp wins.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#edit-event"/>
public sealed record MessageEditedEvent() : WebhookEvent("messageEdited"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>The message as it reads now, with the id of the original.</summary>
    public required MessageContent Message { get; init; }
}

/// <summary>Somebody took a message back. LINE asks that it then be removed from storage and screens, so that nobody can see or use it.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#unsend-event"/>
public sealed record UnsendEvent() : WebhookEvent("unsend")
{
    /// <summary>Which message.</summary>
    public required UnsendDetail Unsend { get; init; }
}

/// <summary>Which message was taken back.</summary>
public sealed record UnsendDetail : LineObject
{
    /// <summary>Id of the message taken back.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string MessageId { get; init; }
}

/// <summary>Somebody added the account as a friend, or unblocked it.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#follow-event"/>
public sealed record FollowEvent() : WebhookEvent("follow"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>How it came about; LINE's older events lack it.</summary>
    public FollowDetail? Follow { get; init; }
}

/// <summary>How somebody became a friend.</summary>
public sealed record FollowDetail : LineObject
{
    /// <summary>The person had blocked the account before. LINE does not promise that this is exact.</summary>
    public bool IsUnblocked { get; init; }
}

/// <summary>Somebody blocked the account. It can't be answered.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#unfollow-event"/>
public sealed record UnfollowEvent() : WebhookEvent("unfollow");

/// <summary>The account was brought into a group or room.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#join-event"/>
public sealed record JoinEvent() : WebhookEvent("join"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }
}

/// <summary>The account was removed from a group or room, or left it.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#leave-event"/>
public sealed record LeaveEvent() : WebhookEvent("leave");

/// <summary>People joined a group or room that the account is in.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#member-joined-event"/>
public sealed record MemberJoinedEvent() : WebhookEvent("memberJoined"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>Who joined.</summary>
    public required MemberList Joined { get; init; }
}

/// <summary>People left a group or room that the account is in.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#member-left-event"/>
public sealed record MemberLeftEvent() : WebhookEvent("memberLeft")
{
    /// <summary>Who left.</summary>
    public required MemberList Left { get; init; }
}

/// <summary>People who joined or left.</summary>
public sealed record MemberList : LineObject
{
    /// <summary>The people.</summary>
    [System.Diagnostics.CodeAnalysis.AllowNull]
    public IReadOnlyList<Source> Members { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>Somebody watched to its end a video that was sent with a tracking id.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#video-viewing-complete"/>
public sealed record VideoPlayCompleteEvent() : WebhookEvent("videoPlayComplete"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>Which video.</summary>
    public required VideoPlayComplete VideoPlayComplete { get; init; }
}

/// <summary>Which video was watched.</summary>
public sealed record VideoPlayComplete : LineObject
{
    /// <summary>The tracking id that the video message was sent with.</summary>
    public required string TrackingId { get; init; }
}

/// <summary>Somebody came near a LINE Beacon, stays near it, or tapped its banner.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#beacon-event"/>
public sealed record BeaconEvent() : WebhookEvent("beacon"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>Which beacon, and what happened.</summary>
    public required BeaconContent Beacon { get; init; }
}

/// <summary>A beacon, and what happened near it.</summary>
public sealed record BeaconContent : LineObject
{
    /// <summary>Hardware id of the beacon.</summary>
    public required string Hwid { get; init; }

    /// <summary><c>enter</c>, <c>banner</c> or <c>stay</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Device message of the beacon, in hexadecimal.</summary>
    public string? Dm { get; init; }
}

/// <summary>Somebody linked the LINE account with an account of the provider's service, or failed to (then without source and reply token).</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#account-link-event"/>
public sealed record AccountLinkEvent() : WebhookEvent("accountLink"), IReplyable
{
    /// <inheritdoc/>
    public string? ReplyToken { get; init; }

    /// <summary>How it went.</summary>
    public required LinkContent Link { get; init; }
}

/// <summary>The outcome of an account link.</summary>
public sealed record LinkContent : LineObject
{
    /// <summary><c>ok</c> or <c>failed</c>.</summary>
    public required string Result { get; init; }

    /// <summary>The nonce that the service handed out.</summary>
    public string? Nonce { get; init; }
}
