using ChainatBot.Priorities.Counting;
using CsCheck;

namespace ChainatBot.Tests.Priorities.Counting;

/// <summary>Examples from M. Schulze, “The Schulze Method of Voting”, and laws that hold for all ballots.</summary>
public sealed class SchulzeTests
{
    private static readonly string[] FortyFive = ["5 ACBED", "5 ADECB", "8 BEDAC", "3 CABED", "7 CAEBD", "2 CBADE", "7 DCEBA", "8 EBADC"];

    [Fact]
    public void Forty_five_people_and_five_candidates_give_E_A_C_B_D() =>
        Assert.Equal("E A C B D", Ballots.Written(Schulze.Rank(Ballots.Of("ABCDE", FortyFive)).Ranking));

    [Theory]
    [InlineData("A", "B 20, C 26, D 30, E 22")]
    [InlineData("B", "A 25, C 16, D 33, E 18")]
    [InlineData("C", "A 19, B 29, D 17, E 24")]
    [InlineData("D", "A 15, B 12, C 28, E 14")]
    [InlineData("E", "A 23, B 27, C 21, D 31")]
    public void Their_pairwise_table_is_the_published_one(string candidate, string row) =>
        Assert.Equal(row, string.Join(", ", Schulze.Rank(Ballots.Of("ABCDE", FortyFive)).Pairwise[candidate].Select(cell => $"{cell.Key} {cell.Value}")));

    [Fact]
    public void The_papers_first_example_of_twenty_one_people_is_won_by_d()
    {
        var result = Schulze.Rank(Ballots.Of("abcd", "8 acdb", "2 badc", "4 cdba", "4 dbac", "3 dcba"));
        Assert.Equal(13, result.Pairwise["b"]["a"]);
        Assert.Equal(19, result.Pairwise["d"]["b"]);
        Assert.Equal("d a c b", Ballots.Written(result.Ranking));
    }

    [Fact]
    public void Nine_people_whose_strongest_chains_are_equal_leave_two_first()
    {
        // Only b over c and d over a are decided; “ties” is not transitive, so the groups are made from the top.
        var result = Schulze.Rank(Ballots.Of("abcd", "3 abcd", "2 dabc", "2 dbca", "2 cbda"));
        Assert.Equal(["b", "d"], result.Ranking[0]);
        Assert.Equal("bd ac", Ballots.Written(result.Ranking));
    }

    [Fact]
    public void Tennessee_prefers_Nashville() =>
        Assert.Equal("N C K M", Ballots.Written(Schulze.Rank(Ballots.Of("MNCK", "42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM")).Ranking));

    [Fact]
    public void A_perfect_circle_is_a_tie_of_all() =>
        Assert.Equal("abc", Ballots.Written(Schulze.Rank(Ballots.Of("abc", "1 abc", "1 bca", "1 cab")).Ranking));

    [Fact]
    public void What_is_not_named_is_below_what_is_and_level_with_its_like()
    {
        var result = Schulze.Rank(Ballots.Of("abcd", "3 a", "2 ba"));
        Assert.Equal("a b cd", Ballots.Written(result.Ranking));
        Assert.Equal((3, 2), (result.Pairwise["a"]["b"], result.Pairwise["b"]["a"]));
        Assert.Equal((0, 0), (result.Pairwise["c"]["d"], result.Pairwise["d"]["c"]));
        Assert.Equal(5, result.Pairwise["a"]["d"]);
    }

    [Fact]
    public void Winning_votes_decide_not_margins()
    {
        // A circle: a over b 4 to 2, b over c 6 to 3, c over a 5 to 4. Fewest votes has the first win, the smallest margin the last.
        Assert.Equal("b c a", Ballots.Written(Schulze.Rank(Ballots.Of("abc", "4 ab", "2 bc", "3 c")).Ranking));
    }

    [Fact]
    public void Without_ballots_all_tie() => Assert.Equal("abc", Ballots.Written(Schulze.Rank(Ballots.Of("abc")).Ranking));

    [Fact]
    public void Whoever_beats_all_others_is_first_and_whoever_loses_to_all_is_last() => Ballots.Gen(5).Array[0, 15].Sample(ballots =>
    {
        var letters = Ballots.Letters(5);
        var result = Schulze.Rank(new BallotBox(letters, ballots));
        bool Beats(string a, string b) => result.Pairwise[a][b] > result.Pairwise[b][a];
        foreach (var letter in letters)
        {
            if (letters.All(other => other == letter || Beats(letter, other))) Assert.Equal([letter], result.Ranking[0]);
            if (letters.All(other => other == letter || Beats(other, letter))) Assert.Equal([letter], result.Ranking[^1]);
        }
        Assert.Equal(letters, result.Ranking.SelectMany(group => group).Order(StringComparer.Ordinal));
    }, iter: 500);
}
