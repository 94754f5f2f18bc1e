using ChainatBot.Priorities;
using ChainatBot.Priorities.Counting;
using CsCheck;

namespace ChainatBot.Tests.Priorities.Counting;

/// <summary>What any fair count keeps to, for every method at once.</summary>
public sealed class CountingLawTests
{
    private const int Proposals = 6;

    private static readonly Gen<(Ballot[] Ballots, long[] Costs, long Budget)> Rounds =
        Gen.Select(Ballots.Gen(Proposals).Array[0, 14], Gen.Long[1, 60].Array[Proposals], Gen.Long[1, 150]);

    [Fact]
    public void The_order_of_ballots_does_not_matter() => Gen.Select(Rounds, Gen.Int[0, int.MaxValue]).Sample((round, seed) =>
    {
        var shuffled = round.Ballots.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Count(round).ToJson(), Count(round with { Ballots = shuffled }).ToJson());
    }, iter: 300);

    [Fact]
    public void Other_names_give_the_same_result_under_other_names() => Gen.Select(Rounds, Gen.Shuffle("uvwxyz".Select(c => c.ToString()).ToArray())).Sample((round, names) =>
    {
        // A name at the same place in the file; what the names sort like must not matter.
        string Renamed(string letter) => names[letter[0] - 'a'];
        var before = Count(round);
        var after = Count((names, [.. round.Ballots.Select(ballot => new Ballot([.. ballot.Choices.Select(Renamed)]))], round.Costs, round.Budget));
        Assert.Equal(before.Approval.Select(p => (Renamed(p.Id), p.Count)), after.Approval.Select(p => (p.Id, p.Count)));
        Assert.Equal(before.Borda.Select(p => (Renamed(p.Id), p.Points)), after.Borda.Select(p => (p.Id, p.Points)));
        Assert.Equal(before.Schulze.Ranking.Select(group => group.Select(Renamed)), after.Schulze.Ranking);
        Assert.Equal(before.EqualShares!.Winners.Select(Renamed), after.EqualShares!.Winners);
        Assert.Equal(before.Greedy!.Winners.Select(Renamed), after.Greedy!.Winners);
    }, iter: 300);

    [Fact]
    public void Another_order_in_the_file_only_decides_what_is_equal() => Gen.Select(Rounds, Gen.Shuffle(Ballots.Letters(Proposals))).Sample((round, order) =>
    {
        var before = Count(round);
        var after = Count((order, round.Ballots, [.. order.Select(id => round.Costs[id[0] - 'a'])], round.Budget));
        Assert.Equal(before.Approval.ToHashSet(), after.Approval.ToHashSet());
        Assert.Equal(before.Borda.ToHashSet(), after.Borda.ToHashSet());
        Assert.Equal(before.Schulze.Ranking.Select(group => string.Concat(group.Order(StringComparer.Ordinal))), after.Schulze.Ranking.Select(group => string.Concat(group.Order(StringComparer.Ordinal))));
    }, iter: 300);

    [Fact]
    public void The_budget_is_never_exceeded_and_nothing_unwanted_or_twice_is_bought() => Rounds.Sample(round =>
    {
        var result = Count(round);
        foreach (var funding in new[] { result.EqualShares!, result.Greedy! })
        {
            Assert.Equal(funding.Winners.Sum(id => round.Costs[id[0] - 'a']), funding.Spent);
            Assert.InRange(funding.Spent, 0, round.Budget);
            Assert.Equal(funding.Winners.Count, funding.Winners.Distinct().Count());
            Assert.All(funding.Winners, id => Assert.Contains(round.Ballots, ballot => ballot.Choices.Contains(id)));
        }
    }, iter: 500);

    [Fact]
    public void Greedy_leaves_out_only_what_does_not_fit_any_more() => Rounds.Sample(round =>
    {
        var greedy = Count(round).Greedy!;
        Assert.All(
            Ballots.Letters(Proposals).Where(id => !greedy.Winners.Contains(id) && round.Ballots.Any(ballot => ballot.Choices.Contains(id))),
            id => Assert.True(round.Costs[id[0] - 'a'] > round.Budget - greedy.Spent));
    }, iter: 300);

    [Fact]
    public void Putting_a_proposal_one_place_up_gives_it_one_point_and_takes_one() => Gen.Select(Ballots.Gen(Proposals).Array[1, 10], Gen.Int[0, 9], Gen.Int[1, Proposals - 1]).Sample((ballots, which, place) =>
    {
        var chosen = ballots[which % ballots.Length].Choices;
        if (place >= chosen.Count) return;
        var (up, down) = (chosen[place], chosen[place - 1]);
        var raised = chosen.ToArray();
        (raised[place - 1], raised[place]) = (up, down);
        var after = ballots.ToArray();
        after[which % ballots.Length] = new Ballot(raised);
        var (was, now) = (Points(ballots), Points(after));
        Assert.Equal(was[up] + 1, now[up]);
        Assert.Equal(was[down] - 1, now[down]);
        Assert.All(was.Keys.Where(id => id != up && id != down), id => Assert.Equal(was[id], now[id]));
    }, iter: 500);

    [Fact]
    public void Another_ballot_never_takes_points_or_votes_away() => Gen.Select(Ballots.Gen(Proposals).Array[0, 10], Ballots.Gen(Proposals)).Sample((ballots, another) =>
    {
        var (was, now) = (Points(ballots), Points([.. ballots, another]));
        Assert.All(was.Keys, id => Assert.True(now[id] >= was[id]));
        Assert.Equal(another.Choices.Select((_, place) => Proposals - 1 - place).Sum(), now.Values.Sum() - was.Values.Sum());
    }, iter: 300);

    private static Dictionary<string, int> Points(Ballot[] ballots) =>
        Borda.Count(new BallotBox(Ballots.Letters(Proposals), ballots)).ToDictionary(p => p.Id, p => p.Points);

    private static RoundResult Count((Ballot[] Ballots, long[] Costs, long Budget) round) => Count((Ballots.Letters(Proposals), round.Ballots, round.Costs, round.Budget));

    private static RoundResult Count((string[] Ids, Ballot[] Ballots, long[] Costs, long Budget) round) => RoundResult.Of(
        new RoundDefinition("r", "ร", ["180101"], DateTimeOffset.UnixEpoch, round.Budget, [.. round.Ids.Select((id, i) => new Proposal(id, id, null, round.Costs[i]))]), round.Ballots);
}
