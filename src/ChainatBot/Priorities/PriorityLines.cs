using System.Globalization;
using ChainatBot.Priorities.Counting;
using ChainatBot.Summaries;

namespace ChainatBot.Priorities;

/// <summary>A round's result in Thai lines, for the chat, the terminal and the document.</summary>
internal static class PriorityLines
{
    private static readonly string[] Ordinals = ["First", "Second", "Third"];

    /// <summary>“อันดับหนึ่ง ซ่อมถนน”, by pairwise majorities; what nobody chose has no place.</summary>
    public static IEnumerable<string> Places(RoundDefinition round, RoundResult result)
    {
        var chosen = result.Approval.Where(a => a.Count > 0).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var titles = Titles(round);
        return result.Schulze.Ranking
            .Select(tie => tie.Where(chosen.Contains).ToList()).Where(tie => tie.Count > 0)
            .Select((tie, at) => PriorityWords.Get(tie.Count == 1 ? "Place" : "PlaceTied", Ordinal(at), Together(tie, titles)));
    }

    /// <summary>Everything that may be told, heading first.</summary>
    public static IEnumerable<string> Lines(PriorityResult result, int minimumGroupSize)
    {
        yield return Heading(result);
        yield return People(result, minimumGroupSize);
        foreach (var line in Orders(result)) yield return line;
        foreach (var village in result.ByVillage) yield return SummaryWords.Get("SurveyLine", SummaryWords.Village(village.Village), SummaryWords.Number(village.People));
        foreach (var line in Agreement(result)) yield return line;
    }

    public static string Heading(PriorityResult result) => PriorityWords.Get("Heading", result.Title);

    public static string People(PriorityResult result, int minimumGroupSize)
    {
        var state = PriorityWords.Get("State-" + result.State, SummaryWords.Date(DateOnly.ParseExact(result.Closes, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return result.People switch
        {
            null => PriorityWords.Get("TooFew", state, minimumGroupSize),
            0 => PriorityWords.Get("NobodyYet", state),
            { } people => PriorityWords.Get("People", state, SummaryWords.Number(people)),
        };
    }

    /// <summary>The order by each method, how firm it is, and what the money would do.</summary>
    public static IEnumerable<string> Orders(PriorityResult result)
    {
        if (result is not { Schulze: { } schulze, Borda: { } borda, Firmness: { } firmness, Definition: { } round }) yield break;
        var titles = Titles(round);
        yield return PriorityWords.Get("BySchulze", Order(schulze, titles));
        yield return PriorityWords.Get("ByBorda", Order(borda, titles));
        if (result.Proposals.Where(p => p.People is not null).OrderByDescending(p => p.People).ToList() is { Count: > 0 } counted)
            yield return PriorityWords.Get("ByApproval", string.Join(", ", counted.Select(p => SummaryWords.Get("Few", p.Title, SummaryWords.Number(p.People!.Value)))));
        yield return firmness;
        if (result.EqualShares is { } shares) yield return PriorityWords.Get("ByEqualShares", Bought(shares, round, titles), Baht(shares.Spent), Baht(round.Budget ?? 0));
        if (result.Greedy is { } greedy) yield return PriorityWords.Get("ByGreedy", Bought(greedy, round, titles), Baht(greedy.Spent), Baht(round.Budget ?? 0));
    }

    public static IEnumerable<string> Agreement(PriorityResult result)
    {
        if (result.Agreement.Count == 0) yield break;
        yield return PriorityWords.Get("AgreementHeading");
        foreach (var line in result.Agreement)
        {
            var counts = line.Agree is { } agree
                ? PriorityWords.Get("AgreementCounts", SummaryWords.Number(line.People), SummaryWords.Number(agree))
                : PriorityWords.Get("AgreementPeople", SummaryWords.Number(line.People));
            yield return PriorityWords.Get("AgreementLine", line.Title, line.InWords is { } words ? $"{counts} {words}" : counts);
        }
    }

    private static string Order(IReadOnlyList<IReadOnlyList<string>> ranking, Dictionary<string, string> titles) =>
        string.Join(" ", ranking.Select((tie, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1}. {Together(tie, titles)}")));

    private static string Together(IReadOnlyList<string> tie, Dictionary<string, string> titles) => string.Join(PriorityWords.Get("And"), tie.Select(id => PriorityWords.Get("Quoted", titles[id])));

    private static string Bought(Funding funding, RoundDefinition round, Dictionary<string, string> titles) =>
        funding.Winners.Count == 0 ? PriorityWords.Get("Nothing") : Together([.. round.Proposals.Select(p => p.Id).Where(funding.Winners.Contains)], titles);

    internal static string Ordinal(int at) => at < Ordinals.Length ? PriorityWords.Get(Ordinals[at]) : PriorityWords.Get("Further", at + 1);

    private static string Baht(long baht) => baht.ToString("#,0", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Titles(RoundDefinition round) => round.Proposals.ToDictionary(p => p.Id, p => p.Title, StringComparer.Ordinal);
}
