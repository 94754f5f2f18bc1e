using ChainatBot.Priorities.Counting;

namespace ChainatBot.Priorities;

/// <summary>Says in words whether the ways of counting agree, and where not, what makes the difference.</summary>
public static class HowFirm
{
    /// <summary>One to three sentences in Thai, each true of this result.</summary>
    public static string Line(RoundDefinition round, RoundResult result) => string.Join(' ', Parts(round, result));

    /// <summary>The same in two parts, where there is money to spend: the order, and what the money buys.</summary>
    public static IReadOnlyList<string> Parts(RoundDefinition round, RoundResult result)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(result);
        if (result.Approval.All(proposal => proposal.Count == 0)) return [PriorityWords.Get("Nobody")];
        var titles = round.Proposals.ToDictionary(proposal => proposal.Id, proposal => proposal.Title, StringComparer.Ordinal);
        var order = Order(result, titles);
        return Money(round, result, titles) is { } money ? [order, money] : [order];
    }

    private static string Order(RoundResult result, Dictionary<string, string> titles)
    {
        var approval = Groups(result.Approval, proposal => proposal.Id, proposal => proposal.Count);
        var borda = Groups(result.Borda, proposal => proposal.Id, proposal => proposal.Points);
        List<IReadOnlyList<string>> schulze = [.. result.Schulze.Ranking];
        if (Same(approval, borda) && Same(borda, schulze)) return PriorityWords.Get(schulze.Any(group => group.Count > 1) ? "SameWithTies" : "Same");

        if (Same(approval[..1], borda[..1]) && Same(borda[..1], schulze[..1]))
            return schulze[0].Count == 1 ? PriorityWords.Get("SameFirst", titles[schulze[0][0]]) : PriorityWords.Get("SameFirstTied", Names(schulze[0], titles));

        // Fewer or as many people, yet more points: on the ballots that name it, it must stand higher.
        var isHigher = borda[0].Count == 1 && !approval[0].Contains(borda[0][0]);
        var winsAll = schulze[0].Count == 1 && WinsAll(schulze[0][0], result.Schulze);
        return string.Join(' ',
            PriorityWords.Get("Differ"),
            PriorityWords.Get("ApprovalFirst", Names(approval[0], titles)),
            PriorityWords.Get(isHigher ? "BordaHigher" : "BordaFirst", Names(borda[0], titles)),
            PriorityWords.Get(winsAll ? "SchulzeWinsAll" : "SchulzeNoneWinsAll", Names(schulze[0], titles)));
    }

    private static string? Money(RoundDefinition round, RoundResult result, Dictionary<string, string> titles)
    {
        if (result.EqualShares is not { } shares || result.Greedy is not { } greedy) return null;
        if (shares.Winners.Count == 0 && greedy.Winners.Count == 0) return PriorityWords.Get("NoMoneyEnough");
        // In the order of the file: the order of choosing says nothing to a reader.
        string[] InOrder(Funding funding) => [.. round.Proposals.Select(proposal => proposal.Id).Where(funding.Winners.Contains)];
        var (bought, plain) = (InOrder(shares), InOrder(greedy));
        return bought.SequenceEqual(plain, StringComparer.Ordinal) ? PriorityWords.Get("MoneySame") : PriorityWords.Get("MoneyDiffers", Names(bought, titles), Names(plain, titles));
    }

    private static bool WinsAll(string id, SchulzeResult schulze) => schulze.Pairwise[id].All(other => other.Value > schulze.Pairwise[other.Key][id]);

    private static string Names(IReadOnlyList<string> ids, Dictionary<string, string> titles) =>
        ids.Count == 0 ? PriorityWords.Get("Nothing") : string.Join(PriorityWords.Get("And"), ids.Select(id => PriorityWords.Get("Quoted", titles[id])));

    private static List<IReadOnlyList<string>> Groups<T>(IEnumerable<T> sorted, Func<T, string> id, Func<T, int> value) =>
        [.. sorted.GroupBy(value).Select(group => (IReadOnlyList<string>)[.. group.Select(id)])];

    // Within a group both follow the file.
    private static bool Same(List<IReadOnlyList<string>> a, List<IReadOnlyList<string>> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.SequenceEqual(pair.Second, StringComparer.Ordinal));
}
