using ChainatBot.Flows;

namespace ChainatBot.Surveys;

/// <summary>One person's answers to a survey, on the day they were last touched.</summary>
internal sealed record CountedSheet(string Person, DateOnly Day, IReadOnlyDictionary<string, Answer> Answers)
{
    private HashSet<string>? way;

    /// <summary>Ids of the questions it can have come by.</summary>
    public HashSet<string> WayThrough(Flow flow) => way ??= SurveyWay.Of(flow, Answers.ToDictionary(a => a.Key, a => a.Value.Text, StringComparer.Ordinal));
}

/// <summary>What a sheet says to one question.</summary>
/// <param name="Label">What the answer counts as; null where there is none.</param>
internal readonly record struct CountedAnswer(string Person, DateOnly Day, Answer? Answer, string? Label)
{
    public const string Everybody = "all";

    /// <summary>Of several answers each.</summary>
    public IReadOnlyList<string> Chosen => Answer?.Text is { Length: > 0 } text ? text.Split(',') : [];

    public static CountedAnswer Of(Question question, CountedSheet sheet)
    {
        sheet.Answers.TryGetValue(question.Id, out var answer);
        return new CountedAnswer(sheet.Person, sheet.Day, answer, (question.Kind, answer) switch
        {
            (_, null) => null,
            (QuestionKind.Several, { Text: { Length: > 0 } }) => Everybody,
            (QuestionKind.Date, { Text: { Length: >= 7 } text }) => text[..7],
            (QuestionKind.Time, { Text: { Length: >= 2 } text }) => text[..2] + ":00",
            (QuestionKind.Place, { Text: { } text }) => text.Split('/')[0],
            (QuestionKind.Message or QuestionKind.Number, _) => Everybody,
            (_, { Text: { } text }) => text,
            _ => null,
        });
    }
}
