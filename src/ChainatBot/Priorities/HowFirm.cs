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

        var alike = 0;
        while (Same(approval[alike], borda[alike]) && Same(borda[alike], schulze[alike])) alike++;
        return string.Join(' ', [.. Alike(schulze, alike, titles), .. Place(alike, approval, borda, schulze, result, titles)]);
    }

    /// <summary>The places above the first one on which the methods differ.</summary>
    private static IEnumerable<string> Alike(List<IReadOnlyList<string>> ranking, int places, Dictionary<string, string> titles)
    {
        if (places == 0) yield break;
        yield return places > 1 ? PriorityWords.Get("SameAbove", places)
            : ranking[0].Count == 1 ? PriorityWords.Get("SameFirst", titles[ranking[0][0]]) : PriorityWords.Get("SameFirstTied", Names(ranking[0], titles));
    }

    /// <summary>Whom each method puts on a place, and why; above it they agree, so the same proposals are left for all.</summary>
    private static IEnumerable<string> Place(
        int at, List<IReadOnlyList<string>> approval, List<IReadOnlyList<string>> borda, List<IReadOnlyList<string>> schulze, RoundResult result, Dictionary<string, string> titles)
    {
        var rest = schulze.Skip(at).SelectMany(group => group).ToList();
        // No more people than those whom most chose, yet more points: on the ballots that name it, it must stand higher.
        var isHigher = borda[at].Count == 1 && !Same(approval[at], borda[at]);
        var winsAll = schulze[at].Count == 1 && WinsAll(schulze[at][0], rest, result.Schulze);
        yield return at == 0 ? PriorityWords.Get("Differ") : PriorityWords.Get("DifferAt", PriorityLines.Ordinal(at));
        yield return PriorityWords.Get("ApprovalPlace", Tied(approval[at], titles));
        yield return PriorityWords.Get(isHigher ? "BordaHigher" : "BordaPlace", Tied(borda[at], titles));
        yield return winsAll ? PriorityWords.Get(at == 0 ? "SchulzeWinsAll" : "SchulzeWinsRest", Tied(schulze[at], titles))
            : PriorityWords.Get(at == 0 ? "SchulzeNoneWinsAll" : "SchulzeNoneWinsRest", Names(schulze[at], titles));
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

    private static bool WinsAll(string id, List<string> among, SchulzeResult schulze) =>
        among.TrueForAll(other => other == id || schulze.Pairwise[id][other] > schulze.Pairwise[other][id]);

    private static string Tied(IReadOnlyList<string> ids, Dictionary<string, string> titles) =>
        ids.Count > 1 ? PriorityWords.Get("Tied", Names(ids, titles)) : Names(ids, titles);

    private static string Names(IReadOnlyList<string> ids, Dictionary<string, string> titles) =>
        ids.Count == 0 ? PriorityWords.Get("Nothing") : string.Join(PriorityWords.Get("And"), ids.Select(id => PriorityWords.Get("Quoted", titles[id])));

    private static List<IReadOnlyList<string>> Groups<T>(IEnumerable<T> sorted, Func<T, string> id, Func<T, int> value) =>
        [.. sorted.GroupBy(value).Select(group => (IReadOnlyList<string>)[.. group.Select(id)])];

    // Within a group both follow the file.
    private static bool Same(List<IReadOnlyList<string>> a, List<IReadOnlyList<string>> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second));

    private static bool Same(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b, StringComparer.Ordinal);
}
