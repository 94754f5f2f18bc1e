using System.Globalization;
using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Webhooks;

/// <summary>
/// Events that LINE handed over and that are not done yet, on disk before LINE gets its 200. One atomic write of two rows
/// is both the duplicate check (<c>seen-…</c>, kept past any redelivery) and the safety copy (<c>todo-…</c>, encrypted,
/// deleted when the event is done).
/// </summary>
public sealed class Inbox(ITableStore store, FieldCipher cipher, Pseudonyms pseudonyms, TimeProvider time)
{
    public const string Table = "Inbox";
    private const string Body = "Body";
    private const string Attempts = "Attempts";
    private const string On = "On";
    private const string Closed = "Closed";

    /// <summary>False where the event was accepted before. Throws <see cref="StorageUnavailableException"/> when nothing could be kept.</summary>
    public Task<bool> AddAsync(InboxKey key, ReadOnlyMemory<byte> rawEvent, CancellationToken cancellationToken) =>
        store.BatchAsync(Table, [new TableOperation.Insert(Seen(key)), new TableOperation.Insert(Todo(key, rawEvent.Span, 0))], cancellationToken);

    /// <summary>What waits in a lane, in the order of the events' own time.</summary>
    public async IAsyncEnumerable<PendingEvent> PendingAsync(int lane, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, InboxKey.PartitionOf(lane), InboxKey.TodoPrefix, After(InboxKey.TodoPrefix), pageSize: 100, cancellationToken: cancellationToken))
            yield return new PendingEvent(KeyOf(lane, row.RowKey), Open(row), row.GetInt32(Attempts) ?? 0);
    }

    /// <summary>Whether anything waits in a lane.</summary>
    public async Task<bool> AnyPendingAsync(int lane, CancellationToken cancellationToken) =>
        (await store.QueryAsync(Table, InboxKey.PartitionOf(lane), InboxKey.TodoPrefix, After(InboxKey.TodoPrefix), 1, cancellationToken: cancellationToken)).Rows.Count > 0;

    /// <summary>Notes that a left-over event is being tried again, so that one that brings the program down is not tried for ever.</summary>
    public Task CountAttemptAsync(PendingEvent pending, CancellationToken cancellationToken) =>
        store.UpsertAsync(Table, Todo(pending.Key, pending.Body, pending.Attempts + 1), cancellationToken);

    /// <summary>The event is done: its words leave the disk, its id stays.</summary>
    public Task CompleteAsync(InboxKey key, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, key.PartitionKey, key.TodoKey, cancellationToken: cancellationToken);

    /// <summary>
    /// Notes that an event has had its whole effect, for one whose effect was to leave no trace: taken up again after a crash,
    /// it would else look like somebody's first.
    /// </summary>
    public Task CloseAsync(ParticipantId participant, string eventId, CancellationToken cancellationToken)
    {
        var seen = Seen(new InboxKey(InboxKey.LaneOf(participant), eventId, 0));
        seen[Closed] = true;
        return store.UpsertAsync(Table, seen, cancellationToken);
    }

    public async Task<bool> IsClosedAsync(ParticipantId participant, string eventId, CancellationToken cancellationToken)
    {
        var key = new InboxKey(InboxKey.LaneOf(participant), eventId, 0);
        return (await store.GetAsync(Table, key.PartitionKey, key.SeenKey, cancellationToken))?.GetBoolean(Closed) == true;
    }

    /// <summary>Drops what a person sent before <paramref name="timestamp"/> (milliseconds) and nobody has taken up.</summary>
    public async Task RemoveOlderAsync(ParticipantId participant, long timestamp, CancellationToken cancellationToken)
    {
        var older = new List<InboxKey>();
        await foreach (var pending in PendingAsync(InboxKey.LaneOf(participant), cancellationToken))
        {
            if (pending.Key.Timestamp >= timestamp) break;
            if (pseudonyms.IsFrom(participant, pending.Body)) older.Add(pending.Key);
        }

        foreach (var key in older) await CompleteAsync(key, cancellationToken);
    }

    /// <summary>Puts a buried event back in line; its id is known already.</summary>
    internal Task ReturnAsync(InboxKey key, ReadOnlyMemory<byte> rawEvent, CancellationToken cancellationToken) =>
        store.UpsertAsync(Table, Todo(key, rawEvent.Span, 0), cancellationToken);

    /// <summary>Forgets the ids of events accepted before <paramref name="day"/>. Returns how many.</summary>
    public async Task<int> PurgeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var limit = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var purged = 0;
        for (var lane = 0; lane < InboxKey.Lanes; lane++)
        {
            await foreach (var row in store.RowsAsync(Table, InboxKey.PartitionOf(lane), InboxKey.SeenPrefix, After(InboxKey.SeenPrefix), cancellationToken: cancellationToken).Where(r => string.CompareOrdinal(r.GetString(On), limit) < 0))
                if (await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken)) purged++;
        }

        return purged;
    }

    /// <summary>Nothing where the row can't be opened: the sweep then buries it instead of stumbling over it for ever.</summary>
    private byte[] Open(TableRow row)
    {
        try
        {
            return cipher.Unseal(Table, row, Body) ?? [];
        }
        catch (UnreadableFieldException)
        {
            return [];
        }
    }

    private TableRow Seen(InboxKey key) =>
        new(key.PartitionKey, key.SeenKey) { { On, time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } };

    private TableRow Todo(InboxKey key, ReadOnlySpan<byte> rawEvent, int attempts)
    {
        var row = new TableRow(key.PartitionKey, key.TodoKey) { { Attempts, attempts } };
        cipher.Seal(Table, row, Body, rawEvent);
        return row;
    }

    private static InboxKey KeyOf(int lane, string todoKey)
    {
        var parts = todoKey.Split('-', 3);
        return new InboxKey(lane, parts[2], long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}

/// <summary>An event found on disk.</summary>
/// <param name="Body">The event's JSON as LINE sent it; empty where it can't be opened any more.</param>
/// <param name="Attempts">How often it was taken up again after being left.</param>
public sealed record PendingEvent(InboxKey Key, byte[] Body, int Attempts);
