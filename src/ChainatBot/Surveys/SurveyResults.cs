using ChainatBot.Flows;
using ChainatBot.Summaries;

namespace ChainatBot.Surveys;

/// <summary>
/// The results of all surveys of a tambon, counted from the answers when asked for: the cost is one pass over the tambon's
/// answers (16 partitions a survey) and one counting a question, some tens of milliseconds for a thousand sheets.
/// </summary>
public sealed class SurveyResults(AnswerStore answers, SurveyStore surveys, FlowStore flows)
{
    /// <summary>Surveys that were opened in the tambon or have answers there, over a window (both days inclusive; null is open).</summary>
    public async Task<IReadOnlyList<SurveyResult>> ReadAsync(string tambon, DateOnly? from, DateOnly? to, SummaryOptions options, CancellationToken cancellationToken)
    {
        var opened = (await surveys.AllAsync(cancellationToken)).Where(s => s.Tambon == tambon).Select(s => s.Survey).ToHashSet(StringComparer.Ordinal);
        var results = new List<SurveyResult>();
        foreach (var survey in await answers.SurveyIdsAsync(cancellationToken))
        {
            var given = new List<Answer>();
            await foreach (var answer in answers.OfSurveyAsync(tambon, survey, cancellationToken)) given.Add(answer);
            if (given.Count > 0 || opened.Contains(survey)) results.Add(SurveyCount.Of(survey, given, flows.Current, from, to, options));
        }

        return results;
    }
}
