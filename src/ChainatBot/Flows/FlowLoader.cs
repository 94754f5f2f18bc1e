using System.Globalization;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <summary>What came of loading a directory: the flows that could be read, and everything wrong with them.</summary>
public sealed record FlowLoad(FlowSet Flows, IReadOnlyList<FlowProblem> Problems);

/// <summary>
/// Reads a flows directory: <c>system.yaml</c>, <c>themes.yaml</c> (the topics), <c>places.yaml</c> and every other
/// <c>*.yaml</c> as a flow, in <c>surveys/</c> and <c>versions/</c> too. A file is called after its flow, <c>opinion.yaml</c>, or
/// <c>opinion@1.yaml</c> for a version that is kept for those in the middle of it.
/// </summary>
public static class FlowLoader
{
    public const string SystemFile = "system.yaml";
    public const string ThemesFile = "themes.yaml";
    public const string PlacesFile = "places.yaml";
    public const string TranscriptsDirectory = "transcripts";

    /// <summary>Loads and checks. Never throws for what is in the files; a directory that can't be read is a problem too.</summary>
    public static FlowLoad Load(string directory)
    {
        var problems = new List<FlowProblem>();
        var flows = new List<Flow>();
        SystemTexts? system = null;
        Places? places = null;
        TopicLexicon? topics = null;
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
            else if (name == ThemesFile) topics = Read(shown, path, TopicLexicon.Load, problems);
            else if (name == PlacesFile) places = Read(shown, path, Places.Load, problems);
            else if (new FlowReader(yaml).Read(text) is { } flow)
            {
                CheckName(flow, Path.GetFileNameWithoutExtension(name), yaml);
                flows.Add(flow);
            }
        }
        Needed(system, SystemFile, "what the bot says by itself");
        Needed(topics, ThemesFile, "the topics of opinions");
        Needed(places, PlacesFile, "the districts and tambons");
        var set = new FlowSet(flows, system ?? SystemTexts.None, places, topics);
        FlowChecker.Check(set, flows, problems);
        return new FlowLoad(set, [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)]);

        void Needed(object? content, string name, string holds)
        {
            var file = Shown(directory, name);
            if (content is null && !problems.Exists(p => p.File == file)) problems.Add(new FlowProblem(file, 1, 1, $"{name} is missing; it holds {holds}"));
        }
    }

    /// <summary>Reads a file of the understanding part, whose faults begin with <c>line:column:</c>.</summary>
    private static T? Read<T>(string shown, string path, Func<string, T> load, List<FlowProblem> problems) where T : class
    {
        try
        {
            return load(path);
        }
        catch (InvalidDataException e)
        {
            var parts = e.Message.Split(':', 3);
            var (line, column) = parts.Length == 3 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var l) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var c) ? (l, c) : (1, 1);
            problems.Add(new FlowProblem(shown, line, column, parts.Length == 3 ? parts[2].Trim() : e.Message));
            return null;
        }
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
