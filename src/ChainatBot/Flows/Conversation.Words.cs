namespace ChainatBot.Flows;

/// <content>Turning steps into bubbles.</content>
internal sealed partial class Conversation
{
    private void Add(string text, List<FlowButton> buttons, FlowButtonStyle style = FlowButtonStyle.QuickReply)
    {
        var expanded = Expand(text);
        if (string.IsNullOrWhiteSpace(expanded) && buttons.Count == 0) return;
        var parts = expanded.Split(FlowMessage.Break);
        for (var at = 0; at < parts.Length; at++) messages.Add(at < parts.Length - 1 ? new FlowMessage(parts[at], []) : new FlowMessage(parts[at], buttons, style));
    }

    private void Say(string sentence) => Add(System.Sentence(sentence), []);

    /// <summary>Comes to a question; false when there is nothing to choose from and the flow goes on.</summary>
    private bool Ask(Question question)
    {
        if (question.From == ChoiceSource.ForumQuestions && NextForumQuestion(question) is null) return false;
        BeginForNeighbour(question);
        Change(f => f with { Node = question.Id, Misses = 0, Page = 0, Place = null, Taken = 0, Answers = question.From == ChoiceSource.ForumQuestions ? f.Answers : Without(f.Answers, question) });
        if (NothingToChoose(question)) return false;
        if (question.From == ChoiceSource.Surveys && Options(question) is [var only])
        {
            BeginSurvey(only.Value);
            return true;
        }
        if (question.From == ChoiceSource.Forums && Options(question) is [var single])
        {
            Complete(question, single.Value, null);
            return true;
        }
        if (question.Keep == "forum-reply" && CurrentForum is null) return false;
        if (question.From == ChoiceSource.Rounds && Options(question) is [var round])
        {
            Change(f => f with { Answers = With(f.Answers, question.Id, round.Value), Sitting = null });
            return false;
        }
        if (question.Keep == "agreement" && !Sit()) return false;
        if (question.Kind == QuestionKind.Place && flows.Places is null) return false;
        if (question is { Kind: QuestionKind.Place, Of: { } of } && Top!.Answer(of) == "same" && person.TambonCode is { } code && flows.Places?.Tambon(code) is { } tambon)
        {
            TambonKnown(question, tambon, null);
            return true;
        }
        Show(question, again: false);
        return true;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? answers, string step, string value)
    {
        var all = answers is null ? [] : new Dictionary<string, string>(answers, StringComparer.Ordinal);
        all[step] = value;
        return all;
    }

    /// <summary>A question that is asked anew begins without the choices of last time.</summary>
    private static IReadOnlyDictionary<string, string>? Without(IReadOnlyDictionary<string, string>? answers, Question question) =>
        answers is null || !answers.ContainsKey(question.Id) ? answers : answers.Where(a => a.Key != question.Id).ToDictionary(StringComparer.Ordinal);

    private bool NothingToChoose(Question question) =>
        question.Kind is QuestionKind.Choice or QuestionKind.Several or QuestionKind.YesNo or QuestionKind.Scale && Options(question).Count == 0;

    /// <summary>Says the open question once more: its last bubble with the buttons.</summary>
    private void Again()
    {
        if (offered && Open is not null) Offer();
        else if (Open is { } question) ShowOrGoOn(question, again: true);
    }

    /// <summary>What there was to choose from may be gone since it was asked: closed, or left behind by moving house.</summary>
    private void ShowOrGoOn(Question question, bool again)
    {
        if (NothingToChoose(question)) Go(question.Next);
        else Show(question, again);
    }

    /// <param name="again">Only its last bubble.</param>
    /// <param name="chosen">In place of its words, what of several things was chosen so far.</param>
    private void Show(Question question, bool again, bool chosen = false)
    {
        Change(f => f with { At = now });
        var frame = Top!;
        var atStage = question.Kind == QuestionKind.Place && frame.Place is not null;
        if (!again && !atStage)
            for (var i = 0; i < question.Texts.Count - 1; i++) Add(question.Texts[i].Value, []);
        var last = question.Texts.Count > 0 ? question.Texts[^1].Value : "";
        // Leafing on means that the guess is wrong.
        if (frame.Page == 0 && Guessed(question) is not null && question.GuessText is { } guess) last = guess.Value;
        if (again && frame.Misses >= 2 && question.Rephrased is { } rephrased) last = rephrased.Value;
        if (atStage && StageSentence(frame.Place!) is { } sentence) last = System.Sentence(sentence);
        if (chosen) last = System.Sentence("chosen");
        if (FlowOf(frame) is { Kind: FlowKind.Survey }) last = System.Sentence("numbering") + "\n" + last;
        if (question.Keep == "forum-reply" && CurrentForum is { } forum)
        {
            messages.Add(Invitation(forum, question, last));
            return;
        }
        if (Before(question) is not null) last += "\n" + System.Sentence("survey-before");
        if (question.From == ChoiceSource.Proposals)
        {
            Add(last, []);
            messages.Add(Cards(question));
            return;
        }
        Add(last, Buttons(question), question.BigButtons ? FlowButtonStyle.Buttons : FlowButtonStyle.QuickReply);
    }

    private static string? StageSentence(PlaceStage stage) => stage switch
    {
        { Candidates.Count: > 0, Suggested: true } => "place-did-you-mean",
        { Candidates.Count: > 0 } => "place-which",
        { Tambon: not null } => "place-village",
        { District: not null } => "place-tambon",
        { Village: not null } => "place-of-village",
        _ => null,
    };

    /// <summary>The topic guessed for the opinion, where the question asks for it.</summary>
    private string? Guessed(Question question) =>
        question is { From: ChoiceSource.Topics, Keep: "topic" } && opinion?.Topic is { } topic && Topic(topic) is not null ? topic : null;

    private string? Topic(string id) => flows.Topics?.Topics.FirstOrDefault(t => t.Id == id)?.Label;
}
