namespace ChainatBot.Flows;

/// <summary>What the engine is told of a person's answers to a survey: enough to branch and to say what was answered.</summary>
public static class AnswerSheet
{
    /// <summary>The sheet after a fact of kind answer or unanswered. Words and media of a message stay out: they are in the store.</summary>
    public static IReadOnlyDictionary<string, string> After(IReadOnlyDictionary<string, string>? sheet, FlowFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var after = sheet is null ? [] : new Dictionary<string, string>(sheet, StringComparer.Ordinal);
        if (fact.Kind == "unanswered")
            foreach (var question in (fact.Value ?? "").Split(',')) after.Remove(question);
        else if (fact.Subject is { } question)
            after[question] = fact.IsMessage ? "" : fact.Value ?? "";
        return after;
    }
}
