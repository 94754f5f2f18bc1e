using ChainatBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Support;

/// <summary>The real store, except that one table can be told to fail.</summary>
public sealed class FailingStore(ITableStore inner, string failing, Exception fault) : ITableStore, IAsyncDisposable
{
    private volatile bool broken;

    public bool IsBroken
    {
        get => broken;
        set => broken = value;
    }

    public static void Break(IServiceCollection services, string table, Exception? fault = null)
    {
        var real = services.Last(s => s.ServiceType == typeof(ITableStore)).ImplementationFactory!;
        services.AddSingleton(provider => new FailingStore((ITableStore)real(provider), table, fault ?? new InvalidOperationException("a bug")));
        services.AddSingleton<ITableStore>(provider => provider.GetRequiredService<FailingStore>());
    }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default) =>
        On(table, () => inner.GetAsync(table, partitionKey, rowKey, cancellationToken));

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => On(table, () => inner.InsertAsync(table, row, cancellationToken));

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default) => On(table, () => inner.UpsertAsync(table, row, cancellationToken));

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default) => On(table, () => inner.ReplaceAsync(table, row, cancellationToken));

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default) =>
        On(table, () => inner.DeleteAsync(table, partitionKey, rowKey, etag, cancellationToken));

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default) =>
        On(table, () => inner.QueryAsync(table, partitionKey, from, to, pageSize, continuation, cancellationToken));

    public Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default) =>
        On(table, () => inner.BatchAsync(table, operations, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private Task<T> On<T>(string table, Func<Task<T>> act) => IsBroken && table == failing ? Task.FromException<T>(fault) : act();
}
