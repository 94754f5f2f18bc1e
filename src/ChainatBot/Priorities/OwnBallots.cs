using ChainatBot.Privacy;
using ChainatBot.Understanding;

namespace ChainatBot.Priorities;

/// <summary>One person's ballots and agreements in all rounds, open, closed and published, for when the person wants to be forgotten.</summary>
public sealed class OwnBallots(BallotStore ballots, AgreementStore agreements, RoundStore rounds, Places places) : IPersonalRecords
{
    /// <inheritdoc/>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        await foreach (var round in rounds.OfTambonsAsync(places.TambonCodes, cancellationToken))
        {
            var id = round.Definition.Id;
            if (await ballots.FindAsync(id, participant, cancellationToken) is not null) await ballots.ForgetAsync(id, participant, cancellationToken);
            await agreements.ForgetAsync(id, participant, cancellationToken);
        }
    }

    /// <summary>Lets go of rounds that closed before a day, with all that was chosen and said in them. Returns how many.</summary>
    public async Task<int> PurgeAsync(DateOnly retainedFrom, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var round in await rounds.OfTambonsAsync(places.TambonCodes, cancellationToken).Where(round => round.LastDay < retainedFrom).ToListAsync(cancellationToken))
        {
            await ballots.RemoveRoundAsync(round.Definition.Id, cancellationToken);
            await agreements.RemoveRoundAsync(round.Definition.Id, cancellationToken);
            await rounds.RemoveAsync(round, cancellationToken);
            removed++;
        }

        return removed;
    }
}
