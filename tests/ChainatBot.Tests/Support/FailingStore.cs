using ChainatBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Support;

/// <summary>The real store, except that one table can be told to fail.</summary>
public sealed class FailingStore(ITableStore inner, string table, Exception fault) : ITableStore, IAsyncDisposable
{
    public volatile bool IsBroken;

    public static void Break(IServiceCollection services, string table, Exception? fault = null)
    {
        var real = services.Last(s => s.ServiceType == typeof(ITableStore)).ImplementationFactory!;
        services.AddSingleton(provider => new FailingStore((ITableStore)real(provider), table, fault ?? new InvalidOperationException("a bug")));
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<FailingStore>());
    }

    public Task<TableRow?> GetAsync(string name, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
        On(name, () => inner.GetAsync(name, partitionKey, rowKey, cancellationToken));

    public Task<string?> InsertAsync(string name, TableRow row, CancellationToken cancellationToken = default) => On(name, () => inner.InsertAsync(name, row, cancellationToken));

    public Task<string> UpsertAsync(string name, TableRow row, CancellationToken cancellationToken = default) => On(name, () => inner.UpsertAsync(name, row, cancellationToken));

    public Task<string?> ReplaceAsync(string name, TableRow row, CancellationToken cancellationToken = default) => On(name, () => inner.ReplaceAsync(name, row, cancellationToken));

    public Task<bool> DeleteAsync(string name, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default) =>
        On(name, () => inner.DeleteAsync(name, partitionKey, rowKey, etag, cancellationToken));

    public Task<TablePage> QueryAsync(string name, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default) =>
        On(name, () => inner.QueryAsync(name, partitionKey, from, to, pageSize, continuation, cancellationToken));

    public Task<bool> BatchAsync(string name, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default) =>
        On(name, () => inner.BatchAsync(name, operations, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private Task<T> On<T>(string name, Func<Task<T>> act) => IsBroken && name == table ? Task.FromException<T>(fault) : act();
}
