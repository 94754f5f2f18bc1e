using System.Globalization;
using ChainatBot.Conversations;
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
    private const int MaxVillage = 99;
    private const int FirstBuddhistYear = 2400;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    internal static readonly IReadOnlyList<string> Keys = ["forum", "title", "tambon", "villages", "start", "end", "place", "map", "agenda", "who", "questions", "remind", "pay", "payAfter"];
    internal static readonly IReadOnlyList<string> QuestionKeys = ["id", "text"];

    /// <summary>The forum, or null where <paramref name="problems"/> got a new entry.</summary>
    /// <param name="file">The file's name, for problems.</param>
    /// <param name="tambons">Codes of the tambons that exist; null where any six digits will do.</param>
    public static ForumDefinition? Read(string text, string file, ICollection<FlowProblem> problems, IReadOnlyCollection<string>? tambons = null)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<FlowProblem>();
        var yaml = new YamlReading(file, found);
        var forum = yaml.Document(text) is { } root ? new Reader(yaml, tambons).Forum(root) : null;
        foreach (var problem in found.OrderBy(p => p.Line).ThenBy(p => p.Column)) problems.Add(problem);
        return found.Count == 0 ? forum : null;
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
            var id = Id(Required(root, "forum"), "the forum's id", MaxId);
            var title = Line(Required(root, "title"), "the title", MaxTitle);
            var tambon = Tambon(Required(root, "tambon"));
            var villages = Villages(YamlReading.Get(root, "villages"));
            var start = Time(Required(root, "start"), "start");
            var end = Time(Required(root, "end"), "end");
            if (end <= start) yaml.Problem(YamlReading.Get(root, "end")!, "the end must be later than the start; exchange them or mend the hour");
            else if (end - start > Longest) yaml.Problem(YamlReading.Get(root, "end")!, "this forum would last more than three days; mend the end, or make a forum of each day");
            var place = Line(Required(root, "place"), "the place", MaxPlace);
            var map = Address(YamlReading.Get(root, "map"));
            var agenda = Agenda(YamlReading.Get(root, "agenda"));
            var who = Line(YamlReading.Get(root, "who"), "who comes", MaxPlace);
            var questions = Questions(YamlReading.Get(root, "questions"));
            var remind = yaml.Flag(YamlReading.Get(root, "remind"), "remind", true);
            var pay = yaml.Flag(YamlReading.Get(root, "pay"), "pay", false);
            var payAfter = Time(YamlReading.Get(root, "payAfter"), "payAfter");
            if (payAfter >= start) yaml.Problem(YamlReading.Get(root, "payAfter")!, "payAfter must be before the start, so that people can still come");
            return id is null || title is null || tambon is null || start is null || end is null || place is null
                ? null
                : new ForumDefinition(id, title, tambon, villages, start.Value, end.Value, place) { Map = map, Agenda = agenda, Who = who, Questions = questions, Remind = remind, Pay = pay, PayAfter = payAfter };
        }

        private YamlNode? Required(YamlMappingNode map, string key)
        {
            var node = YamlReading.Get(map, key);
            if (node is null) yaml.Problem(map, $"“{key}:” is missing; add it");
            return node;
        }

        private string? Id(YamlNode? node, string what, int most)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            if (text.Value.Length <= most && text.Value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')) return text.Value;
            yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} “{text.Value}” must be at most {most} of a–z, 0–9 and -, without capitals or spaces"));
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
            yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has {letters} letters; at most {most} fit on the invitation, so shorten it"));
            return null;
        }

        private string? Tambon(YamlNode? node)
        {
            if (yaml.Text(node, "tambon") is not { } text) return null;
            if (text.Value.Length != 6 || !text.Value.All(char.IsAsciiDigit))
                yaml.Problem(text.At, $"“{text.Value}” is no tambon code; it has six digits in quotes, such as \"180101\"");
            else if (tambons is not null && !tambons.Contains(text.Value))
                yaml.Problem(text.At, $"there is no tambon with code {text.Value}{FlowVocabulary.DidYouMean(text.Value, tambons)}; look it up in flows/places.yaml");
            else
                return text.Value;
            return null;
        }

        private List<int> Villages(YamlNode? node)
        {
            var numbers = new List<int>();
            foreach (var text in node is null ? [] : yaml.Texts(node, "villages"))
            {
                if (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxVillage)
                    yaml.Problem(text.At, $"“{text.Value}” is no village number; write it in digits, such as 3");
                else if (numbers.Contains(number))
                    yaml.Problem(text.At, $"village {text.Value} stands twice; take one out");
                else
                    numbers.Add(number);
            }
            return [.. numbers.Order()];
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
            return [.. list.Children.Select(n => Line(n, "a matter of the agenda", MaxPlace)).OfType<string>()];
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
                var idNode = Required(map, "id");
                var id = Id(idNode, "the question's id", MaxId);
                var text = Line(Required(map, "text"), "the question", MaxQuestion);
                if (id is null || text is null) continue;
                if (questions.Exists(q => q.Id == id)) yaml.Problem(idNode!, $"there is a question “{id}” already; give this one an id of its own");
                else questions.Add(new ForumQuestion(id, text));
            }
            return questions;
        }

        private DateTimeOffset? Time(YamlNode? node, string what)
        {
            if (yaml.Text(node, what) is not { } text) return null;
            string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
            if (!DateTime.TryParseExact(text.Value, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                yaml.Problem(text.At, $"{what} “{text.Value}” is no time; write it as 2027-01-15T09:00 (Bangkok time)");
            else if (time.Year >= FirstBuddhistYear)
                yaml.Problem(text.At, string.Create(CultureInfo.InvariantCulture, $"{what} has the year {time.Year} of the Buddhist era; write {time.Year - 543}"));
            else
                return new DateTimeOffset(time, BangkokTime.Offset);
            return null;
        }

        private string? Address(YamlNode? node)
        {
            if (yaml.Text(node, "map") is not { } text) return null;
            if (text.Value.Length <= MaxAddress && Uri.TryCreate(text.Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps) return text.Value;
            yaml.Problem(text.At, "map must be an address that begins with https://, as copied from a map");
            return null;
        }
    }
}
