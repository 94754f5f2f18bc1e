namespace ChainatBot.Priorities.Counting;

/// <summary>
/// The plain way: from the proposal with the most votes down, each that the rest of the budget still pays for. Equal votes: the
/// cheaper first, then the order of the round's file. What nobody chose is not funded.
/// </summary>
public static class Greedy
{
    /// <param name="costs">Baht, in the order of the box's proposals; more than 0.</param>
    /// <param name="budget">Baht.</param>
    public static Funding Choose(BallotBox box, IReadOnlyList<long> costs, long budget)
    {
        ArgumentNullException.ThrowIfNull(box);
        EqualShares.CheckMoney(box, costs, budget);
        var winners = new List<string>();
        var spent = 0L;
        foreach (var proposal in Enumerable.Range(0, costs.Count).Where(p => box.SupportOf(p) > 0).OrderByDescending(box.SupportOf).ThenBy(p => costs[p]))
        {
            if (costs[proposal] > budget - spent) continue;
            winners.Add(box.Proposals[proposal]);
            spent += costs[proposal];
        }
        return new Funding(winners, spent);
    }
}
