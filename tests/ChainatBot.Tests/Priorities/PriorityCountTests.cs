using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Priorities;
using ChainatBot.Priorities.Counting;
using CsCheck;

namespace ChainatBot.Tests.Priorities;

/// <summary>What may be told of a round, and what may not.</summary>
public sealed class PriorityCountTests
{
    private const int K = 5;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, BangkokTime.Offset);
    private static readonly KeptRound Round = new(new RoundDefinition("r", "อะไรก่อน", ["180101", "180102"], Now.AddDays(9), 300,
        [new("road", "ถนน", null, 200), new("canal", "คลอง", null, 150), new("light", "ไฟ", null, 100)]), null, null);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    public void Fewer_than_k_voters_tell_nothing(int voters, int? people)
    {
        var result = Count([.. Enumerable.Range(0, voters).Select(i => Cast(i, "road"))]);
        Assert.Equal(people, result.People);
        Assert.Equal(voters >= K, result.Schulze is not null && result.Borda is not null && result.Firmness is not null && result.EqualShares is not null);
        Assert.All(result.Proposals, p => Assert.Equal(voters < K ? null : p.Id == "road" ? null : 0, p.People));
        var lines = string.Join('\n', PriorityLines.Lines(result, K));
        Assert.Equal(voters >= K, lines.Contains("“ถนน”", StringComparison.Ordinal));
        Assert.Equal(voters is > 0 and < K, lines.Contains("น้อยกว่า 5 คน", StringComparison.Ordinal));
    }

    [Fact]
    public void Votes_of_small_villages_and_of_other_tambons_are_joined()
    {
        List<CastBallot> cast = [.. Enumerable.Range(0, 7).Select(i => Cast(i, "road", village: 1)), .. Enumerable.Range(7, 6).Select(i => Cast(i, "canal", village: 2)), Cast(13, "light", village: 3), .. Enumerable.Range(14, 5).Select(i => Cast(i, "road", "180102", 1))];
        Assert.Equal([(1, 7), (2, 6), (null, 6)], Count(cast).ByVillage.Select(v => (v.Village, v.People)));
        // The same cells seen from the other tambon: nothing to subtract.
        Assert.Equal([(null, 6)], Count(cast, tambon: "180102").ByVillage.Select(v => (v.Village, v.People)));
    }

    [Fact]
    public void A_choice_of_a_few_and_one_of_all_but_a_few_are_not_told()
    {
        Assert.Equal([null, 6, 6], Told(Count([.. Enumerable.Range(0, 12).Select(i => i < 6 ? Cast(i, "canal road") : Cast(i, "light road"))])));
        // Four did not choose the canal, four not the light, and nobody not the road.
        Assert.Equal([null, null, null], Told(Count([.. Enumerable.Range(0, 10).Select(i => i < 4 ? Cast(i, "road canal") : i < 8 ? Cast(i, "road light") : Cast(i, "road light canal"))])));
        static IEnumerable<int?> Told(PriorityResult r) => r.Proposals.Select(p => p.People);
    }

    [Fact]
    public void No_figure_of_a_result_is_a_small_group_or_the_rest_of_one() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], Gen.Int[0, 4].Select(i => new[] { "road", "canal", "light", "road canal", "light canal road" }[i]), Gen.Bool).Array[0, 30].Sample(people =>
        {
            var cast = people.Select((p, i) => Cast(i, p.Item3, p.Item1 == 3 ? "180102" : "180101", p.Item2 == 4 ? null : p.Item2)).ToList();
            var result = Count(cast);
            if (cast.Count is > 0 and < K) Assert.Null(result.People);
            if (result.People is not { } all) return;
            Assert.Equal(cast.Count, all);
            foreach (var proposal in result.Proposals) Assert.True(proposal.People is null or 0 || (proposal.People >= K && all - proposal.People >= K));
            foreach (var village in result.ByVillage) Assert.True(village.People >= K);
            // Both tambons' views together, what is joined being the same in both.
            var other = Count(cast, tambon: "180102").ByVillage;
            Assert.Equal(result.ByVillage.Where(v => v.Village is null), other.Where(v => v.Village is null));
            var rest = all - result.ByVillage.Concat(other.Where(v => v.Village is not null)).Sum(v => v.People);
            Assert.True(rest is 0 or >= K, $"{rest} are left over");
        }, iter: 2000);

    [Fact]
    public void Agreement_is_told_of_villages_that_are_large_enough_and_puts_what_all_agree_on_first()
    {
        // Ten of village 1 want the road; in village 2 hardly anybody does, but both want the canal.
        var said = Enumerable.Range(0, 10).SelectMany(i => new[] { Said(i, "road", "agree", 1), Said(i, "canal", i < 7 ? "agree" : "disagree", 1) })
            .Concat(Enumerable.Range(10, 6).SelectMany(i => new[] { Said(i, "road", i < 11 ? "agree" : "disagree", 2), Said(i, "canal", i < 14 ? "agree" : "skip", 2) }))
            .Append(Said(20, "canal", "disagree", 3)).Append(Said(21, "light", "agree", 3)).ToList();
        var result = Count([], said);
        Assert.Equal(["canal", "road"], result.Agreement.Select(a => a.Proposal));
        Assert.Equal((17, 11, "อย่างน้อย 6 ใน 10 ของทุกหมู่ที่มีคนตอบ 5 คนขึ้นไปเห็นด้วย"), (result.Agreement[0].People, result.Agreement[0].Agree, result.Agreement[0].InWords));
        Assert.DoesNotContain("“ไฟ”", string.Join('\n', PriorityLines.Lines(result, K)), StringComparison.Ordinal);
        Assert.Equal(1, result.Suppressed);
    }

    [Theory]
    [InlineData(0, "ไม่มีใครเลือก")]
    [InlineData(4, "ไม่ถึง 5 คน")]
    [InlineData(5, "มีคนเลือก 5 คนค่ะ\nอันดับหนึ่ง “ถนน”\nอันดับสอง “ไฟ”\f")]
    public void The_chat_tells_the_top_of_the_order_and_nothing_of_a_few(int voters, string told)
    {
        var text = PublishedResult.Text(Round.Definition, [.. Enumerable.Range(0, voters).Select(_ => new Ballot(["road", "light"]))], K);
        Assert.Contains(told, text, StringComparison.Ordinal);
        Assert.DoesNotContain("อันดับสาม", text, StringComparison.Ordinal);
    }

    private static PriorityResult Count(IReadOnlyList<CastBallot> cast, IReadOnlyList<Agreement>? said = null, string tambon = "180101") => PriorityCount.Of(Round, cast, said ?? [], tambon, K, Now);

    private static CastBallot Cast(int person, string choices, string tambon = "180101", int? village = 1) => new("r", Name(person), choices.Split(' '), tambon, village);

    private static Agreement Said(int person, string proposal, string answer, int village) => new("r", Name(person), proposal, answer, "180101", village);

    private static string Name(int person) => person.ToString("x32", CultureInfo.InvariantCulture);
}
