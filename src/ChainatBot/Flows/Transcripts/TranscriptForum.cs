using System.Globalization;
using ChainatBot.Forums;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows.Transcripts;

/// <summary>A forum in a transcript's <c>person: {forums: […]}</c>.</summary>
internal static class TranscriptForum
{
    /// <summary>Stands in the QR of every forum of a transcript.</summary>
    public const string Code = "K7H2";

    /// <param name="tambon">Where the person lives; the forum's own tambon unless it names another.</param>
    public static PlannedForum? Read(YamlReading yaml, YamlNode node, string? tambon)
    {
        if (yaml.Map(node, "a forum") is not { } map) return null;
        yaml.KnownKeys(map, TranscriptReader.ForumKeys, "a forum");
        var id = yaml.Id(YamlReading.Get(map, "id"), "the forum");
        var (start, end) = (Time(yaml, map, "start"), Time(yaml, map, "end"));
        tambon = yaml.Word(YamlReading.Get(map, "tambon"), "tambon") ?? tambon;
        if (id is null || start is null || end is null || tambon is null)
        {
            yaml.Problem(map, "a forum needs id, start, end, and a tambon where the person has no place");
            return null;
        }
        var villages = YamlReading.Get(map, "villages") is { } numbers ? yaml.Texts(numbers, "villages").Select(v => int.TryParse(v.Value, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList() : [];
        var asked = YamlReading.Get(map, "questions") is { } questions ? yaml.Texts(questions, "questions").Select((q, n) => new ForumQuestion(string.Create(CultureInfo.InvariantCulture, $"q{n + 1}"), q.Value)).ToList() : [];
        return new PlannedForum(id, yaml.Word(YamlReading.Get(map, "title"), "title") ?? id, tambon, villages, start.Value, end.Value, ForumWords.When(start.Value, end.Value), ForumWords.Day(start.Value), yaml.Word(YamlReading.Get(map, "place"), "place") ?? id)
        {
            Agenda = YamlReading.Get(map, "agenda") is { } agenda ? [.. yaml.Texts(agenda, "agenda").Select(a => a.Value)] : [],
            Questions = asked,
            Reply = yaml.Word(YamlReading.Get(map, "reply"), "reply"),
            Calendar = $"https://example.org/forums/{id}.ics",
            Code = Code,
        };
    }

    private static DateTimeOffset? Time(YamlReading yaml, YamlMappingNode map, string key)
    {
        if (yaml.Text(YamlReading.Get(map, key), key) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text.Value + "+07:00", "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return at;
        yaml.Problem(text.At, $"{key} must look like 2027-01-15T09:00 (Bangkok time)");
        return null;
    }
}
