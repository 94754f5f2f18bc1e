using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Opinions;

/// <summary>What one person said, for that person: listed, one deleted, all deleted. Deleting is done when the summaries no longer count it.</summary>
public sealed class OwnOpinions(OpinionStore opinions, MediaFetches fetches, SummaryService summaries, Pseudonyms pseudonyms, Places places) : IPersonalRecords
{
    /// <summary>Newest first. Only days are stored, so within a day <paramref name="subjects"/> tells what came later.</summary>
    /// <param name="tambons">Where the person has spoken.</param>
    /// <param name="subjects">Of the person's newest opinions, oldest first.</param>
    public async Task<IReadOnlyList<OwnOpinion>> ListAsync(ParticipantId participant, IEnumerable<string> tambons, IReadOnlyList<string> subjects, CancellationToken cancellationToken)
    {
        var order = subjects.Select((subject, n) => (subject, n)).ToDictionary(s => s.subject, s => s.n, StringComparer.Ordinal);
        var own = new List<OwnOpinion>();
        foreach (var tambon in tambons.Distinct(StringComparer.Ordinal))
            await foreach (var opinion in opinions.OfPersonAsync(tambon, PersonIn(tambon, participant), cancellationToken)) own.Add(Shown(opinion));
        return [.. own.OrderByDescending(o => o.ReceivedOn).ThenByDescending(o => order.GetValueOrDefault(o.Subject, -1)).ThenBy(o => o.Reference, StringComparer.Ordinal)];
    }

    /// <summary>Deletes one opinion of the person. Again, it deletes what a crash left of it.</summary>
    public async Task RemoveAsync(ParticipantId participant, IEnumerable<string> tambons, string id, CancellationToken cancellationToken)
    {
        foreach (var tambon in tambons.Distinct(StringComparer.Ordinal))
        {
            var person = PersonIn(tambon, participant);
            if (await opinions.FindAsync(tambon, person, id, cancellationToken) is { } opinion) await opinions.RemoveAsync(opinion, cancellationToken);
            await summaries.ForgetAsync(tambon, Opinion.RowKeyOf(person, id), cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Looks in every tambon, not only where the person is remembered to have spoken: a crash may have come before the remembering.</remarks>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        var persons = places.TambonCodes.Append(Opinion.NoTambon).ToDictionary(tambon => tambon, tambon => PersonIn(tambon, participant), StringComparer.Ordinal);
        foreach (var (tambon, person) in persons)
        {
            await opinions.RemovePersonAsync(tambon, person, cancellationToken);
            await summaries.ForgetAsync(tambon, person + "-", cancellationToken);
        }

        var names = persons.Values.ToHashSet(StringComparer.Ordinal);
        await foreach (var fetch in fetches.AllAsync(cancellationToken))
            if (names.Contains(fetch.Person)) await fetches.CallOffAsync(fetch.MessageKey, cancellationToken);
    }

    private string PersonIn(string tambon, ParticipantId participant) => pseudonyms.PersonIn("tambon:" + tambon, participant);

    private static OwnOpinion Shown(Opinion opinion) => new(
        opinion.Id, opinion.Reference, opinion.Kind, opinion.Text, DateOnly.ParseExact(opinion.ReceivedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture), opinion.Status)
    {
        TambonCode = opinion.Tambon == Opinion.NoTambon ? null : opinion.Tambon,
        VillageNo = opinion.Village,
        Seconds = opinion.Seconds,
        Topic = opinion.Topic,
        Reach = opinion.Reach,
    };
}
