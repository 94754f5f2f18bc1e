using ChainatBot.Summaries;
using CsCheck;

namespace ChainatBot.Tests.Summaries;

/// <summary>Made-up populations and what is counted of them.</summary>
public static class Populations
{
    public static readonly DateOnly Start = new(2026, 9, 21);

    public static readonly SummaryOptions Options = new()
    {
        Terms = text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        LexiconVersion = "test-1",
        Mask = text => text,
    };

    private static readonly string?[] Topics = ["road", "water", "farm", "health", "debt", null];
    private static readonly string?[] Reaches = ["household", "village", "tambon", null];

    /// <summary>A few to a few hundred people with one to five opinions each, some places and topics much rarer than others.</summary>
    public static Gen<Contribution[]> People(int most, int days) =>
        from people in Gen.Int[0, most]
        from speakingDays in Gen.Int[1, days]
        from villages in Gen.Int[1, 8]
        from said in Gen.Select(Gen.Int[0, speakingDays - 1], Skewed(villages), Skewed(Topics.Length - 1), Gen.Int[0, Reaches.Length - 1], Skewed(2)).Array[1, 5].Array[people]
        from moves in Gen.Bool
        select said.SelectMany((opinions, person) => opinions.Select((o, number) => Of(new Spoken(
            person, number, Start.AddDays(o.Item1),
            (moves ? o.Item2 : opinions[0].Item2) is > 0 and var village ? village : null,
            Topics[o.Item3], Reaches[o.Item4], o.Item5 == 0 ? "dust" : "dust flood"))))
            .OrderBy(c => c.Key, StringComparer.Ordinal).ToArray();

    public static Contribution Of(Spoken spoken) => new(
        StoredOpinions.RowKey(spoken), spoken.Village, spoken.Topic, spoken.Reach, spoken.Day, "new", Options.Terms(spoken.Text ?? ""));

    public static SummaryPlan Plan(IReadOnlyList<Contribution> said, SummaryOptions? options = null) => new(new SummaryState("180101", said), options ?? Options);

    public static int Distinct(IEnumerable<Contribution> said) => said.Select(c => c.Person).Distinct(StringComparer.Ordinal).Count();

    private static Gen<int> Skewed(int most) => Gen.Select(Gen.Int[0, most], Gen.Int[0, most], Gen.Int[0, most], (a, b, c) => Math.Min(a, Math.Min(b, c)));
}
