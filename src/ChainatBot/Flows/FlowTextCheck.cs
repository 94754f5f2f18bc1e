namespace ChainatBot.Flows;

/// <summary>Texts as LINE will show them: lengths, variables, and that they are Thai.</summary>
internal static class FlowTextCheck
{
    // Room for the value of a variable when it is put in.
    private const int VariableRoom = 200;

    public static void Check(Flow flow, List<FlowProblem> problems)
    {
        string[] variables = [.. FlowVocabulary.Variables, .. flow.Questions.Where(q => q.Kind != QuestionKind.Message).Select(q => q.Id)];
        if (flow.Title is { } title && FlowLimits.Graphemes(title) > FlowLimits.LabelGraphemes)
            problems.Add(new FlowProblem(flow.At, $"the title “{title}” is longer than {FlowLimits.LabelGraphemes} characters, too long for a button; shorten it"));
        foreach (var keyword in flow.Keywords.Take(1)) Label(keyword, variables, problems, "the first keyword, which is also a button,");
        foreach (var step in flow.Steps)
        {
            if (step is SayStep say)
            {
                foreach (var text in say.Texts) Text(text, FlowLimits.Text, variables, problems);
                if (say.Offer.Count > FlowLimits.QuickReplies) problems.Add(new FlowProblem(say.At, $"at most {FlowLimits.QuickReplies} flows can be offered"));
            }
            if (step is not Question question) continue;
            foreach (var text in question.Texts)
                Text(text, question.BigButtons && text.Equals(question.Texts[^1]) ? FlowLimits.BigButtonsText : FlowLimits.Text, variables, problems);
            if (question.GuessText is { } guess) Text(guess, FlowLimits.Text, variables, problems);
            if (question.Rephrased is { } rephrased) Text(rephrased, question.BigButtons ? FlowLimits.BigButtonsText : FlowLimits.Text, variables, problems);
            foreach (var choice in question.Choices)
            {
                Label(choice.Label, variables, problems, "the label");
                if (choice.Link is { } link)
                {
                    Variables(new FlowText(link, choice.Label.At), variables, problems);
                    if (!link.StartsWith('{') && !link.StartsWith("https://", StringComparison.Ordinal)) problems.Add(new FlowProblem(choice.Label.At, $"the link “{link}” must start with https://"));
                }
            }
        }
    }

    public static void CheckSystem(SystemTexts system, List<FlowProblem> problems)
    {
        foreach (var label in system.Labels.Values) Label(label, ["n"], problems, "the label");
        foreach (var sentence in system.Sentences.Values) Text(sentence, FlowLimits.Text, FlowVocabulary.Variables, problems);
    }

    private static void Text(FlowText text, int limit, IReadOnlyList<string> variables, List<FlowProblem> problems)
    {
        Variables(text, variables, problems);
        var length = text.Value.Length + text.Value.Count(c => c == '{') * (limit == FlowLimits.Text ? VariableRoom : 0);
        if (length > limit) problems.Add(new FlowProblem(text.At, FormattableString.Invariant($"this text is {length} characters long and LINE takes {limit} here; make it shorter, two sentences are enough")));
        if (!HasThai(text.Value)) problems.Add(new FlowProblem(text.At, $"“{Short(text.Value)}” holds no Thai; say it in Thai"));
    }

    private static void Label(FlowText label, IReadOnlyList<string> variables, List<FlowProblem> problems, string what)
    {
        Variables(label, variables, problems);
        var length = FlowLimits.Graphemes(label.Value);
        if (length > FlowLimits.LabelGraphemes) problems.Add(new FlowProblem(label.At, FormattableString.Invariant($"{what} “{label.Value}” is {length} characters long and LINE shows {FlowLimits.LabelGraphemes}; shorten it")));
        if (!HasThai(label.Value) && label.Value.Any(char.IsLetter)) problems.Add(new FlowProblem(label.At, $"{what} “{Short(label.Value)}” holds no Thai; say it in Thai"));
    }

    private static void Variables(FlowText text, IReadOnlyList<string> known, List<FlowProblem> problems)
    {
        for (var open = text.Value.IndexOf('{'); open >= 0; open = text.Value.IndexOf('{', open + 1))
        {
            var close = text.Value.IndexOf('}', open);
            if (close < 0)
            {
                problems.Add(new FlowProblem(text.At, $"“{Short(text.Value[open..])}” opens a brace that is never closed; write a variable as {{name}}"));
                return;
            }
            var name = text.Value[(open + 1)..close];
            if (!known.Contains(name))
                problems.Add(new FlowProblem(text.At, $"there is no variable {{{name}}}{FlowVocabulary.DidYouMean(name, known)}; use the id of a question of this flow or one of {string.Join(", ", FlowVocabulary.Variables)}"));
        }
    }

    private static bool HasThai(string text) => text.Any(c => c is >= '\u0e01' and <= '\u0e5b');

    private static string Short(string text) => text.Length <= 30 ? text : text[..30] + "…";
}
