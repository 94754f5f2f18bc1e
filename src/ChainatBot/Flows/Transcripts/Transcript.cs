namespace ChainatBot.Flows.Transcripts;

/// <summary>A conversation written down: what a person does, and what the bot must answer and keep.</summary>
public sealed record Transcript(string File, string Title, FlowPerson Person, DateTimeOffset Start, IReadOnlyList<TranscriptStep> Steps)
{
    /// <summary>Rounds of priorities in the person's tambon.</summary>
    public IReadOnlyList<TranscriptRound> Rounds { get; init; } = [];
}

/// <summary>One step: what is done, and what is expected of it (null: not looked at).</summary>
public sealed record TranscriptStep(TranscriptAct Act, SourcePosition At)
{
    /// <summary>Every bubble in order; <c>…</c> stands for any words.</summary>
    public IReadOnlyList<FlowText>? Bot { get; init; }
    public SourcePosition BotAt { get; init; }
    /// <summary>The labels under the last bubble; <c>…</c> as an entry stands for any further ones.</summary>
    public IReadOnlyList<FlowText>? Buttons { get; init; }
    public SourcePosition ButtonsAt { get; init; }
    /// <summary>Everything kept, in order.</summary>
    public IReadOnlyList<TranscriptFact>? Keeps { get; init; }
    public SourcePosition KeepsAt { get; init; }
}

/// <summary>One thing kept: <c>opinion</c> (a new one), <c>more</c> (of the same opinion), <c>topic</c>, <c>reach</c>, <c>place</c>, <c>consent</c>, <c>answer</c>, <c>unanswered</c>, <c>ballot</c> (ids), <c>agreement</c> (<c>id=agree</c>), <c>delete-opinion</c> (its reference), <c>erase</c>, <c>forum-reply</c>, <c>forum-attended</c>, <c>forum-answer</c>; an opinion sent to a forum is <c>to-forum</c>; of a neighbour <c>neighbour</c> (consent) and the others with <c>neighbour-</c> before them.</summary>
public sealed record TranscriptFact(string Kind, FlowText Value);

/// <summary>What a person does in a transcript.</summary>
public abstract record TranscriptAct
{
    private TranscriptAct() { }

    public sealed record Follow : TranscriptAct;
    public sealed record Type(string Text) : TranscriptAct;
    public sealed record Voice(int Seconds) : TranscriptAct;
    public sealed record Photo(string? Set) : TranscriptAct;
    public sealed record Location(string? Address) : TranscriptAct;
    public sealed record Sticker : TranscriptAct;
    public sealed record Other : TranscriptAct;
    /// <summary>Taps a button under the bot's last words.</summary>
    public sealed record Tap(string Label, string? Picked) : TranscriptAct;
    /// <summary>Taps a button of an earlier message, further up in the chat.</summary>
    public sealed record TapEarlier(string Label) : TranscriptAct;
    /// <summary>Time passes.</summary>
    public sealed record Later(TimeSpan Time) : TranscriptAct;
    /// <summary>The team calls a forum off.</summary>
    public sealed record Cancels(string Forum) : TranscriptAct;
    /// <summary>The team closes a survey or a round.</summary>
    public sealed record Closes(string Id) : TranscriptAct;
    /// <summary>The team publishes the result of a round.</summary>
    public sealed record Publishes(string Round) : TranscriptAct;
}

/// <summary>The first place where a conversation went another way than written.</summary>
public sealed record TranscriptDifference(SourcePosition At, string Title, string What, string Expected, string Got)
{
    public override string ToString() =>
        FormattableString.Invariant($"{At.File}:{At.Line}:{At.Column}: {Title}: {What}\n  expected: {Expected}\n  got:      {Got}");
}
