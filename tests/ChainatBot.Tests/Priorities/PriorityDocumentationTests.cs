using System.Globalization;
using System.Text.Json.Nodes;
using ChainatBot.Flows;
using ChainatBot.Priorities;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Priorities;

/// <summary>The page about rounds says what the program does.</summary>
public sealed class PriorityDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Directory, "docs", "priorities.md"));

    [Fact]
    public async Task Its_ballots_counted_with_its_round_give_its_result()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory.File("round.yaml"), Block("yaml"));
        await File.WriteAllTextAsync(directory.File("ballots.jsonl"), Block("jsonl"));
        using var data = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, await new RoundCountCommand(data, TextWriter.Null).RunAsync(directory.File("round.yaml"), directory.File("ballots.jsonl")));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Block("json")), JsonNode.Parse(data.ToString())), data.ToString());
    }

    [Fact]
    public void It_names_every_key_and_limit()
    {
        Assert.All([.. RoundFile.Keys, .. RoundFile.ProposalKeys], key => Assert.Contains($"| `{key}` |", Page, StringComparison.Ordinal));
        Assert.Contains($"{RoundFile.MinProposals} ถึง {RoundFile.MaxProposals} เรื่อง", Page, StringComparison.Ordinal);
        foreach (var limit in new[] { RoundFile.MaxRoundTitle, RoundFile.MaxProposalTitle, RoundFile.MaxReason })
            Assert.Contains($"ไม่เกิน {limit} ตัวอักษร", Page, StringComparison.Ordinal);
    }

    private static string Block(string language)
    {
        var start = Page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Page[start..Page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
