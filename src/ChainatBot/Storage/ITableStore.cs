namespace ChainatBot.Storage;

/// <summary>
/// A table store with the semantics of Azure Table Storage and no more. Both backends reject what Azure rejects, so that
/// code that works on the embedded store works in the cloud.
/// </summary>
/// <remarks>
/// Limits, checked before any call and stated in <see cref="TableLimits"/>: keys of 1–512 UTF-16 units without <c>/ \ # ?</c> or
/// control characters; a property ≤ 64 KiB (strings ≤ 32,768 UTF-16 units); a row ≤ 1 MiB and ≤ 252 properties; a batch ≤ 100
/// rows of one partition, no row twice. Breaking one throws <see cref="ArgumentException"/>. A store that can't be reached throws <see cref="StorageUnavailableException"/>.
/// Tables are made on first use.
/// </remarks>
public interface ITableStore
{
    /// <summary>The row, or null where there is none.</summary>
    Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default);

    /// <summary>Adds a row. Returns its ETag, or null where a row with these keys is there already (nothing is changed then).</summary>
    Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default);

    /// <summary>Adds the row or replaces it whole. Returns the new ETag.</summary>
    Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default);

    /// <summary>Replaces the row whole if it still has <see cref="TableRow.ETag"/>. Returns the new ETag, or null where it changed or is gone.</summary>
    Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default);

    /// <summary>Deletes the row, only if it still has <paramref name="etag"/> where one is given. False where it changed or is gone.</summary>
    Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// One page of a partition's rows in ordinal row-key order: <paramref name="from"/> inclusive to <paramref name="to"/>
    /// exclusive (null: open); for a prefix end with <see cref="RowKeys.After"/>. Hand <see cref="TablePage.Continuation"/> back,
    /// with the same range, for the next page; it is null after the last. A page before that may hold fewer rows than asked for, even none.
    /// </summary>
    Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default);

    /// <summary>Does all operations or none. False where one of them found its precondition broken (insert: there already; replace/delete with ETag: changed or gone). Deleting without ETag what is not there breaks nothing.</summary>
    Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default);
}

/// <summary>One page of a query.</summary>
public sealed record TablePage(IReadOnlyList<TableRow> Rows, string? Continuation);

/// <summary>One step of an atomic batch.</summary>
public abstract record TableOperation
{
    private TableOperation() { }
    public sealed record Insert(TableRow Row) : TableOperation;
    public sealed record Upsert(TableRow Row) : TableOperation;
    /// <summary>By <see cref="TableRow.ETag"/>.</summary>
    public sealed record Replace(TableRow Row) : TableOperation;
    public sealed record Delete(string PartitionKey, string RowKey, string? ETag = null) : TableOperation;
}

/// <summary>The store did not answer; the caller may try again later.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
