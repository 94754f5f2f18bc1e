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
}
