using ChainatBot.Opinions;
using ChainatBot.Storage;

namespace ChainatBot.Participants;

/// <summary>
/// That somebody of a tambon withdrew on a day, and whether what they had said went too: to show that withdrawals are honoured, and how
/// many. Nothing in a row leads to the person.
/// </summary>
public sealed class Withdrawals(ITableStore store)
{
    private const string Table = "Withdrawals";
    private const string Partition = "withdrawals";

    /// <summary>Noting the same again changes nothing.</summary>
    public Task NoteAsync(WithdrawalRecord record, CancellationToken cancellationToken) =>
        store.UpsertAsync(Table, new TableRow(Partition, $"{record.Day}-{record.Tambon}-{record.Key}") { { "Erased", record.Erased } }, cancellationToken);

    /// <summary>Forgets those before <paramref name="day"/> (yyyy-MM-dd).</summary>
    public async Task PurgeAsync(string day, CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, Partition, to: day, cancellationToken: cancellationToken))
            await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }
}

/// <param name="Day">yyyy-MM-dd in Bangkok.</param>
/// <param name="Tambon">Six digits, or <see cref="Opinion.NoTambon"/>.</param>
/// <param name="Key">Tells it from others; made of the message that asked for it.</param>
/// <param name="Erased">What had been said was deleted, too.</param>
public sealed record WithdrawalRecord(string Day, string Tambon, string Key, bool Erased);
