namespace ChainatBot.Flows;

/// <summary>
/// The conversation as a pure function: where a person is, what is known of them, what they did and when, to where they
/// are now, what to say and what to keep. No clock, no storage, no chance: the same in gives the same out.
/// </summary>
/// <remarks>
/// Takes any state and any input without throwing: a state of a flow, version or step that is gone is restarted at the
/// right place or dropped with a kind word. At most five messages a turn, one question, buttons on the last message only.
/// Cheap to make: one per turn with <see cref="FlowStore.Current"/> is fine.
/// </remarks>
public sealed class FlowEngine(FlowSet flows)
{
    /// <summary>LINE takes this many messages in one reply.</summary>
    public const int MaxMessages = 5;

    /// <summary>After a pause this long an open question is offered again rather than taken for granted.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromHours(12);

    public FlowTurn Take(FlowState state, FlowPerson person, FlowInput input, DateTimeOffset now) =>
        new Conversation(flows, state, person, input, now).Take();

    /// <summary>
    /// The state when all that was said for the open opinion has been taken back: nobody is asked about what is there no more. Of a neighbour,
    /// the next words are still the neighbour's, so that they are asked to tell it again.
    /// </summary>
    public FlowState WithoutOpinion(FlowState state) => AskedAgain(state, "opinion") ?? state with { Frames = [], Opinion = null, Photos = null };

    /// <summary>The state when a neighbour's consent has been taken back: it is asked for again.</summary>
    public FlowState WithoutConsent(FlowState state) =>
        (AskedAgain(state, "neighbour") ?? state with { Frames = [], Opinion = null, Photos = null }) with { Neighbour = null };

    /// <summary>The state when a choice that was typed has been taken back: going on does not bring it back.</summary>
    public static FlowState WithoutChoice(FlowState state, string flow, string question, string choice)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            Frames = [.. state.Frames.Select(Without)],
            Left = [.. state.Left.Select(Without)],
            Neighbour = state.Neighbour is { Left: { } left } neighbour ? neighbour with { Left = [.. left.Select(Without)] } : state.Neighbour,
        };

        FlowFrame Without(FlowFrame frame)
        {
            if (frame.Flow != flow || frame.Answer(question) is not { } answer) return frame;
            var rest = string.Join(',', answer.Split(',').Where(a => a != choice));
            var answers = frame.Answers!.Where(a => a.Key != question);
            return frame with { Answers = (rest.Length == 0 ? answers : answers.Append(new(question, rest))).ToDictionary(StringComparer.Ordinal) };
        }
    }

    private FlowState? AskedAgain(FlowState state, string keep)
    {
        ArgumentNullException.ThrowIfNull(state);
        // A survey may be going on above the helper flow.
        var at = state.Frames.Count - 1;
        while (at > 0 && state.Frames[at].Called) at--;
        if (state.Neighbour is null || at < 0 || state.Frames[at] is not { } helper || helper.Flow != flows.System.Role("helper")) return null;
        if ((flows.Find(helper.Flow, helper.Version) ?? flows.Current(helper.Flow))?.Questions.FirstOrDefault(q => q.Keep == keep) is not { } question) return null;
        return state with { Frames = [.. state.Frames.Take(at), helper with { Node = question.Id, Path = null, Place = null, Misses = 0 }], Opinion = null, Photos = null, Offered = false };
    }
}
