namespace ChainatBot.Priorities.Counting;

/// <summary>
/// The Method of Equal Shares for approvals with cost utilities, completed by add-one. The budget is shared equally among the
/// people; whoever named a proposal pays for it as equally as she can, and the proposal whose payers pay the smallest part of
/// its cost each is taken first, until no group can pay for another. As that leaves money over, everybody is given one baht more
/// and all is done again, as long as the winners fit into the budget and something else would too.
/// </summary>
/// <remarks>
/// <para>Sources: D. Peters, G. Pierczyński, P. Skowron, “Proportional Participatory Budgeting with Additive Utilities”, NeurIPS 2021;
/// equalshares.net (explanation, completion, tie-breaking). Ties there as here: the cheaper, then the one with more votes; where
/// they recommend a lot, the order of the round's file decides, which was there before the first vote.</para>
/// <para>All arithmetic is exact. The shares start from budget/n, not rounded. Rounds of one baht that can't change anything are
/// skipped (<see cref="EqualSharesRun"/>), so that costs of millions with few people take no longer.</para>
/// </remarks>
public static class EqualShares
{
    /// <summary>With completion.</summary>
    /// <param name="costs">Baht, in the order of the box's proposals; more than 0.</param>
    /// <param name="budget">Baht.</param>
    public static Funding Choose(BallotBox box, IReadOnlyList<long> costs, long budget)
    {
        ArgumentNullException.ThrowIfNull(box);
        CheckMoney(box, costs, budget);
        if (box.Count == 0) return new Funding([], 0);
        var run = new EqualSharesRun(box, costs, budget);
        var chosen = run.At(0);
        // Once all that anybody named is bought, more money could only buy it in another order.
        var named = Enumerable.Range(0, costs.Count).Count(p => box.SupportOf(p) > 0);
        while (chosen.Winners.Count < named && !IsExhaustive(chosen.Winners, costs, budget) && chosen.ChangesAt is { } more)
        {
            var next = run.At(more);
            if (Cost(next.Winners, costs) > budget) break;
            chosen = next;
        }
        return ToFunding(box, chosen.Winners, costs);
    }

    /// <summary>Without completion: what the equal shares alone pay for.</summary>
    /// <inheritdoc cref="Choose"/>
    public static Funding ChooseWithoutCompletion(BallotBox box, IReadOnlyList<long> costs, long budget)
    {
        ArgumentNullException.ThrowIfNull(box);
        CheckMoney(box, costs, budget);
        return box.Count == 0 ? new Funding([], 0) : ToFunding(box, new EqualSharesRun(box, costs, budget).At(0).Winners, costs);
    }

    internal static void CheckMoney(BallotBox box, IReadOnlyList<long> costs, long budget)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        if (costs.Count != box.Proposals.Count) throw new ArgumentException("There must be one cost for each proposal.", nameof(costs));
        foreach (var cost in costs) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost, nameof(costs));
    }

    private static bool IsExhaustive(IReadOnlyList<int> winners, IReadOnlyList<long> costs, long budget)
    {
        var left = budget - Cost(winners, costs);
        return Enumerable.Range(0, costs.Count).All(p => costs[p] > left || winners.Contains(p));
    }

    private static Int128 Sum(IEnumerable<long> costs) => costs.Aggregate(Int128.Zero, (sum, cost) => sum + cost);

    // Costs may be near the largest number there is; with add-one more is chosen than the budget holds.
    private static long Cost(IReadOnlyList<int> winners, IReadOnlyList<long> costs) => (long)Int128.Min(Sum(winners.Select(w => costs[w])), long.MaxValue);

    private static Funding ToFunding(BallotBox box, IReadOnlyList<int> winners, IReadOnlyList<long> costs) =>
        new([.. winners.Select(w => box.Proposals[w])], Cost(winners, costs));
}
