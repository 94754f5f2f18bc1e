using ChainatBot.Priorities.Counting;

namespace ChainatBot.Tests.Priorities.Counting;

public sealed class ApprovalAndBordaTests
{
    private static BallotBox Tennessee => Ballots.Of("MNCK", "42 MNCK", "26 NCKM", "15 CKNM", "17 KCNM");

    [Fact]
    public void Tennessee_by_Borda_gives_Nashville_194_Chattanooga_173_Memphis_126_Knoxville_107() =>
        Assert.Equal("N 194, C 173, M 126, K 107", string.Join(", ", Borda.Count(Tennessee).Select(p => $"{p.Id} {p.Points}")));

    // R. Ptacek, “The Borda Count Method” (MGF1106), first example and “The Majority Criterion”: points there are n to 1, so one more for each ballot.
    [Theory]
    [InlineData("B 70, C 60, A 54, D 46", "10 ABCD", "5 CBDA", "5 BDCA", "2 DCBA", "1 CDAB")]
    [InlineData("B 300, C 298, A 253, D 149", "51 ABCD", "49 CBDA")]
    public void A_textbooks_examples_of_Borda_give_its_points(string points, params string[] ballots)
    {
        var box = Ballots.Of("ABCD", ballots);
        Assert.Equal(points, string.Join(", ", Borda.Count(box).Select(p => $"{p.Id} {p.Points + box.Count}")));
    }

    [Fact]
    public void On_a_short_ballot_the_first_gets_the_same_as_on_a_full_one_and_the_unnamed_nothing() =>
        Assert.Equal("a 6, b 5, c 1, d 0", string.Join(", ", Borda.Count(Ballots.Of("abcd", "1 a", "1 abc", "1 b")).Select(p => $"{p.Id} {p.Points}")));

    [Fact]
    public void Approval_counts_every_place_alike_and_equals_stand_as_in_the_file() =>
        Assert.Equal("b 3, a 2, c 2, d 0", string.Join(", ", Approval.Count(Ballots.Of("abcd", "2 ab", "1 cb", "1 c")).Select(p => $"{p.Id} {p.Count}")));

    [Fact]
    public void A_ballot_that_names_nothing_is_nobodys()
    {
        var box = new BallotBox(["a", "b"], [new Ballot([]), new Ballot(["b"])]);
        Assert.Equal(1, box.Count);
        Assert.Equal(["b 1", "a 0"], Approval.Count(box).Select(p => $"{p.Id} {p.Count}"));
    }

    [Fact]
    public void A_ballot_with_a_proposal_twice_or_of_another_round_is_refused()
    {
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Ballots.Of("ab", "1 aba")).Message, StringComparison.Ordinal);
        Assert.Contains("“x”", Assert.Throws<ArgumentException>(() => Ballots.Of("ab", "1 ax")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ballots.Of("aba"));
    }
}
