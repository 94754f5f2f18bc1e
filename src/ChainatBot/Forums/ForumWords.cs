using System.Globalization;
using System.Resources;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Understanding;

namespace ChainatBot.Forums;

/// <summary>The Thai of forums, from <c>ForumWords.resx</c>; the same on every machine whatever its culture.</summary>
internal static class ForumWords
{
    private static readonly ResourceManager Resources = new(typeof(ForumWords).FullName!, typeof(ForumWords).Assembly);

    public static string Get(string name, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, Resources.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"ForumWords.resx has no {name}."), arguments);

    /// <summary>วันศุกร์ที่ 15 มกราคม 2570 เวลา 09.00–12.00 น.</summary>
    public static string When(DateTimeOffset start, DateTimeOffset end)
    {
        var (from, to) = (start.ToOffset(BangkokTime.Offset), end.ToOffset(BangkokTime.Offset));
        return from.Date == to.Date ? Get("Hours", Date("Date", from), Hour(from), Hour(to)) : Get("From", Date("Date", from), Hour(from), Date("Date", to), Hour(to));
    }

    /// <summary>วันศุกร์ที่ 15 มกราคม</summary>
    public static string Day(DateTimeOffset start) => Date("Day", start.ToOffset(BangkokTime.Offset));

    /// <summary>15 ม.ค., for a button.</summary>
    public static string ShortDay(DateTimeOffset start) => Get("ShortDay", start.ToOffset(BangkokTime.Offset).Day, Get("ShortMonths").Split('|')[start.ToOffset(BangkokTime.Offset).Month - 1]);

    /// <summary>ชวนทุกคนในหมู่ 1, 2 และ 3</summary>
    public static string Who(ForumDefinition forum, string tambon)
    {
        if (forum.Who is { } who) return who;
        if (forum.Villages.Count == 0) return Get("WhoTambon", tambon);
        var numbers = forum.Villages.Select(v => v.ToString(CultureInfo.InvariantCulture)).ToList();
        return Get("WhoVillages", numbers.Count == 1 ? numbers[0] : string.Join(", ", numbers.SkipLast(1)) + Get("And") + numbers[^1]);
    }

    /// <summary>When, where, who and what, a line each.</summary>
    public static IEnumerable<string> Facts(PlannedForum forum)
    {
        yield return forum.When;
        yield return Get("Place", forum.Place);
        if (forum.Who.Length > 0) yield return forum.Who;
        if (forum.Agenda.Count > 0) yield return Get("Agenda", string.Join(", ", forum.Agenda.Select(WithoutOpening)));
    }

    /// <summary>“คุยกันเรื่อง เรื่องน้ำ” is said once.</summary>
    private static string WithoutOpening(string item) => item.StartsWith("เรื่อง", StringComparison.Ordinal) && item[6..].TrimStart() is { Length: > 0 } rest && !ThaiText.IsDependent(rest[0]) ? rest : item;

    private static string Date(string form, DateTimeOffset day) =>
        Get(form, Get("Weekdays").Split('|')[(int)day.DayOfWeek], day.Day, Get("Months").Split('|')[day.Month - 1], day.Year + 543);

    private static string Hour(DateTimeOffset at) => at.ToString("HH'.'mm", CultureInfo.InvariantCulture);
}
