using ChainatBot.Privacy;
using ChainatBot.Understanding;

namespace ChainatBot.Priorities;

/// <summary>One person's ballots in all rounds, open, closed and published, for when the person wants to be forgotten.</summary>
public sealed class OwnBallots(BallotStore ballots, RoundStore rounds, Places places) : IPersonalRecords
{
    /// <inheritdoc/>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        await foreach (var round in rounds.OfTambonsAsync(places.TambonCodes, cancellationToken))
            if (await ballots.FindAsync(round.Definition.Id, participant, cancellationToken) is not null) await ballots.ForgetAsync(round.Definition.Id, participant, cancellationToken);
    }
}
