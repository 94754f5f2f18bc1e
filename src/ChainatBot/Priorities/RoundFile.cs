using System.Globalization;
using ChainatBot.Conversations;
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
    private const int FirstBuddhistYear = 2400;

    internal static readonly IReadOnlyList<string> Keys = ["round", "title", "tambon", "closes", "budget", "proposals"];
    internal static readonly IReadOnlyList<string> ProposalKeys = ["id", "title", "reason", "cost", "picture", "from"];

    /// <summary>The round, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="tambons">Codes of the tambons that exist; null where any six digits will do.</param>
    public static RoundDefinition? Read(string text, string file, ICollection<FlowProblem> problems, IReadOnlyCollection<string>? tambons = null)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<FlowProblem>();
        var yaml = new YamlReading(file, found);
        var round = yaml.Document(text) is { } root ? new Reader(yaml, tambons).Round(root) : null;
        foreach (var problem in found.OrderBy(p => p.Line).ThenBy(p => p.Column)) problems.Add(problem);
        return found.Count == 0 ? round : null;
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
            var id = Id(Required(root, "round"), "the round's id");
            var title = Line(Required(root, "title"), "the round's title", MaxRoundTitle);
            var places = Tambons(Required(root, "tambon"));
            var closes = Time(Required(root, "closes"), "closes");
            var budget = Baht(YamlReading.Get(root, "budget"), "budget");
            var proposals = Proposals(Required(root, "proposals"), budget is not null);
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
                var idNode = Required(map, "id");
                var id = Id(idNode, "the proposal's id");
                if (id is not null && !seen.TryAdd(id, yaml.At(idNode!).Line))
                    yaml.Problem(idNode!, string.Create(CultureInfo.InvariantCulture, $"the id “{id}” is already taken in line {seen[id]}; give this proposal one of its own"));
                var title = Line(Required(map, "title"), "the proposal's title", MaxProposalTitle);
                var reason = Line(YamlReading.Get(map, "reason"), "reason", MaxReason);
                var costNode = YamlReading.Get(map, "cost");
                var cost = Baht(costNode, "cost");
                if (needCost && costNode is null) yaml.Problem(map, "“cost:” is missing; with a budget every proposal needs one (or take the budget out)");
                var picture = Address(YamlReading.Get(map, "picture"));
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

        private YamlNode? Required(YamlMappingNode map, string key)
        {
            var node = YamlReading.Get(map, key);
            if (node is null) yaml.Problem(map, $"“{key}:” is missing; add it");
            return node;
        }

        private string? Id(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (text.Value.Length <= MaxId && text.Value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')) return text.Value;
            yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} “{text.Value}” must be at most {MaxId} of a–z, 0–9 and -, without capitals or spaces"));
            return null;
        }

        private string? Line(YamlNode? node, string what, int most)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (text.Value.Any(char.IsControl))
            {
                yaml.Problem(text.At, $"{what} must be one line; take the line breaks out");
                return null;
            }
            var letters = FlowLimits.Graphemes(text.Value);
            if (letters <= most) return text.Value;
            yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has {letters} letters; LINE's card shows at most {most}, so shorten it"));
            return null;
        }

        private List<string> Tambons(YamlNode? node)
        {
            var codes = new List<string>();
            if (node is null) return codes;
            foreach (var text in yaml.Texts(node, "tambon"))
            {
                if (text.Value.Length != 6 || !text.Value.All(char.IsAsciiDigit))
                    yaml.Problem(text.At, $"“{text.Value}” is no tambon code; it has six digits in quotes, such as \"180101\"");
                else if (tambons is not null && !tambons.Contains(text.Value))
                    yaml.Problem(text.At, $"there is no tambon with code {text.Value}{FlowVocabulary.DidYouMean(text.Value, tambons)}; look it up in flows/places.yaml");
                else if (codes.Contains(text.Value))
                    yaml.Problem(text.At, $"tambon {text.Value} stands twice; take one out");
                else
                    codes.Add(text.Value);
            }
            return codes;
        }

        private DateTimeOffset? Time(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
            if (!DateTime.TryParseExact(text.Value, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                yaml.Problem(text.At, $"{what} “{text.Value}” is no time; write it as 2026-12-20T18:00 (Bangkok time)");
            else if (time.Year >= FirstBuddhistYear)
                yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has the year {time.Year} of the Buddhist era; write {time.Year - 543}"));
            else
                return new DateTimeOffset(time, BangkokTime.Offset);
            return null;
        }

        private long? Baht(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var baht) && baht is >= 1 and <= MaxBaht) return baht;
            yaml.Problem(text.At, $"{what} “{text.Value}” must be whole baht in digits alone, such as 200000");
            return null;
        }

        private string? Address(YamlNode? node)
        {
            if (yaml.Text(node, "picture") is not { } text) return null;
            if (text.Value.Length <= MaxAddress && Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps) return text.Value;
            yaml.Problem(text.At, "picture must be an address that begins with https://, because LINE fetches no other");
            return null;
        }
    }
}
