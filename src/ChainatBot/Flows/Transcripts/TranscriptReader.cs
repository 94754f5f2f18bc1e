using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows.Transcripts;

/// <summary>Reads <c>flows/transcripts/*.yaml</c>; what can't be read is a problem with its place.</summary>
public static class TranscriptReader
{
    internal static readonly IReadOnlyList<string> Keys = ["title", "person", "start", "steps"];
    internal static readonly IReadOnlyList<string> PersonKeys = ["consent", "place", "team", "said", "surveys", "forums", "rounds", "similar"];
    internal static readonly IReadOnlyList<string> ForumKeys = ["id", "title", "tambon", "villages", "start", "end", "place", "agenda", "questions", "reply"];
    internal static readonly IReadOnlyList<string> SurveyKeys = ["id", "until", "answers"];
    internal static readonly IReadOnlyList<string> Acts = ["follow", "type", "tap", "tap-earlier", "voice", "photo", "location", "sticker", "other", "later", "closes", "publishes", "cancels"];
    internal static readonly IReadOnlyList<string> StepKeys = [.. Acts, "picked", "bot", "buttons", "keeps"];
    internal static readonly IReadOnlyList<string> FactKinds =
    [
        "opinion", "more", "topic", "reach", "place", "consent", "answer", "unanswered", "ballot", "agreement", "delete-opinion", "edit-opinion", "erase", "forum-reply", "forum-attended", "forum-answer", "to-forum",
        "neighbour", "neighbour-opinion", "neighbour-more", "neighbour-topic", "neighbour-reach", "neighbour-delete-opinion", "neighbour-answer", "neighbour-unanswered",
    ];

    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly IReadOnlyDictionary<string, string> Given = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["retention"] = "2 ปี",
        ["privacy_url"] = "https://example.org/privacy",
    };

    /// <summary>Null when the file can't be read as a transcript; <paramref name="problems"/> then says why.</summary>
    public static Transcript? Read(string file, string text, List<FlowProblem> problems)
    {
        var before = problems.Count;
        var yaml = new YamlReading(file, problems);
        if (yaml.Document(text) is not { } root) return null;
        yaml.KnownKeys(root, Keys, "a transcript");
        var title = yaml.Word(YamlReading.Get(root, "title"), "title") ?? Path.GetFileNameWithoutExtension(file);
        var person = Person(yaml, YamlReading.Get(root, "person"));
        var start = Morning;
        if (yaml.Text(YamlReading.Get(root, "start"), "start") is { } at
            && !DateTimeOffset.TryParseExact(at.Value + "+07:00", "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out start))
            yaml.Problem(at.At, "start must look like 2026-11-23T09:00 (Bangkok time)");
        if (YamlReading.Get(root, "steps") is null) yaml.Problem(root, "“steps:” is missing; write what the person does and what the bot answers");
        var steps = yaml.List(YamlReading.Get(root, "steps"), "steps").Select(n => Step(yaml, n)).OfType<TranscriptStep>().ToList();
        var rounds = yaml.List(YamlReading.Get(root, "person") is YamlMappingNode known ? YamlReading.Get(known, "rounds") : null, "rounds").Select(n => TranscriptRound.Read(yaml, n)).OfType<TranscriptRound>().ToList();
        return problems.Count > before ? null : new Transcript(file, title, person, start, steps) { Rounds = rounds };
    }

    private static FlowPerson Person(YamlReading yaml, YamlNode? node)
    {
        var nobody = new FlowPerson(null, null, null, false, Given);
        if (yaml.Map(node, "person") is not { } map) return nobody;
        yaml.KnownKeys(map, PersonKeys, "person");
        var place = yaml.Word(YamlReading.Get(map, "place"), "place")?.Split('/') ?? [];
        var said = YamlReading.Get(map, "said") is { } texts ? yaml.Texts(texts, "said") : [];
        return nobody with
        {
            // Newest first, as the program lists them; references A9M4, B9M4 … in that order.
            Opinions = [.. said.Select((text, n) => new OwnOpinion($"s{n}", $"{(char)('A' + (n % 26))}9M4", "text", text.Value, DateOnly.FromDateTime(Morning.DateTime), "new")
            {
                TambonCode = place.Length > 0 ? place[0] : null,
                VillageNo = place.Length > 1 && int.TryParse(place[1], CultureInfo.InvariantCulture, out var of) ? of : null,
            })],
            Consent = yaml.Word(YamlReading.Get(map, "consent"), "consent"),
            TambonCode = place.Length > 0 ? place[0] : null,
            VillageNo = place.Length > 1 && int.TryParse(place[1], CultureInfo.InvariantCulture, out var village) ? village : null,
            IsTeam = yaml.Flag(YamlReading.Get(map, "team"), "team", false),
            Forums = YamlReading.Get(map, "forums") is { } forums ? [.. yaml.List(forums, "forums").Select(n => TranscriptForum.Read(yaml, n, place.Length > 0 ? place[0] : null)).OfType<PlannedForum>()] : null,
            Alike = yaml.Whole(YamlReading.Get(map, "similar"), "similar", 1),
            Surveys = YamlReading.Get(map, "surveys") is { } surveys ? [.. yaml.List(surveys, "surveys").Select(n => Survey(yaml, n)).OfType<OpenSurvey>()] : null,
        };
    }

    /// <summary>A survey that is open for the person: its id, or more about it.</summary>
    private static OpenSurvey? Survey(YamlReading yaml, YamlNode node)
    {
        if (node is YamlScalarNode) return yaml.Id(node, "the survey") is { } only ? new OpenSurvey(only) : null;
        if (yaml.Map(node, "a survey") is not { } map) return null;
        yaml.KnownKeys(map, SurveyKeys, "a survey");
        if (yaml.Id(YamlReading.Get(map, "id"), "the survey") is not { } id) return null;
        var answers = yaml.Map(YamlReading.Get(map, "answers"), "answers")?.Children
            .Select(a => (Question: yaml.Word(a.Key, "a question"), Answer: yaml.Word(a.Value, "an answer")))
            .Where(a => a is { Question: not null, Answer: not null }).ToDictionary(a => a.Question!, a => a.Answer!);
        return new OpenSurvey(id, Until: yaml.Word(YamlReading.Get(map, "until"), "until"), Answers: answers);
    }

    private static TranscriptStep? Step(YamlReading yaml, YamlNode node)
    {
        if (yaml.Map(node, "a step") is not { } map) return null;
        yaml.KnownKeys(map, StepKeys, "a step");
        var acts = Acts.Where(a => YamlReading.Get(map, a) is not null).ToList();
        if (acts.Count != 1)
        {
            yaml.Problem(map, $"a step has one thing that the person does: {string.Join(", ", Acts)}");
            return null;
        }
        if (Act(yaml, map, acts[0], YamlReading.Get(map, acts[0])!) is not { } act) return null;
        var bot = YamlReading.Get(map, "bot");
        var buttons = YamlReading.Get(map, "buttons");
        var keeps = YamlReading.Get(map, "keeps");
        return new TranscriptStep(act, yaml.At(map))
        {
            Bot = Lines(yaml, bot, "bot"),
            BotAt = yaml.At(bot ?? map),
            Buttons = Lines(yaml, buttons, "buttons"),
            ButtonsAt = yaml.At(buttons ?? map),
            Keeps = keeps is null ? null : Facts(yaml, keeps),
            KeepsAt = yaml.At(keeps ?? map),
        };
    }

    /// <summary>A text, a list of texts, or <c>nothing</c>.</summary>
    private static IReadOnlyList<FlowText>? Lines(YamlReading yaml, YamlNode? node, string what) => node switch
    {
        null => null,
        YamlScalarNode { Value: "nothing" } => [],
        YamlSequenceNode { Children.Count: 0 } => [],
        _ => yaml.Texts(node, what),
    };

    private static List<TranscriptFact> Facts(YamlReading yaml, YamlNode node)
    {
        var facts = new List<TranscriptFact>();
        if (node is YamlScalarNode { Value: "nothing" }) return facts;
        foreach (var entry in yaml.List(node, "keeps"))
        {
            if (yaml.Map(entry, "a thing kept") is not { } map) continue;
            yaml.KnownKeys(map, FactKinds, "a thing kept");
            foreach (var kind in FactKinds)
                if (yaml.Text(YamlReading.Get(map, kind), kind) is { } value) facts.Add(new TranscriptFact(kind, value));
        }
        return facts;
    }

    private static TranscriptAct? Act(YamlReading yaml, YamlMappingNode map, string act, YamlNode node)
    {
        if (yaml.Word(node, act) is not { } value) return null;
        switch (act)
        {
            case "follow": return new TranscriptAct.Follow();
            case "type": return new TranscriptAct.Type(value);
            case "tap": return new TranscriptAct.Tap(value, yaml.Word(YamlReading.Get(map, "picked"), "picked"));
            case "tap-earlier": return new TranscriptAct.TapEarlier(value);
            case "voice": return yaml.Whole(node, "voice (its seconds)", 1) is { } seconds ? new TranscriptAct.Voice(seconds) : null;
            case "photo": return new TranscriptAct.Photo(value == "yes" ? null : value);
            case "location": return new TranscriptAct.Location(value == "yes" ? null : value);
            case "sticker": return new TranscriptAct.Sticker();
            case "other": return new TranscriptAct.Other();
            case "cancels": return yaml.Id(node, "the forum that is called off") is { } off ? new TranscriptAct.Cancels(off) : null;
            case "closes": return yaml.Id(node, "the survey or round that closes") is { } id ? new TranscriptAct.Closes(id) : null;
            case "publishes": return yaml.Id(node, "the round that is published") is { } published ? new TranscriptAct.Publishes(published) : null;
        }
        var parts = value.Split(' ', 2, StringSplitOptions.TrimEntries);
        TimeSpan? unit = parts.Length < 2 ? null : parts[1].TrimEnd('s') switch
        {
            "second" => TimeSpan.FromSeconds(1),
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            "day" => TimeSpan.FromDays(1),
            "week" => TimeSpan.FromDays(7),
            _ => null,
        };
        if (unit is { } u && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1000) return new TranscriptAct.Later(u * count);
        yaml.Problem(node, "later must be a number and a unit, such as “20 minutes”, “13 hours”, “3 days”, “1 week”");
        return null;
    }
}
