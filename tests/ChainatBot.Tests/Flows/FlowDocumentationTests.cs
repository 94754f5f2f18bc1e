using System.Runtime.CompilerServices;
using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;

namespace ChainatBot.Tests.Flows;

/// <summary>The organiser's page says what the program does.</summary>
public sealed class FlowDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "flows.md"));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private static string[] Examples => [.. Page.Split("```yaml\n").Skip(1).Select(e => e[..e.IndexOf("```", StringComparison.Ordinal)])];

    [Fact]
    public void Its_example_has_nothing_wrong()
    {
        using var files = FlowFiles.With(("elders.yaml", Examples[0]));
        Assert.Empty(files.Load().Problems);
    }

    [Fact]
    public void Its_transcript_goes_as_written()
    {
        using var files = FlowFiles.With(("elders.yaml", Examples[0]));
        var problems = new List<FlowProblem>();
        var transcript = TranscriptReader.Read("t.yaml", Examples[1], problems);
        Assert.Empty(problems);

        Assert.Null(new TranscriptPlayer(files.Load().Flows).Play(transcript!));
    }

    [Fact]
    public void It_names_every_key_fact_and_condition()
    {
        string[] words =
        [
            .. FlowVocabulary.FlowKeys, .. FlowVocabulary.SayKeys, .. FlowVocabulary.BranchKeys, .. FlowVocabulary.RunKeys, .. FlowVocabulary.AskKeys, .. FlowVocabulary.ChoiceKeys,
            .. FlowVocabulary.Facts, .. FlowVocabulary.Conditions.Keys, .. FlowReader.QuestionKinds.Keys, .. FlowReader.Sources.Keys, .. TranscriptReader.StepKeys,
        ];
        Assert.All(words, w => Assert.Matches($@"(?<![a-z-]){w}(?![a-z-])", Page));
    }
}
