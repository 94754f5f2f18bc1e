using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Forums;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Announcements;

/// <summary>What there is to choose by; a file that names anything else has a slip in it.</summary>
/// <param name="Tambons">Codes of the tambons.</param>
/// <param name="Surveys">Ids of surveys; so of rounds and forums.</param>
/// <param name="Flows">Ids of conversations that a button may begin.</param>
public sealed record AnnouncementChoices(
    IReadOnlyCollection<string> Tambons, IReadOnlyCollection<string> Surveys, IReadOnlyCollection<string> Rounds, IReadOnlyCollection<string> Forums, IReadOnlyCollection<string> Flows);

/// <summary>Reads the YAML file of an announcement. What is wrong with it is noted at its place, all of it at once.</summary>
public static class AnnouncementFile
{
    public const int MaxTitle = 60;
    public const int MaxText = 1000;
    public const int MaxLabel = 20;
    public const int MaxButtons = 4;
    private const int MaxAddress = 1000;
    private const string Room = "on the card";

    internal static readonly IReadOnlyList<string> Keys = ["announcement", "title", "text", "picture", "buttons", "audience", "delivery", "until"];
    internal static readonly IReadOnlyList<string> ConditionKeys = ["heard", "answered", "round", "forum"];
    internal static readonly IReadOnlyList<string> AudienceKeys = ["tambon", "villages", "role", "groups", .. ConditionKeys, "except"];
    private static readonly IReadOnlyList<string> DeliveryKeys = ["mode", "from", "payAfter"];
    private static readonly IReadOnlyList<string> ButtonKeys = ["label", "link", "flow"];

    /// <summary>The announcement, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    public static Announcement? Read(string text, string file, ICollection<FlowProblem> problems, AnnouncementChoices choices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return YamlReading.Read(text, file, problems, (yaml, root) => new Reader(yaml, choices, now).Announcement(root));
    }

    private sealed class Reader(YamlReading yaml, AnnouncementChoices choices, DateTimeOffset now)
    {
        public Announcement? Announcement(YamlMappingNode root)
        {
            yaml.KnownKeys(root, Keys, "an announcement");
            var id = yaml.Id(yaml.Required(root, "announcement"), "the announcement's id");
            var title = yaml.Line(yaml.Required(root, "title"), "the title", MaxTitle, Room);
            var text = yaml.Words(yaml.Required(root, "text"), "the text", MaxText, Room);
            var picture = yaml.Address(YamlReading.Get(root, "picture"), "picture", MaxAddress);
            var buttons = Buttons(YamlReading.Get(root, "buttons"));
            var audience = yaml.Map(yaml.Required(root, "audience"), "audience") is { } who ? AudienceOf(who) : null;
            var until = yaml.Time(YamlReading.Get(root, "until"), "until");
            var (from, isNow, payAfter) = yaml.Map(yaml.Required(root, "delivery"), "delivery") is { } how ? Delivery(how) : default;
            if (until is { } end && (end <= now || end <= from || end <= payAfter))
                yaml.Problem(YamlReading.Get(root, "until")!, "until must come after everything else; write a later time");
            return id is null || title is null || text is null || audience is null ? null : new Announcement(id, title, text, picture, buttons, audience, from, isNow, payAfter, until);
        }

        private (DateTimeOffset? From, bool IsNow, DateTimeOffset? PayAfter) Delivery(YamlMappingNode map)
        {
            yaml.KnownKeys(map, DeliveryKeys, "delivery");
            var modeNode = yaml.Required(map, "mode");
            var mode = yaml.Word(modeNode, "mode");
            if (mode is not (null or "now" or "reply-first")) yaml.Problem(modeNode!, $"mode “{mode}” must be now (everybody gets it at once, paid) or reply-first (it waits for people to write, free)");
            var (fromNode, payNode) = (YamlReading.Get(map, "from"), YamlReading.Get(map, "payAfter"));
            var (from, payAfter) = (yaml.Time(fromNode, "from"), yaml.Time(payNode, "payAfter"));
            if (mode == "now" && payNode is not null) yaml.Problem(payNode, "payAfter goes with mode: reply-first; to send later at one time write “from:” instead");
            if (payAfter <= now) yaml.Problem(payNode!, string.Create(CultureInfo.InvariantCulture, $"payAfter is past ({payAfter:yyyy-MM-dd'T'HH:mm}); write a time to come, or mode: now"));
            else if (payAfter < from) yaml.Problem(payNode!, "payAfter comes before from; write a later time");
            return (from, mode == "now", payAfter);
        }

        private Audience AudienceOf(YamlMappingNode map)
        {
            yaml.KnownKeys(map, AudienceKeys, "an audience");
            var tambons = yaml.Tambons(yaml.Required(map, "tambon"), choices.Tambons);
            var villages = yaml.Villages(YamlReading.Get(map, "villages"));
            var roleNode = YamlReading.Get(map, "role");
            AudienceRole? role = yaml.Word(roleNode, "role") switch
            {
                null => null,
                "team" => AudienceRole.Team,
                "villagers" => AudienceRole.Villagers,
                var other => Wrong(roleNode!, $"role “{other}” must be team or villagers; leave it out for both"),
            };
            var groups = yaml.Flag(YamlReading.Get(map, "groups"), "groups", otherwise: false);
            var conditions = Conditions(map, holds: true).ToList();
            if (YamlReading.Get(map, "except") is { } exceptNode && yaml.Map(exceptNode, "except") is { } except)
            {
                yaml.KnownKeys(except, ConditionKeys, "except");
                conditions.AddRange(Conditions(except, holds: false));
            }

            return new Audience(tambons, villages, role, conditions.Count == 0 ? null : conditions) { Groups = groups };
        }

        private IEnumerable<AudienceCondition> Conditions(YamlMappingNode map, bool holds)
        {
            foreach (var key in ConditionKeys)
            {
                if (YamlReading.Get(map, key) is not { } node) continue;
                foreach (var text in yaml.Texts(node, key))
                {
                    var condition = key switch
                    {
                        "heard" => Heard(text),
                        "answered" => Of("survey", text, text.Value, choices.Surveys),
                        "forum" => Forum(text),
                        _ => Of(key, text, text.Value, choices.Rounds),
                    };
                    if (condition is not null) yield return condition with { Holds = holds == condition.Holds };
                }
            }
        }

        private AudienceCondition? Heard(FlowText text)
        {
            if (text.Value is "yes" or "true" or "no" or "false") return new AudienceCondition("heard", "", text.Value is "yes" or "true");
            if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return new AudienceCondition("heard", text.Value);
            yaml.Problem(text.At, $"heard “{text.Value}” must be yes, no, or the day since when, such as 2026-11-01");
            return null;
        }

        /// <summary>A forum's id, alone or with the answers that are meant: <c>hearing-2570-1:yes|maybe</c>.</summary>
        private AudienceCondition? Forum(FlowText text)
        {
            var (id, words) = text.Value.Split(':', 2) is [var named, var after] ? (named, after.Split('|')) : (text.Value, [ForumCriterion.Answered]);
            if (Of("forum", text, id, choices.Forums) is not { } known) return null;
            if (words.FirstOrDefault(w => !ForumCriterion.Words.Contains(w)) is { } wrong)
                yaml.Problem(text.At, $"forum “{text.Value}”: “{wrong}” is no answer{FlowVocabulary.DidYouMean(wrong, ForumCriterion.Words)}; there are: {string.Join(", ", ForumCriterion.Words)}");
            return known with { Argument = ForumCriterion.Of(id, words) };
        }

        private AudienceCondition? Of(string what, FlowText text, string id, IReadOnlyCollection<string> known)
        {
            if (known.Contains(id)) return new AudienceCondition(what, id);
            yaml.Problem(text.At, $"there is no {what} “{id}”{FlowVocabulary.DidYouMean(id, [.. known])}; there are: {(known.Count == 0 ? "none yet" : string.Join(", ", known))}");
            return null;
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
                var label = yaml.Line(yaml.Required(map, "label"), "the label", MaxLabel, Room);
                var (linkNode, flowNode) = (YamlReading.Get(map, "link"), YamlReading.Get(map, "flow"));
                if (linkNode is null == flowNode is null) yaml.Problem(map, "a button has either “link:” (an address) or “flow:” (a conversation it begins)");
                var link = yaml.Address(linkNode, "link", MaxAddress, "https", "tel");
                var flow = yaml.Word(flowNode, "flow");
                if (flow is not null && !choices.Flows.Contains(flow))
                    yaml.Problem(flowNode!, $"there is no conversation “{flow}”{FlowVocabulary.DidYouMean(flow, [.. choices.Flows])}; there are: {string.Join(", ", choices.Flows)}");
                if (label is not null) buttons.Add(new AnnouncementButton(label, link, link is null ? flow : null));
            }

            return buttons;
        }

        private AudienceRole? Wrong(YamlNode node, string problem)
        {
            yaml.Problem(node, problem);
            return null;
        }
    }
}
