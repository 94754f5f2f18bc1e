using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>The most recipients of one multicast.</summary>
    public const int MaxMulticastRecipients = 500;

    private static readonly SearchValues<char> s_unitCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>
    /// Answers an event. Free of charge. The token works once, for about a minute after its webhook. Never repeated unless no connection was made.
    /// </summary>
    /// <param name="replyToken">The event's reply token.</param>
    /// <param name="messages">1 to 5.</param>
    /// <param name="notificationDisabled">True: no sound, no notification.</param>
    /// <param name="cancellationToken">Cancels the wait; the reply may have landed.</param>
    /// <exception cref="LineValidationException">LINE would refuse the messages.</exception>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.InvalidReplyToken"/>: used, too old, or not a token.</exception>
    /// <exception cref="LineTimeoutException">It may have landed; don't push the same words.</exception>
    public Task<SendResult> ReplyMessageAsync(
        string replyToken, IReadOnlyList<Message> messages, bool notificationDisabled = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(replyToken);
        ThrowIfInvalid(messages);
        var body = Json(new ReplyMessageBody(replyToken, messages, notificationDisabled), LineClientJson.Context.ReplyMessageBody);
        return SendAsync(LineCall.ReplyMessage, "/v2/bot/message/reply", body, LineRepeat.Once, retryKey: null, cancellationToken);
    }

    /// <summary>Sends to one user, group or room. Costs one message for each person in it.</summary>
    /// <param name="to">A user, group or room id.</param>
    /// <param name="messages">1 to 5.</param>
    /// <param name="options">Silence, counting, retry key.</param>
    /// <param name="cancellationToken">Cancels the wait; the message may have landed.</param>
    /// <exception cref="LineValidationException">LINE would refuse the messages.</exception>
    /// <exception cref="LineApiException">LINE refused; <see cref="LineErrorKind.MonthlyLimitReached"/> when the quota is used up.</exception>
    public Task<SendResult> PushMessageAsync(
        string to, IReadOnlyList<Message> messages, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        LinePath.Id(to);
        ThrowIfInvalid(messages);
        var body = Json(
            new PushMessageBody(to, messages, options?.NotificationDisabled ?? false, UnitsOf(options)), LineClientJson.Context.PushMessageBody);
        return SendAsync("PushMessage", "/v2/bot/message/push", body, LineRepeat.WithRetryKey, KeyOf(options), cancellationToken);
    }

    /// <summary>Sends the same to many users. Costs one message for each. One bad id and nobody gets it.</summary>
    /// <param name="to">1 to 500 user ids, each once.</param>
    /// <param name="messages">1 to 5.</param>
    /// <param name="options">Silence, counting, retry key.</param>
    /// <param name="cancellationToken">Cancels the wait; the messages may have landed.</param>
    /// <exception cref="LineValidationException">LINE would refuse the messages.</exception>
    public Task<SendResult> MulticastAsync(
        IReadOnlyList<string> to, IReadOnlyList<Message> messages, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowUnlessUserIds(to, MaxMulticastRecipients);
        ThrowIfInvalid(messages);
        var body = Json(
            new MulticastBody(to, messages, options?.NotificationDisabled ?? false, UnitsOf(options)), LineClientJson.Context.MulticastBody);
        return SendAsync("Multicast", "/v2/bot/message/multicast", body, LineRepeat.WithRetryKey, KeyOf(options), cancellationToken);
    }

    /// <summary>
    /// Sends to an audience or by demographic filter; LINE carries it out later (202). Follow it with <see cref="GetNarrowcastProgressAsync"/> and the
    /// result's request id. Reserves quota for the whole target unless limited.
    /// </summary>
    /// <param name="messages">1 to 5.</param>
    /// <param name="target">To whom; null for all friends.</param>
    /// <param name="options">Silence, retry key. No aggregation unit.</param>
    /// <param name="cancellationToken">Cancels the wait; the messages may be sent.</param>
    /// <exception cref="LineValidationException">LINE would refuse the messages.</exception>
    public Task<SendResult> NarrowcastAsync(
        IReadOnlyList<Message> messages, NarrowcastTarget? target = null, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(messages);
        ThrowIfUnit(options);
        var filter = target?.Demographic is { } demographic ? new NarrowcastFilter(demographic) : null;
        var body = Json(
            new NarrowcastBody(messages, target?.Recipient, filter, target?.Limit, options?.NotificationDisabled ?? false),
            LineClientJson.Context.NarrowcastBody);
        return SendAsync("Narrowcast", "/v2/bot/message/narrowcast", body, LineRepeat.WithRetryKey, KeyOf(options), cancellationToken);
    }

    /// <summary>How far a narrowcast is.</summary>
    /// <param name="requestId">The <see cref="SendResult.RequestId"/> of the narrowcast.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<NarrowcastProgress> GetNarrowcastProgressAsync(string requestId, CancellationToken cancellationToken = default) =>
        GetAsync(
            "GetNarrowcastProgress",
            "/v2/bot/message/progress/narrowcast?requestId=" + LinePath.Id(requestId),
            LineClientJson.Context.NarrowcastProgress,
            cancellationToken);

    /// <summary>Sends to all friends. Costs one message for each. LINE allows 60 an hour.</summary>
    /// <param name="messages">1 to 5.</param>
    /// <param name="options">Silence, retry key. No aggregation unit.</param>
    /// <param name="cancellationToken">Cancels the wait; the messages may be sent.</param>
    /// <exception cref="LineValidationException">LINE would refuse the messages.</exception>
    public Task<SendResult> BroadcastAsync(
        IReadOnlyList<Message> messages, SendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(messages);
        ThrowIfUnit(options);
        var body = Json(new BroadcastBody(messages, options?.NotificationDisabled ?? false), LineClientJson.Context.BroadcastBody);
        return SendAsync("Broadcast", "/v2/bot/message/broadcast", body, LineRepeat.WithRetryKey, KeyOf(options), cancellationToken);
    }

    /// <summary>Asks LINE whether it would take these messages as a reply. Sends nothing, costs nothing; the local checks are left out.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException">It would not; <see cref="LineApiException.Details"/> says why.</exception>
    public Task ValidateReplyAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken = default) =>
        ValidateAsync("ValidateReply", "reply", messages, cancellationToken);

    /// <summary>Asks LINE whether it would take these messages as a push.</summary>
    /// <inheritdoc cref="ValidateReplyAsync"/>
    public Task ValidatePushAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken = default) =>
        ValidateAsync("ValidatePush", "push", messages, cancellationToken);

    /// <summary>Asks LINE whether it would take these messages as a multicast.</summary>
    /// <inheritdoc cref="ValidateReplyAsync"/>
    public Task ValidateMulticastAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken = default) =>
        ValidateAsync("ValidateMulticast", "multicast", messages, cancellationToken);

    /// <summary>Asks LINE whether it would take these messages as a narrowcast.</summary>
    /// <inheritdoc cref="ValidateReplyAsync"/>
    public Task ValidateNarrowcastAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken = default) =>
        ValidateAsync("ValidateNarrowcast", "narrowcast", messages, cancellationToken);

    /// <summary>Asks LINE whether it would take these messages as a broadcast.</summary>
    /// <inheritdoc cref="ValidateReplyAsync"/>
    public Task ValidateBroadcastAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken = default) =>
        ValidateAsync("ValidateBroadcast", "broadcast", messages, cancellationToken);

    private Task ValidateAsync(string operation, string kind, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return DoAsync(
            new LineCall
            {
                Operation = operation,
                Method = HttpMethod.Post,
                Path = "/v2/bot/message/validate/" + kind,
                Body = Json(new ValidateMessageBody(messages), LineClientJson.Context.ValidateMessageBody),
            },
            cancellationToken);
    }

    private async Task<SendResult> SendAsync(
        string operation, string path, byte[] body, LineRepeat repeat, Guid? retryKey, CancellationToken cancellationToken)
    {
        var call = new LineCall
        {
            Operation = operation,
            Method = HttpMethod.Post,
            Path = path,
            Body = body,
            Repeat = repeat,
            RetryKey = retryKey,
            HasEffect = true,
            Expected = retryKey is null ? [] : [(int)HttpStatusCode.Conflict],
        };
        using var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        var already = response.StatusCode == HttpStatusCode.Conflict;
        // LINE took it; an answer that can't be read must not turn that into a failure.
        var answer = LineAnswer.Parse(
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false), LineClientJson.Context.SendAnswer);
        return new SendResult
        {
            RequestId = (already ? response.HeaderOrNull(LineHeaders.AcceptedRequestId) : null) ?? response.HeaderOrNull(LineHeaders.RequestId),
            SentMessages = answer?.SentMessages ?? [],
            AlreadyAccepted = already,
            RetryKey = retryKey,
        };
    }

    private static void ThrowIfInvalid(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        MessageValidator.ThrowIfInvalid(messages);
    }

    private static Guid KeyOf(SendOptions? options) => options?.RetryKey ?? Guid.NewGuid();

    private static IReadOnlyList<string>? UnitsOf(SendOptions? options)
    {
        if (options?.CustomAggregationUnit is not { } unit)
            return null;
        return unit.Length is >= 1 and <= 30 && !unit.AsSpan().ContainsAnyExcept(s_unitCharacters)
            ? [unit]
            : throw new ArgumentException("A custom aggregation unit is 1 to 30 of a–z, A–Z, 0–9 and _.", nameof(options));
    }

    private static void ThrowIfUnit(SendOptions? options)
    {
        if (options?.CustomAggregationUnit is not null)
            throw new ArgumentException("LINE counts by custom aggregation unit for push and multicast only.", nameof(options));
    }

    private static void ThrowUnlessUserIds(IReadOnlyList<string> userIds, int most, [CallerArgumentExpression(nameof(userIds))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(userIds, name);
        if (userIds.Count < 1 || userIds.Count > most)
            throw new ArgumentException($"{name} holds {userIds.Count} ids; LINE takes 1 to {most} at a time.", name);
        for (var i = 0; i < userIds.Count; i++)
            LinePath.Id(userIds[i], $"{name}[{i}]");
    }

    private static byte[] Json<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);
}
