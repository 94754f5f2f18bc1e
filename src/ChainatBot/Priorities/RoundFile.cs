using System.Globalization;
using ChainatBot.Flows;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Priorities;

/// <summary>Reads the YAML file of a round. What is wrong with it is noted at its place, all of it at once.</summary>
/// <remarks>Lengths are those of LINE's carousel, so that every card can be shown: title 40, text 60, counted in letters as people see them.</remarks>
public static class RoundFile
{
    /// <summary>Fewer leave nothing to choose; more can't be looked through on a telephone.</summary>
    public const int MinProposals = 2;
    public const int MaxProposals = 30;
    public const int MaxRoundTitle = 60;
    public const int MaxProposalTitle = 40;
    public const int MaxReason = 60;
    public const long MaxBaht = 1_000_000_000_000;
    private const int MaxId = 40;
    private const int MaxAddress = 2000;
    private const int ReferenceLength = 4;
    private const string Room = "on LINE's card";

    internal static readonly IReadOnlyList<string> Keys = ["round", "title", "tambon", "closes", "budget", "proposals"];
    internal static readonly IReadOnlyList<string> ProposalKeys = ["id", "title", "reason", "cost", "picture", "from"];

    /// <summary>The round, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="tambons">Codes of the tambons that exist; null where any six digits will do.</param>
    public static RoundDefinition? Read(string text, string file, ICollection<FlowProblem> problems, IReadOnlyCollection<string>? tambons = null)
    {
        return YamlReading.Read(text, file, problems, (yaml, root) => new Reader(yaml, tambons).Round(root));
    }

    /// <summary>What stands against opening a round that reads well, or null. Counting a round asks nothing of the clock.</summary>
    public static FlowProblem? CheckOpening(RoundDefinition round, string text, string file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.Closes > now) return null;
        var yaml = new YamlReading(file, []);
        var at = yaml.Document(text) is { } root && YamlReading.Get(root, "closes") is { } closes ? yaml.At(closes) : yaml.Top;
        return new FlowProblem(at, string.Create(CultureInfo.InvariantCulture, $"closes is past ({round.Closes:yyyy-MM-dd'T'HH:mm}); write a time to come, so that people can choose"));
    }

    /// <summary>What stands against the references under <c>from</c>, each at its place: none of the opinions has it.</summary>
    /// <param name="known">References of the opinions of the round's tambons.</param>
    public static IReadOnlyList<FlowProblem> CheckReferences(string text, string file, IReadOnlySet<string> known)
    {
        var problems = new List<FlowProblem>();
        var yaml = new YamlReading(file, problems);
        if (yaml.Document(text) is not { } root) return problems;
        foreach (var entry in yaml.List(YamlReading.Get(root, "proposals"), "proposals").OfType<YamlMappingNode>())
            foreach (var reference in YamlReading.Get(entry, "from") is { } from ? yaml.Texts(from, "from") : [])
                if (!known.Contains(reference.Value.ToUpperInvariant()))
                    yaml.Problem(reference.At, $"no opinion of these tambons has the reference “{reference.Value}”; look it up with “export opinions”, or take it out if it was deleted");
        return problems;
    }

    private sealed class Reader(YamlReading yaml, IReadOnlyCollection<string>? tambons)
    {
        public RoundDefinition? Round(YamlMappingNode root)
        {
            yaml.KnownKeys(root, Keys, "a round");
            var id = yaml.Id(yaml.Required(root, "round"), "the round's id", MaxId);
            var title = yaml.Line(yaml.Required(root, "title"), "the round's title", MaxRoundTitle, Room);
            var places = yaml.Tambons(yaml.Required(root, "tambon"), tambons);
            var closes = yaml.Time(yaml.Required(root, "closes"), "closes");
            var budget = Baht(YamlReading.Get(root, "budget"), "budget");
            var proposals = Proposals(yaml.Required(root, "proposals"), budget is not null);
            return id is null || title is null || closes is null ? null : new RoundDefinition(id, title, places, closes.Value, budget, proposals);
        }

        private List<Proposal> Proposals(YamlNode? node, bool needCost)
        {
            if (node is null) return [];
            var entries = yaml.List(node, "proposals");
            if (node is YamlSequenceNode && entries.Count is < MinProposals or > MaxProposals)
                yaml.Problem(node, string.Create(CultureInfo.InvariantCulture, $"a round has {MinProposals} to {MaxProposals} proposals, this one {entries.Count}; {(entries.Count < MinProposals ? "add some, or ask another way" : "leave out or join some")}"));
            var proposals = new List<Proposal>();
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                if (yaml.Map(entry, "a proposal") is not { } map) continue;
                yaml.KnownKeys(map, ProposalKeys, "a proposal");
                var idNode = yaml.Required(map, "id");
                var id = yaml.Id(idNode, "the proposal's id", MaxId);
                if (id is not null && !seen.TryAdd(id, yaml.At(idNode!).Line))
                    yaml.Problem(idNode!, string.Create(CultureInfo.InvariantCulture, $"the id “{id}” is already taken in line {seen[id]}; give this proposal one of its own"));
                var title = yaml.Line(yaml.Required(map, "title"), "the proposal's title", MaxProposalTitle, Room);
                var reason = yaml.Line(YamlReading.Get(map, "reason"), "reason", MaxReason, Room);
                var costNode = YamlReading.Get(map, "cost");
                var cost = Baht(costNode, "cost");
                if (needCost && costNode is null) yaml.Problem(map, "“cost:” is missing; with a budget every proposal needs one (or take the budget out)");
                var picture = yaml.Address(YamlReading.Get(map, "picture"), "picture", MaxAddress);
                var from = References(YamlReading.Get(map, "from"));
                if (id is not null && title is not null) proposals.Add(new Proposal(id, title, reason, cost, picture) { From = from });
            }
            return proposals;
        }

        private string[] References(YamlNode? node)
        {
            if (node is null) return [];
            var references = new List<string>();
            foreach (var text in yaml.Texts(node, "from"))
            {
                var reference = text.Value.ToUpperInvariant();
                if (reference.Length != ReferenceLength || !reference.All(char.IsAsciiLetterOrDigit))
                    yaml.Problem(text.At, $"“{text.Value}” is no reference; an opinion's has four letters and digits, such as K7H2");
                else if (references.Contains(reference))
                    yaml.Problem(text.At, $"“{text.Value}” stands twice; take one out");
                else
                    references.Add(reference);
            }
            return [.. references];
        }

        private long? Baht(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var baht) && baht is >= 1 and <= MaxBaht) return baht;
            yaml.Problem(text.At, $"{what} “{text.Value}” must be whole baht in digits alone, such as 200000");
            return null;
        }
    }
}
