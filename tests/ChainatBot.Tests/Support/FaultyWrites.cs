using ChainatBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Support;

/// <summary>The real store, except that one write of those to come can be told to fail, once or from then on. Leases, the schedule and newly arriving events are left alone.</summary>
public sealed class FaultyWrites(ITableStore inner) : ITableStore, IAsyncDisposable
{
    private int left = -1;
    private bool forGood;

    /// <summary>Whether the write that was to fail has come.</summary>
    public bool HasFailed { get; private set; }

    public static void Use(IServiceCollection services)
    {
        var real = services.Last(s => s.ServiceType == typeof(ITableStore)).ImplementationFactory!;
        services.AddSingleton(provider => new FaultyWrites((ITableStore)real(provider)));
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<FaultyWrites>());
    }

    /// <param name="after">So many writes succeed before.</param>
    /// <param name="stayBroken">All later writes fail as well, as if the disk were gone.</param>
    public void FailAfter(int after, bool stayBroken = false)
    {
        (HasFailed, forGood) = (false, stayBroken);
        Volatile.Write(ref left, after);
    }

    public void Heal() => Volatile.Write(ref left, -1);

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
        inner.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partitionKey, from, to, pageSize, continuation, cancellationToken);

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => Write(table, row.RowKey, () => inner.InsertAsync(table, row, cancellationToken));

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => Write(table, row.RowKey, () => inner.UpsertAsync(table, row, cancellationToken));

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default) => Write(table, row.RowKey, () => inner.ReplaceAsync(table, row, cancellationToken));

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default) =>
        Write(table, rowKey, () => inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken));

    public Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default) =>
        table == "Inbox" ? inner.BatchAsync(table, operations, cancellationToken) : Write(table, "", () => inner.BatchAsync(table, operations, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private Task<T> Write<T>(string table, string rowKey, Func<Task<T>> act)
    {
        if (rowKey == "lease" || table == "Schedule" || Volatile.Read(ref left) < 0) return act();
        if (Interlocked.Decrement(ref left) >= 0) return act();
        HasFailed = true;
        // Below zero means healed: a fault that stays is put back to the next write.
        if (forGood) Volatile.Write(ref left, 0);
        return Task.FromException<T>(new StorageUnavailableException("away"));
    }
}
