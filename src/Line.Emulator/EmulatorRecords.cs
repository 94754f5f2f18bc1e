namespace Line.Emulator;

/// <summary>One thing the bot did that LINE refuses or that the reference does not allow.</summary>
/// <param name="At">When, by the emulator's clock.</param>
/// <param name="RequestId">The <c>x-line-request-id</c> of the call.</param>
/// <param name="Operation">Method and path template of the call, as <c>POST /v2/bot/message/push</c>.</param>
/// <param name="Property">The property concerned, as <c>messages[0].text</c>; empty for the call as a whole.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record Violation(DateTimeOffset At, string RequestId, string Operation, string Property, string Message);

/// <summary>One call of the bot.</summary>
public sealed record ApiCall
{
    /// <summary>Running number, from 1.</summary>
    public required long Id { get; init; }

    /// <summary>When the call came, by the emulator's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query below the host, as <c>/v2/bot/message/push</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Method and path template, as <c>GET /v2/bot/profile/{userId}</c>; null for a path LINE does not have.</summary>
    public required string? Operation { get; init; }

    /// <summary>HTTP status answered; 0 when the connection was cut.</summary>
    public required int Status { get; init; }

    /// <summary>Time until the answer, in milliseconds of the emulator's clock.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>The <c>x-line-request-id</c> answered.</summary>
    public required string RequestId { get; init; }

    /// <summary>The <c>X-Line-Retry-Key</c> sent, if any.</summary>
    public string? RetryKey { get; init; }

    /// <summary>What LINE refuses or the reference does not allow.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>What is legal but unlikely to be meant.</summary>
    public required IReadOnlyList<Violation> Warnings { get; init; }

    /// <summary>Body sent, as text; cut short when long, a note when binary.</summary>
    public string? Request { get; init; }

    /// <summary>Body answered, as text; a note when binary.</summary>
    public string? Response { get; init; }

    /// <summary>Kind of the fault that was injected, if any.</summary>
    public string? Fault { get; init; }
}

/// <summary>A trouble to be had by the next calls or webhooks that fit.</summary>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Method">HTTP method it applies to; null for any.</param>
/// <param name="Path">Start of the path it applies to, as <c>/v2/bot/message/push</c>; null for any.</param>
/// <param name="Times">How often it still happens.</param>
/// <param name="DelayMilliseconds">How long a slow answer takes or a connection is held.</param>
public sealed record Fault(string Kind, string? Method = null, string? Path = null, int Times = 1, int? DelayMilliseconds = null)
{
    /// <summary>Given by the emulator.</summary>
    public string Id { get; init; } = "";
}

/// <summary>Kinds of <see cref="Fault"/>.</summary>
public static class FaultKinds
{
    /// <summary>500, and nothing is done.</summary>
    public const string ErrorBefore = "error-before";
    /// <summary>It is done, then 500.</summary>
    public const string ErrorAfter = "error-after";
    /// <summary>Nothing is done, the connection is held and then cut.</summary>
    public const string TimeoutBefore = "timeout-before";
    /// <summary>It is done, the connection is held and then cut.</summary>
    public const string TimeoutAfter = "timeout-after";
    /// <summary>429, rate limit.</summary>
    public const string RateLimit = "rate-limit";
    /// <summary>429, monthly limit.</summary>
    public const string MonthlyLimit = "monthly-limit";
    /// <summary>Answered late.</summary>
    public const string Slow = "slow";
    /// <summary>202 for content.</summary>
    public const string ContentNotReady = "content-not-ready";
    /// <summary>The same event is posted twice, neither marked as a redelivery.</summary>
    public const string Duplicate = "duplicate";
    /// <summary>Two waiting events change places.</summary>
    public const string Disorder = "disorder";
    /// <summary>The webhook is lost on the way; with redelivery on it comes again.</summary>
    public const string Drop = "drop";

    internal static readonly string[] Webhook = [Duplicate, Disorder, Drop];
    internal static readonly string[] All = [ErrorBefore, ErrorAfter, TimeoutBefore, TimeoutAfter, RateLimit, MonthlyLimit, Slow, ContentNotReady, .. Webhook];
}

/// <summary>One POST to the bot.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Body">The raw bytes that were signed.</param>
/// <param name="Signature">The <c>x-line-signature</c> sent.</param>
/// <param name="EventIds">Their <c>webhookEventId</c>s.</param>
/// <param name="Status">HTTP status of the bot; 0 when there was none.</param>
/// <param name="Milliseconds">Time until the answer.</param>
/// <param name="Reason">LINE's word: <c>ok</c>, <c>could_not_connect</c>, <c>request_timeout</c>, <c>error_status_code</c>, <c>unclassified</c>; <c>dropped</c> for a drop fault.</param>
/// <param name="IsRedelivery">Whether it was sent again.</param>
public sealed record WebhookDelivery(DateTimeOffset At, ReadOnlyMemory<byte> Body, string Signature, IReadOnlyList<string> EventIds, int Status, double Milliseconds, string Reason, bool IsRedelivery)
{
    /// <summary>Whether the bot answered 2xx in time.</summary>
    public bool Succeeded => Reason == "ok";
}

/// <summary>One accepted push, multicast, broadcast or narrowcast with those who got it.</summary>
/// <param name="RequestId">The <c>x-line-request-id</c> of the call that was accepted.</param>
/// <param name="Kind"><c>push</c>, <c>multicast</c>, <c>broadcast</c> or <c>narrowcast</c>.</param>
/// <param name="At">When.</param>
/// <param name="Recipients">Chats that got it; blocked and unknown people are not among them.</param>
/// <param name="Cost">Messages counted against the quota.</param>
/// <param name="Items">The messages, one item each, shared by all recipients.</param>
public sealed record Delivery(string RequestId, string Kind, DateTimeOffset At, IReadOnlyList<string> Recipients, int Cost, IReadOnlyList<TimelineItem> Items);

/// <summary>What one person has received from the bot since the start.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Free">Messages that came by reply.</param>
/// <param name="Paid">Messages that came by push, multicast, broadcast or narrowcast.</param>
public readonly record struct UserTally(string UserId, int Free, int Paid);

/// <summary>What a phone does when something is tapped.</summary>
/// <param name="Open">An address to open, for uri actions.</param>
/// <param name="Copy">A text to copy, for clipboard actions.</param>
/// <param name="Ask">What the phone asks of the person: <c>camera</c>, <c>cameraRoll</c> or <c>location</c>.</param>
/// <param name="Item">What was said in the chat, if anything.</param>
public sealed record TapResult(string? Open = null, string? Copy = null, string? Ask = null, TimelineItem? Item = null);

/// <summary>A control call that can't be carried out: no such person, blocked, not in the group …</summary>
public sealed class LineEmulatorException : InvalidOperationException
{
    /// <inheritdoc/>
    public LineEmulatorException() { }

    /// <inheritdoc/>
    public LineEmulatorException(string message) : base(message) { }

    /// <inheritdoc/>
    public LineEmulatorException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A place of a set of images, as LINE tells it.</summary>
/// <param name="Id">Id of the set.</param>
/// <param name="Index">Place in it, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record ImageSet(string Id, int Index, int Total);
