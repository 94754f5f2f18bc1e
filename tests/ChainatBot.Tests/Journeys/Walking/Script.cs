using System.Text.RegularExpressions;
using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>One bubble of the flows that the bot has said, with what stood in its braces.</summary>
/// <param name="Flow">The flow's id; <see cref="Script.System"/> for what the bot says by itself.</param>
/// <param name="Step">The step's id, or the name of the sentence.</param>
/// <param name="Index">Which of the step's bubbles.</param>
public sealed record Spoken(string Flow, string Step, int Index)
{
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Tells by its wording what a message of the bot is. People read the bot's words; the tally of what they did rests on these
/// alone, and on no more of the program than the texts that are shown.
/// </summary>
public sealed class Script
{
    public const string System = "system";

    private readonly Dictionary<string, List<Spoken>> plain = new(StringComparer.Ordinal);
    private readonly List<(string Beginning, Regex Pattern, Spoken Line)> patterns = [];
    private readonly Regex numbering;

    public Script(FlowSet flows)
    {
        numbering = new Regex("^" + Pattern(flows.System.Sentence("numbering")) + "\n", RegexOptions.Singleline);
        foreach (var (name, text) in flows.System.Sentences) Add(text.Value, new Spoken(System, name, 0));
        foreach (var flow in flows.CurrentFlows)
        {
            foreach (var step in flow.Steps)
            {
                var texts = step switch { SayStep say => say.Texts, Question question => question.Texts, _ => [] };
                for (var i = 0; i < texts.Count; i++) Add(texts[i].Value, new Spoken(flow.Id, step.Id, i));
                if (step is not Question asked) continue;
                if (asked.Rephrased is { } rephrased) Add(rephrased.Value, new Spoken(flow.Id, step.Id, asked.Texts.Count - 1));
                if (asked.GuessText is { } guess) Add(guess.Value, new Spoken(flow.Id, step.Id, asked.Texts.Count - 1));
            }
        }
    }

    /// <summary>All that the message may be: some steps have the same words.</summary>
    public IEnumerable<Spoken> Read(string message)
    {
        message = numbering.Replace(message, "");
        if (plain.TryGetValue(message, out var lines)) return lines;
        return patterns.Where(p => message.StartsWith(p.Beginning, StringComparison.Ordinal))
            .Select(p => (p.Line, Match: p.Pattern.Match(message))).Where(p => p.Match.Success)
            .Select(p => p.Line with { Values = p.Match.Groups.Values.Where(g => g.Name.Length > 1).ToDictionary(g => g.Name, g => g.Value) }).ToList();
    }

    private void Add(string text, Spoken line)
    {
        text = text.Trim();
        if (text.Length == 0) return;
        if (text.IndexOf('{', StringComparison.Ordinal) is >= 0 and var brace)
        {
            // A text that is all brace says nothing about where it stands.
            if (text.StartsWith('{') && text.EndsWith('}') && text.Count(c => c == '{') == 1) return;
            patterns.Add((text[..brace], new Regex("^" + Pattern(text) + "$", RegexOptions.Singleline), line));
        }
        else if (plain.TryGetValue(text, out var lines)) lines.Add(line);
        else plain[text] = [line];
    }

    private static string Pattern(string text) =>
        Regex.Replace(Regex.Escape(text), @"\\\{(?<name>[^}]+?)}", m => $"(?<{Name(m.Groups["name"].Value)}>.*?)").Replace("<n>", "<number>", StringComparison.Ordinal);

    // Names of groups take no dashes, and a name may stand twice.
    private static string Name(string variable) => variable.Replace("-", "_", StringComparison.Ordinal);
}
