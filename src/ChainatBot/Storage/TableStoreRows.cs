using System.Runtime.CompilerServices;

namespace ChainatBot.Storage;

/// <summary>Whole ranges of a <see cref="ITableStore"/>, read page by page.</summary>
public static class TableStoreRows
{
    /// <summary>
    /// All rows of a partition from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive; null: open) in ordinal row-key order.
    /// No more than one page is in memory; a row changed meanwhile comes as it was when its page was read.
    /// </summary>
    /// <param name="pageSize">Rows read at once, 1–1000.</param>
    public static async IAsyncEnumerable<TableRow> RowsAsync(
        this ITableStore store, string table, string partitionKey, string? from = null, string? to = null, int pageSize = 1000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync(table, partitionKey, from, to, pageSize, continuation, cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Rows) yield return row;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
