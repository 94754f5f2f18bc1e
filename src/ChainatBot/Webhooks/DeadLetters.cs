using System.Globalization;
using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Webhooks;

/// <summary>Events that failed again and again: kept encrypted, listed without their content, and replayable.</summary>
public sealed class DeadLetters(ITableStore store, FieldCipher cipher, Inbox inbox, Pseudonyms pseudonyms, TimeProvider time) : IPersonalRecords
{
    private const string Table = "DeadLetters";
    private const string Body = "Body";

    public async Task BuryAsync(InboxKey key, ReadOnlyMemory<byte> rawEvent, string error, CancellationToken cancellationToken)
    {
        var row = new TableRow(key.PartitionKey, key.EventId)
        {
            { "Timestamped", key.Timestamp },
            { "Error", error },
            { "FailedOn", time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        };
        cipher.Seal(Table, row, Body, rawEvent.Span);
        await store.UpsertAsync(Table, row, cancellationToken);
        await inbox.CompleteAsync(key, cancellationToken);
    }

    public async IAsyncEnumerable<DeadLetter> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var lane = 0; lane < InboxKey.Lanes; lane++)
        {
            await foreach (var row in store.RowsAsync(Table, InboxKey.PartitionOf(lane), cancellationToken: cancellationToken))
                yield return new DeadLetter(new InboxKey(lane, row.RowKey, row.GetInt64("Timestamped") ?? 0), row.GetString("Error") ?? "", row.GetString("FailedOn") ?? "");
        }
    }

    /// <summary>Puts the event back into the inbox, where a running server finds it within seconds. False where it is gone.</summary>
    public async Task<bool> ReplayAsync(InboxKey key, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Table, key.PartitionKey, key.EventId, cancellationToken) is not { } row) return false;
        await inbox.ReturnAsync(key, cipher.Unseal(Table, row, Body) ?? [], cancellationToken);
        return await store.DeleteAsync(Table, key.PartitionKey, key.EventId, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, InboxKey.PartitionOf(InboxKey.LaneOf(participant)), cancellationToken: cancellationToken).Where(row => pseudonyms.IsFrom(participant, cipher.Unseal(Table, row, Body))))
            await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    /// <summary>Deletes what failed before <paramref name="day"/>: a dead letter holds somebody's words. Returns how many.</summary>
    public async Task<int> PurgeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var limit = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var purged = 0;
        await foreach (var letter in ListAsync(cancellationToken))
            if (string.CompareOrdinal(letter.FailedOn, limit) < 0 && await store.DeleteAsync(Table, letter.Key.PartitionKey, letter.Key.EventId, cancellationToken: cancellationToken)) purged++;
        return purged;
    }
}

/// <param name="Error">The kind of failure, without anything the person said.</param>
/// <param name="FailedOn">yyyy-MM-dd, UTC.</param>
public sealed record DeadLetter(InboxKey Key, string Error, string FailedOn);
