using ChainatBot.Conversations;

namespace ChainatBot.Priorities;

/// <summary>
/// The results of rounds, counted from the ballots when asked for: the cost is one pass over the round's ballots and answers (16
/// partitions each).
/// </summary>
public sealed class RoundResults(RoundStore rounds, BallotStore ballots, AgreementStore agreements, TimeProvider time)
{
    /// <summary>The rounds of a tambon, by id, whose closing day lies in a window (both days inclusive; null is open).</summary>
    public async Task<IReadOnlyList<PriorityResult>> ReadAsync(string tambon, DateOnly? from, DateOnly? to, int minimumGroupSize, CancellationToken cancellationToken = default)
    {
        var results = new List<PriorityResult>();
        await foreach (var round in rounds.OfTambonsAsync([tambon], cancellationToken))
            if (round.LastDay >= (from ?? DateOnly.MinValue) && round.LastDay <= (to ?? DateOnly.MaxValue)) results.Add(await CountAsync(round, tambon, minimumGroupSize, cancellationToken));
        return results;
    }

    /// <summary>One round, or null where there is none of this id.</summary>
    public async Task<PriorityResult?> OfAsync(string id, int minimumGroupSize, CancellationToken cancellationToken = default) =>
        await rounds.FindAsync(id, cancellationToken) is { } round ? await CountAsync(round, null, minimumGroupSize, cancellationToken) : null;

    private async Task<PriorityResult> CountAsync(KeptRound round, string? tambon, int minimumGroupSize, CancellationToken cancellationToken)
    {
        var cast = await ballots.OfRoundAsync(round.Definition.Id, cancellationToken).ToListAsync(cancellationToken);
        var said = await agreements.OfRoundAsync(round.Definition.Id, cancellationToken).ToListAsync(cancellationToken);
        return PriorityCount.Of(round, cast, said, tambon, minimumGroupSize, time.Now());
    }
}
