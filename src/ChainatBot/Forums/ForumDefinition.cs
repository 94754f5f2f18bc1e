using ChainatBot.Flows;

namespace ChainatBot.Forums;

/// <summary>A forum as its file has it.</summary>
/// <param name="Id">a–z, 0–9 and -, at most 36.</param>
/// <param name="Title">In Thai, as it is told to people.</param>
/// <param name="Tambon">Six digits: whose people are invited.</param>
/// <param name="Villages">Their village numbers; empty: all of the tambon.</param>
/// <param name="Start">Bangkok time.</param>
/// <param name="End">Bangkok time.</param>
public sealed record ForumDefinition(string Id, string Title, string Tambon, IReadOnlyList<int> Villages, DateTimeOffset Start, DateTimeOffset End, string Place)
{
    /// <summary>An https address.</summary>
    public string? Map { get; init; }

    /// <summary>What is talked about, in order.</summary>
    public IReadOnlyList<string> Agenda { get; init; } = [];

    /// <summary>Who comes, in words; null: everybody of the villages.</summary>
    public string? Who { get; init; }

    /// <summary>What people can answer ahead.</summary>
    public IReadOnlyList<ForumQuestion> Questions { get; init; } = [];

    /// <summary>Those who said yes or maybe are reminded the day before.</summary>
    public bool Remind { get; init; } = true;

    /// <summary>Reminders and changes may be sent as paid messages; otherwise they only ride on replies.</summary>
    public bool Pay { get; init; }

    /// <summary>When those whom the invitation has not reached get it as a paid message; null: never.</summary>
    public DateTimeOffset? PayAfter { get; init; }

    /// <summary>Whether all that people are told is the same; how it is sent may differ.</summary>
    public bool TellsTheSame(ForumDefinition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Title, Tambon, Start, End, Place, Map, Who) == (other.Title, other.Tambon, other.Start, other.End, other.Place, other.Map, other.Who)
            && Villages.SequenceEqual(other.Villages) && Agenda.SequenceEqual(other.Agenda, StringComparer.Ordinal) && Questions.SequenceEqual(other.Questions);
    }

    public bool IsSame(ForumDefinition other) => TellsTheSame(other) && (Remind, Pay, PayAfter) == (other.Remind, other.Pay, other.PayAfter);
}

/// <summary>A forum as it is kept.</summary>
/// <param name="Revision">0 as it was first made; one more with every change that people are told of.</param>
/// <param name="ChangedAt">When that was.</param>
/// <param name="CancelledAt">When it was called off; null: it is on.</param>
public sealed record KeptForum(ForumDefinition Definition, int Revision, DateTimeOffset ChangedAt, DateTimeOffset? CancelledAt)
{
    public string Id => Definition.Id;
    public bool IsCancelled => CancelledAt is not null;
}
