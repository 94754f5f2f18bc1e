namespace ChainatBot.Flows;

/// <summary>A forum as the engine sees it: public facts, and what this person has said to it.</summary>
/// <param name="Id">a–z, 0–9 and -.</param>
/// <param name="Tambon">Six digits: whose people are invited.</param>
/// <param name="Villages">Village numbers; empty: all of the tambon.</param>
/// <param name="When">The day and the hours as they are said to people.</param>
/// <param name="Day">The day alone.</param>
public sealed record PlannedForum(string Id, string Title, string Tambon, IReadOnlyList<int> Villages, DateTimeOffset Start, DateTimeOffset End, string When, string Day, string Place)
{
    /// <summary>How long before its start and after its end people can be at the door.</summary>
    public static readonly TimeSpan DoorOpen = TimeSpan.FromHours(2);

    /// <summary>Who is asked to come, as it is said to people.</summary>
    public string Who { get; init; } = "";
    public IReadOnlyList<string> Agenda { get; init; } = [];

    /// <summary>Questions of the agenda that can be answered ahead.</summary>
    public IReadOnlyList<ForumQuestion> Questions { get; init; } = [];

    /// <summary>An https address.</summary>
    public string? Map { get; init; }

    /// <summary>The address of its entry for a calendar.</summary>
    public string? Calendar { get; init; }

    /// <summary>Four letters and digits that stand in the QR at its door.</summary>
    public string Code { get; init; } = "";
    public bool IsCancelled { get; init; }

    /// <summary>How often it was changed since it was first told: a button of an invitation made before that knows less.</summary>
    public int Revision { get; init; }

    /// <summary>yes, no, maybe, or null where the person has not answered.</summary>
    public string? Reply { get; init; }

    /// <summary>Ids of the questions that the person has answered; they are not asked again.</summary>
    public IReadOnlyList<string> Answered { get; init; } = [];

    /// <summary>Whether somebody who lives there is asked to come. Whoever has not told the village is.</summary>
    public bool Invites(string? tambon, int? village) => Tambon == tambon && (Villages.Count == 0 || village is not { } number || Villages.Contains(number));

    /// <summary>There is something to come to, be it later or now.</summary>
    public bool IsAhead(DateTimeOffset now) => !IsCancelled && now < End;

    /// <summary>Answers can be given and changed.</summary>
    public bool TakesReplies(DateTimeOffset now) => !IsCancelled && now < Start;
}

/// <param name="Id">a–z, 0–9 and -.</param>
public sealed record ForumQuestion(string Id, string Text);

/// <summary>What of a bubble is an invitation, to be shown as a card.</summary>
/// <param name="Question">What is asked under it.</param>
public sealed record ForumCard(PlannedForum Forum, string Question);
