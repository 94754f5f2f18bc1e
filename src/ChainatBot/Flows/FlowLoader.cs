using System.Globalization;

namespace ChainatBot.Flows;

/// <summary>What came of loading a directory: the flows that could be read, and everything wrong with them.</summary>
public sealed record FlowLoad(FlowSet Flows, IReadOnlyList<FlowProblem> Problems);

/// <summary>
/// Reads a flows directory: <c>system.yaml</c>, <c>themes.yaml</c> (the topic lexicon, read by the understanding part) and every other
/// <c>*.yaml</c> as a flow, in <c>surveys/</c> and <c>versions/</c> too. A file is called after its flow, <c>opinion.yaml</c>, or
/// <c>opinion@1.yaml</c> for a version that is kept for those in the middle of it.
/// </summary>
public static class FlowLoader
{
    public const string SystemFile = "system.yaml";
    public const string ThemesFile = "themes.yaml";
    public const string TranscriptsDirectory = "transcripts";

    /// <summary>Loads and checks. Never throws for what is in the files; a directory that can't be read is a problem too.</summary>
    public static FlowLoad Load(string directory)
    {
        var problems = new List<FlowProblem>();
        var flows = new List<Flow>();
        SystemTexts? system = null;
        foreach (var path in Files(directory, problems))
        {
            var name = Path.GetRelativePath(directory, path).Replace('\\', '/');
            var shown = Shown(directory, name);
            string text;
            try
            {
                text = File.ReadAllText(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new FlowProblem(shown, 1, 1, "the file can't be read; look at its permissions"));
                continue;
            }
            var yaml = new YamlReading(shown, problems);
            if (name == SystemFile) system = SystemTexts.Read(yaml, text);
            else if (name == ThemesFile) yaml.Document(text);
            else if (new FlowReader(yaml).Read(text) is { } flow)
            {
                CheckName(flow, Path.GetFileNameWithoutExtension(name), yaml);
                flows.Add(flow);
            }
        }
        if (system is null && !problems.Exists(p => p.File == Shown(directory, SystemFile)))
            problems.Add(new FlowProblem(Shown(directory, SystemFile), 1, 1, "system.yaml is missing; it holds what the bot says by itself"));
        var set = new FlowSet(flows, system ?? SystemTexts.None);
        FlowChecker.Check(set, flows, problems);
        return new FlowLoad(set, [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)]);
    }

    /// <summary>The files of flows under a directory, in a fixed order; transcripts are not among them.</summary>
    private static List<string> Files(string directory, List<FlowProblem> problems)
    {
        try
        {
            var transcripts = Path.Combine(directory, TranscriptsDirectory) + Path.DirectorySeparatorChar;
            return [.. Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories)
                .Where(f => !f.StartsWith(transcripts, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new FlowProblem(directory, 1, 1, "the flows directory can't be read; set Flows__Directory to where the flow files are"));
            return [];
        }
    }

    private static string Shown(string directory, string name) => Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)) + "/" + name;

    private static void CheckName(Flow flow, string name, YamlReading yaml)
    {
        var versioned = string.Create(CultureInfo.InvariantCulture, $"{flow.Id}@{flow.Version}");
        if (name != flow.Id && name != versioned)
            yaml.Problem(flow.At, $"a file is called after its flow: rename it to {flow.Id}.yaml (or {versioned}.yaml for an older version), or mend “flow:” and “version:”");
    }
}
