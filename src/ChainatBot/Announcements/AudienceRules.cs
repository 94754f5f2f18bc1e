using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;

namespace ChainatBot.Announcements;

/// <summary>Whether a person is of an audience, asked at the moment it matters.</summary>
public sealed class AudienceRules(IEnumerable<IAudienceCriterion> criteria, TeamMembers team)
{
    private readonly Dictionary<string, IAudienceCriterion> byName = criteria.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <param name="tambon">Where the person lives; null: not told.</param>
    public async Task<bool> FitsAsync(Audience audience, ParticipantId participant, string? tambon, int? village, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audience);
        if (!FitsWithoutConditions(audience, participant, tambon, village)) return false;
        foreach (var condition in audience.Conditions ?? [])
        {
            // One that this version does not know was written by a newer one; telling nobody is the safe reading.
            if (!byName.TryGetValue(condition.Criterion, out var criterion)) return false;
            if (await criterion.HoldsAsync(condition.Argument, participant, tambon ?? Opinion.NoTambon, cancellationToken) != condition.Holds) return false;
        }

        return true;
    }

    /// <summary>Place and role alone.</summary>
    public bool FitsWithoutConditions(Audience audience, ParticipantId participant, string? tambon, int? village)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return FitsPlace(audience, tambon, village)
            && (audience.Role is not { } role || team.IsMember(participant) == (role == AudienceRole.Team));
    }

    /// <summary>Of a person's or a group's place.</summary>
    internal static bool FitsPlace(Audience audience, string? tambon, int? village) =>
        (audience.Tambons.Count == 0 || (tambon is not null && audience.Tambons.Contains(tambon, StringComparer.Ordinal)))
        && (audience.Villages.Count == 0 || (village is { } number && audience.Villages.Contains(number)));
}
