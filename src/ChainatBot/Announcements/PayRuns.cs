using System.Buffers.Binary;
using System.Globalization;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Announcements;

/// <summary>
/// The paid sending of notices. Table <c>PayRuns</c>, a partition a notice: the row <c>run</c> and a row a batch. A batch is stored together with the
/// run's new place in the list, by the run's ETag: somebody who has lost the work to another can't add to it. Whom a batch goes to is encrypted, and gone when it is settled.
/// </summary>
internal sealed class PayRuns(ITableStore store, FieldCipher cipher, NoticeStore notices) : IPersonalRecords
{
    internal const string Table = "PayRuns";
    private const string Run = "run";
    private const string BatchPrefix = "batch_";
    private const string People = "People";
    // 16 bytes of the pseudonym, 4 of the tambon's number.
    private const int RecipientBytes = 20;

    public async Task<PayRun?> FindAsync(string notice, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, notice, Run, cancellationToken) is { } row ? RunOf(row) : null;

    /// <summary>Takes the work up; from here on nobody who had it before can store anything. Null where the work is done, or another was quicker.</summary>
    public async Task<PayRun?> TakeAsync(string notice, CancellationToken cancellationToken)
    {
        if (await FindAsync(notice, cancellationToken) is not { } before)
        {
            var first = new PayRun(notice, 1, 1, null, null, PayState.Running, "");
            return await store.InsertAsync(Table, RowOf(first, null), cancellationToken) is { } etag ? first with { ETag = etag } : null;
        }

        return before.State == PayState.Running ? await SaveAsync(before with { Epoch = before.Epoch + 1 }, cancellationToken) : null;
    }

    /// <summary>Has paying that fell short go through everybody once more, as when more messages were bought. Who was told stays told.</summary>
    public async Task ReopenAsync(string notice, CancellationToken cancellationToken)
    {
        while (await FindAsync(notice, cancellationToken) is { } run && (run.State is PayState.Quota or PayState.Refused || run is { State: PayState.Done, ShortOfBudget: true }))
            if (await SaveAsync(run with { State = PayState.Running, Partition = null, After = null, ShortOfBudget = false }, cancellationToken) is not null) return;
    }

    /// <summary>The run with its new ETag; null where somebody else has taken it over.</summary>
    public async Task<PayRun?> SaveAsync(PayRun run, CancellationToken cancellationToken) =>
        await store.ReplaceAsync(Table, RowOf(run, run.ETag), cancellationToken) is { } etag ? run with { ETag = etag } : null;

    /// <summary>Stores a batch and how far the run has come with it; null where somebody else has taken the run over.</summary>
    public async Task<(PayRun Run, PayBatch Batch)?> AddAsync(PayRun run, PayBatch batch, CancellationToken cancellationToken)
    {
        if (!await store.BatchAsync(Table, [new TableOperation.Replace(RowOf(run, run.ETag)), new TableOperation.Insert(RowOf(batch, null))], cancellationToken)) return null;
        // A batch tells no ETags. If somebody takes over in between, the next write with this one fails, as it should.
        if (await FindAsync(run.Notice, cancellationToken) is not { } stored || stored.Epoch != run.Epoch) return null;
        return (stored, batch);
    }

    /// <summary>All batches; only those not yet settled know their people.</summary>
    public async IAsyncEnumerable<PayBatch> BatchesAsync(string notice, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, notice, BatchPrefix, RowKeys.After(BatchPrefix), pageSize: 100, cancellationToken: cancellationToken)) yield return BatchOf(row);
    }

    public async Task<PayBatch?> FindAsync(string notice, int number, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, notice, KeyOf(number), cancellationToken) is { } row ? BatchOf(row) : null;

    /// <summary>The batch with its new ETag; null where it was changed meanwhile (by an erasure, or whoever has taken over).</summary>
    public async Task<PayBatch?> SaveAsync(PayBatch batch, CancellationToken cancellationToken) =>
        await store.ReplaceAsync(Table, RowOf(batch, batch.ETag), cancellationToken) is { } etag ? batch with { ETag = etag } : null;

    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        foreach (var kept in await notices.AllAsync(cancellationToken))
        {
            // How far the list was gone through is told by a person's name; the beginning of it does as well, as who was told is not told again.
            while (await FindAsync(kept.Notice.Id, cancellationToken) is { } run && run.After == participant)
                if (await SaveAsync(run with { After = new ParticipantId(participant.Value[..4]) }, cancellationToken) is not null) break;
            await foreach (var found in BatchesAsync(kept.Notice.Id, cancellationToken))
            {
                var batch = found;
                while (batch is not null && batch.People.Any(p => p.Participant == participant))
                {
                    var without = batch with { People = [.. batch.People.Where(p => p.Participant != participant)], Left = batch.Left + (batch.State == BatchState.Ready ? 1 : 0) };
                    if (await SaveAsync(without, cancellationToken) is not null) break;
                    batch = await FindAsync(kept.Notice.Id, batch.Number, cancellationToken);
                }
            }
        }
    }

    /// <summary>Forgets the sending of a notice.</summary>
    public async Task RemoveNoticeAsync(string notice, CancellationToken cancellationToken)
    {
        await foreach (var batch in BatchesAsync(notice, cancellationToken)) await store.DeleteAsync(Table, notice, KeyOf(batch.Number), cancellationToken: cancellationToken);
        await store.DeleteAsync(Table, notice, Run, cancellationToken: cancellationToken);
    }

    private static TableRow RowOf(PayRun run, string? etag) => new(run.Notice, Run)
    {
        ETag = etag,
        ["Epoch"] = run.Epoch,
        ["Next"] = run.Next,
        ["Partition"] = run.Partition,
        ["After"] = run.After?.Value,
        ["State"] = run.State.ToString(),
        ["ShortOfBudget"] = run.ShortOfBudget,
    };

    private static PayRun RunOf(TableRow row) => new(
        row.PartitionKey, row.GetInt32("Epoch") ?? 0, row.GetInt32("Next") ?? 1, row.GetString("Partition"), row.GetString("After") is { } after ? new ParticipantId(after) : null,
        Enum.Parse<PayState>(row.GetString("State")!), row.ETag!)
    {
        ShortOfBudget = row.GetBoolean("ShortOfBudget") ?? false,
    };

    private TableRow RowOf(PayBatch batch, string? etag)
    {
        var row = new TableRow(batch.Notice, KeyOf(batch.Number))
        {
            ETag = etag,
            ["Epoch"] = batch.Epoch,
            ["State"] = batch.State.ToString(),
            ["Key"] = batch.Key.ToString(),
            ["Count"] = batch.Count,
            ["TriedAt"] = batch.TriedAt,
            ["Month"] = batch.Month,
            ["Left"] = batch.Left,
            ["Moved"] = batch.Moved,
            ["Unknown"] = batch.Unknown,
        };
        if (batch.IsSettled || batch.People.Count == 0) return row;
        var people = new byte[batch.People.Count * RecipientBytes];
        for (var i = 0; i < batch.People.Count; i++)
        {
            Convert.FromHexString(batch.People[i].Participant.Value, people.AsSpan(i * RecipientBytes, 16), out _, out _);
            BinaryPrimitives.WriteInt32LittleEndian(people.AsSpan((i * RecipientBytes) + 16), int.Parse(batch.People[i].Tambon, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        cipher.Seal(Table, row, People, people);
        return row;
    }

    private PayBatch BatchOf(TableRow row)
    {
        var bytes = cipher.Unseal(Table, row, People) ?? [];
        var people = new Recipient[bytes.Length / RecipientBytes];
        for (var i = 0; i < people.Length; i++)
        {
            people[i] = new Recipient(
                new ParticipantId(Convert.ToHexStringLower(bytes.AsSpan(i * RecipientBytes, 16))),
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((i * RecipientBytes) + 16)).ToString("D6", CultureInfo.InvariantCulture));
        }

        return new PayBatch(
            row.PartitionKey, int.Parse(row.RowKey.AsSpan(BatchPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture), row.GetInt32("Epoch") ?? 0,
            Enum.Parse<BatchState>(row.GetString("State")!), Guid.Parse(row.GetString("Key")!), people, row.GetInt32("Count") ?? 0, row.GetDateTimeOffset("TriedAt"), row.ETag)
        {
            Month = row.GetString("Month")!, Left = row.GetInt32("Left") ?? 0, Moved = row.GetInt32("Moved") ?? 0, Unknown = row.GetInt32("Unknown") ?? 0,
        };
    }

    private static string KeyOf(int number) => BatchPrefix + number.ToString("D7", CultureInfo.InvariantCulture);
}
