using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Priorities.Counting;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Priorities;

/// <summary>A ballot as it is kept: of a person known in this round alone, without day or time.</summary>
/// <param name="Tambon">Six digits, or null where the place is not told.</param>
public sealed record CastBallot(string Round, string Person, IReadOnlyList<string> Choices, string? Tambon, int? Village);

/// <summary>What came of choosing.</summary>
public enum Casting
{
    Kept,
    /// <summary>There is no such round, or it is closed. Nothing was kept.</summary>
    Closed,
    /// <summary>A choice is not in the round, or stands twice. Nothing was kept.</summary>
    NotOfThisRound,
}

/// <summary>
/// Keeps ballots. Table <c>Ballots</c>: partition <c>{round}-{x}</c> with x the first character of the person, so 16 a round; row key
/// the person's pseudonym bound to the round, so that choosing again replaces, and no other table can be joined.
/// </summary>
public sealed class BallotStore(ITableStore store, RoundStore rounds, Pseudonyms pseudonyms, TimeProvider time)
{
    internal const string Table = "Ballots";

    /// <summary>Keeps a ballot in place of the person's earlier one. No choices: takes it back.</summary>
    /// <param name="at">When it was chosen; null: now. What was chosen before the close counts, though a crash delayed the keeping.</param>
    public async Task<Casting> CastAsync(
        string round, ParticipantId participant, IReadOnlyList<string> choices, string? tambon, int? village, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(choices);
        if (await rounds.FindAsync(round, cancellationToken) is not { } kept || !kept.IsOpen(at ?? time.Now())) return Casting.Closed;
        if (choices.Distinct(StringComparer.Ordinal).Count() < choices.Count || choices.Except(kept.Definition.Proposals.Select(p => p.Id), StringComparer.Ordinal).Any())
            return Casting.NotOfThisRound;
        var person = PersonIn(round, participant);
        if (choices.Count == 0)
        {
            await store.DeleteAsync(Table, PartitionOf(round, person), person, cancellationToken: cancellationToken);
            return Casting.Kept;
        }
        await store.UpsertAsync(Table, new TableRow(PartitionOf(round, person), person)
        {
            ["Round"] = round,
            ["Person"] = person,
            ["Choices"] = string.Join(' ', choices),
            ["Tambon"] = tambon,
            ["Village"] = village,
        }, cancellationToken);
        return Casting.Kept;
    }

    /// <summary>What the person chose in the round, or null.</summary>
    public async Task<CastBallot?> FindAsync(string round, ParticipantId participant, CancellationToken cancellationToken = default)
    {
        var person = PersonIn(round, participant);
        return await store.GetAsync(Table, PartitionOf(round, person), person, cancellationToken) is { } row ? FromRow(row) : null;
    }

    /// <summary>Takes one choice out of the person's ballot, in an open round or a closed one; what was chosen after it moves up.</summary>
    public async Task TakeBackAsync(string round, ParticipantId participant, string choice, CancellationToken cancellationToken = default)
    {
        var person = PersonIn(round, participant);
        while (await store.GetAsync(Table, PartitionOf(round, person), person, cancellationToken) is { } row)
        {
            var choices = FromRow(row).Choices;
            if (!choices.Contains(choice)) return;
            row["Choices"] = string.Join(' ', choices.Where(c => c != choice));
            var done = choices.Count == 1
                ? await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken)
                : await store.ReplaceAsync(Table, row, cancellationToken) is not null;
            if (done) return;
        }
    }

    /// <summary>Deletes the person's ballot, in an open round or a closed one. False where there was none.</summary>
    public Task<bool> ForgetAsync(string round, ParticipantId participant, CancellationToken cancellationToken = default)
    {
        var person = PersonIn(round, participant);
        return store.DeleteAsync(Table, PartitionOf(round, person), person, cancellationToken: cancellationToken);
    }

    /// <summary>The ballots of a round, by person.</summary>
    public async IAsyncEnumerable<CastBallot> OfRoundAsync(string round, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var x in "0123456789abcdef")
        {
            await foreach (var row in store.RowsAsync(Table, $"{round}-{x}", cancellationToken: cancellationToken)) yield return FromRow(row);
        }
    }

    internal async Task RemoveRoundAsync(string round, CancellationToken cancellationToken)
    {
        await foreach (var ballot in OfRoundAsync(round, cancellationToken)) await store.DeleteAsync(Table, PartitionOf(round, ballot.Person), ballot.Person, cancellationToken: cancellationToken);
    }

    /// <summary>Counts a round from what is kept, the same way as <c>round count</c> from a file; null where there is no such round.</summary>
    public async Task<RoundResult?> CountAsync(string round, CancellationToken cancellationToken = default)
    {
        if (await rounds.FindAsync(round, cancellationToken) is not { } kept) return null;
        var ballots = new List<Ballot>();
        await foreach (var ballot in OfRoundAsync(round, cancellationToken)) ballots.Add(new Ballot(ballot.Choices));
        return RoundResult.Of(kept.Definition, ballots);
    }

    private string PersonIn(string round, ParticipantId participant) => pseudonyms.PersonIn($"round:{round}", participant);

    private static string PartitionOf(string round, string person) => $"{round}-{person[0]}";

    private static CastBallot FromRow(TableRow row) =>
        new(row.GetString("Round")!, row.GetString("Person")!, row.GetString("Choices")!.Split(' '), row.GetString("Tambon"), row.GetInt32("Village"));
}
