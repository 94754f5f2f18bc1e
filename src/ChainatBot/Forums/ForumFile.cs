using System.Globalization;
using ChainatBot.Flows;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Forums;

/// <summary>Reads the YAML file of a forum. What is wrong with it is noted at its place, all of it at once.</summary>
/// <remarks>Lengths keep the invitation on one screen of a telephone; letters are counted as people see them.</remarks>
public static class ForumFile
{
    public const int MaxId = 36;
    public const int MaxTitle = 60;
    public const int MaxPlace = 80;
    public const int MaxAgenda = 8;
    public const int MaxQuestions = 5;
    public const int MaxQuestion = 160;
    private const int MaxAddress = 1000;
    private const string Room = "on the invitation";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    internal static readonly IReadOnlyList<string> Keys = ["forum", "title", "tambon", "villages", "start", "end", "place", "map", "agenda", "who", "questions", "remind", "pay", "payAfter"];
    internal static readonly IReadOnlyList<string> QuestionKeys = ["id", "text"];

    /// <summary>The forum, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="tambons">Codes of the tambons that exist; null where any six digits will do.</param>
    public static ForumDefinition? Read(string text, string file, ICollection<FlowProblem> problems, IReadOnlyCollection<string>? tambons = null)
    {
        return YamlReading.Read(text, file, problems, (yaml, root) => new Reader(yaml, tambons).Forum(root));
    }

    /// <summary>What stands against inviting to a forum that reads well, or null.</summary>
    /// <param name="before">The forum of this id, where there is one.</param>
    public static FlowProblem? CheckInviting(ForumDefinition forum, string text, string file, DateTimeOffset now, ForumDefinition? before = null)
    {
        ArgumentNullException.ThrowIfNull(forum);
        var yaml = new YamlReading(file, []);
        SourcePosition At(string key) => yaml.Document(text) is { } root && YamlReading.Get(root, key) is { } node ? yaml.At(node) : yaml.Top;
        if (before?.End <= now) return new FlowProblem(At("forum"), $"the forum “{forum.Id}” is over, and people have answered to it; give this one an id of its own");
        if (before is not null && before.Tambon != forum.Tambon) return new FlowProblem(At("tambon"), $"the forum “{forum.Id}” is one of tambon {before.Tambon}, and people there were invited; call it off, and give this one an id of its own");
        if (forum.Start > now) return null;
        return new FlowProblem(At("start"), string.Create(CultureInfo.InvariantCulture, $"start is past ({forum.Start:yyyy-MM-dd'T'HH:mm}); write a time to come, so that people can be invited"));
    }

    private sealed class Reader(YamlReading yaml, IReadOnlyCollection<string>? tambons)
    {
        public ForumDefinition? Forum(YamlMappingNode root)
        {
            yaml.KnownKeys(root, Keys, "a forum");
            var id = yaml.Id(yaml.Required(root, "forum"), "the forum's id", MaxId);
            var title = yaml.Line(yaml.Required(root, "title"), "the title", MaxTitle, Room);
            var tambon = yaml.Text(yaml.Required(root, "tambon"), "tambon") is { } code ? yaml.Tambon(code, tambons) : null;
            var villages = yaml.Villages(YamlReading.Get(root, "villages"));
            var start = yaml.Time(yaml.Required(root, "start"), "start");
            var end = yaml.Time(yaml.Required(root, "end"), "end");
            if (end <= start) yaml.Problem(YamlReading.Get(root, "end")!, "the end must be later than the start; exchange them or mend the hour");
            else if (end - start > Longest) yaml.Problem(YamlReading.Get(root, "end")!, "this forum would last more than three days; mend the end, or make a forum of each day");
            var place = yaml.Line(yaml.Required(root, "place"), "the place", MaxPlace, Room);
            var map = yaml.Address(YamlReading.Get(root, "map"), "map", MaxAddress);
            var agenda = Agenda(YamlReading.Get(root, "agenda"));
            var who = yaml.Line(YamlReading.Get(root, "who"), "who comes", MaxPlace, Room);
            var questions = Questions(YamlReading.Get(root, "questions"));
            var remind = yaml.Flag(YamlReading.Get(root, "remind"), "remind", true);
            var pay = yaml.Flag(YamlReading.Get(root, "pay"), "pay", false);
            var payAfter = yaml.Time(YamlReading.Get(root, "payAfter"), "payAfter");
            if (payAfter >= start) yaml.Problem(YamlReading.Get(root, "payAfter")!, "payAfter must be before the start, so that people can still come");
            return id is null || title is null || tambon is null || start is null || end is null || place is null
                ? null
                : new ForumDefinition(id, title, tambon, villages, start.Value, end.Value, place) { Map = map, Agenda = agenda, Who = who, Questions = questions, Remind = remind, Pay = pay, PayAfter = payAfter };
        }

        private List<string> Agenda(YamlNode? node)
        {
            if (node is null) return [];
            if (node is not YamlSequenceNode list)
            {
                yaml.Problem(node, "the agenda must be a list: each matter on its own line after “- ”, or [a, b]");
                return [];
            }
            if (list.Children.Count > MaxAgenda) yaml.Problem(node, string.Create(CultureInfo.InvariantCulture, $"the agenda has {list.Children.Count} matters; at most {MaxAgenda} fit on the invitation, so join some"));
            return [.. list.Children.Select(n => yaml.Line(n, "a matter of the agenda", MaxPlace, Room)).OfType<string>()];
        }

        private List<ForumQuestion> Questions(YamlNode? node)
        {
            var questions = new List<ForumQuestion>();
            var entries = yaml.List(node, "questions");
            if (entries.Count > MaxQuestions) yaml.Problem(node!, string.Create(CultureInfo.InvariantCulture, $"{entries.Count} questions are too many to answer ahead; keep the {MaxQuestions} that matter most"));
            foreach (var entry in entries)
            {
                if (yaml.Map(entry, "a question") is not { } map) continue;
                yaml.KnownKeys(map, QuestionKeys, "a question");
                var idNode = yaml.Required(map, "id");
                var id = yaml.Id(idNode, "the question's id", MaxId);
                var text = yaml.Line(yaml.Required(map, "text"), "the question", MaxQuestion, Room);
                if (id is null || text is null) continue;
                if (questions.Exists(q => q.Id == id)) yaml.Problem(idNode!, $"there is a question “{id}” already; give this one an id of its own");
                else questions.Add(new ForumQuestion(id, text));
            }
            return questions;
        }
    }
}
