using System.Globalization;

namespace ChainatBot.Flows;

/// <content>A choice that is made, several of them, and a question that is answered by it.</content>
internal sealed partial class Conversation
{
    private void Choose(Question question, Option option)
    {
        offered = false;
        if (question.Keep == "forum-reply" && option.Keep && (CurrentForum is not { } forum || !forum.TakesReplies(now)))
        {
            Say(WhyNot(CurrentForum));
            EndFrame();
            return;
        }
        if (question.Kind != QuestionKind.Several)
        {
            Complete(question, option.Value, option.Keep ? input : null, option.Next);
            return;
        }
        var chosen = Chosen(question);
        if (!chosen.Contains(option.Value)) chosen.Add(option.Value);
        var value = string.Join(',', chosen);
        Change(f => f with { Answers = With(f.Answers, question.Id, value), Misses = 0 });
        if (question.Keep is not null) Keep(question, value, input);
        if (Options(question).Count == 0) Complete(question, value, null);
        else
        {
            Show(question, again: true, chosen: true);
        }
    }

    private List<string> Chosen(Question question) =>
        [.. (Top?.Answer(question.Id) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>“Done” of a question that takes several answers.</summary>
    private void Done(Question question)
    {
        if (question.Kind == QuestionKind.Several ? Chosen(question).Count == 0 : !question.UntilDone || Top!.Taken == 0)
        {
            Say("choose-first");
            Again();
            return;
        }
        Complete(question, Top!.Answer(question.Id) ?? "", null);
    }

    private static string? Picked(Question question, string picked) => question.Kind switch
    {
        QuestionKind.Date when DateOnly.TryParseExact(picked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => picked,
        QuestionKind.Time when TimeOnly.TryParseExact(picked, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => picked,
        _ => null,
    };

    /// <summary>The question is answered: remember, keep, go on.</summary>
    /// <param name="carrier">The input whose fact is still to be kept; null when it was kept on the way.</param>
    private void Complete(Question question, string value, FlowInput? carrier, string? next = null)
    {
        offered = false;
        if (question.From == ChoiceSource.Surveys)
        {
            BeginSurvey(value);
            return;
        }
        if (question.From == ChoiceSource.Forums) Change(f => f with { Answers = With(f.Answers, ForumKey, value) });
        if (question.From == ChoiceSource.Rounds) Change(f => f with { Sitting = null });
        // What people say in their own words is in the fact; the state only remembers that they did.
        var remembered = question.Kind == QuestionKind.Message ? "" : value;
        Change(f => f with { Answers = With(f.Answers, question.Id, remembered), Misses = 0, Page = 0, Place = null });
        if (carrier is not null && question.Keep is not null) Keep(question, value, carrier);
        // Past consent, a first message or a deletion there is no way back: it is done.
        if (question.Keep is "delete-opinion" or "edit-opinion" or "erase" or "neighbour" || (question.Keep is "consent" or "opinion" && FlowOf(Top!) is not { Kind: FlowKind.Survey })) Change(f => f with { Path = null });
        else if (question.Keep != "agreement") Passed(question);
        if (ForNeighbour && question.Keep == "opinion") Passed(question);
        if (question.From == ChoiceSource.ForumQuestions) PassForumQuestion(question);
        Go(question.From == ChoiceSource.ForumQuestions ? question.Id : next ?? question.Next);
    }
}
