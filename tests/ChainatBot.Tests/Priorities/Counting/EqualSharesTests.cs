using System.Diagnostics;
using ChainatBot.Priorities.Counting;
using CsCheck;

namespace ChainatBot.Tests.Priorities.Counting;

public sealed class EqualSharesTests
{
    // equalshares.net, “Explanation”: bike path, outdoor gym, new park, new playground, library for kids; eleven people, 1,100.
    private static readonly long[] CityCosts = [700, 400, 250, 200, 100];
    private static readonly string[] FirstTen = ["1 bg", "1 bgp", "1 bg", "1 bgp", "1 bgp", "1 bg", "1 pyl", "1 y", "1 yl", "1 pyl"];

    [Fact]
    public void The_first_example_of_equalshares_net_gives_bike_path_playground_and_library()
    {
        var box = Ballots.Of("bgpyl", [.. FirstTen, "1 b"]);
        Assert.Equal([7, 6, 5, 4, 3], box.Proposals.Select(id => Approval.Count(box).Single(p => p.Id == id).Count));
        var shares = EqualShares.ChooseWithoutCompletion(box, CityCosts, 1100);
        Assert.Equal(["b", "y", "l"], shares.Winners);
        Assert.Equal(1000, shares.Spent);
        // 100 are left and nothing else costs so little: completion changes nothing.
        Assert.Equal(shares.Winners, EqualShares.Choose(box, CityCosts, 1100).Winners);
        Assert.Equal(["b", "g"], Greedy.Choose(box, CityCosts, 1100).Winners);
    }

    [Fact]
    public void The_second_gives_gym_park_and_playground_paid_unequally()
    {
        var box = Ballots.Of("bgpyl", [.. FirstTen, "1 g"]);
        var shares = EqualShares.ChooseWithoutCompletion(box, CityCosts, 1100);
        Assert.Equal(["g", "p", "y"], shares.Winners);
        Assert.Equal(850, shares.Spent);
    }

    [Fact]
    public void Completing_the_second_buys_the_library_as_well()
    {
        // 250 are left, so everybody is given a baht more until the library's three can pay for it; then 150 are left, and the bike path costs 700.
        var box = Ballots.Of("bgpyl", [.. FirstTen, "1 g"]);
        var shares = EqualShares.Choose(box, CityCosts, 1100);
        Assert.Equal(["g", "l", "p", "y"], shares.Winners.Order(StringComparer.Ordinal));
        Assert.Equal(950, shares.Spent);
    }

    [Fact]
    public void Fifty_one_and_forty_nine_of_a_hundred_get_five_each_where_greedy_gives_all_to_the_fifty_one()
    {
        // The motivating example of the literature: ten red proposals, ten blue ones, money for ten.
        string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"red{i}"), .. Enumerable.Range(0, 10).Select(i => $"blue{i}")];
        var box = new BallotBox(ids, [.. Enumerable.Repeat(new Ballot(ids[..10]), 51), .. Enumerable.Repeat(new Ballot(ids[10..]), 49)]);
        long[] costs = [.. Enumerable.Repeat(1000L, 20)];
        // 51 people hold 5,100 and 49 hold 4,900: five and four. With three baht more each, 49 people hold 5,047.
        Assert.Equal(4, EqualShares.ChooseWithoutCompletion(box, costs, 10_000).Winners.Count(id => id.StartsWith('b')));
        var shares = EqualShares.Choose(box, costs, 10_000);
        Assert.Equal(5, shares.Winners.Count(id => id.StartsWith('r')));
        Assert.Equal(5, shares.Winners.Count(id => id.StartsWith('b')));
        Assert.All(Greedy.Choose(box, costs, 10_000).Winners, id => Assert.StartsWith("red", id, StringComparison.Ordinal));
    }

    [Fact]
    public void Twelve_people_of_the_approval_voting_book_can_pay_for_one_seat_only() =>
        // Lackner and Skowron, “Multi-Winner Voting with Approval Preferences”, example 11: four seats, a alone is paid for (1/8 each by eight people).
        Assert.Equal(["a"], EqualShares.ChooseWithoutCompletion(Ballots.Of("abcdefg", "3 ab", "3 ac", "2 ad", "1 bcf", "1 e", "1 f", "1 g"), [1, 1, 1, 1, 1, 1, 1], 4).Winners);

    [Theory]
    [InlineData("pqrs")]
    [InlineData("pqrstu")]
    public void Four_people_of_pabutools_get_a_third_proposal_by_adding_one(string proposals)
    {
        // pabutools, tests/rules/test_rule.py, “AppEx_2” and “AppEx_3” (with two proposals that nobody named), cost satisfaction; here in hundredths.
        var box = Ballots.Of(proposals, "1 p", "2 qrs", "1 r");
        long[] costs = [.. new long[] { 100, 90, 200, 109, 109, 109 }.Take(proposals.Length)];
        Assert.Equal(["p", "r"], EqualShares.ChooseWithoutCompletion(box, costs, 400).Winners.Order(StringComparer.Ordinal));
        Assert.Equal(["p", "q", "r"], EqualShares.Choose(box, costs, 400).Winners.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void When_all_that_was_named_is_bought_the_order_stays_that_of_the_first_time() =>
        // d fits as well, but nobody named it; with more money yet, b would be bought before c.
        Assert.Equal(["a", "c", "b"], EqualShares.Choose(Ballots.Of("abcd", "1 c", "2 a", "1 ab", "1 cb"), [20, 10, 10, 1], 42).Winners);

    [Fact]
    public void Of_equal_bids_the_cheaper_then_the_one_with_more_votes_then_the_first_in_the_file_wins()
    {
        // Two people each behind a and b: the effective votes are equal.
        Assert.Equal(["b", "a"], EqualShares.Choose(Ballots.Of("ab", "2 ab"), [60, 40], 100).Winners);
        Assert.Equal(["a"], EqualShares.Choose(Ballots.Of("ab", "2 ab"), [60, 60], 100).Winners);
        Assert.Equal(["b"], EqualShares.Choose(Ballots.Of("ba", "2 ab"), [60, 60], 100).Winners);
        // a takes all that its five have. Then b and c have the same three people with money, and c one without: it has more votes.
        Assert.Equal(["a", "c"], EqualShares.ChooseWithoutCompletion(Ballots.Of("abc", "4 a", "1 ac", "3 bc"), [50, 30, 30], 80).Winners);
    }

    [Fact]
    public void Costs_of_millions_for_a_few_people_take_no_longer()
    {
        var box = Ballots.Of("abc", "1 ab", "1 b", "1 c");
        var watch = Stopwatch.StartNew();
        // One baht at a time this would be two hundred thousand million rounds.
        var shares = EqualShares.Choose(box, [700_000_000_000, 300_000_000_000, 200_000_000_001], 600_000_000_000);
        Assert.Equal(["b", "c"], shares.Winners);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_nobody_named_is_not_bought_and_does_not_keep_the_count_from_ending() =>
        Assert.Equal(["a"], EqualShares.Choose(Ballots.Of("abc", "2 a"), [10, 5, 5], 100).Winners);

    [Fact]
    public void Without_ballots_nothing_is_bought() => Assert.Empty(EqualShares.Choose(Ballots.Of("ab"), [10, 5], 100).Winners);

    [Fact]
    public void Skipping_rounds_that_change_nothing_gives_what_baht_by_baht_gives() =>
        Gen.Select(Ballots.Gen(5).Array[1, 9], Gen.Long[1, 90].Array[5], Gen.Long[0, 200]).Sample((ballots, costs, budget) =>
        {
            var letters = Ballots.Letters(5);
            int[][] approvals = [.. ballots.Select(ballot => ballot.Choices.Select(id => Array.IndexOf(letters, id)).ToArray())];
            // With 450 baht more each, everybody can pay for everything.
            var book = EqualSharesByTheBook.Choose(approvals, costs, budget, mostSteps: 460);
            Assert.Equal(book.Select(p => letters[p]), EqualShares.Choose(new BallotBox(letters, ballots), costs, budget).Winners);
        }, iter: 400);

    [Fact]
    public void Nobody_can_pay_for_what_was_not_chosen_from_what_she_has_left() =>
        Gen.Select(Ballots.Gen(5).Array[1, 9], Gen.Long[1, 90].Array[5], Gen.Long[0, 200]).Sample((ballots, costs, budget) =>
        {
            // Priceability: with the payments of the book, supporters of a losing proposal hold less than its cost, and a group that
            // alone could pay for something it all wants gets something.
            var letters = Ballots.Letters(5);
            var winners = EqualShares.ChooseWithoutCompletion(new BallotBox(letters, ballots), costs, budget).Winners;
            for (var p = 0; p < letters.Length; p++)
            {
                var supporters = ballots.Where(ballot => ballot.Choices.Contains(letters[p])).ToList();
                if (supporters.Count * budget < costs[p] * ballots.Length || supporters.Count == 0) continue;
                Assert.Contains(supporters, person => person.Choices.Any(winners.Contains));
            }
        }, iter: 500);

    [Fact]
    public void Ten_thousand_ballots_and_thirty_proposals_are_counted_in_well_under_a_second()
    {
        var random = new Random(2569);
        string[] ids = [.. Enumerable.Range(0, 30).Select(i => $"p{i}")];
        Ballot[] ballots = [.. Enumerable.Range(0, 10_000).Select(_ =>
        {
            // Some proposals are dearer to people than others.
            var order = ids.OrderBy(id => random.NextDouble() * (3 + Array.IndexOf(ids, id))).ToArray();
            return new Ballot(order[..(1 + random.Next(5))]);
        })];
        long[] costs = [.. ids.Select(_ => 20_000L + (random.Next(80) * 5_000))];
        TimeSpan Time()
        {
            var watch = Stopwatch.StartNew();
            var box = new BallotBox(ids, ballots);
            Borda.Count(box);
            Schulze.Rank(box);
            Assert.NotEmpty(EqualShares.Choose(box, costs, 1_000_000).Winners);
            Assert.NotEmpty(Greedy.Choose(box, costs, 1_000_000).Winners);
            return watch.Elapsed;
        }
        // The quickest of five: the machine may be busy, and the first one compiles.
        var quickest = Enumerable.Range(0, 5).Min(_ => Time());
        Assert.True(quickest < TimeSpan.FromSeconds(1), $"took {quickest}");
    }
}
