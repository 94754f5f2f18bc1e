namespace ChainatBot.Flows;

/// <content>Leaving a conversation, and going on with it again.</content>
internal sealed partial class Conversation
{
    private void Leave()
    {
        if (LeaveSurveyOfNeighbour()) return;
        var root = ChainRoot();
        RememberLeft(root);
        // The outermost flow says goodbye: one begun inside it would go on to its next question.
        for (var i = root; i < frames.Count; i++)
        {
            if (FlowOf(frames[i])?.OnLeave is not { } onLeave || FlowOf(frames[i])?.Find(onLeave) is null) continue;
            frames.RemoveRange(i + 1, frames.Count - i - 1);
            Go(onLeave);
            return;
        }
        Say("left");
        DropChain(root);
    }

    private void DropChain(int root)
    {
        if (frames.Skip(root).Any(f => f.Flow == System.Role("opinion") || IsHelper(f))) opinion = null;
        frames.RemoveRange(root, frames.Count - root);
        offered = false;
        if (frames.Count > 0) Offer();
    }

    /// <summary>“Go on, start again or stop?” for the conversation on top.</summary>
    private void Offer()
    {
        if (Top is null || Open is null) return;
        if (!Consented)
        {
            // The question of consent has its own ways out.
            offered = false;
            Again();
            return;
        }
        offered = true;
        if (AsksToChange)
        {
            Add(System.Sentence(OpenHere(Top.Flow)?.Until is null ? "survey-answered" : "survey-answered-until"), [Button("change", ButtonData.Continue), Button("keep", ButtonData.Quit)]);
            return;
        }
        Add(System.Sentence("resume"),
        [
            Button("continue", ButtonData.Continue),
            Button("restart", ButtonData.Restart),
            Button("quit", ButtonData.Quit),
        ]);
    }

    private void Continue()
    {
        offered = false;
        if (Open is { } question) ShowOrGoOn(question, again: false);
    }

    private void Restart()
    {
        offered = false;
        var root = ChainRoot();
        if (root < 0 || flows.Current(frames[root].Flow) is not { } flow) return;
        if (frames.Skip(root).Any(f => f.Flow == System.Role("opinion")))
        {
            if (opinion is not null) Say("opinion-kept-before");
            opinion = null;
        }
        // Which forum the questions after it are about was in the button that began them.
        var forum = flow.Questions.Any(q => q.From == ChoiceSource.Forums) ? null : frames[root].Answer(ForumKey);
        frames.RemoveRange(root, frames.Count - root);
        Start(flow, forum: forum);
    }

    private void Quit()
    {
        Say("quit");
        DropChain(ChainRoot());
    }
}
