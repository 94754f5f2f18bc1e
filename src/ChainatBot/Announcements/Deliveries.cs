using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Announcements;

/// <summary>What came of claiming a notice for a reply.</summary>
public enum RideClaim
{
    /// <summary>Nobody had it.</summary>
    New,
    /// <summary>This very reply claimed it before.</summary>
    Ours,
    /// <summary>The person has been told in another way, or is about to be.</summary>
    Taken,
}

/// <summary>
/// Who has been told a notice: one row a person and notice, inserted before it is sent, free or paid. Whoever inserts it may send; so nobody
/// is told twice, whatever crashes. Table <c>Deliveries</c>: 256 partitions a notice, so that claims of many spread and those of neighbours go together.
/// </summary>
public sealed class Deliveries(ITableStore store, NoticeStore notices, Pseudonyms pseudonyms) : IPersonalRecords
{
    internal const string Table = "Deliveries";
    private const string How = "How";
    private const string Free = "free";
    private const string Paid = "paid";
    private const string Event = "Event";
    private const string Unsure = "Unsure";
    private const string Epoch = "Epoch";
    private const string Batch = "Batch";
    private const int BatchRows = 100;

    public async Task<bool> IsClaimedAsync(string notice, ParticipantId participant, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Table, PartitionOf(notice, participant), participant.Value, cancellationToken) is not null;

    /// <summary>Claims the notice for the reply to an event; the same event may claim it again.</summary>
    public async Task<RideClaim> ClaimFreeAsync(string notice, ParticipantId participant, string eventId, CancellationToken cancellationToken = default)
    {
        var key = KeyOf(eventId);
        while (true)
        {
            if (await store.InsertAsync(Table, new TableRow(PartitionOf(notice, participant), participant.Value) { { How, Free }, { Event, key } }, cancellationToken) is not null) return RideClaim.New;
            if (await store.GetAsync(Table, PartitionOf(notice, participant), participant.Value, cancellationToken) is { } row)
                return row.GetString(How) == Free && row.GetString(Event) == key ? RideClaim.Ours : RideClaim.Taken;
        }
    }

    /// <summary>Gives back what the reply to an event claimed and certainly did not deliver.</summary>
    public async Task ReleaseFreeAsync(string notice, ParticipantId participant, string eventId, CancellationToken cancellationToken = default)
    {
        if (await store.GetAsync(Table, PartitionOf(notice, participant), participant.Value, cancellationToken) is { } row && row.GetString(How) == Free && row.GetString(Event) == KeyOf(eventId))
            await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
    }

    /// <summary>Nobody knows whether the reply to an event arrived: the claim stays, as telling twice is worse, and is counted by itself.</summary>
    public async Task DoubtFreeAsync(string notice, ParticipantId participant, string eventId, CancellationToken cancellationToken = default)
    {
        if (await store.GetAsync(Table, PartitionOf(notice, participant), participant.Value, cancellationToken) is not { } row || row.GetString(How) != Free || row.GetString(Event) != KeyOf(eventId)) return;
        await store.ReplaceAsync(Table, new TableRow(row.PartitionKey, row.RowKey) { ETag = row.ETag, [How] = Free, [Event] = KeyOf(eventId), [Unsure] = true }, cancellationToken);
    }

    /// <summary>
    /// Claims people for a batch of paid messages. Returns those of them who are the batch's now: nobody else's, or left over from a batch that a
    /// crash kept from coming into being.
    /// </summary>
    /// <param name="isThere">Whether a batch of this number was stored by the run of this epoch.</param>
    internal async Task<IReadOnlyList<T>> ClaimPaidAsync<T>(
        string notice, IReadOnlyList<T> people, Func<T, ParticipantId> who, int epoch, int batch, Func<int, int, bool> isThere, CancellationToken cancellationToken)
    {
        var ours = new bool[people.Count];
        var chunks = Enumerable.Range(0, people.Count).GroupBy(i => PartitionOf(notice, who(people[i])), StringComparer.Ordinal).SelectMany(g => g.Chunk(BatchRows).Select(c => (Partition: g.Key, Places: c)));
        await Task.WhenAll(chunks.Select(async chunk =>
        {
            var rows = chunk.Places.Select(i => NewRow(chunk.Partition, who(people[i]))).ToList();
            if (rows.DistinctBy(r => r.RowKey).Count() == rows.Count && await store.BatchAsync(Table, [.. rows.Select(r => new TableOperation.Insert(r))], cancellationToken))
            {
                foreach (var i in chunk.Places) ours[i] = true;
                return;
            }

            foreach (var i in chunk.Places) ours[i] = await ClaimOneAsync(NewRow(chunk.Partition, who(people[i])));
        }));
        return [.. people.Where((_, i) => ours[i])];

        TableRow NewRow(string partition, ParticipantId participant) => new(partition, participant.Value) { { How, Paid }, { Epoch, epoch }, { Batch, batch } };

        async Task<bool> ClaimOneAsync(TableRow row)
        {
            while (true)
            {
                if (await store.InsertAsync(Table, row, cancellationToken) is not null) return true;
                if (await store.GetAsync(Table, row.PartitionKey, row.RowKey, cancellationToken) is not { } there) continue;
                if (there.GetString(How) != Paid || there.GetInt32(Epoch) is not { } theirs || there.GetInt32(Batch) is not { } number) return false;
                // Of our own run: it is in this batch already, or in one before it. Of a later run: ours is over.
                if (theirs >= epoch || isThere(theirs, number)) return false;
                var taken = new TableRow(row.PartitionKey, row.RowKey) { ETag = there.ETag };
                foreach (var (column, value) in row) taken[column] = value;
                if (await store.ReplaceAsync(Table, taken, cancellationToken) is not null) return true;
            }
        }
    }

    /// <summary>Gives people of a batch back who were certainly not sent to, so that they can be told free, or by another batch.</summary>
    internal Task ReleasePaidAsync(string notice, IEnumerable<ParticipantId> people, int batch, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (participant, cancel) =>
        {
            if (await store.GetAsync(Table, PartitionOf(notice, participant), participant.Value, cancel) is { } row && row.GetString(How) == Paid && row.GetInt32(Batch) == batch)
                await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancel);
        });

    /// <summary>
    /// Of one sixteenth of all people who has been told, or is about to be: whoever counts holds it against the same sixteenth of the subscribers, instead of
    /// asking for each person.
    /// </summary>
    internal async Task<Claims> ClaimsAsync(string notice, char shard, CancellationToken cancellationToken)
    {
        var (people, free, unsure) = (new HashSet<ParticipantId>(), 0, 0);
        await foreach (var page in PagesAsync(notice, shard, cancellationToken))
        {
            people.UnionWith(page.Select(r => new ParticipantId(r.RowKey)));
            free += page.Count(r => r.GetString(How) == Free);
            unsure += page.Count(r => r.GetBoolean(Unsure) == true);
        }

        return new Claims(people, free - unsure, unsure, people.Count - free);
    }

    /// <summary>How many have been told free, and how many perhaps.</summary>
    public async Task<(int Told, int Unsure)> CountFreeAsync(string notice, CancellationToken cancellationToken = default)
    {
        var (told, unsure) = (0, 0);
        foreach (var shard in Subscribers.Shards)
        {
            var claims = await ClaimsAsync(notice, shard, cancellationToken);
            (told, unsure) = (told + claims.Free, unsure + claims.Unsure);
        }

        return (told, unsure);
    }

    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        foreach (var kept in await notices.AllAsync(cancellationToken))
            if (await IsClaimedAsync(kept.Notice.Id, participant, cancellationToken))
                await store.DeleteAsync(Table, PartitionOf(kept.Notice.Id, participant), participant.Value, cancellationToken: cancellationToken);
    }

    /// <summary>Forgets who was told a notice.</summary>
    internal async Task RemoveNoticeAsync(string notice, CancellationToken cancellationToken)
    {
        foreach (var shard in Subscribers.Shards)
            await foreach (var page in PagesAsync(notice, shard, cancellationToken))
                foreach (var chunk in page.Chunk(BatchRows))
                    await store.BatchAsync(Table, [.. chunk.Select(r => new TableOperation.Delete(r.PartitionKey, r.RowKey))], cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<TableRow>> PagesAsync(string notice, char shard, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var second in Subscribers.Shards)
        {
            string? continuation = null;
            do
            {
                var page = await store.QueryAsync(Table, $"{notice}_{shard}{second}", continuation: continuation, cancellationToken: cancellationToken);
                if (page.Rows.Count > 0) yield return page.Rows;
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }
    }

    // LINE's id of the event leads to the person's lane of the inbox: what is kept leads nowhere.
    private string KeyOf(string eventId) => pseudonyms.KeyOf("ride", eventId);

    /// <param name="People">All of them.</param>
    /// <param name="Free">Told on a reply.</param>
    /// <param name="Unsure">Perhaps told on a reply.</param>
    /// <param name="Paid">In a batch, sent or not.</param>
    internal sealed record Claims(IReadOnlySet<ParticipantId> People, int Free, int Unsure, int Paid);

    private static string PartitionOf(string notice, ParticipantId participant) => $"{notice}_{participant.Value[..2]}";
}
