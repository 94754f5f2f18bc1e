namespace ChainatBot.Priorities.Counting;

/// <summary>A proposal's points by Borda's count.</summary>
public sealed record BordaPoints(string Id, int Points);

/// <summary>
/// Borda's count: of n proposals the first on a ballot gets n − 1 points, the second n − 2 and so on; one that the ballot
/// does not name gets 0.
/// </summary>
/// <remarks>
/// For ballots that name few there are several conventions. This is the one that anyone can add up on paper, with whole
/// numbers, known as “rounding down” or the pessimistic count; the other common one shares what is left among those not named.
/// Where all ballots name all proposals they are the same. See docs/priorities.md.
/// </remarks>
public static class Borda
{
    /// <summary>Most first; equals in the order of the round's file.</summary>
    public static IReadOnlyList<BordaPoints> Count(BallotBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        var points = new int[box.Proposals.Count];
        foreach (var order in box.Orders)
            for (var place = 0; place < order.Length; place++) points[order[place]] += points.Length - 1 - place;
        return [.. box.Proposals.Select((id, i) => new BordaPoints(id, points[i])).OrderByDescending(proposal => proposal.Points)];
    }
}
