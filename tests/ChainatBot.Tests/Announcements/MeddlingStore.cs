using ChainatBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Announcements;

/// <summary>The real store, except that a test may act right after a batch of rows was written.</summary>
internal sealed class MeddlingStore(ITableStore inner) : ITableStore, IAsyncDisposable
{
    /// <summary>Called with the table after each successful batch.</summary>
    public Func<string, Task>? AfterBatch { get; set; }

    public static void Use(IServiceCollection services)
    {
        var real = services.Last(s => s.ServiceType == typeof(ITableStore)).ImplementationFactory!;
        services.AddSingleton(provider => new MeddlingStore((ITableStore)real(provider)));
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<MeddlingStore>());
    }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) => inner.GetAsync(table, partitionKey, rowKey, cancellationToken);

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => inner.InsertAsync(table, row, cancellationToken);

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => inner.UpsertAsync(table, row, cancellationToken);

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default) => inner.ReplaceAsync(table, row, cancellationToken);

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken);

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(table, partitionKey, from, to, pageSize, continuation, cancellationToken);

    public async Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default)
    {
        var done = await inner.BatchAsync(table, operations, cancellationToken);
        if (done && AfterBatch is { } meddle) await meddle(table);
        return done;
    }

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
