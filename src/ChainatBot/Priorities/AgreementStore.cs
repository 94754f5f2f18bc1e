using System.Runtime.CompilerServices;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Priorities;

/// <summary>What a person of a round says to a proposal that others made, as it is kept: without day or time.</summary>
/// <param name="Answer">One of <see cref="AgreementStore.Answers"/>.</param>
/// <param name="Tambon">Six digits, or null where the place is not told.</param>
public sealed record Agreement(string Round, string Person, string Proposal, string Answer, string? Tambon, int? Village);

/// <summary>
/// Keeps who agrees with what. Table <c>Agreements</c>: partition <c>{round}-{x}</c> with x the first character of the person, so 16 a
/// round; row key person and proposal, so that answering again replaces. The person is named as on her ballot of this round.
/// </summary>
public sealed class AgreementStore(ITableStore store, RoundStore rounds, Pseudonyms pseudonyms, TimeProvider time)
{
    internal const string Table = "Agreements";

    public const string Agree = "agree";
    public const string Disagree = "disagree";
    public const string Skip = "skip";

    public static readonly IReadOnlyList<string> Answers = [Agree, Disagree, Skip];

    /// <summary>Keeps an answer in place of the person's earlier one to this proposal.</summary>
    /// <param name="at">When it was said; null: now. What was said before the close counts, though a crash delayed the keeping.</param>
    public async Task<Casting> AnswerAsync(
        string round, ParticipantId participant, string proposal, string answer, string? tambon, int? village, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
    {
        if (!Answers.Contains(answer)) throw new ArgumentException($"“{answer}” is no answer.", nameof(answer));
        if (await rounds.FindAsync(round, cancellationToken) is not { } kept || !kept.IsOpen(at ?? Now)) return Casting.Closed;
        if (kept.Definition.Proposals.All(p => p.Id != proposal)) return Casting.NotOfThisRound;
        var person = PersonIn(round, participant);
        await store.UpsertAsync(Table, new TableRow(PartitionOf(round, person), $"{person}~{proposal}")
        {
            ["Round"] = round,
            ["Person"] = person,
            ["Proposal"] = proposal,
            ["Answer"] = answer,
            ["Tambon"] = tambon,
            ["Village"] = village,
        }, cancellationToken);
        return Casting.Kept;
    }

    /// <summary>What the person said in the round, by proposal.</summary>
    public IAsyncEnumerable<Agreement> OfPersonAsync(string round, ParticipantId participant, CancellationToken cancellationToken = default)
    {
        var person = PersonIn(round, participant);
        return QueryAsync(PartitionOf(round, person), person + "~", cancellationToken);
    }

    /// <summary>Deletes what the person said in the round.</summary>
    public async Task ForgetAsync(string round, ParticipantId participant, CancellationToken cancellationToken = default)
    {
        await foreach (var said in OfPersonAsync(round, participant, cancellationToken)) await RemoveAsync(said, cancellationToken);
    }

    /// <summary>Deletes what the person said to one proposal.</summary>
    public Task ForgetAsync(string round, ParticipantId participant, string proposal, CancellationToken cancellationToken)
    {
        var person = PersonIn(round, participant);
        return store.DeleteAsync(Table, PartitionOf(round, person), $"{person}~{proposal}", cancellationToken: cancellationToken);
    }

    /// <summary>All that was said in a round, by person.</summary>
    public async IAsyncEnumerable<Agreement> OfRoundAsync(string round, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var x in "0123456789abcdef")
            await foreach (var said in QueryAsync($"{round}-{x}", null, cancellationToken)) yield return said;
    }

    internal async Task RemoveRoundAsync(string round, CancellationToken cancellationToken)
    {
        await foreach (var said in OfRoundAsync(round, cancellationToken)) await RemoveAsync(said, cancellationToken);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private Task<bool> RemoveAsync(Agreement said, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, PartitionOf(said.Round, said.Person), $"{said.Person}~{said.Proposal}", cancellationToken: cancellationToken);

    private async IAsyncEnumerable<Agreement> QueryAsync(string partition, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, partition, prefix, prefix is null ? null : RowKeys.After(prefix), cancellationToken: cancellationToken))
            yield return new Agreement(
                row.GetString("Round")!, row.GetString("Person")!, row.GetString("Proposal")!, row.GetString("Answer")!, row.GetString("Tambon"), row.GetInt32("Village"));
    }

    private string PersonIn(string round, ParticipantId participant) => pseudonyms.PersonIn($"round:{round}", participant);

    private static string PartitionOf(string round, string person) => $"{round}-{person[0]}";
}
