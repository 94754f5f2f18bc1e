using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Summaries;

namespace ChainatBot.Surveys;

/// <summary>
/// Counts one survey of one tambon and lets through what may be seen. Pure. The unit is the sheet, that is the person, on the
/// day it was last touched; every figure goes through <see cref="Suppression"/>.
/// </summary>
/// <remarks>
/// <para>Those who passed over a question are people of the survey too. For each question everybody is counted who came by it: by answer, or as not
/// having answered. So neither answers nor “the rest” can be subtracted down to fewer than k people: small answers are joined with one another and
/// with those who did not answer; and how many answered is told only where nothing is joined with these, or all did. Of a question with several
/// answers each is told by itself, and only where those who did not give it are no small group either.</para>
/// <para>Who comes by a question behind a branch is told by the answers before it: so it is counted among these people alone, where neither they nor the
/// others are few, and left out where answers told before would leave a few of either (<see cref="LeavesFew"/>).</para>
/// <para>Mean, spread, median and quartiles come from at least k people. Not treated as groups: overlaps of two questions that no branch ties together.</para>
/// </remarks>
internal sealed class SurveyCount
{
    private const int MaximumGroups = 10;
    private const string Everybody = CountedAnswer.Everybody;

    private readonly string survey;
    private readonly FlowSet flows;
    private readonly SummaryOptions options;
    private readonly (DateOnly? From, DateOnly? To) window;
    private readonly List<CountedSheet> sheets;
    private readonly Suppression all;
    private readonly HashSet<string> steering;
    private readonly Dictionary<string, List<HashSet<string>>> told = new(StringComparer.Ordinal);
    private readonly HashSet<string> quoted = new(StringComparer.Ordinal);
    private int suppressed;
    private bool shortened;

    private SurveyCount(string survey, IEnumerable<Answer> answers, FlowSet flows, DateOnly? from, DateOnly? to, SummaryOptions options)
    {
        (this.survey, this.flows, this.options, window) = (survey, flows, options, (from, to));
        sheets = [.. answers.GroupBy(a => a.Person, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new CountedSheet(s.Key, s.Max(a => a.Day), s.GroupBy(a => a.Question, StringComparer.Ordinal).ToDictionary(q => q.Key, q => q.Last(), StringComparer.Ordinal)))];
        all = new Suppression([.. sheets.Select(s => new Said(s.Person, s.Day))], options.MinimumGroupSize);
        steering = flows.Current(survey) is { } flow ? SurveyWay.Steering(flow) : [];
    }

    /// <summary>The results over a window (both days inclusive; null is open).</summary>
    public static SurveyResult Of(string survey, IEnumerable<Answer> answers, FlowSet flows, DateOnly? from, DateOnly? to, SummaryOptions options) =>
        new SurveyCount(survey, answers, flows, from, to, options).Result();

    private SurveyResult Result()
    {
        var title = flows.Current(survey)?.Title ?? survey;
        if (all.Over(window.From, window.To) is not { } over) return new SurveyResult(survey, title, null, []) { Suppressed = 1, IsShortened = true };
        var people = all.Total(over).People;
        shortened = over.IsShortened;
        var questions = people == 0 ? [] : Questions().Select(question => Count(question, over)).ToList();
        return new SurveyResult(survey, title, people, questions) { Suppressed = suppressed, IsShortened = shortened };
    }

    /// <summary>As the newest version asks them, and after them those that only older versions asked.</summary>
    private IEnumerable<Question> Questions()
    {
        var versions = flows.Flows.Where(f => f.Id == survey).OrderByDescending(f => f.Version);
        return versions.SelectMany(f => f.Questions).Where(q => q.Keep == "answer").DistinctBy(q => q.Id)
            .Where((q, i) => flows.Current(survey)?.Find(q.Id) is not null || sheets.Exists(s => s.Answers.ContainsKey(q.Id)));
    }

    private QuestionResult Count(Question question, ReleasedDays total)
    {
        var asked = Asked(question, total);
        var entries = asked.Select(sheet => CountedAnswer.Of(question, sheet)).ToList();
        var suppression = new Suppression([.. entries.Select(e => new Said(e.Person, e.Day))], options.MinimumGroupSize);
        var kind = FlowReader.QuestionKinds.First(k => k.Value == question.Kind).Key;
        var text = question.Texts.Count > 0 ? question.Texts[^1].Value : question.Id;
        if (suppression.Over(window.From, window.To) is not { } over) return new QuestionResult(question.Id, text, kind, null);

        var (people, run) = Answered(entries, suppression, over);
        var withheld = asked.Count < sheets.Count && LeavesFew(asked);
        IReadOnlyList<AnswerCount>? counts = null;
        var tellsWhoAnswered = !withheld;
        if (withheld) suppressed++;
        else if (question.Kind == QuestionKind.Several) counts = Several(question, entries, suppression, over, people);
        else if (question.Kind is not (QuestionKind.Number or QuestionKind.Message)) (counts, tellsWhoAnswered) = Counts(question, entries, suppression, over);
        if (!tellsWhoAnswered) people = null;
        if (people is null) suppressed++;
        var result = new QuestionResult(question.Id, text, kind, people) { Counts = counts };
        return question.Kind switch
        {
            QuestionKind.Scale => Spread(result, Values(entries, suppression, run)),
            QuestionKind.Number => Middle(result, Values(entries, suppression, run)),
            QuestionKind.Message => result with { Groups = Groups(entries, suppression, over) },
            _ => result,
        };
    }

    /// <summary>Those who came by the question, where they and those who did not may be told apart; everybody where not.</summary>
    private List<CountedSheet> Asked(Question question, ReleasedDays total)
    {
        if (flows.Current(survey) is not { } flow || flow.Find(question.Id) is null) return sheets;
        bool CameBy(CountedSheet sheet) => sheet.Answers.ContainsKey(question.Id) || sheet.WayThrough(flow).Contains(question.Id);
        var apart = all.By(i => CameBy(sheets[i]) ? Everybody : null);
        return apart.ShowsAlone(Everybody, total) && apart.ShowsAlone(null, total) ? [.. sheets.Where(CameBy)] : sheets;
    }

    /// <summary>
    /// Whether the number of those asked, less answers told before that all of them gave, is a small group; or that of the others. “Went to the end”
    /// ten, and thirteen asked how it was: three went for a while, which the answers themselves did not tell.
    /// </summary>
    private bool LeavesFew(List<CountedSheet> asked)
    {
        bool InWindow(CountedSheet sheet) => !(sheet.Day < window.From) && !(sheet.Day > window.To);
        var inside = asked.Where(InWindow).Select(s => s.Person).ToHashSet(StringComparer.Ordinal);
        var outside = sheets.Where(s => InWindow(s) && !inside.Contains(s.Person)).Select(s => s.Person).ToHashSet(StringComparer.Ordinal);
        bool Few(HashSet<string> part, List<HashSet<string>> cells)
        {
            var within = cells.Where(cell => cell.Count > 0 && cell.IsSubsetOf(part)).ToList();
            var left = part.Count - within.SelectMany(cell => cell).Distinct(StringComparer.Ordinal).Count();
            return within.Count > 0 && left > 0 && left < options.MinimumGroupSize;
        }

        return told.Where(t => steering.Contains(t.Key)).Select(t => t.Value.ConvertAll(cell => cell.Where(p => inside.Contains(p) || outside.Contains(p)).ToHashSet(StringComparer.Ordinal)))
            .Any(cells => Few(inside, cells) || Few(outside, cells));
    }

    private (IReadOnlyList<AnswerCount>? Cells, bool TellsWhoAnswered) Counts(Question question, List<CountedAnswer> entries, Suppression suppression, ReleasedDays over)
    {
        var dimension = suppression.By(i => entries[i].Label);
        var released = dimension.Over(over);
        suppressed += released.Withheld;
        if (released.Days is not { } days) return (null, false);
        shortened |= days.IsShortened;
        told[question.Id] = [.. released.Cells.Where(c => c.Label is not null).Select(c => People(entries, e => e.Label == c.Label))];
        var everybodyAnswered = entries.TrueForAll(e => e.Label is not null);
        var onlyUnanswered = dimension.ShowsAlone(null, over);
        var cells = InOrder(question, released.Cells.Where(c => c.People > 0 && !(c.Label is null && onlyUnanswered)).Select(c => (c.Label, c.People)));
        return (cells, everybodyAnswered || onlyUnanswered || entries.TrueForAll(e => e.Label is null));
    }

    /// <summary>Each answer by itself: somebody who gave several is in several. Those that may not be told are joined, where that can be.</summary>
    /// <param name="answered">How many answered, where that is told: so are, then, those who did not give an answer.</param>
    private List<AnswerCount> Several(Question question, List<CountedAnswer> entries, Suppression suppression, ReleasedDays over, int? answered)
    {
        var shown = new List<(string? Label, int People)>();
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        told[question.Id] = [];
        foreach (var choice in entries.SelectMany(e => e.Chosen).Distinct(StringComparer.Ordinal))
            if (!Tell(choice, e => e.Chosen.Contains(choice))) hidden.Add(choice);
        suppressed += hidden.Count;
        if (hidden.Count > 0) Tell(null, e => e.Chosen.Any(hidden.Contains));
        return InOrder(question, shown);

        bool Tell(string? label, Predicate<CountedAnswer> gave)
        {
            const string Gave = "gave";
            const string Other = "other";
            var dimension = suppression.By(i => entries[i].Label is null ? null : gave(entries[i]) ? Gave : Other);
            if (!dimension.ShowsAlone(Gave, over)) return false;
            if (answered is not null && entries.Exists(e => e.Label is not null && !gave(e)) && !dimension.ShowsAlone(Other, over)) return false;
            var released = dimension.Over(over);
            var people = released.Cells.First(c => c.Label == Gave).People;
            if (answered - people is > 0 and var others && others < options.MinimumGroupSize) return false;
            shortened |= released.Days!.IsShortened;
            told[question.Id].Add(People(entries, gave));
            if (people > 0) shown.Add((label, people));
            return true;
        }
    }

    private static HashSet<string> People(List<CountedAnswer> entries, Predicate<CountedAnswer> which) => entries.FindAll(which).Select(e => e.Person).ToHashSet(StringComparer.Ordinal);

    private List<AnswerCount> InOrder(Question question, IEnumerable<(string? Label, int People)> cells)
    {
        var order = question.Choices.Select(c => c.Value).ToList();
        return [.. cells.OrderBy(c => c.Label is null)
            .ThenBy(c => order.IndexOf(c.Label ?? "") is >= 0 and var at ? at : int.MaxValue)
            .ThenBy(c => Number(c.Label) ?? 0).ThenBy(c => c.Label, StringComparer.Ordinal)
            .Select(c => new AnswerCount(c.Label is null ? null : Shown(question, c.Label), c.People))];
    }

    /// <summary>How many answered, and the days in which figures of them may be told.</summary>
    private (int? People, ReleasedDays? Run) Answered(List<CountedAnswer> entries, Suppression suppression, ReleasedDays over)
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

    private List<decimal> Values(List<CountedAnswer> entries, Suppression suppression, ReleasedDays? run)
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

    private List<OpinionGroup> Groups(List<CountedAnswer> entries, Suppression suppression, ReleasedDays over)
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
    private List<string> Quotes(IEnumerable<CountedAnswer> members)
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
}
