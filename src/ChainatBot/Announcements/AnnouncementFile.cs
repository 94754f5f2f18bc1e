using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Announcements;

/// <summary>What there is to choose by; a file that names anything else has a slip in it.</summary>
/// <param name="Tambons">Codes of the tambons.</param>
/// <param name="Criteria">Names of <see cref="IAudienceCriterion"/>s.</param>
/// <param name="Surveys">Ids of surveys.</param>
/// <param name="Flows">Ids of conversations that a button may begin.</param>
public sealed record AnnouncementChoices(IReadOnlyCollection<string> Tambons, IReadOnlyCollection<string> Criteria, IReadOnlyCollection<string> Surveys, IReadOnlyCollection<string> Flows);

/// <summary>Reads the YAML file of an announcement. What is wrong with it is noted at its place, all of it at once.</summary>
public static class AnnouncementFile
{
    public const int MaxTitle = 60;
    public const int MaxText = 1000;
    public const int MaxLabel = 20;
    public const int MaxButtons = 4;
    private const int MaxAddress = 1000;
    private const int MaxVillage = 99;

    internal static readonly IReadOnlyList<string> Keys = ["announcement", "title", "text", "picture", "buttons", "audience", "delivery", "until"];
    internal static readonly IReadOnlyList<string> AudienceKeys = ["tambon", "villages", "role", "groups", "heard", "answered", "except"];
    private static readonly IReadOnlyList<string> DeliveryKeys = ["mode", "from", "payAfter"];
    private static readonly IReadOnlyList<string> ButtonKeys = ["label", "link", "flow"];

    /// <summary>The announcement, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    public static Announcement? Read(string text, string file, ICollection<FlowProblem> problems, AnnouncementChoices choices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(choices);
        var found = new List<FlowProblem>();
        var yaml = new YamlReading(file, found);
        var announcement = yaml.Document(text) is { } root ? new Reader(yaml, choices, now).Announcement(root) : null;
        foreach (var problem in found.OrderBy(p => p.Line).ThenBy(p => p.Column)) problems.Add(problem);
        return found.Count == 0 ? announcement : null;
    }

    private sealed class Reader(YamlReading yaml, AnnouncementChoices choices, DateTimeOffset now)
    {
        public Announcement? Announcement(YamlMappingNode root)
        {
            yaml.KnownKeys(root, Keys, "an announcement");
            var id = yaml.Id(Required(root, "announcement"), "the announcement's id");
            var title = Words(Required(root, "title"), "the title", MaxTitle, oneLine: true);
            var text = Words(Required(root, "text"), "the text", MaxText, oneLine: false);
            var picture = Address(YamlReading.Get(root, "picture"), "picture", "https");
            var buttons = Buttons(YamlReading.Get(root, "buttons"));
            var audience = yaml.Map(Required(root, "audience"), "audience") is { } who ? AudienceOf(who) : null;
            var until = Time(YamlReading.Get(root, "until"), "until");
            var (from, isNow, payAfter) = yaml.Map(Required(root, "delivery"), "delivery") is { } how ? Delivery(how) : default;
            if (until is { } end && (end <= now || end <= from || end <= payAfter))
                yaml.Problem(YamlReading.Get(root, "until")!, "until must come after everything else; write a later time");
            return id is null || title is null || text is null || audience is null ? null : new Announcement(id, title, text, picture, buttons, audience, from, isNow, payAfter, until);
        }

        private (DateTimeOffset? From, bool IsNow, DateTimeOffset? PayAfter) Delivery(YamlMappingNode map)
        {
            yaml.KnownKeys(map, DeliveryKeys, "delivery");
            var modeNode = Required(map, "mode");
            var mode = yaml.Word(modeNode, "mode");
            if (mode is not (null or "now" or "reply-first")) yaml.Problem(modeNode!, $"mode “{mode}” must be now (everybody gets it at once, paid) or reply-first (it waits for people to write, free)");
            var (fromNode, payNode) = (YamlReading.Get(map, "from"), YamlReading.Get(map, "payAfter"));
            var (from, payAfter) = (Time(fromNode, "from"), Time(payNode, "payAfter"));
            if (mode == "now" && payNode is not null) yaml.Problem(payNode, "payAfter goes with mode: reply-first; to send later at one time write “from:” instead");
            if (payAfter <= now) yaml.Problem(payNode!, string.Create(CultureInfo.InvariantCulture, $"payAfter is past ({payAfter:yyyy-MM-dd'T'HH:mm}); write a time to come, or mode: now"));
            else if (payAfter < from) yaml.Problem(payNode!, "payAfter comes before from; write a later time");
            return (from, mode == "now", payAfter);
        }

        private Audience AudienceOf(YamlMappingNode map)
        {
            string[] conditionKeys = ["heard", "answered", .. choices.Criteria.Where(c => c is not ("heard" or "answered")).Order(StringComparer.Ordinal)];
            yaml.KnownKeys(map, [.. AudienceKeys, .. conditionKeys.Except(AudienceKeys)], "an audience");
            var tambons = Tambons(Required(map, "tambon"));
            var villages = Villages(YamlReading.Get(map, "villages"));
            var roleNode = YamlReading.Get(map, "role");
            AudienceRole? role = yaml.Word(roleNode, "role") switch
            {
                null => null,
                "team" => AudienceRole.Team,
                "villagers" => AudienceRole.Villagers,
                var other => Wrong(roleNode!, $"role “{other}” must be team or villagers; leave it out for both"),
            };
            var groups = yaml.Flag(YamlReading.Get(map, "groups"), "groups", otherwise: false);
            var conditions = Conditions(map, conditionKeys, holds: true).ToList();
            if (YamlReading.Get(map, "except") is { } exceptNode && yaml.Map(exceptNode, "except") is { } except)
            {
                yaml.KnownKeys(except, conditionKeys, "except");
                conditions.AddRange(Conditions(except, conditionKeys, holds: false));
            }

            return new Audience(tambons, villages, role, conditions.Count == 0 ? null : conditions) { Groups = groups };
        }

        private IEnumerable<AudienceCondition> Conditions(YamlMappingNode map, IEnumerable<string> keys, bool holds)
        {
            foreach (var key in keys)
            {
                if (YamlReading.Get(map, key) is not { } node) continue;
                foreach (var text in yaml.Texts(node, key))
                {
                    if (key == "heard")
                    {
                        if (text.Value is "yes" or "true" or "no" or "false") yield return new AudienceCondition(key, "", text.Value is "yes" or "true" == holds);
                        else if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) yield return new AudienceCondition(key, text.Value, holds);
                        else yaml.Problem(text.At, $"heard “{text.Value}” must be yes, no, or the day since when, such as 2026-11-01");
                        continue;
                    }

                    var criterion = key == "answered" ? "survey" : key;
                    if (!YamlReading.IsId(text.Value)) yaml.Problem(text.At, $"{key} “{text.Value}” must be an id: at most 40 letters a–z, digits and -");
                    else if (criterion == "survey" && !choices.Surveys.Contains(text.Value))
                        yaml.Problem(text.At, $"there is no survey “{text.Value}”{FlowVocabulary.DidYouMean(text.Value, [.. choices.Surveys])}; there are: {string.Join(", ", choices.Surveys)}");
                    else yield return new AudienceCondition(criterion, text.Value, holds);
                }
            }
        }

        private List<AnnouncementButton> Buttons(YamlNode? node)
        {
            var buttons = new List<AnnouncementButton>();
            var entries = yaml.List(node, "buttons");
            if (entries.Count > MaxButtons) yaml.Problem(node!, string.Create(CultureInfo.InvariantCulture, $"a card has at most {MaxButtons} buttons, this one {entries.Count}; take some out"));
            foreach (var entry in entries)
            {
                if (yaml.Map(entry, "a button") is not { } map) continue;
                yaml.KnownKeys(map, ButtonKeys, "a button");
                var label = Words(Required(map, "label"), "the label", MaxLabel, oneLine: true);
                var (linkNode, flowNode) = (YamlReading.Get(map, "link"), YamlReading.Get(map, "flow"));
                if (linkNode is null == flowNode is null) yaml.Problem(map, "a button has either “link:” (an address) or “flow:” (a conversation it begins)");
                var link = Address(linkNode, "link", "https", "tel");
                var flow = yaml.Word(flowNode, "flow");
                if (flow is not null && !choices.Flows.Contains(flow))
                    yaml.Problem(flowNode!, $"there is no conversation “{flow}”{FlowVocabulary.DidYouMean(flow, [.. choices.Flows])}; there are: {string.Join(", ", choices.Flows)}");
                if (label is not null) buttons.Add(new AnnouncementButton(label, link, link is null ? flow : null));
            }

            return buttons;
        }

        private List<string> Tambons(YamlNode? node)
        {
            var codes = new List<string>();
            foreach (var text in node is null ? [] : yaml.Texts(node, "tambon"))
            {
                if (!choices.Tambons.Contains(text.Value))
                    yaml.Problem(text.At, $"there is no tambon with code “{text.Value}”{FlowVocabulary.DidYouMean(text.Value, [.. choices.Tambons])}; it has six digits in quotes, such as \"180101\": look it up in flows/places.yaml");
                else if (codes.Contains(text.Value)) yaml.Problem(text.At, $"tambon {text.Value} stands twice; take one out");
                else codes.Add(text.Value);
            }

            return codes;
        }

        private List<int> Villages(YamlNode? node)
        {
            var numbers = new List<int>();
            foreach (var text in node is null ? [] : yaml.Texts(node, "villages"))
            {
                if (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxVillage)
                    yaml.Problem(text.At, $"village “{text.Value}” must be a number, such as 3");
                else if (numbers.Contains(number)) yaml.Problem(text.At, $"village {text.Value} stands twice; take one out");
                else numbers.Add(number);
            }

            return numbers;
        }

        private YamlNode? Required(YamlMappingNode map, string key)
        {
            var node = YamlReading.Get(map, key);
            if (node is null) yaml.Problem(map, $"“{key}:” is missing; add it");
            return node;
        }

        private string? Words(YamlNode? node, string what, int most, bool oneLine)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (oneLine && text.Value.Any(char.IsControl)) return Nothing(text, $"{what} must be one line; take the line breaks out");
            var letters = FlowLimits.Graphemes(text.Value);
            return letters <= most ? text.Value : Nothing(text, string.Create(CultureInfo.InvariantCulture, $"{what} has {letters} letters; it may have {most}, so shorten it"));
        }

        private DateTimeOffset? Time(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (!DateTime.TryParseExact(text.Value, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                yaml.Problem(text.At, $"{what} “{text.Value}” is no time; write it as 2026-12-01T09:00 (Bangkok time)");
            else if (time.Year >= 2400)
                yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has the year {time.Year} of the Buddhist era; write {time.Year - 543}"));
            else
                return new DateTimeOffset(time, BangkokTime.Offset);
            return null;
        }

        private string? Address(YamlNode? node, string what, params string[] schemes)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (text.Value.Length <= MaxAddress && Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme)) return text.Value;
            return Nothing(text, $"{what} must be an address that begins with {string.Join(" or ", schemes.Select(s => s == "tel" ? "tel:" : s + "://"))}");
        }

        private string? Nothing(FlowText text, string problem)
        {
            yaml.Problem(text.At, problem);
            return null;
        }

        private AudienceRole? Wrong(YamlNode node, string problem)
        {
            yaml.Problem(node, problem);
            return null;
        }
    }
}
