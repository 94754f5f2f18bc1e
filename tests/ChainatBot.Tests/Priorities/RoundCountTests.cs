using System.Globalization;
using System.Text;
using System.Text.Json;
using ChainatBot.Commands;
using ChainatBot.Priorities;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Priorities;

public sealed class RoundCountTests : IDisposable
{
    private const string Round = """
        round: water-or-road
        title: เรื่องไหนควรทำก่อน
        tambon: ["180101"]
        closes: 2026-01-20T18:00
        budget: 500000
        proposals:
          - {id: road, title: ซ่อมถนน, cost: 200000}
          - {id: water, title: ขุดลอกคลอง, cost: 350000}
          - {id: light, title: ไฟทาง, cost: 100000}
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly StringWriter data = new(CultureInfo.InvariantCulture);
    private readonly StringWriter words = new(CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_json_has_the_fields_of_the_contract_and_nothing_else()
    {
        Assert.Equal(0, await CountAsync(Round, """
            {"round":"water-or-road","person":"p1","choices":["road","light"],"tambon":"180101","village":1}
            {"round":"water-or-road","person":"p2","choices":["light"],"tambon":"180101","village":null}
            {"round":"water-or-road","person":"p3","choices":["road","water"],"tambon":"180101","village":2}
            """));
        Assert.Equal(
            """
            {"approval":[{"id":"road","count":2},{"id":"light","count":2},{"id":"water","count":1}],"borda":[{"id":"road","points":4},{"id":"light","points":3},{"id":"water","points":1}],
            "schulze":{"ranking":[["road"],["light"],["water"]],"pairwise":{"road":{"water":2,"light":2},"water":{"road":0,"light":1},"light":{"road":1,"water":2}}},
            "equalShares":{"winners":["light","road"],"spent":300000},"greedy":{"winners":["light","road"],"spent":300000}}
            """.ReplaceLineEndings(""), data.ToString().Trim());
    }

    [Fact]
    public async Task Without_a_budget_the_last_two_are_left_out()
    {
        Assert.Equal(0, await CountAsync(Round.Replace("budget: 500000\n", "", StringComparison.Ordinal), """{"choices":["road"]}"""));
        Assert.Equal(["approval", "borda", "schulze"], JsonDocument.Parse(data.ToString()).RootElement.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task Only_choices_are_needed_and_a_persons_later_line_replaces_the_earlier()
    {
        Assert.Equal(0, await CountAsync(Round, "{\"choices\":[\"road\"]}\r\n\r\n{\"choices\":[\"road\"]}\n{\"person\":\"p\",\"choices\":[\"road\"]}\n{\"person\":\"p\",\"choices\":[\"light\"]}\n{\"person\":\"q\",\"choices\":[\"road\"]}\n{\"person\":\"q\",\"choices\":[]}\n"));
        Assert.StartsWith("""{"approval":[{"id":"road","count":2},{"id":"light","count":1},{"id":"water","count":0}]""", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        await File.WriteAllTextAsync(directory.File("r.yaml"), Round, new UTF8Encoding(true));
        await File.WriteAllTextAsync(directory.File("b.jsonl"), """{"choices":["road"]}""", new UTF8Encoding(true));
        Assert.Equal(0, await new RoundCountCommand(data, words).RunAsync(directory.File("r.yaml"), directory.File("b.jsonl")));
    }

    [Theory]
    [InlineData("""{"choices":["raod"]}""", "the round has no proposal “raod”; did you mean “road”?")]
    [InlineData("""{"choices":["road","light","road"]}""", "“road” is chosen twice")]
    [InlineData("""{"choises":["road"]}""", "“choices” is missing or no list")]
    [InlineData("""{"choices":"road"}""", "“choices” is missing or no list")]
    [InlineData("""{"choices":[1]}""", "“choices” must hold ids")]
    [InlineData("""{"person":7,"choices":["road"]}""", "“person” must be a text")]
    [InlineData("""["road"]""", "a ballot is a JSON object")]
    public async Task A_line_that_is_no_ballot_of_the_round_stops_the_count_and_is_named(string line, string expected)
    {
        Assert.Equal(1, await CountAsync(Round, "{\"choices\":[\"road\"]}\n" + line));
        Assert.Empty(data.ToString());
        Assert.StartsWith($"{directory.File("b.jsonl")}:2:1: {expected}", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_all_rounds_is_counted_for_its_own()
    {
        Assert.Equal(0, await CountAsync(Round, "{\"round\":\"other\",\"person\":\"p\",\"choices\":[\"bridge\"]}\n{\"round\":\"water-or-road\",\"person\":\"p\",\"choices\":[\"road\"]}\n"));
        Assert.StartsWith("""{"approval":[{"id":"road","count":1},""", data.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Passed over, as of other rounds: 1 ballots.", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_other_rounds_alone_is_the_wrong_one()
    {
        Assert.Equal(1, await CountAsync(Round, "\n{\"round\":\"other\",\"choices\":[\"bridge\"]}\n"));
        Assert.Empty(data.ToString());
        Assert.StartsWith($"{directory.File("b.jsonl")}:2:1: this ballot is of the round “other”, and none here is of “water-or-road”", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_line_is_named_with_its_column()
    {
        Assert.Equal(1, await CountAsync(Round, """{"choices":["road" "light"]}"""));
        Assert.StartsWith($"{directory.File("b.jsonl")}:1:20: this line is not one whole JSON object", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_wrong_file_only_the_first_problems_are_told()
    {
        Assert.Equal(1, await CountAsync(Round, string.Concat(Enumerable.Repeat("nothing\n", 500))));
        Assert.Equal(BallotLines.MaxProblems, words.ToString().Split('\n').Count(line => line.Contains(".jsonl:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_round_file_with_problems_is_not_counted()
    {
        Assert.Equal(1, await CountAsync(Round.Replace("id: water", "id: road", StringComparison.Ordinal), """{"choices":["road"]}"""));
        Assert.Empty(data.ToString());
        Assert.Contains("r.yaml:8:10: the id “road” is already taken", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_misuse()
    {
        Assert.Equal(2, await new RoundCountCommand(data, words).RunAsync(directory.File("none.yaml"), directory.File("none.jsonl")));
        Assert.Contains("none.yaml", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_knows_the_verb()
    {
        Assert.Empty(CommandLine.Root().Parse(["round", "count", "r.yaml", "b.jsonl"]).Errors);
        Assert.NotEmpty(CommandLine.Root().Parse(["round", "count", "r.yaml"]).Errors);
    }

    [Fact]
    public async Task Counting_again_from_shuffled_lines_gives_the_same_to_the_letter()
    {
        string[] lines = ["""{"choices":["road","light"]}""", """{"choices":["water"]}""", """{"choices":["light","water","road"]}""", """{"choices":["water","road"]}"""];
        await CountAsync(Round, string.Join('\n', lines));
        var first = data.ToString();
        data.GetStringBuilder().Clear();
        await CountAsync(Round, string.Join('\n', lines.Reverse()));
        Assert.Equal(first, data.ToString());
    }

    public void Dispose()
    {
        directory.Dispose();
        data.Dispose();
        words.Dispose();
    }

    private async Task<int> CountAsync(string round, string ballots)
    {
        await File.WriteAllTextAsync(directory.File("r.yaml"), round);
        await File.WriteAllTextAsync(directory.File("b.jsonl"), ballots);
        return await new RoundCountCommand(data, words).RunAsync(directory.File("r.yaml"), directory.File("b.jsonl"));
    }
}
