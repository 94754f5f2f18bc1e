using ChainatBot.Privacy;

namespace ChainatBot.Announcements;

/// <summary>How far the paying for a notice has come.</summary>
public enum PayState
{
    /// <summary>Under way, or cut short and to be gone on with.</summary>
    Running,
    /// <summary>Everybody who could be paid for was.</summary>
    Done,
    /// <summary>LINE's messages of the month are used up; who was not reached may still be told free.</summary>
    Quota,
    /// <summary>LINE refuses what is to be said.</summary>
    Refused,
}

/// <summary>The paying for one notice.</summary>
/// <param name="Epoch">Grows each time somebody takes the work up; who holds an older one is out.</param>
/// <param name="Next">The number of the next batch.</param>
/// <param name="Partition">How far the subscribers have been gone through: the part, and the last person looked at.</param>
internal sealed record PayRun(string Notice, int Epoch, int Next, string? Partition, ParticipantId? After, PayState State, string ETag)
{
    /// <summary>The tambons' budgets kept some from being paid for.</summary>
    public bool ShortOfBudget { get; init; }
}

/// <summary>What became of a batch.</summary>
internal enum BatchState
{
    /// <summary>Stored, nothing tried.</summary>
    Ready,
    /// <summary>LINE has been called, or is about to be; whether it took the batch is told by asking again under the same key.</summary>
    Trying,
    /// <summary>LINE took it.</summary>
    Sent,
    /// <summary>It may have been taken, and is too old to ask: LINE remembers a key for a day.</summary>
    Unsure,
    /// <summary>LINE refused it for good.</summary>
    Refused,
    /// <summary>Certainly not sent: its people are being given back.</summary>
    Releasing,
    /// <summary>They are given back.</summary>
    Released,
}

/// <param name="Tambon">Where the person lived when she was chosen, or <c>000000</c>; her budget pays.</param>
internal readonly record struct Recipient(ParticipantId Participant, string Tambon);

/// <summary>At most 500 people who get a notice in one call to LINE, under one retry key.</summary>
/// <param name="Key">The retry key.</param>
/// <param name="People">Gone once the batch is settled.</param>
/// <param name="Count">How many it was, or is, sent to.</param>
/// <param name="TriedAt">The first try.</param>
internal sealed record PayBatch(string Notice, int Number, int Epoch, BatchState State, Guid Key, IReadOnlyList<Recipient> People, int Count, DateTimeOffset? TriedAt, string? ETag)
{
    /// <summary>The month whose budgets pay: yyyy-MM in Bangkok.</summary>
    public required string Month { get; init; }

    /// <summary>Left out before the first try: blocked, withdrew, deleted everything.</summary>
    public int Left { get; init; }

    /// <summary>Left out before the first try: no longer of the audience.</summary>
    public int Moved { get; init; }

    /// <summary>LINE does not know these ids.</summary>
    public int Unknown { get; init; }

    public bool IsSettled => State is BatchState.Sent or BatchState.Unsure or BatchState.Refused or BatchState.Released;
}
