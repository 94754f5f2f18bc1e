using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Understanding;

namespace ChainatBot.Surveys;

/// <summary>The verbs <c>survey open</c> and <c>survey close</c>. 0 done, 1 there was nothing to close, 2 the request makes no sense.</summary>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class SurveyCommand(SurveyStore surveys, FlowSet flows, Places places, DateOnly today, TextWriter words)
{
    public async Task<int> OpenAsync(string id, IReadOnlyCollection<string> tambons, DateOnly? from, DateOnly? until, CancellationToken cancellationToken)
    {
        if (flows.Current(id) is not { Kind: FlowKind.Survey } flow)
        {
            string[] known = [.. flows.CurrentFlows.Where(f => f.Kind == FlowKind.Survey).Select(f => f.Id).Order(StringComparer.Ordinal)];
            return await RefuseAsync($"There is no survey '{id}'{FlowVocabulary.DidYouMean(id, known)} (there are: {string.Join(", ", known)}).");
        }

        if (tambons.Count == 0) return await RefuseAsync("Name at least one tambon: --tambon 180106.");
        if (Unknown(tambons) is { } unknown) return await RefuseAsync(unknown);
        if (until < (from ?? today)) return await RefuseAsync("--until is before the first day.");
        if (until < today) return await RefuseAsync("--until is over already.");
        await surveys.OpenAsync(id, flow.Version, tambons, from, until, cancellationToken);
        await words.WriteLineAsync($"“{flow.Title}” ({id}, version {flow.Version.ToString(CultureInfo.InvariantCulture)}) is open in {string.Join(", ", tambons.Select(Named))}{Days(from, until)}.");
        return 0;
    }

    public async Task<int> CloseAsync(string id, IReadOnlyCollection<string> tambons, CancellationToken cancellationToken)
    {
        if (Unknown(tambons) is { } unknown) return await RefuseAsync(unknown);
        var closed = await surveys.CloseAsync(id, tambons, cancellationToken);
        await words.WriteLineAsync(closed.Count > 0 ? $"{id} is closed in {string.Join(", ", closed.Select(Named))}; what was answered stays." : $"{id} is not open there; nothing to close.");
        return closed.Count > 0 ? 0 : 1;
    }

    private string? Unknown(IEnumerable<string> tambons) =>
        tambons.FirstOrDefault(t => places.Tambon(t) is null) is { } code ? $"There is no tambon with code '{code}'. Codes have six digits and start with 18, for example 180101." : null;

    private string Named(string code) => $"{code} {places.Tambon(code)?.Name}";

    private static string Days(DateOnly? from, DateOnly? until) =>
        (from is { } f ? $" from {Day(f)}" : "") + (until is { } u ? $" until {Day(u)}" : "");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<int> RefuseAsync(string sentence)
    {
        await words.WriteLineAsync(sentence);
        return 2;
    }
}
