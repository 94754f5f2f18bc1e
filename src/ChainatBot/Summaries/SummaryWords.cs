using System.Globalization;
using System.Resources;

namespace ChainatBot.Summaries;

/// <summary>The Thai of summaries, from <c>SummaryWords.resx</c>; the same on every machine whatever its culture.</summary>
internal static class SummaryWords
{
    private static readonly ResourceManager Resources = new(typeof(SummaryWords).FullName!, typeof(SummaryWords).Assembly);

    /// <exception cref="MissingManifestResourceException">There is no such word.</exception>
    public static string Get(string name) =>
        Resources.GetString(name, CultureInfo.InvariantCulture) ?? throw new MissingManifestResourceException($"SummaryWords.resx has no {name}.");

    public static string Get(string name, params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Get(name), arguments);

    /// <summary>23 พ.ย. 2569: day, short month, year of the Buddhist era.</summary>
    public static string Date(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Get("Months").Split('|')[day.Month - 1]} {day.Year + 543}");

    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Period(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => Get("PeriodAll"),
        ({ } f, null) => Get("PeriodFrom", Date(f)),
        (null, { } t) => Get("PeriodTo", Date(t)),
        ({ } f, { } t) => f == t ? Date(f) : Get("PeriodBetween", Date(f), Date(t)),
    };

    public static string Tambon(string code, SummaryOptions options) =>
        code == SummaryCommand.PlaceUntold ? Get("TambonUntold") : Get("Tambon", options.TambonName(code));

    public static string Topic(string? topic, SummaryOptions options) => options.TopicName(topic) ?? Get("OtherTopics");

    public static string Village(int? village) => village is { } number ? Get("Village", number) : Get("OtherVillages");

    /// <summary>A reach that this version does not know is shown as it is stored.</summary>
    public static string Reach(string? reach) => reach switch
    {
        null => Get("OtherReaches"),
        "household" => Get("ReachHousehold"),
        "village" => Get("ReachVillage"),
        "tambon" => Get("ReachTambon"),
        _ => reach,
    };

    public static string Group(IEnumerable<string> terms, string? topic)
    {
        var together = string.Join(", ", terms);
        return topic is null || topic == together ? together : Get("Group", together, topic);
    }
}
