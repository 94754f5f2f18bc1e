using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Surveys;

namespace ChainatBot.Summaries;

/// <summary>A tambon's summary as it may be seen: folds in what changed, counts, suppresses, and fetches the quotes.</summary>
public sealed class SummaryService(ITableStore store, SummaryOptions options, SurveyResults? surveys = null, RoundResults? rounds = null, ForumResults? forums = null)
{
    public const int QuotesPerGroup = 3;

    /// <summary>So many opinions are read at most to find the quotes of a group.</summary>
    private const int MaximumSources = 12;

    private readonly SummaryLedger ledger = new(store, options.LexiconVersion, options.Terms);

    public SummaryOptions Options => options;

    /// <summary>The summary of the window (both days inclusive; null is open).</summary>
    public async Task<SummaryView> SummarizeAsync(string tambon, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        var state = await ledger.LoadAsync(tambon, cancellationToken);
        var view = new SummaryPlan(state, options).View(from, to);
        var quoted = new HashSet<string>(StringComparer.Ordinal);
        var groups = new List<OpinionGroup>(view.Groups.Count);
        foreach (var group in view.Groups)
            groups.Add(group with { Quotes = await QuotesAsync(tambon, group.Sources, quoted, cancellationToken) });
        var results = surveys is null ? [] : await surveys.ReadAsync(tambon, from, to, options, cancellationToken);
        var priorities = rounds is null ? [] : await rounds.ReadAsync(tambon, from, to, options.MinimumGroupSize, cancellationToken);
        var held = forums is null ? [] : await forums.ReadAsync(tambon, from, to, options, state, cancellationToken);
        return view with
        {
            Groups = groups, Surveys = results, Priorities = priorities, Forums = held,
            Suppressed = view.Suppressed + results.Sum(r => r.Suppressed) + priorities.Sum(r => r.Suppressed) + held.Sum(r => r.Suppressed),
        };
    }

    /// <summary>The tambon as it stands, counted and suppressed, for figures beside the summary's own.</summary>
    public async Task<SummaryPlan> PlanAsync(string tambon, CancellationToken cancellationToken = default) => new(await ledger.LoadAsync(tambon, cancellationToken), options);

    /// <summary>
    /// Folds in what changed. A summary does so by itself; call it after opinions were erased, because until then the snapshot
    /// and the marks still hold their keys, and those hold the pseudonym.
    /// </summary>
    public Task FoldAsync(string tambon, CancellationToken cancellationToken = default) => ledger.FoldAsync(tambon, cancellationToken);

    /// <summary>
    /// Makes sure that nothing counts, or points to, opinions that were erased: those whose row key starts with
    /// <paramref name="prefix"/> (a pseudonym, or one opinion). Costs two reads where nothing does.
    /// </summary>
    public Task ForgetAsync(string tambon, string prefix, CancellationToken cancellationToken = default) => ledger.ForgetAsync(tambon, prefix, cancellationToken);

    /// <summary>Builds the tambon's snapshot anew; for the operator who doubts it.</summary>
    public Task RebuildAsync(string tambon, CancellationToken cancellationToken = default) => ledger.RebuildAsync(tambon, cancellationToken);

    /// <summary>Nobody is quoted twice in a summary: two quotes side by side could show that one person said both.</summary>
    private async Task<IReadOnlyList<string>> QuotesAsync(string tambon, IReadOnlyList<string> sources, HashSet<string> quoted, CancellationToken cancellationToken)
    {
        var quotes = new List<string>(QuotesPerGroup);
        var read = 0;
        foreach (var key in sources)
        {
            if (quotes.Count == QuotesPerGroup || read == MaximumSources) break;
            var person = key[..key.IndexOf('-', StringComparison.Ordinal)];
            if (quoted.Contains(person)) continue;
            read++;
            var opinion = await store.GetAsync("Opinions", $"{tambon}-{person[0]}", key, cancellationToken);
            if (opinion is null || opinion.GetBoolean("Hidden") is true || opinion.GetString("Text") is not { } text) continue;
            var quote = Quote.Shorten(options.Mask(text));
            if (quote.Length == 0 || quotes.Contains(quote, StringComparer.Ordinal)) continue;
            quotes.Add(quote);
            quoted.Add(person);
        }
        return quotes;
    }
}
