using System.Runtime.CompilerServices;
using ChainatBot.Surveys;

namespace ChainatBot.Exports;

/// <summary>
/// Reads answers for an export: by tambon, survey, person, question. Persons are keyed hashes of their own for each survey, so
/// that their order tells nothing of when or who, and the same answers always come in the same order. Nothing is sorted in memory.
/// </summary>
public sealed class AnswerExport(AnswerStore answers)
{
    /// <summary>Answers of the tambons between two days, both inclusive; null is open.</summary>
    public async IAsyncEnumerable<ExportedAnswer> ReadAsync(IReadOnlyCollection<string> tambons, DateOnly? from = null, DateOnly? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tambons);
        var surveys = await answers.SurveyIdsAsync(cancellationToken);
        foreach (var tambon in tambons)
            foreach (var survey in surveys)
                await foreach (var answer in answers.OfSurveyAsync(tambon, survey, cancellationToken))
                {
                    var day = answer.Day;
                    if (day < from || day > to) continue;
                    yield return ExportedAnswer.Of(answer);
                }
    }
}
