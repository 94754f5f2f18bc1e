namespace ChainatBot.Flows;

/// <summary>What can be wrong with one question.</summary>
internal static class QuestionCheck
{
    private const int FewChoices = 4;

    public static void Check(Flow flow, Question question, FlowSet set, List<FlowProblem> problems)
    {
        void Problem(SourcePosition at, string message) => problems.Add(new FlowProblem(at, message));

        var chooses = question.Kind is QuestionKind.Choice or QuestionKind.Several or QuestionKind.YesNo;
        if (chooses && question.Choices.All(c => c.Link is not null) && question.From is null) Problem(question.At, $"question “{question.Id}” has nothing to choose from; add “choices:” or “from:”");
        if (question.Choices.Count > 0 && question.From is not null) Problem(question.At, $"question “{question.Id}” has both “choices” and “from”; keep one");
        if (!chooses && question.Choices.Count > 0) Problem(question.Choices[0].Label.At, "only choice, several and yesno questions have choices; change “ask” or remove them");
        if (!chooses && question.From is not (null or ChoiceSource.ForumQuestions)) Problem(question.At, "only choice and several questions take their choices “from” a source");
        if (question.Kind == QuestionKind.YesNo && question.Choices.Count != 2) Problem(question.At, $"question “{question.Id}” is yes or no: it needs exactly two choices, the yes first");
        if (question.Choices.Count(c => c.Link is null) == 1) Problem(question.Choices[0].Label.At, "a single choice is no choice; add another or use “say”");
        if (question.Choices.Count > FewChoices && !question.Many)
            Problem(question.At, FormattableString.Invariant($"question “{question.Id}” has {question.Choices.Count} choices; more than {FewChoices} are hard to read on a phone: shorten the list, or write “many: yes” if it must be so"));
        if (question.BigButtons && question.Choices.Count + Ways(question) > FlowLimits.BigButtons)
            Problem(question.At, FormattableString.Invariant($"question “{question.Id}” shows {question.Choices.Count + Ways(question)} big buttons with skip, back and leave; {FlowLimits.BigButtons} fit: use “buttons: quick”, or “skip: no”, “back: no”, “leave: no”"));
        foreach (var twice in question.Choices.GroupBy(c => Keyword.Plain(c.Label.Value)).Where(g => g.Count() > 1)) Problem(twice.Last().Label.At, $"two choices are labelled “{twice.Key}”; make them different");
        foreach (var twice in question.Choices.Where(c => c.Link is null).GroupBy(c => c.Value).Where(g => g.Count() > 1)) Problem(twice.Last().Label.At, $"two choices have the value “{twice.Key}”; make them different");
        foreach (var twice in question.Choices.SelectMany((c, i) => c.Also.Select(a => (At: a.At, Word: Keyword.Plain(a.Value), Of: i)).Append((At: c.Label.At, Word: Keyword.Plain(c.Label.Value), Of: i))).GroupBy(w => w.Word).Where(g => g.Select(w => w.Of).Distinct().Count() > 1))
            if (question.Choices.Any(c => c.Also.Any(a => Keyword.Plain(a.Value) == twice.Key))) Problem(twice.Last().At, $"“{twice.Key}” would mean two choices; leave it to one");
        if (question.Kind == QuestionKind.Several)
            foreach (var comma in question.Choices.Where(c => c.Value.Contains(','))) Problem(comma.Label.At, $"the value “{comma.Value}” of a question with several answers may hold no comma");
        if (question.GuessText is { } guess && question is not { From: ChoiceSource.Topics, Keep: "topic" }) Problem(guess.At, "guess-text belongs to a question with “from: topics” and “keep: topic”");
        if (question.Min > question.Max) Problem(question.At, $"question “{question.Id}” has min above max; exchange them");
        if (question.Kind == QuestionKind.Scale && (question.Max ?? 5) - (question.Min ?? 1) is < 1 or > 9) Problem(question.At, $"the scale of “{question.Id}” has too few or too many steps; use min and max at most 9 apart, such as 1 and 5");
        if (question.Of is { } of && flow.Find(of) is not Question) Problem(question.At, $"“of: {of}” must be the id of an earlier question of this flow");
        if (question.From == ChoiceSource.Surveys && (question.Kind != QuestionKind.Choice || question.Keep is not null))
            Problem(question.At, "“from: surveys” belongs to “ask: choice” without “keep”: choosing a survey begins it");
        if (question.From == ChoiceSource.Forums && (question.Kind != QuestionKind.Choice || question.Keep is not null))
            Problem(question.At, "“from: forums” belongs to “ask: choice” without “keep”: choosing a forum is what the rest of the flow is about");
        if (question.From == ChoiceSource.ForumQuestions && question is not { Kind: QuestionKind.Message, Keep: "opinion" })
            Problem(question.At, "“from: forum-questions” belongs to “ask: message” with “keep: opinion”: each question of the forum is asked in its words");
        CheckRound(flow, question, Problem);
        if (question.Past && question.Kind != QuestionKind.Date) Problem(question.At, "past belongs to “ask: date”");
        if (question.Kind == QuestionKind.Message && (question.Accepts & (MessageKinds.Text | MessageKinds.Voice)) == MessageKinds.Text)
            Problem(question.At, $"question “{question.Id}” takes text but no voice; who can't write speaks: add voice to “accept”, or leave “accept” out");
        if (question.UntilDone && question.Kind != QuestionKind.Message) Problem(question.At, "until-done belongs to “ask: message”");

        CheckKeep(flow, question, set, Problem);
        foreach (var choice in question.Choices)
        {
            var data = new ButtonData(flow.Id, flow.Version, question.Id, "00000000", ButtonData.Choose, choice.Value).ToString();
            if (data.Length > ButtonData.MaxLength) Problem(choice.Label.At, FormattableString.Invariant($"the value of choice “{choice.Label.Value}” is too long for a button ({data.Length} of {ButtonData.MaxLength}); shorten its value"));
        }
    }

    private static void CheckRound(Flow flow, Question question, Action<SourcePosition, string> problem)
    {
        var round = flow.Questions.FirstOrDefault(q => q.From == ChoiceSource.Rounds);
        if (question.From == ChoiceSource.Rounds && (question.Kind != QuestionKind.Choice || question.Keep is not null))
            problem(question.At, "“from: rounds” belongs to “ask: choice” without “keep”: it only says which round is talked of");
        if (question.From == ChoiceSource.Rounds && round != question) problem(question.At, "a flow talks of one round: take out the second question “from: rounds”");
        if (question.From == ChoiceSource.Proposals != (question.Keep == "ballot"))
            problem(question.KeepAt, "“from: proposals” and “keep: ballot” belong together: what is chosen of the cards is the ballot");
        if (question is { From: ChoiceSource.Proposals, Kind: not QuestionKind.Choice }) problem(question.At, "“from: proposals” belongs to “ask: choice”: one card is chosen at a time");
        if (question is { From: ChoiceSource.Proposals, BigButtons: true }) problem(question.At, "proposals are cards with buttons of their own; take out “buttons: big”");
        if (question is { Keep: "agreement", Kind: not QuestionKind.YesNo }) problem(question.KeepAt, "“keep: agreement” belongs to “ask: yesno” with the choices agree and disagree");
        if ((question.From == ChoiceSource.Proposals || question.Keep == "agreement") && round is null) problem(question.At, "which round? Ask for it before, with “from: rounds”");
    }

    private static int Ways(Question question) => (question.CanSkip ? 1 : 0) + (question.CanGoBack ? 1 : 0) + (question.CanLeave ? 1 : 0);

    private static void CheckKeep(Flow flow, Question question, FlowSet set, Action<SourcePosition, string> problem)
    {
        if (question.Keep is not { } keep) return;
        if (!FlowVocabulary.Facts.Contains(keep))
        {
            problem(question.KeepAt, $"“{keep}” is nothing the program keeps{FlowVocabulary.DidYouMean(keep, FlowVocabulary.Facts)}; use one of {string.Join(", ", FlowVocabulary.Facts)}");
            return;
        }
        if (keep == "neighbour")
        {
            if (question.Kind != QuestionKind.Message || question.Accepts != MessageKinds.Voice) problem(question.KeepAt, "a neighbour consents by voice: use “ask: message” with “accept: voice”");
            if (set.System.Role("helper") != flow.Id) problem(question.KeepAt, "only the flow that is “helper” in system.yaml asks a neighbour");
        }
        else if (keep == "edit-opinion")
        {
            if (question.Kind != QuestionKind.Message || (question.Accepts & ~(MessageKinds.Text | MessageKinds.Voice)) != 0) problem(question.KeepAt, "an opinion is told anew in words or by voice: use “ask: message” with “accept: [text, voice]”");
            if (!flow.Questions.Any(q => q.From == ChoiceSource.Opinions)) problem(question.KeepAt, "which opinion is told anew? Ask for it before, with “from: opinions”");
        }
        else if (keep == "opinion" != (question.Kind == QuestionKind.Message) && keep != "answer") problem(question.KeepAt, keep == "opinion" ? "only “ask: message” can keep an opinion" : $"a message question can keep an opinion or an answer, not “{keep}”");
        if (keep == "place" != (question.Kind == QuestionKind.Place) && keep != "answer") problem(question.KeepAt, keep == "place" ? "only “ask: place” can keep a place" : $"a place question can keep a place or an answer, not “{keep}”");
        if (keep == "delete-opinion" && !flow.Questions.Any(q => q.From == ChoiceSource.Opinions)) problem(question.KeepAt, "which opinion is to be deleted? Ask for it before, with “from: opinions”");
        if (keep == "forum-answer" && question is not ({ Id: "listened", Kind: QuestionKind.Scale } or { Id: "spoke", Kind: QuestionKind.YesNo }))
            problem(question.KeepAt, "a forum-answer is that of “id: listened” with “ask: scale”, or of “id: spoke” with “ask: yesno”; ask other things in a survey");
        if (keep == "forum-reply" && question.Kind != QuestionKind.Choice) problem(question.KeepAt, "only “ask: choice” can keep a forum-reply: yes, no or maybe");
        foreach (var choice in question.Choices.Where(c => c is { Keep: true, Link: null }))
        {
            if (FlowVocabulary.FactValues.TryGetValue(keep, out var values) && !values.Contains(choice.Value))
                problem(choice.Label.At, $"“{keep}” is never “{choice.Value}”{FlowVocabulary.DidYouMean(choice.Value, values)}; its values are {string.Join(", ", values)}, or write “keep: no” on this choice");
            if (keep == "topic" && set.Topics is { } topics && !topics.Topics.Any(t => t.Id == choice.Value))
                problem(choice.Label.At, $"there is no topic “{choice.Value}” in themes.yaml{FlowVocabulary.DidYouMean(choice.Value, topics.Topics.Select(t => t.Id))}");
        }
    }
}
