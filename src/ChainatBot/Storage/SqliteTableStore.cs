using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ChainatBot.Storage;

/// <summary>
/// The embedded store: one SQLite file (WAL, <c>synchronous=FULL</c>), one writer with group commit, readers in parallel.
/// A write that was answered is on the disk. Other processes (the command line) may have the same file open.
/// </summary>
/// <remarks>
/// What is deleted leaves the files. Freed space is zeroed, and the log is emptied once the writer has been quiet for a
/// fifth of a second (after ten seconds at the latest). Rare stale copies that SQLite leaves inside pages go when the whole
/// file is written anew: after deletions, a second after the writer fell quiet (for large files at longer intervals, so that
/// it takes a hundredth of the time at most) and when the store is disposed of; after mere overwriting, every six hours; and
/// at once by <see cref="ScrubAsync"/>. Its tables can be read with any SQLite browser; see <see cref="SqliteWriteTable"/>.
/// </remarks>
public sealed class SqliteTableStore : ITableStore, IAsyncDisposable, IDisposable
{
    private readonly SqliteDatabase database;
    private readonly SqliteWriter writer;
    private readonly ConcurrentBag<SqliteReader> readers = [];
    private bool disposed;

    /// <param name="file">The database file; it and its folder are made on first use.</param>
    public SqliteTableStore(string file) : this(file, groupSize: 512, SqliteDatabase.DefaultBusyTimeout)
    {
    }

    internal SqliteTableStore(string file, int groupSize, TimeSpan busyTimeout)
    {
        database = new SqliteDatabase(file, busyTimeout);
        writer = new SqliteWriter(database, groupSize);
    }

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        return Read(r => r.Get(table, partitionKey, rowKey), cancellationToken);
    }

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckRow(row);
        return writer.WriteAsync(s => s.Insert(table, row), cancellationToken);
    }

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckRow(row);
        return writer.WriteAsync(s => s.Upsert(table, row), cancellationToken);
    }

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckReplacement(row);
        return writer.WriteAsync(s => s.Replace(table, row), cancellationToken);
    }

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        TableLimits.CheckETag(etag);
        return writer.WriteAsync(s => s.Delete(table, partitionKey, rowKey, etag), cancellationToken);
    }

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckBound(from, nameof(from));
        TableLimits.CheckBound(to, nameof(to));
        TableLimits.CheckPageSize(pageSize);
        TableLimits.CheckBound(continuation, nameof(continuation));
        return Read(r => r.Query(table, partitionKey, continuation ?? from ?? "", to, pageSize, cancellationToken), cancellationToken);
    }

    public Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckBatch(operations);
        return writer.WriteAsync(s => s.Batch(table, operations), cancellationToken);
    }

    /// <summary>
    /// Wipes what was deleted or overwritten so far from all of the store's files, now. Costs a rewrite of the whole file,
    /// during which writes wait.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Another process reads or writes all the time.</exception>
    public Task ScrubAsync(CancellationToken cancellationToken = default) => writer.ScrubAsync(cancellationToken);

    /// <summary>Finishes the writes that were accepted, wipes what was deleted, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref disposed, true);
        // Readers first: the last connection to close removes the log.
        while (readers.TryTake(out var reader)) reader.Dispose();
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    // On the caller's thread: a point read takes microseconds, less than handing it to another thread would.
    private Task<T> Read<T>(Func<SqliteReader, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed), this);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        SqliteReader? reader = null;
        try
        {
            if (!readers.TryTake(out reader)) reader = new SqliteReader(database);
            return Task.FromResult(read(reader));
        }
        catch (SqliteException fault) when (SqliteDatabase.IsUnavailable(fault))
        {
            // This connection may be past helping; the next read opens a new one.
            reader?.Dispose();
            reader = null;
            return Task.FromException<T>(SqliteDatabase.Unavailable(fault));
        }
        catch (OperationCanceledException fault)
        {
            return Task.FromCanceled<T>(fault.CancellationToken);
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
        finally
        {
            if (reader is not null)
            {
                if (Volatile.Read(ref disposed)) reader.Dispose();
                else readers.Add(reader);
            }
        }
    }
}
