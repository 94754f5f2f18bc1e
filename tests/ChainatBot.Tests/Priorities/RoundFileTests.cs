using ChainatBot.Flows;
using ChainatBot.Priorities;

namespace ChainatBot.Tests.Priorities;

public sealed class RoundFileTests
{
    private const string Good = """
        round: water-or-road
        title: เรื่องไหนควรทำก่อน
        tambon: ["180101"]
        closes: 2026-12-20T18:00
        budget: 500000
        proposals:
          - {id: road, title: ซ่อมถนนสายหมู่ 3, reason: หน้าฝนรถผ่านไม่ได้, cost: 200000}
          - {id: 2-water, title: ขุดลอกคลอง, cost: 350000, picture: "https://example.org/a.jpg"}
        """;

    [Fact]
    public void The_example_reads_as_it_stands()
    {
        var problems = new List<FlowProblem>();
        var round = RoundFile.Read(Good, "r.yaml", problems)!;
        Assert.Empty(problems);
        Assert.Equal(("water-or-road", "เรื่องไหนควรทำก่อน", 500_000L), (round.Id, round.Title, round.Budget!.Value));
        Assert.Equal(["180101"], round.Tambons);
        Assert.Equal(new DateTimeOffset(2026, 12, 20, 11, 0, 0, TimeSpan.Zero), round.Closes);
        Assert.Equal(
            [new Proposal("road", "ซ่อมถนนสายหมู่ 3", "หน้าฝนรถผ่านไม่ได้", 200_000), new Proposal("2-water", "ขุดลอกคลอง", null, 350_000, "https://example.org/a.jpg")],
            round.Proposals);
    }

    [Fact]
    public void Without_budget_costs_may_be_left_out()
    {
        var round = RoundFile.Read(Good.Replace("budget: 500000\n", "", StringComparison.Ordinal).Replace(", cost: 350000", "", StringComparison.Ordinal), "r.yaml", [])!;
        Assert.Null(round.Budget);
        Assert.Equal([200_000, null], round.Proposals.Select(proposal => proposal.Cost));
    }

    [Theory]
    [InlineData("budget: 500000", "budgt: 500000", "r.yaml:5:1: a round knows no key “budgt”; did you mean “budget”?")]
    [InlineData("reason: หน้าฝน", "raeson: หน้าฝน", "r.yaml:7:41: a proposal knows no key “raeson”; did you mean “reason”?")]
    [InlineData("title: เรื่องไหนควรทำก่อน\n", "", "r.yaml:1:1: “title:” is missing")]
    [InlineData("round: water-or-road", "round: Water or road", "r.yaml:1:8: the round's id “Water or road” must be")]
    [InlineData("id: 2-water", "id: road", "r.yaml:8:10: the id “road” is already taken in line 7")]
    [InlineData("[\"180101\"]", "[18011]", "r.yaml:3:10: “18011” is no tambon code")]
    [InlineData("[\"180101\"]", "[\"180199\"]", "r.yaml:3:10: there is no tambon with code 180199; did you mean “180101”?")]
    [InlineData("[\"180101\"]", "[\"180101\", \"180101\"]", "r.yaml:3:20: tambon 180101 stands twice")]
    [InlineData("[\"180101\"]", "[]", "r.yaml:3:9: tambon is an empty list")]
    [InlineData("2026-12-20T18:00", "2569-12-20T18:00", "r.yaml:4:9: closes has the year 2569 of the Buddhist era; write 2026")]
    [InlineData("2026-12-20T18:00", "20/12/2026", "r.yaml:4:9: closes “20/12/2026” is no time; write it as 2027-01-15T09:00")]
    [InlineData("budget: 500000", "budget: 500,000", "r.yaml:5:9: budget “500,000” must be whole baht")]
    [InlineData("budget: 500000", "budget: 0", "r.yaml:5:9: budget “0” must be whole baht")]
    [InlineData("cost: 200000", "cost: -1", "r.yaml:7:75: cost “-1” must be whole baht")]
    [InlineData(", cost: 350000", "", "r.yaml:8:5: “cost:” is missing; with a budget every proposal needs one")]
    [InlineData("https://example.org", "http://example.org", "r.yaml:8:61: picture must be an address that begins with https://")]
    [InlineData("หน้าฝนรถผ่านไม่ได้", "\"หน้าฝน\\nรถผ่านไม่ได้\"", "r.yaml:7:49: reason must be one line")]
    [InlineData("ขุดลอกคลอง", "ขุดลอกคลองตั้งแต่ต้นน้ำถึงท้ายน้ำทั้งสองฝั่งให้เรียบร้อยก่อนหน้าฝนปีหน้า", "r.yaml:8:26: the proposal's title has 50 letters; at most 40 fit ")]
    [InlineData("reason: หน้าฝนรถผ่านไม่ได้", "from: [K7]", "r.yaml:7:48: “K7” is no reference")]
    [InlineData("closes: 2026-12-20T18:00", "title: again", "r.yaml:4:1: this is not readable YAML")]
    [InlineData("round: water-or-road", "\tround: water-or-road", "r.yaml:1:1: this is not readable YAML: a tab")]
    public void What_is_wrong_is_told_with_its_place_and_what_to_do(string good, string bad, string expected)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var problems = new List<FlowProblem>();
        Assert.Null(RoundFile.Read(Good.Replace(good, bad, StringComparison.Ordinal), "r.yaml", problems, ["180101", "180205"]));
        Assert.Contains(problems, problem => problem.ToString().StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_round_has_two_to_thirty_proposals(int count, bool good)
    {
        var text = Good[..Good.IndexOf("budget", StringComparison.Ordinal)] + "proposals:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"  - {{id: p{i}, title: ก}}\n"));
        var problems = new List<FlowProblem>();
        Assert.Equal(good, RoundFile.Read(text, "r.yaml", problems) is not null);
        Assert.Equal(good ? 0 : 1, problems.Count);
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_file()
    {
        var problems = new List<FlowProblem>();
        RoundFile.Read("proposals: 3\nround: A\nclose: 2026-12-20T18:00\n", "r.yaml", problems);
        Assert.Equal(problems.OrderBy(p => p.Line).ThenBy(p => p.Column), problems);
        Assert.Equal(6, problems.Count);
    }

    [Fact]
    public void Opening_asks_for_a_time_to_come_and_counting_does_not()
    {
        var round = RoundFile.Read(Good, "r.yaml", [])!;
        Assert.Null(RoundFile.CheckOpening(round, Good, "r.yaml", round.Closes.AddSeconds(-1)));
        Assert.StartsWith("r.yaml:4:9: closes is past (2026-12-20T18:00)", RoundFile.CheckOpening(round, Good, "r.yaml", round.Closes)!.ToString(), StringComparison.Ordinal);
    }
}
