using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>A person's profile.</summary>
/// <param name="UserId">The user id, the same for all channels of one provider.</param>
/// <param name="DisplayName">The name shown in LINE.</param>
/// <param name="PictureUrl">The picture; null when there is none.</param>
/// <param name="StatusMessage">The status line; null when there is none.</param>
/// <param name="Language">BCP 47, for example <c>th</c>; null when the person didn't agree to its use.</param>
public sealed record UserProfile(
    string UserId,
    string DisplayName,
    string? PictureUrl = null,
    string? StatusMessage = null,
    string? Language = null);

/// <summary>A member of a group or room.</summary>
/// <param name="UserId">The user id.</param>
/// <param name="DisplayName">The name shown in LINE.</param>
/// <param name="PictureUrl">The picture; null when there is none.</param>
public sealed record MemberProfile(string UserId, string DisplayName, string? PictureUrl = null);

/// <summary>A group chat.</summary>
/// <param name="GroupId">The group id.</param>
/// <param name="GroupName">Its name.</param>
/// <param name="PictureUrl">Its picture; null when there is none.</param>
public sealed record GroupSummary(string GroupId, string GroupName, string? PictureUrl = null);

/// <summary>Who answers in the chat.</summary>
[JsonConverter(typeof(LineEnumConverter<ChatMode>))]
public enum ChatMode
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>People can write from the account manager ("Chat" on).</summary>
    Chat,

    /// <summary>The bot only.</summary>
    Bot,
}

/// <summary>How messages come to be marked as read.</summary>
[JsonConverter(typeof(LineEnumConverter<MarkAsReadMode>))]
public enum MarkAsReadMode
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>By themselves.</summary>
    Auto,

    /// <summary>By <see cref="LineMessagingClient.MarkMessagesAsReadByTokenAsync"/>.</summary>
    Manual,
}

/// <summary>The official account behind the channel.</summary>
/// <param name="UserId">The bot's user id; webhooks carry it as <c>destination</c>.</param>
/// <param name="BasicId">The <c>@123abcde</c> by which people add it.</param>
/// <param name="DisplayName">Its name.</param>
/// <param name="ChatMode">Who answers.</param>
/// <param name="MarkAsReadMode">How messages come to be read.</param>
/// <param name="PremiumId">The bought name; null when there is none.</param>
/// <param name="PictureUrl">Its picture; null when there is none.</param>
public sealed record BotInfo(
    string UserId,
    string BasicId,
    string DisplayName,
    ChatMode ChatMode,
    MarkAsReadMode MarkAsReadMode,
    string? PremiumId = null,
    string? PictureUrl = null);

/// <summary>Where webhooks go.</summary>
/// <param name="Endpoint">The URL.</param>
/// <param name="Active">Whether the use of webhooks is on.</param>
public sealed record WebhookEndpoint(string Endpoint, bool Active);

/// <summary>What LINE saw when it called the webhook.</summary>
/// <param name="Success">Whether it got its 200.</param>
/// <param name="Timestamp">When.</param>
/// <param name="StatusCode">The status it got; 0 when none.</param>
/// <param name="Reason"><c>OK</c>, <c>COULD_NOT_CONNECT</c>, <c>REQUEST_TIMEOUT</c>, <c>ERROR_STATUS_CODE</c> or <c>UNCLASSIFIED</c>.</param>
/// <param name="Detail">More of it.</param>
public sealed record WebhookTestResult(bool Success, DateTimeOffset Timestamp, int StatusCode, string Reason, string Detail);
