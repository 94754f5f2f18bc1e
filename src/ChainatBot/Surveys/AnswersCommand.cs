using System.Globalization;
using ChainatBot.Understanding;

namespace ChainatBot.Surveys;

/// <summary>
/// The verb <c>answers delete</c>: takes a neighbour's answers out, by the reference they were given. 0 done, 1 there are none or it is not certain which,
/// 2 the request makes no sense.
/// </summary>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class AnswersCommand(AnswerStore answers, Places places, TextWriter words)
{
    /// <param name="personStart">Where several share a reference: the sheet's pseudonym as exported, or its beginning.</param>
    public async Task<int> DeleteAsync(string tambon, string reference, string? personStart, CancellationToken cancellationToken)
    {
        if (places.Tambon(tambon) is null)
        {
            await words.WriteLineAsync($"There is no tambon with code '{tambon}'. Codes have six digits and start with 18, for example 180101.");
            return 2;
        }

        var sheets = await FindAsync(tambon, reference.Trim(), personStart ?? "", cancellationToken);
        switch (sheets)
        {
            case [var sheet]:
                foreach (var answer in sheet) await answers.RemoveAsync(answer, cancellationToken);
                await words.WriteLineAsync($"{reference} is deleted: {sheet.Count.ToString(CultureInfo.InvariantCulture)} answers to {sheet[0].Survey}, with their voice and photos.");
                return 0;
            case []:
                await words.WriteLineAsync($"There are no answers {reference} in {tambon}. Only those filled in for a neighbour in the chat have a reference; answers of a paper go when its row in the file is emptied and imported again.");
                return 1;
            default:
                await words.WriteLineAsync($"{sheets.Count.ToString(CultureInfo.InvariantCulture)} sheets have the reference {reference}; say which with --person:");
                foreach (var sheet in sheets) await words.WriteLineAsync($"  {sheet[0].Person}  {sheet[0].Survey}  {sheet.Max(a => a.AnsweredOn)}");
                return 1;
        }
    }

    private async Task<List<List<Answer>>> FindAsync(string tambon, string reference, string personStart, CancellationToken cancellationToken)
    {
        var sheets = new List<List<Answer>>();
        foreach (var survey in await answers.SurveyIdsAsync(cancellationToken))
        {
            await foreach (var answer in answers.OfSurveyAsync(tambon, survey, cancellationToken))
            {
                if (answer.Helped != true || !answer.Person.StartsWith(personStart, StringComparison.Ordinal)) continue;
                if (!string.Equals(answers.ReferenceOf(answer.Person), reference, StringComparison.OrdinalIgnoreCase)) continue;
                if (sheets is [.., var last] && last[0].Person == answer.Person) last.Add(answer);
                else sheets.Add([answer]);
            }
        }

        return sheets;
    }
}
