using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Summaries;

namespace ChainatBot.Surveys;

/// <summary>
/// Counts one survey of one tambon and lets through what may be seen. Pure. The unit is the sheet, that is the person, on the
/// day it was last touched; every figure goes through <see cref="Suppression"/>.
/// </summary>
/// <remarks>
/// Those who passed over a question are people of the survey too. For each question everybody is counted: by answer, or as not
/// having answered. So neither answers nor “the rest” can be subtracted down to fewer than k people: small answers are joined with one another and
/// with those who did not answer; and how many answered is told only where nothing is joined with these, or all did. Mean, spread, median and
/// quartiles come from at least k people. Not treated as groups: overlaps of two questions.
/// </remarks>
internal sealed class SurveyCount
{
    private const int MaximumGroups = 10;
    private const string Everybody = "all";

    private readonly string survey;
    private readonly FlowSet flows;
    private readonly SummaryOptions options;
    private readonly (DateOnly? From, DateOnly? To) window;
    private readonly List<Sheet> sheets;
    private readonly HashSet<string> quoted = new(StringComparer.Ordinal);
    private int suppressed;
    private bool shortened;

    private SurveyCount(string survey, IEnumerable<Answer> answers, FlowSet flows, DateOnly? from, DateOnly? to, SummaryOptions options)
    {
        (this.survey, this.flows, this.options, window) = (survey, flows, options, (from, to));
        sheets = [.. answers.GroupBy(a => a.Person, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new Sheet(s.Key, s.Max(a => a.Day), s.GroupBy(a => a.Question, StringComparer.Ordinal).ToDictionary(q => q.Key, q => q.Last(), StringComparer.Ordinal)))];
    }

    /// <summary>The results over a window (both days inclusive; null is open).</summary>
    public static SurveyResult Of(string survey, IEnumerable<Answer> answers, FlowSet flows, DateOnly? from, DateOnly? to, SummaryOptions options) =>
        new SurveyCount(survey, answers, flows, from, to, options).Result();

    private SurveyResult Result()
    {
        var title = flows.Current(survey)?.Title ?? survey;
        var all = new Suppression([.. sheets.Select(s => new Said(s.Person, s.Day))], options.MinimumGroupSize);
        if (all.Over(window.From, window.To) is not { } over) return new SurveyResult(survey, title, null, []) { Suppressed = 1, IsShortened = true };
        var people = all.Total(over).People;
        shortened = over.IsShortened;
        var questions = people == 0 ? [] : Questions().Select(Count).ToList();
        return new SurveyResult(survey, title, people, questions) { Suppressed = suppressed, IsShortened = shortened };
    }

    /// <summary>As the newest version asks them, and after them those that only older versions asked.</summary>
    private IEnumerable<Question> Questions()
    {
        var versions = flows.Flows.Where(f => f.Id == survey).OrderByDescending(f => f.Version);
        return versions.SelectMany(f => f.Questions).Where(q => q.Keep == "answer").DistinctBy(q => q.Id)
            .Where((q, i) => flows.Current(survey)?.Find(q.Id) is not null || sheets.Exists(s => s.Answers.ContainsKey(q.Id)));
    }

    private QuestionResult Count(Question question)
    {
        var entries = new List<Entry>();
        foreach (var sheet in sheets)
        {
            sheet.Answers.TryGetValue(question.Id, out var answer);
            foreach (var label in Labels(question, answer)) entries.Add(new Entry(sheet.Person, sheet.Day, answer, label));
        }

        var suppression = new Suppression([.. entries.Select(e => new Said(e.Person, e.Day))], options.MinimumGroupSize);
        var kind = FlowReader.QuestionKinds.First(k => k.Value == question.Kind).Key;
        var text = question.Texts.Count > 0 ? question.Texts[^1].Value : question.Id;
        if (suppression.Over(window.From, window.To) is not { } over) return new QuestionResult(question.Id, text, kind, null);

        var counts = question.Kind is QuestionKind.Number or QuestionKind.Message ? null : Counts(question, entries, suppression, over);
        var (people, run) = Answered(entries, suppression, over);
        if (counts is { TellsWhoAnswered: false }) people = null;
        if (people is null) suppressed++;
        var result = new QuestionResult(question.Id, text, kind, people) { Counts = counts?.Cells };
        return question.Kind switch
        {
            QuestionKind.Scale => Spread(result, Values(entries, suppression, run)),
            QuestionKind.Number => Middle(result, Values(entries, suppression, run)),
            QuestionKind.Message => result with { Groups = Groups(entries, suppression, over) },
            _ => result,
        };
    }

    /// <summary>What an answer counts as: one label, several, or null where there is none.</summary>
    private static string?[] Labels(Question question, Answer? answer) => (question.Kind, answer) switch
    {
        (_, null) => new string?[] { null },
        (QuestionKind.Several, { Text: { Length: > 0 } text }) => text.Split(','),
        (QuestionKind.Date, { Text: { Length: >= 7 } text }) => [text[..7]],
        (QuestionKind.Time, { Text: { Length: >= 2 } text }) => [text[..2] + ":00"],
        (QuestionKind.Place, { Text: { } text }) => [text.Split('/')[0]],
        (QuestionKind.Message or QuestionKind.Number, _) => [Everybody],
        (_, { Text: { } text }) => [text],
        _ => new string?[] { null },
    };

    private (IReadOnlyList<AnswerCount>? Cells, bool TellsWhoAnswered)? Counts(Question question, List<Entry> entries, Suppression suppression, ReleasedDays over)
    {
        var dimension = suppression.By(i => entries[i].Label);
        var released = dimension.Over(over);
        suppressed += released.Withheld;
        if (released.Days is not { } days) return (null, false);
        shortened |= days.IsShortened;
        var everybodyAnswered = entries.TrueForAll(e => e.Label is not null);
        var onlyUnanswered = dimension.ShowsAlone(null, over);
        var order = question.Choices.Select(c => c.Value).ToList();
        var cells = released.Cells
            .Where(c => c.People > 0 && !(c.Label is null && onlyUnanswered))
            .OrderBy(c => c.Label is null)
            .ThenBy(c => order.IndexOf(c.Label ?? "") is >= 0 and var at ? at : int.MaxValue)
            .ThenBy(c => Number(c.Label) ?? 0).ThenBy(c => c.Label, StringComparer.Ordinal)
            .Select(c => new AnswerCount(c.Label is null ? null : Shown(question, c.Label), c.People));
        return ([.. cells], everybodyAnswered || onlyUnanswered || entries.TrueForAll(e => e.Label is null));
    }

    /// <summary>How many answered, and the days in which figures of them may be told.</summary>
    private (int? People, ReleasedDays? Run) Answered(List<Entry> entries, Suppression suppression, ReleasedDays over)
    {
        var dimension = suppression.By(i => entries[i].Label is null ? null : Everybody);
        var released = dimension.Over(over);
        if (!entries.Exists(e => e.Label is not null)) return (0, null);
        if (released.Days is { } days && dimension.ShowsAlone(Everybody, over))
        {
            shortened |= days.IsShortened;
            return (released.Cells.FirstOrDefault(c => c.Label is not null)?.People ?? 0, days);
        }

        // The number would tell of the few who did not answer; figures of all who did, over the whole period, do not.
        return (null, window is (null, null) ? over : null);
    }

    private List<decimal> Values(List<Entry> entries, Suppression suppression, ReleasedDays? run)
    {
        if (run is null) return [];
        var values = entries.Where((e, i) => e.Label is not null && suppression.Covers(run, i)).Select(e => Number(e.Answer?.Text)).OfType<decimal>().Order().ToList();
        if (values.Count >= options.MinimumGroupSize) return values;
        if (values.Count > 0) suppressed++;
        return [];
    }

    private static QuestionResult Spread(QuestionResult result, List<decimal> values)
    {
        if (values.Count < 2) return result;
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return result with { Mean = Math.Round((double)mean, 2), Spread = Math.Round(Math.Sqrt((double)variance), 2) };
    }

    private static QuestionResult Middle(QuestionResult result, List<decimal> values) =>
        values.Count < 2 ? result : result with { Median = At(values, 0.5m), Quartiles = [At(values, 0.25m), At(values, 0.75m)] };

    private static double At(List<decimal> sorted, decimal share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)decimal.Floor(at);
        var value = sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]);
        return (double)Math.Round(value, 2);
    }

    private List<OpinionGroup> Groups(List<Entry> entries, Suppression suppression, ReleasedDays over)
    {
        // One cell that holds everybody, so that a group is shown by its own size alone.
        var everybody = suppression.By(_ => Everybody);
        var byTerm = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Answer?.Text is not { Length: > 0 } text) continue;
            foreach (var term in options.Terms(text).Distinct(StringComparer.Ordinal).Take(Contribution.MaximumTerms))
            {
                if (!byTerm.TryGetValue(term, out var members)) byTerm[term] = members = [];
                members.Add(i);
            }
        }

        var groups = new List<OpinionGroup>();
        // Terms that always come together make one group with both names.
        foreach (var same in byTerm.GroupBy(t => string.Join(',', t.Value)).OrderByDescending(g => g.First().Value.Count).ThenBy(g => g.Min(t => t.Key), StringComparer.Ordinal))
        {
            var members = same.First().Value;
            if (groups.Count == MaximumGroups || suppression.Subset(members, everybody, Everybody).Over(over) is not { People: > 0 } released) continue;
            var label = SummaryWords.Group(same.Select(t => t.Key).Order(StringComparer.Ordinal), null);
            groups.Add(new OpinionGroup(label, released.People, Quotes(members.Where(i => suppression.Covers(released.Days, i)).Select(i => entries[i]))));
        }

        return groups;
    }

    /// <summary>Nobody is quoted twice: two quotes side by side could show that one person said both.</summary>
    private List<string> Quotes(IEnumerable<Entry> members)
    {
        var quotes = new List<string>();
        foreach (var member in members)
        {
            if (quotes.Count == SummaryService.QuotesPerGroup) break;
            if (quoted.Contains(member.Person)) continue;
            var quote = Quote.Shorten(options.Mask(member.Answer!.Text!));
            if (quote.Length == 0 || quotes.Contains(quote, StringComparer.Ordinal)) continue;
            quotes.Add(quote);
            quoted.Add(member.Person);
        }

        return quotes;
    }

    private string Shown(Question question, string value) => question.From switch
    {
        ChoiceSource.Topics => options.TopicName(value) ?? value,
        ChoiceSource.Tambons => options.TambonName(value),
        ChoiceSource.Districts => flows.Places?.Districts.FirstOrDefault(d => d.Code == value)?.Name ?? value,
        _ when question.Kind == QuestionKind.Place => options.TambonName(value),
        _ => question.Choices.FirstOrDefault(c => c.Value == value)?.Label.Value ?? value,
    };

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Sheet(string Person, DateOnly Day, IReadOnlyDictionary<string, Answer> Answers);

    private readonly record struct Entry(string Person, DateOnly Day, Answer? Answer, string? Label);
}
