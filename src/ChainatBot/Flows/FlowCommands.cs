using ChainatBot.Flows.Transcripts;

namespace ChainatBot.Flows;

/// <summary>What the verbs <c>check</c> and <c>play</c> do with flows. Findings go to <c>stdout</c>, words about them to <c>stderr</c>.</summary>
public static class FlowCommands
{
    /// <summary>Checks a flows directory and its transcripts. 0 when nothing is wrong, 1 otherwise.</summary>
    public static int Check(string flowsDirectory, TextWriter stdout, TextWriter stderr)
    {
        var load = FlowLoader.Load(flowsDirectory);
        var problems = load.Problems.ToList();
        var transcripts = TranscriptFiles(flowsDirectory);
        foreach (var file in transcripts) Read(file, Shown(flowsDirectory, file), problems);
        foreach (var problem in problems) stdout.WriteLine(problem);
        stderr.WriteLine(problems.Count == 0
            ? FormattableString.Invariant($"{load.Flows.Count} flows and {transcripts.Count} transcripts, nothing wrong")
            : FormattableString.Invariant($"{problems.Count} problems in the flows"));
        return problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Plays the transcripts (all of the flows directory when none is named). 0 when all go as written, 1 otherwise.</summary>
    public static int Play(IEnumerable<string> files, string flowsDirectory, TextWriter stdout, TextWriter stderr)
    {
        var load = FlowLoader.Load(flowsDirectory);
        if (load.Problems.Count > 0)
        {
            foreach (var problem in load.Problems) stdout.WriteLine(problem);
            stderr.WriteLine("the flows have problems; mend them before playing");
            return 1;
        }
        var chosen = files.ToList();
        var all = chosen.Count > 0 ? chosen : TranscriptFiles(flowsDirectory);
        var player = new TranscriptPlayer(load.Flows);
        var wrong = 0;
        foreach (var file in all)
        {
            var problems = new List<FlowProblem>();
            var transcript = Read(file, chosen.Count > 0 ? file : Shown(flowsDirectory, file), problems);
            foreach (var problem in problems) stdout.WriteLine(problem);
            if (transcript is not null && player.Play(transcript) is { } difference) stdout.WriteLine(difference);
            else if (transcript is not null) continue;
            wrong++;
        }
        stderr.WriteLine(FormattableString.Invariant($"{all.Count - wrong} of {all.Count} transcripts go as written"));
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>The transcripts of a flows directory, in a fixed order.</summary>
    public static IReadOnlyList<string> TranscriptFiles(string flowsDirectory)
    {
        var directory = Path.Combine(flowsDirectory, FlowLoader.TranscriptsDirectory);
        return Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
    }

    private static string Shown(string flowsDirectory, string file) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(flowsDirectory)) + "/" + Path.GetRelativePath(flowsDirectory, file).Replace('\\', '/');

    private static Transcript? Read(string file, string shown, List<FlowProblem> problems)
    {
        try
        {
            return TranscriptReader.Read(shown, File.ReadAllText(file), problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new FlowProblem(shown, 1, 1, "the transcript can't be read; look at its name and permissions"));
            return null;
        }
    }
}
