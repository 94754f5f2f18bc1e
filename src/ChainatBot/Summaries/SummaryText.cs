using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Surveys;

namespace ChainatBot.Summaries;

/// <summary>A summary in Thai words, for the chat and the terminal.</summary>
public static class SummaryText
{
    /// <summary>LINE's limit for a text message is 5,000 UTF-16 units; this leaves room for a greeting.</summary>
    public const int MaximumLength = 4_500;

    private const int FewItems = 3;

    /// <summary>At most five lines, for the chat.</summary>
    public static string Short(SummaryView view, SummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(view);
        var lines = new List<string> { Title(view, options), Heard(view) };
        if (view.ByTopic.Any(cell => cell.Topic is not null))
            lines.Add(SummaryWords.Get("List", SummaryWords.Get("Topics"), Few(view.ByTopic.Where(cell => cell.Topic is not null).Select(cell => (SummaryWords.Topic(cell.Topic, options), cell.People)))));
        if (view.ByVillage.Any(cell => cell is { Village: not null, People: > 0 }))
            lines.Add(SummaryWords.Get("List", SummaryWords.Get("Villages"), Few(view.ByVillage.Where(cell => cell is { Village: not null, People: > 0 }).OrderByDescending(cell => cell.People).Select(cell => (SummaryWords.Village(cell.Village), cell.People)))));
        if (Caution(view) is { } caution) lines.Add(caution);
        else if (Silent(view) is { } silent) lines.Add(silent);
        return string.Join('\n', lines);
    }

    /// <summary>The whole summary in at most <paramref name="maximum"/> UTF-16 units; what does not fit is left out from the end, a line at a time.</summary>
    public static string Long(SummaryView view, SummaryOptions options, int maximum = MaximumLength)
    {
        ArgumentNullException.ThrowIfNull(view);
        var lines = new List<string> { Title(view, options), SummaryWords.Period(view.From, view.To), Heard(view) };
        if (view.Helped > 0) lines.Add(SummaryWords.Get("Helped", SummaryWords.Number(view.Helped.Value)));
        if (view.People > 0 && view.IsShortened) lines.Add(SummaryWords.Get("Shortened"));
        if (view.Suppressed > 0 && view.People is not null) lines.Add(SummaryWords.Get("Withheld", view.MinimumGroupSize));
        Section(lines, "Topics", view.ByTopic.Select(cell => SummaryWords.Get("Line", SummaryWords.Topic(cell.Topic, options), SummaryWords.Number(cell.People), SummaryWords.Number(cell.Opinions))));
        Section(lines, "Villages", view.ByVillage.Where(cell => cell.People > 0).Select(cell => SummaryWords.Get("Line", SummaryWords.Village(cell.Village), SummaryWords.Number(cell.People), SummaryWords.Number(cell.Opinions))));
        if (Silent(view) is { } silent) lines.Add(silent);
        Section(lines, "Reaches", view.ByReach.Select(cell => SummaryWords.Get("Line", SummaryWords.Reach(cell.Reach), SummaryWords.Number(cell.People), SummaryWords.Number(cell.Opinions))));
        Section(lines, "Groups", view.Groups.SelectMany(group => group.Quotes.Select(quote => SummaryWords.Get("QuoteLine", quote)).Prepend(SummaryWords.Get("GroupLine", group.Label, SummaryWords.Number(group.People)))));
        foreach (var round in view.Priorities) lines.AddRange(["", .. PriorityLines.Lines(round, view.MinimumGroupSize)]);
        foreach (var survey in view.Surveys) lines.AddRange(["", .. SurveyWords.Lines(survey, view.MinimumGroupSize)]);
        foreach (var forum in view.Forums) lines.AddRange(["", .. ForumResultWords.Lines(forum, view.MinimumGroupSize)]);
        while (lines.Sum(line => line.Length + 1) - 1 > maximum) lines.RemoveAt(lines.Count - 1);
        return string.Join('\n', lines);
    }

    private static string Title(SummaryView view, SummaryOptions options) => SummaryWords.Get("Title", SummaryWords.Tambon(view.Tambon, options));

    private static string Heard(SummaryView view) => view switch
    {
        { People: 0 } => SummaryWords.Get("Nobody"),
        { People: { } people, Opinions: { } opinions } => SummaryWords.Get("Heard", SummaryWords.Number(people), SummaryWords.Number(opinions)),
        { From: null, To: null } => SummaryWords.Get("TooFew", view.MinimumGroupSize),
        _ => SummaryWords.Get("TooFewInPeriod"),
    };

    private static string? Caution(SummaryView view) =>
        view is { People: > 0, IsShortened: true } ? SummaryWords.Get("Shortened")
        : view is { People: > 0, Suppressed: > 0 } ? SummaryWords.Get("Withheld", view.MinimumGroupSize)
        : null;

    private static string? Silent(SummaryView view) =>
        view.ByVillage.Where(cell => cell is { People: 0, Village: not null }).Select(cell => SummaryWords.Number(cell.Village!.Value)).ToArray() is { Length: > 0 } silent
            ? SummaryWords.Get("Silent", string.Join(", ", silent))
            : null;

    private static string Few(IEnumerable<(string Name, int People)> cells) =>
        string.Join(", ", cells.Take(FewItems).Select(cell => SummaryWords.Get("Few", cell.Name, SummaryWords.Number(cell.People))));

    private static void Section(List<string> lines, string heading, IEnumerable<string> items)
    {
        var before = lines.Count;
        lines.AddRange(items);
        if (lines.Count > before) lines.InsertRange(before, ["", SummaryWords.Get(heading)]);
    }
}
