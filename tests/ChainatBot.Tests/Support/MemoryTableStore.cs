using System.Globalization;
using ChainatBot.Storage;

namespace ChainatBot.Tests.Support;

/// <summary>A table store in memory, fast enough for thousands of random histories. Counts what is read, and lets a test act between two calls.</summary>
public sealed class MemoryTableStore : ITableStore
{
    private readonly Dictionary<(string Table, string Partition), SortedDictionary<string, TableRow>> partitions = [];
    private readonly Lock gate = new();
    private long version;

    /// <summary>Rows handed out by get and query, by table.</summary>
    public Dictionary<string, int> RowsRead { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs before each call that writes, outside the lock; may throw to play a crash, or write by itself to play another process.</summary>
    public Action<string>? BeforeWrite { get; set; }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var row = Find(table, partitionKey, rowKey);
            if (row is not null) CountRead(table, 1);
            return Task.FromResult(row is null ? null : Copy(row, row.ETag!));
        }
    }

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(table);
        lock (gate) return Task.FromResult(Find(table, row.PartitionKey, row.RowKey) is null ? Put(table, row) : null);
    }

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(table);
        lock (gate) return Task.FromResult(Put(table, row));
    }

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(table);
        lock (gate) return Task.FromResult(Find(table, row.PartitionKey, row.RowKey)?.ETag == row.ETag && row.ETag is not null ? Put(table, row) : null);
    }

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(table);
        lock (gate)
        {
            if (Find(table, partitionKey, rowKey) is not { } row || (etag is not null && row.ETag != etag)) return Task.FromResult(false);
            return Task.FromResult(partitions[(table, partitionKey)].Remove(rowKey));
        }
    }

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            var start = continuation ?? from;
            var rows = (partitions.GetValueOrDefault((table, partitionKey)) ?? [])
                .Where(row => (start is null || string.CompareOrdinal(row.Key, start) >= 0) && (to is null || string.CompareOrdinal(row.Key, to) < 0))
                .Take(pageSize + 1).Select(row => Copy(row.Value, row.Value.ETag!)).ToList();
            var next = rows.Count > pageSize ? rows[pageSize].RowKey : null;
            if (next is not null) rows.RemoveAt(pageSize);
            CountRead(table, rows.Count);
            return Task.FromResult(new TablePage(rows, next));
        }
    }

    public Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default)
    {
        BeforeWrite?.Invoke(table);
        lock (gate)
        {
            foreach (var operation in operations)
            {
                var holds = operation switch
                {
                    TableOperation.Insert i => Find(table, i.Row.PartitionKey, i.Row.RowKey) is null,
                    TableOperation.Replace r => Find(table, r.Row.PartitionKey, r.Row.RowKey)?.ETag == r.Row.ETag,
                    TableOperation.Delete { ETag: { } etag } d => Find(table, d.PartitionKey, d.RowKey)?.ETag == etag,
                    _ => true,
                };
                if (!holds) return Task.FromResult(false);
            }
            foreach (var operation in operations)
            {
                switch (operation)
                {
                    case TableOperation.Insert i: Put(table, i.Row); break;
                    case TableOperation.Upsert u: Put(table, u.Row); break;
                    case TableOperation.Replace r: Put(table, r.Row); break;
                    case TableOperation.Delete d: partitions.GetValueOrDefault((table, d.PartitionKey))?.Remove(d.RowKey); break;
                }
            }
            return Task.FromResult(true);
        }
    }

    private TableRow? Find(string table, string partition, string row) =>
        partitions.GetValueOrDefault((table, partition))?.GetValueOrDefault(row);

    private string Put(string table, TableRow row)
    {
        var etag = (++version).ToString(CultureInfo.InvariantCulture);
        if (!partitions.TryGetValue((table, row.PartitionKey), out var rows))
            partitions[(table, row.PartitionKey)] = rows = new SortedDictionary<string, TableRow>(StringComparer.Ordinal);
        rows[row.RowKey] = Copy(row, etag);
        return etag;
    }

    private void CountRead(string table, int rows) => RowsRead[table] = RowsRead.GetValueOrDefault(table) + rows;

    private static TableRow Copy(TableRow row, string etag)
    {
        var copy = new TableRow(row.PartitionKey, row.RowKey) { ETag = etag };
        foreach (var (column, value) in row) copy[column] = value;
        return copy;
    }
}
