using System.Globalization;
using ChainatBot.Summaries;

namespace ChainatBot.Surveys;

/// <summary>A survey's results in Thai words, for the chat, the terminal and the document.</summary>
internal static class SurveyWords
{
    public static IEnumerable<string> Lines(SurveyResult survey, int minimumGroupSize)
    {
        yield return SummaryWords.Get("SurveyHeading", survey.Title);
        yield return People(survey, minimumGroupSize);
        foreach (var question in survey.Questions)
        {
            yield return $"{Label(question)} – {Answered(question)}";
            foreach (var figure in Figures(question)) yield return "  " + figure;
            foreach (var count in question.Counts ?? []) yield return SummaryWords.Get("SurveyLine", Answer(count.Answer), SummaryWords.Number(count.People));
            foreach (var group in question.Groups ?? [])
            {
                yield return SummaryWords.Get("SurveyLine", group.Label, SummaryWords.Number(group.People));
                foreach (var quote in group.Quotes) yield return "  " + SummaryWords.Get("QuoteLine", quote);
            }
        }
    }

    public static string People(SurveyResult survey, int minimumGroupSize) => survey.People switch
    {
        null => SummaryWords.Get("SurveyTooFew", minimumGroupSize),
        0 => SummaryWords.Get("SurveyNobody"),
        { } people => SummaryWords.Get("SurveyPeople", SummaryWords.Number(people)),
    };

    public static string Label(QuestionResult question) => question.Label.ReplaceLineEndings(" ");

    public static string Answered(QuestionResult question) =>
        question.People is { } people ? SummaryWords.Get("QuestionPeople", SummaryWords.Number(people)) : SummaryWords.Get("QuestionPeopleWithheld");

    public static IEnumerable<string> Figures(QuestionResult question)
    {
        if (question is { Mean: { } mean, Spread: { } spread }) yield return SummaryWords.Get("SurveyMean", Number(mean), Number(spread));
        if (question is { Median: { } median, Quartiles: [var lower, var upper] }) yield return SummaryWords.Get("SurveyMedian", Number(median), Number(lower), Number(upper));
    }

    /// <summary>An answer; a month as “พ.ย. 2569”.</summary>
    public static string Answer(string? answer)
    {
        if (answer is null) return SummaryWords.Get("OtherAnswers");
        return DateOnly.TryParseExact(answer, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? SummaryWords.Get("MonthYear", SummaryWords.Get("Months").Split('|')[month.Month - 1], month.Year + 543)
            : answer;
    }

    private static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
