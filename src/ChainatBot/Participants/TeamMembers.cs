using ChainatBot.Hosting;
using ChainatBot.Privacy;
using Microsoft.Extensions.Options;

namespace ChainatBot.Participants;

/// <summary>Who of the people in the chat belongs to the team.</summary>
public sealed class TeamMembers(IOptions<TeamOptions> options, Pseudonyms pseudonyms)
{
    private readonly HashSet<ParticipantId> owners = [.. options.Value.Owners.Select(pseudonyms.ParticipantOf)];

    /// <summary>Their LINE user ids, each once.</summary>
    public IReadOnlyCollection<string> LineUserIds { get; } = [.. options.Value.Owners.Distinct(StringComparer.Ordinal)];

    public bool IsMember(ParticipantId participant) => owners.Contains(participant);
}
