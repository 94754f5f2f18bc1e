using ChainatBot.Storage;

namespace ChainatBot.Summaries;

/// <summary>
/// Keeps each tambon's snapshot in step with its opinions. Whoever writes, corrects or deletes an opinion leaves a mark in
/// <c>OpinionChanges</c> afterwards; folding re-reads the marked opinions only, so that its cost follows the change.
/// </summary>
/// <remarks>
/// Safe at any crash and with any number of processes folding at once. A piece is loaded <em>before</em> its opinions are
/// read and saved by ETag: if nobody saved in between, what was read is at least as new as what is replaced. Marks are
/// deleted last, each by its ETag, so that a mark set again in the meantime stays for the next fold.
/// </remarks>
public sealed class SummaryLedger(ITableStore store, string groupingVersion, Func<string, IReadOnlyList<string>> terms)
{
    private const string Opinions = "Opinions";
    private const string Changes = "OpinionChanges";
    private const string Head = "head";
    private const string Format = "3";
    private const int MaximumAttempts = 50;
    private const string Shards = "0123456789abcdef";

    /// <summary>Folds in what changed and returns the tambon's state; rebuilds where there is no snapshot or it was grouped by another lexicon.</summary>
    public async Task<SummaryState> LoadAsync(string tambon, CancellationToken cancellationToken = default)
    {
        await FoldAsync(tambon, cancellationToken);
        var contributions = new List<Contribution>();
        await foreach (var row in store.RowsAsync(SummaryBucket.Table, tambon, "0", SummaryBucket.AfterLast, cancellationToken: cancellationToken))
            contributions.AddRange(SummaryBucket.Unpack(row));
        contributions.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new SummaryState(tambon, contributions);
    }

    /// <summary>Folds in the opinions that changed since the last fold.</summary>
    public async Task FoldAsync(string tambon, CancellationToken cancellationToken = default)
    {
        var head = await store.GetAsync(SummaryBucket.Table, tambon, Head, cancellationToken);
        if (head?.GetString("Grouping") != groupingVersion || head.GetString("Format") != Format)
        {
            await RebuildAsync(tambon, cancellationToken);
            return;
        }
        await Task.WhenAll(Shards.Select(shard => FoldShardAsync(tambon, shard, cancellationToken)));
    }

    /// <summary>Folds where the snapshot or a mark still names an opinion whose row key starts with <paramref name="prefix"/>.</summary>
    public async Task ForgetAsync(string tambon, string prefix, CancellationToken cancellationToken = default)
    {
        var partition = $"{tambon}-{prefix[0]}";
        if (await store.GetAsync(SummaryBucket.Table, tambon, SummaryBucket.NameOf(prefix), cancellationToken) is { } bucket)
            foreach (var contribution in SummaryBucket.Unpack(bucket))
                if (contribution.Key.StartsWith(prefix, StringComparison.Ordinal)) await store.UpsertAsync(Changes, new TableRow(partition, contribution.Key), cancellationToken);
        // A mark that came to nothing holds the pseudonym as well.
        var marked = await store.QueryAsync(Changes, partition, prefix, RowKeys.After(prefix), 1, cancellationToken: cancellationToken);
        if (marked.Rows.Count > 0 || marked.Continuation is not null) await FoldAsync(tambon, cancellationToken);
    }

    /// <summary>Makes the snapshot anew from all opinions of the tambon; the same figures as folding gives.</summary>
    public async Task RebuildAsync(string tambon, CancellationToken cancellationToken = default)
    {
        foreach (var shard in Shards) await RebuildShardAsync(tambon, shard, cancellationToken);
        // Last, so that a rebuild cut short is begun again.
        await store.UpsertAsync(SummaryBucket.Table, new TableRow(tambon, Head) { { "Grouping", groupingVersion }, { "Format", Format } }, cancellationToken);
    }

    private async Task FoldShardAsync(string tambon, char shard, CancellationToken cancellationToken)
    {
        var partition = $"{tambon}-{shard}";
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(Changes, partition, continuation: continuation, cancellationToken: cancellationToken);
            foreach (var marks in page.Rows.GroupBy(mark => SummaryBucket.NameOf(mark.RowKey), StringComparer.Ordinal))
                await FoldBucketAsync(tambon, partition, marks.Key, [.. marks], cancellationToken);
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task FoldBucketAsync(string tambon, string partition, string bucket, IReadOnlyList<TableRow> marks, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            var saved = await store.GetAsync(SummaryBucket.Table, tambon, bucket, cancellationToken);
            var contributions = new SortedDictionary<string, Contribution>(StringComparer.Ordinal);
            if (saved is not null)
                foreach (var contribution in SummaryBucket.Unpack(saved)) contributions[contribution.Key] = contribution;
            foreach (var mark in marks)
            {
                var opinion = await store.GetAsync(Opinions, partition, mark.RowKey, cancellationToken);
                if (Contribution.Of(opinion, terms) is { } contribution) contributions[mark.RowKey] = contribution;
                else contributions.Remove(mark.RowKey);
            }
            if (!await SaveAsync(tambon, bucket, contributions.Values, saved?.ETag, cancellationToken)) continue;
            await DeleteMarksAsync(partition, marks, cancellationToken);
            return;
        }
        throw Contended(tambon);
    }

    private async Task RebuildShardAsync(string tambon, char shard, CancellationToken cancellationToken)
    {
        var partition = $"{tambon}-{shard}";
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            var marks = await store.RowsAsync(Changes, partition, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            var saved = new Dictionary<string, string?>(StringComparer.Ordinal);
            await foreach (var row in store.RowsAsync(SummaryBucket.Table, tambon, $"{shard}", $"{shard}g", cancellationToken: cancellationToken)) saved[row.RowKey] = row.ETag;
            var buckets = saved.Keys.ToDictionary(name => name, _ => new List<Contribution>(), StringComparer.Ordinal);
            await foreach (var opinion in store.RowsAsync(Opinions, partition, cancellationToken: cancellationToken))
            {
                if (Contribution.Of(opinion, terms) is not { } contribution) continue;
                var name = SummaryBucket.NameOf(contribution.Key);
                if (!buckets.TryGetValue(name, out var bucket)) buckets[name] = bucket = [];
                bucket.Add(contribution);
            }
            var won = true;
            foreach (var (name, bucket) in buckets)
                won &= await SaveAsync(tambon, name, bucket, saved.GetValueOrDefault(name), cancellationToken);
            if (!won) continue;
            await DeleteMarksAsync(partition, marks, cancellationToken);
            return;
        }
        throw Contended(tambon);
    }

    private async Task<bool> SaveAsync(string tambon, string bucket, IReadOnlyCollection<Contribution> contributions, string? etag, CancellationToken cancellationToken)
    {
        if (contributions.Count == 0)
            return etag is null || await store.DeleteAsync(SummaryBucket.Table, tambon, bucket, etag, cancellationToken);
        var row = SummaryBucket.Pack(tambon, bucket, contributions, etag);
        return etag is null
            ? await store.InsertAsync(SummaryBucket.Table, row, cancellationToken) is not null
            : await store.ReplaceAsync(SummaryBucket.Table, row, cancellationToken) is not null;
    }

    private async Task DeleteMarksAsync(string partition, IReadOnlyList<TableRow> marks, CancellationToken cancellationToken)
    {
        foreach (var batch in marks.Chunk(100))
        {
            if (await store.BatchAsync(Changes, [.. batch.Select(mark => new TableOperation.Delete(partition, mark.RowKey, mark.ETag))], cancellationToken)) continue;
            // One of them was set again or folded elsewhere: take the others one by one.
            foreach (var mark in batch) await store.DeleteAsync(Changes, partition, mark.RowKey, mark.ETag, cancellationToken);
        }
    }

    private static StorageUnavailableException Contended(string tambon) =>
        new($"The summary of tambon {tambon} is being written by others; try again.");
}
