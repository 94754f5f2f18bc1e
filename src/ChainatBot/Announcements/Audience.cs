using ChainatBot.Privacy;

namespace ChainatBot.Announcements;

/// <summary>
/// Whom a notice is for: a rule, not a list. Everybody who has consented, has not blocked the account and fits at the moment of
/// sending gets it, so that whoever moves, blocks or withdraws in between gets nothing more.
/// </summary>
/// <param name="Tambons">Six-digit codes; empty: everywhere, also people who told no place.</param>
/// <param name="Villages">Village numbers; empty: all.</param>
/// <param name="Role">Team or villagers only; null: both.</param>
/// <param name="Conditions">All must hold.</param>
public sealed record Audience(IReadOnlyList<string> Tambons, IReadOnlyList<int> Villages, AudienceRole? Role = null, IReadOnlyList<AudienceCondition>? Conditions = null)
{
    public static readonly Audience Everybody = new([], []);

    /// <summary>LINE groups of these places get it as well.</summary>
    public bool Groups { get; init; }
}

public enum AudienceRole
{
    Team,
    Villagers,
}

/// <summary>One rule about what a person has done.</summary>
/// <param name="Criterion">The name of an <see cref="IAudienceCriterion"/>, such as <c>heard</c> or <c>survey</c>.</param>
/// <param name="Argument">What it needs to know, such as the survey's id; may be empty.</param>
/// <param name="Holds">False: those of whom it is not true.</param>
public sealed record AudienceCondition(string Criterion, string Argument, bool Holds = true);

/// <summary>Tells one thing about a person from a feature's own store. A feature that adds one can be chosen by in any audience.</summary>
public interface IAudienceCriterion
{
    /// <summary>a–z and -.</summary>
    string Name { get; }

    /// <summary>Whether it is true of the person.</summary>
    /// <param name="tambon">Where the person lives now, or <c>000000</c>.</param>
    Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken);
}
