using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace ChainatBot.Storage;

/// <summary>Azure Table Storage, for deployments of several replicas.</summary>
/// <remarks>
/// <para>The client tries again after a timeout or an error of the service. Where the first try had arrived after all, an insert
/// or a replace then finds its own row and answers null: “somebody was here before” includes oneself. What is kept under
/// derived keys, and states that carry the event they were made by, bear that.</para>
/// <para>Azure keeps the moment of the last change of each row (<c>Timestamp</c>) and offers no way not to. It is never
/// read here, exported or shown.</para>
/// </remarks>
public sealed class AzureTableStore(TableServiceClient service) : ITableStore
{
    private readonly ConcurrentDictionary<string, TableClient> tables = new(StringComparer.OrdinalIgnoreCase);

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        return CallAsync(async client =>
        {
            var found = await client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken).ConfigureAwait(false);
            return found.HasValue ? RowOf(found.Value!) : null;
        }, table, cancellationToken);
    }

    public Task<string?> InsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckRow(row);
        return WriteAsync(async client =>
        {
            try
            {
                var response = await client.AddEntityAsync(EntityOf(row), cancellationToken).ConfigureAwait(false);
                return ETagOf(response);
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                return null;
            }
        }, table, cancellationToken);
    }

    public Task<string> UpsertAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckRow(row);
        return WriteAsync(async client => ETagOf(await client.UpsertEntityAsync(EntityOf(row), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false)), table, cancellationToken);
    }

    public Task<string?> ReplaceAsync(string table, TableRow row, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckReplacement(row);
        return CallAsync(async client =>
        {
            try
            {
                var response = await client.UpdateEntityAsync(EntityOf(row), new ETag(row.ETag!), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
                return ETagOf(response);
            }
            catch (RequestFailedException fault) when (fault.Status is 404 or 412)
            {
                return null;
            }
        }, table, cancellationToken);
    }

    public Task<bool> DeleteAsync(string table, string partitionKey, string rowKey, string? etag = null, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckKey(rowKey, nameof(rowKey));
        TableLimits.CheckETag(etag);
        return CallAsync(async client =>
        {
            try
            {
                var response = await client.DeleteEntityAsync(partitionKey, rowKey, etag is null ? ETag.All : new ETag(etag), cancellationToken).ConfigureAwait(false);
                return response.Status != 404;
            }
            catch (RequestFailedException fault) when (fault.Status is 404 or 412)
            {
                return false;
            }
        }, table, cancellationToken);
    }

    public Task<TablePage> QueryAsync(string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, string? continuation = null, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckKey(partitionKey, nameof(partitionKey));
        TableLimits.CheckBound(from, nameof(from));
        TableLimits.CheckBound(to, nameof(to));
        TableLimits.CheckPageSize(pageSize);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}");
        if (!string.IsNullOrEmpty(from)) filter += TableClient.CreateQueryFilter($" and RowKey ge {from}");
        if (to is not null) filter += TableClient.CreateQueryFilter($" and RowKey lt {to}");
        return CallAsync(async client =>
        {
            try
            {
                var pages = client.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken).AsPages(continuation, pageSize);
                await foreach (var page in pages.ConfigureAwait(false))
                    return new TablePage([.. page.Values.Select(RowOf)], string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
                return new TablePage([], null);
            }
            catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.TableNotFound)
            {
                return new TablePage([], null);
            }
        }, table, cancellationToken);
    }

    public Task<bool> BatchAsync(string table, IReadOnlyList<TableOperation> operations, CancellationToken cancellationToken = default)
    {
        TableLimits.CheckTable(table);
        TableLimits.CheckBatch(operations);
        return WriteAsync(client => SubmitAsync(client, [.. operations], cancellationToken), table, cancellationToken);
    }

    private static async Task<bool> SubmitAsync(TableClient client, List<TableOperation> operations, CancellationToken cancellationToken)
    {
        while (operations.Count > 0)
        {
            try
            {
                await client.SubmitTransactionAsync(operations.Select(ActionOf), cancellationToken).ConfigureAwait(false);
                return true;
            }
            // Deleting what is not there is no broken precondition here, but Azure fails the whole batch for it: leave that step out.
            catch (TableTransactionFailedException fault) when (fault.Status == 404 && fault.FailedTransactionActionIndex is { } at
                && at < operations.Count && operations[at] is TableOperation.Delete { ETag: null })
            {
                operations.RemoveAt(at);
            }
            catch (TableTransactionFailedException fault) when (fault.ErrorCode != TableErrorCode.TableNotFound
                && (fault.Status is 404 or 412 || fault.ErrorCode == TableErrorCode.EntityAlreadyExists))
            {
                return false;
            }
        }
        return true;
    }

    private static TableTransactionAction ActionOf(TableOperation operation) => operation switch
    {
        TableOperation.Insert(var row) => new(TableTransactionActionType.Add, EntityOf(row)),
        TableOperation.Upsert(var row) => new(TableTransactionActionType.UpsertReplace, EntityOf(row)),
        TableOperation.Replace(var row) => new(TableTransactionActionType.UpdateReplace, EntityOf(row), new ETag(row.ETag!)),
        TableOperation.Delete(var partitionKey, var rowKey, var etag) => new(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), etag is null ? ETag.All : new ETag(etag)),
        _ => throw new ArgumentException("An operation of an unknown kind.", nameof(operation)),
    };

    /// <summary>A write that may be the table's first.</summary>
    private Task<T> WriteAsync<T>(Func<TableClient, Task<T>> write, string table, CancellationToken cancellationToken) => CallAsync(async client =>
    {
        try
        {
            return await write(client).ConfigureAwait(false);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.TableNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
            return await write(client).ConfigureAwait(false);
        }
    }, table, cancellationToken);

    private async Task<T> CallAsync<T>(Func<TableClient, Task<T>> call, string table, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call(tables.GetOrAdd(table, static (name, service) => service.GetTableClient(name), service)).ConfigureAwait(false);
        }
        catch (Exception fault) when (AzureFaults.IsUnavailable(fault, cancellationToken))
        {
            throw AzureFaults.Unavailable(fault);
        }
    }

    private static string ETagOf(Response response) => response.Headers.ETag?.ToString() ?? throw new StorageUnavailableException("Azure Storage answered a write without an ETag.");

    private static TableEntity EntityOf(TableRow row)
    {
        var entity = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (column, value) in row) entity[column] = value is DateTimeOffset time ? time.ToUniversalTime() : value;
        return entity;
    }

    private static TableRow RowOf(TableEntity entity)
    {
        var row = new TableRow(entity.PartitionKey, entity.RowKey) { ETag = entity.ETag.ToString() };
        foreach (var (column, value) in entity)
        {
            if (column is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") continue;
            row[column] = value switch
            {
                BinaryData bytes => bytes.ToArray(),
                DateTime time => new DateTimeOffset(time.ToUniversalTime()),
                _ => value,
            };
        }
        return row;
    }
}
