using ChainatBot.Forums;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>Forums: the invitation and the answer to it, what is sent ahead, being there, the questions afterwards.</content>
internal sealed partial class Conversation
{
    /// <summary>Where a frame keeps which forum it is about.</summary>
    private const string ForumKey = "forum";
    // Which of the forum's questions were asked, beside the question's own answer.
    private const string AskedMark = "#";

    private PlannedForum? forumInHand;
    private PlannedForum? forumOver;

    /// <summary>The forum that the conversation on top is about.</summary>
    private PlannedForum? CurrentForum
    {
        get
        {
            if (forumInHand is not null) return forumInHand;
            for (var i = frames.Count - 1; i >= 0; i--)
            {
                if (frames[i].Answer(ForumKey) is { } id) return ForumOf(id);
                if (!frames[i].Called) return null;
            }
            return null;
        }
    }

    private List<PlannedForum> ForumsHere =>
        [.. (person.Forums ?? []).Where(f => f.IsAhead(now) && f.Invites(person.TambonCode, person.VillageNo)).OrderBy(f => f.Start).ThenBy(f => f.Id, StringComparer.Ordinal)];

    private PlannedForum? ForumOf(string id) => person.Forums?.FirstOrDefault(f => f.Id == id);

    private List<Option> ForumOptions() => [.. ForumsHere.Select(f => new Option($"{ForumWords.ShortDay(f.Start)} {f.Title}", f.Id))];

    /// <summary>A conversation about a forum that was called off or is over has nothing left to ask. What is asked after one goes on.</summary>
    private bool IsOver(FlowFrame frame)
    {
        if (frame.Flow != System.Role("forum") || frame.Answer(ForumKey) is not { } id || ForumOf(id) is { } forum && forum.IsAhead(now)) return false;
        return true;
    }

    /// <summary>Says that it is over. True where what came was an answer to the invitation, so that there is no more to say.</summary>
    private bool MeantForForumOver(PlannedForum forum)
    {
        Say(WhyNot(forum));
        if (input is not TextInput { Text: var text } || ReplyNamed(text) is null) return false;
        Again();
        return true;
    }

    private string WhyNot(PlannedForum? forum) =>
        forum is { IsCancelled: true } ? "forum-cancelled" : forum is not null && now < forum.End ? "forum-begun" : "forum-over";

    private Choice? ReplyNamed(string text)
    {
        if (ForumInvitation.ReplyQuestion(flows)?.Choices is not { } choices) return null;
        // Nothing more around the words: outside a question “ไปตลาดมา” is no answer.
        return ChoiceReader.ReadOtherWords(text, [.. choices.Select(c => (IReadOnlyList<string>)[c.Label.Value, .. c.Also.Select(a => a.Value)])], longestAside: 0) is { } index ? choices[index] : null;
    }

    /// <summary>“ไปได้” said to an invitation that came as a notice, so that no question is open.</summary>
    private bool ReplySaid(string text)
    {
        if (ReplyNamed(text) is not { } choice || ForumsHere is not [var only]) return false;
        ForumTapped(only.Id, choice.Value, only.Revision);
        return true;
    }

    /// <summary>A button of an invitation, a reminder or the questions afterwards, old or new, whatever else is being talked about.</summary>
    /// <param name="revision">Of the forum when the button was made.</param>
    private void ForumTapped(string id, string value, int revision)
    {
        if (!Consented)
        {
            AgainOrWelcome();
            return;
        }
        var forum = ForumOf(id);
        if (value == ButtonData.AfterForum)
        {
            AskAfter(id);
            return;
        }
        if (ForumInvitation.ReplyQuestion(flows) is not { } question || question.Choices.FirstOrDefault(c => c.Value == value) is not { } choice)
        {
            Say("stale-button");
            Again();
            return;
        }
        if (forum is null || !forum.IsAhead(now) || (choice.Keep && !forum.TakesReplies(now)))
        {
            Say(WhyNot(forum));
            Again();
            return;
        }
        if (revision < forum.Revision)
        {
            forumInHand = forum;
            Say("forum-moved");
            forumInHand = null;
        }
        var flow = flows.Role("forum")!;
        if (Top is { } top && top.Flow != flow.Id && choice.Keep)
        {
            // Another question is open: the answer is kept in a word, and that question goes on.
            KeepReply(forum, flow, question, value);
            forumInHand = ForumOf(id);
            Say("forum-noted");
            forumInHand = null;
            Again();
            return;
        }
        if (Top?.Flow == flow.Id) frames.RemoveAt(frames.Count - 1);
        BeginAbout(flow, question, id);
        Choose(question, new Option(choice.Label.Value, choice.Value, choice.Next, choice.Keep));
    }

    private void BeginAbout(Flow flow, FlowStep at, string forum)
    {
        if (frames.Count >= MaxFrames) RemoveAt(0);
        offered = false;
        if (ForNeighbour) StopHelping();
        frames.Add(new FlowFrame(flow.Id, flow.Version, at.Id, NewSession(), now) { Answers = With(null, ForumKey, forum) });
    }

    private void AskAfter(string id)
    {
        if (flows.Role("forum-after") is not { } flow || ForumOf(id) is not { IsCancelled: false } forum || now < forum.End)
        {
            Say(ForumOf(id) is { } other ? WhyNot(other) : "forum-over");
            Again();
            return;
        }
        frames.RemoveAll(f => f.Flow == flow.Id);
        BeginAbout(flow, flow.Steps[0], forum.Id);
        Go(flow.Steps[0].Id);
    }

    private void KeepReply(PlannedForum forum, Flow flow, Question question, string value)
    {
        facts.Add(new FlowFact("forum-reply", flow.Id, flow.Version, question.Id, input.Key, forum.Id, value, input));
        person = person with { Forums = [.. person.Forums!.Select(f => f.Id == forum.Id ? f with { Reply = value } : f)] };
    }

    private void KeepAfterForum(FlowFrame top, Question question, string value, FlowInput carrier)
    {
        if (CurrentForum is { } forum) facts.Add(new FlowFact("forum-answer", top.Flow, top.Version, question.Id, carrier.Key, forum.Id, value, carrier));
    }

    /// <summary>What stands in the QR at the door, if this is that.</summary>
    private string? CodeAtDoor(string text)
    {
        var (plain, word) = (Keyword.Plain(text), Keyword.Plain(System.Label("check-in")));
        return word.Length > 0 && plain.StartsWith(word, StringComparison.Ordinal) && plain.Length <= word.Length + 8 ? plain[word.Length..] : null;
    }

    /// <summary>Somebody is at the door, or was while consent was still open.</summary>
    private void CheckIn(string code, DateTimeOffset at, FlowInput shown)
    {
        forumInHand = (person.Forums ?? []).FirstOrDefault(f => code.Length > 0 && string.Equals(f.Code, code, StringComparison.OrdinalIgnoreCase));
        if (forumInHand is not { } forum) Say("forum-no-code");
        else if (forum.IsCancelled) Say("forum-cancelled");
        else if (at < forum.Start - PlannedForum.DoorOpen) Say("forum-early");
        else if (at > forum.End + PlannedForum.DoorOpen) Say("forum-over");
        else
        {
            facts.Add(new FlowFact("forum-attended", System.Role("forum") ?? "forum", 0, "door", shown.Key, forum.Id, "yes", shown));
            Say("forum-checked-in");
        }
        forumInHand = null;
    }

    /// <summary>The next of the forum's questions that was neither answered before nor asked in this conversation.</summary>
    private ForumQuestion? NextForumQuestion(Question question)
    {
        var asked = (Top?.Answer(question.Id + AskedMark) ?? "").Split(',');
        return CurrentForum?.Questions.FirstOrDefault(q => !asked.Contains(q.Id) && CurrentForum?.Answered.Contains(q.Id) != true);
    }

    private void PassForumQuestion(Question question)
    {
        if (NextForumQuestion(question) is not { } asked) return;
        var before = Top!.Answer(question.Id + AskedMark);
        Change(f => f with { Answers = With(f.Answers, question.Id + AskedMark, before is null ? asked.Id : $"{before},{asked.Id}") });
    }

    private FlowMessage Invitation(PlannedForum forum, Question question, string text)
    {
        var replied = forum.Reply is { } reply && question.Choices.Any(c => c.Value == reply) ? "\n" + Expand(System.Sentence("forum-replied")) : "";
        return ForumInvitation.Of(flows, forum, Expand(text) + replied);
    }

    private string? ForumVariable(string name)
    {
        if (CurrentForum is not { } forum) return null;
        return name switch
        {
            "forum_reply" => ForumInvitation.ReplyQuestion(flows)?.Choices.FirstOrDefault(c => c.Value == forum.Reply)?.Label.Value,
            "forum_question" => Open is { From: ChoiceSource.ForumQuestions } question ? NextForumQuestion(question)?.Text : null,
            _ => ForumInvitation.Facts(forum).FirstOrDefault(f => f.Variable == name).Value,
        };
    }
}
