namespace Line.Messaging;

/// <summary>A message that LINE took.</summary>
/// <param name="Id">Its id; the same that an <c>unsend</c> or a quotation refers to.</param>
/// <param name="QuoteToken">With which it can be quoted in the same chat; never expires. Null for kinds that can't be quoted.</param>
public sealed record SentMessage(string Id, string? QuoteToken = null);

/// <summary>LINE accepted a send. Accepted is not read, nor even delivered: a push to someone who blocked the account is accepted too.</summary>
public sealed record SendResult
{
    /// <summary>LINE's id of the request it accepted; the one of an earlier request when <see cref="AlreadyAccepted"/>. Narrowcast progress asks by it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The messages in order, for reply and push; empty for sends to many.</summary>
    public IReadOnlyList<SentMessage> SentMessages { get; init; } = [];

    /// <summary>LINE had accepted this retry key before (409): what was sent then counts, nothing was sent now.</summary>
    public bool AlreadyAccepted { get; init; }

    /// <summary>The retry key of the send; null for replies.</summary>
    public Guid? RetryKey { get; init; }
}

/// <summary>What may be added to a push, multicast, narrowcast or broadcast.</summary>
public sealed record SendOptions
{
    /// <summary>True: the phone makes no sound and shows no notification. Default false.</summary>
    public bool NotificationDisabled { get; init; }

    /// <summary>
    /// A name under which LINE counts opened and tapped messages, for push and multicast: 1–30 of <c>a–z A–Z 0–9 _</c>, 1,000 names a month.
    /// </summary>
    public string? CustomAggregationUnit { get; init; }

    /// <summary>
    /// The retry key (<c>X-Line-Retry-Key</c>). Give one that you keep with the task and a send that is repeated after a crash is not delivered twice: LINE
    /// remembers a key for 24 hours. Never use one key for two different bodies. When null, one is made for the tries of this call.
    /// </summary>
    public Guid? RetryKey { get; init; }
}
