using System.Buffers;
using System.Text;

namespace ChainatBot.Storage;

/// <summary>
/// What a table, key, column, row and batch may be: Azure Table Storage's limits, and a few narrower ones where the two
/// backends would otherwise differ. Both call these checks before anything else; a broken limit is an
/// <see cref="ArgumentException"/> whose message says what is wrong without repeating stored content.
/// </summary>
/// <remarks>
/// Source: “Understanding the Table service data model” and “Performing entity group transactions” of the Azure Storage
/// REST reference. Narrower than Azure: keys are not empty; column names are ASCII; strings hold no unpaired surrogates
/// (they have no UTF-8 form); doubles are finite (JSON and SQLite have no NaN); and keys hold no character from U+E000 to U+FFFF (private use, half- and full-width forms):
/// those are the only ones that UTF-16 order, which Azure uses, and UTF-8 order, which SQLite uses, place differently
/// against emoji, so that without them both stores page in the same order.
/// </remarks>
public static class TableLimits
{
    /// <summary>UTF-16 units of a partition or row key: 1 KiB.</summary>
    public const int KeyLength = 512;
    /// <summary>UTF-16 units of a string column: 64 KiB.</summary>
    public const int StringLength = 32_768;
    /// <summary>Bytes of a binary column.</summary>
    public const int BytesLength = 65_536;
    /// <summary>Bytes of a row, keys and column names included, by <see cref="SizeOf"/>.</summary>
    public const int RowSize = 1_048_576;
    /// <summary>Columns of a row besides the keys and the time stamp that Azure adds.</summary>
    public const int ColumnCount = 252;
    /// <summary>Rows of a batch.</summary>
    public const int BatchCount = 100;
    /// <summary>Bytes of a whole batch on the wire.</summary>
    public const int BatchSize = 4 * 1_048_576;
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 1_000;

    /// <summary>Azure keeps no earlier moment.</summary>
    public static readonly DateTimeOffset EarliestTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
        [.. "/\\#?", .. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c)]);

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c)]);

    private static readonly SearchValues<char> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>A table name: 3–63 ASCII letters and digits, a letter first, not “tables”. Case makes no difference.</summary>
    public static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Length is < 3 or > 63 || table.AsSpan().ContainsAnyExcept(Alphanumeric) || !char.IsAsciiLetter(table[0]))
            throw new ArgumentException($"A table's name is 3 to 63 letters and digits and starts with a letter; “{table}” is not.", nameof(table));
        if (table.Equals("tables", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("A table may not be named “tables”: Azure keeps that name for itself.", nameof(table));
    }

    /// <summary>A partition or row key that a row may have.</summary>
    public static void CheckKey(string key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        if (key.Length == 0)
            throw new ArgumentException("A key may not be empty.", parameter);
        if (key.AsSpan().ContainsAny(ForbiddenInKeys))
            throw new ArgumentException("A key may not hold / \\ # ? or a control character.", parameter);
        CheckOrderable(key, parameter);
    }

    /// <summary>An end of a row-key range. It need not be a key that a row may have: <c>/</c> is the end of all that starts with <c>.</c>.</summary>
    public static void CheckBound(string? bound, string parameter)
    {
        if (bound is null) return;
        if (bound.AsSpan().ContainsAny(Controls))
            throw new ArgumentException("The end of a range may not hold a control character.", parameter);
        CheckOrderable(bound, parameter);
    }

    private static void CheckOrderable(string key, string parameter)
    {
        if (key.Length > KeyLength)
            throw new ArgumentException($"A key has at most {KeyLength} UTF-16 units (1 KiB); this one has {key.Length}.", parameter);
        if (key.AsSpan().ContainsAnyInRange('\uE000', '\uFFFF'))
            throw new ArgumentException($"A key may not hold a character from U+E000 to U+FFFF: stores order those differently. For the end of all keys with a prefix use {nameof(RowKeys)}.{nameof(RowKeys.After)}.", parameter);
        if (HasUnpairedSurrogate(key))
            throw new ArgumentException("A key may not hold half of a surrogate pair.", parameter);
    }

    /// <summary>A column name: 1–255 ASCII letters, digits and underscores, no digit first, not one of the store's own.</summary>
    public static void CheckColumn(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Length is 0 or > 255 || column.AsSpan().ContainsAnyExcept(Word) || char.IsAsciiDigit(column[0]))
            throw new ArgumentException($"A column's name is 1 to 255 letters, digits and underscores and starts with no digit; “{column}” is not.", nameof(column));
        if (column.Equals("PartitionKey", StringComparison.OrdinalIgnoreCase) || column.Equals("RowKey", StringComparison.OrdinalIgnoreCase)
            || column.Equals("Timestamp", StringComparison.OrdinalIgnoreCase) || column.Equals("ETag", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"A column may not be named “{column}”: the store has one of its own.", nameof(column));
    }

    /// <summary>A row that may be written.</summary>
    public static void CheckRow(TableRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        CheckKey(row.PartitionKey, nameof(row));
        CheckKey(row.RowKey, nameof(row));
        if (row.Count > ColumnCount)
            throw new ArgumentException($"A row has at most {ColumnCount} columns; this one has {row.Count}.", nameof(row));
        foreach (var (column, value) in row)
        {
            CheckColumn(column);
            CheckValue(column, value);
        }
        var size = SizeOf(row);
        if (size > RowSize)
            throw new ArgumentException($"A row has at most {RowSize} bytes (1 MiB); this one has {size}.", nameof(row));
    }

    /// <summary>A row for <see cref="ITableStore.ReplaceAsync"/>: it must carry the ETag it was read with.</summary>
    public static void CheckReplacement(TableRow row)
    {
        CheckRow(row);
        if (string.IsNullOrEmpty(row.ETag))
            throw new ArgumentException("A replacement needs the ETag of the row it replaces.", nameof(row));
    }

    /// <summary>An ETag given to a delete: null for whatever is there, but never empty, which would be a forgotten one.</summary>
    public static void CheckETag(string? etag)
    {
        if (etag is { Length: 0 })
            throw new ArgumentException("An ETag may not be empty; give null to delete whatever is there.", nameof(etag));
    }

    /// <summary>A batch: 1–100 operations on different rows of one partition, within 4 MiB.</summary>
    public static void CheckBatch(IReadOnlyList<TableOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count is 0 or > BatchCount)
            throw new ArgumentException($"A batch has 1 to {BatchCount} operations; this one has {operations.Count}.", nameof(operations));
        string? partition = null;
        var rows = new HashSet<string>(operations.Count, StringComparer.Ordinal);
        long wire = 0;
        foreach (var operation in operations)
        {
            var (partitionKey, rowKey) = Check(operation);
            partition ??= partitionKey;
            if (!string.Equals(partition, partitionKey, StringComparison.Ordinal))
                throw new ArgumentException("The rows of a batch share one partition key; these don't.", nameof(operations));
            if (!rows.Add(rowKey))
                throw new ArgumentException("A row may be in a batch only once.", nameof(operations));
            wire += WireSizeOf(operation);
        }
        if (wire > BatchSize)
            throw new ArgumentException($"A batch has at most {BatchSize} bytes (4 MiB) on the wire; this one needs about {wire}.", nameof(operations));
    }

    /// <summary>A page's size: 1–1,000 rows.</summary>
    public static void CheckPageSize(int pageSize)
    {
        if (pageSize is < 1 or > PageSize)
            throw new ArgumentOutOfRangeException(nameof(pageSize), pageSize, $"A page has 1 to {PageSize} rows.");
    }

    /// <summary>Bytes of a row as Azure counts them: 4, two a UTF-16 unit of the keys, and for each column 8, its name likewise and its value.</summary>
    public static long SizeOf(TableRow row)
    {
        long size = 4 + 2 * (row.PartitionKey.Length + row.RowKey.Length);
        foreach (var (column, value) in row)
        {
            size += 8 + 2 * column.Length + value switch
            {
                string text => 4 + 2L * text.Length,
                byte[] bytes => 4 + bytes.Length,
                bool => 1,
                int => 4,
                _ => 8,
            };
        }
        return size;
    }

    private static (string PartitionKey, string RowKey) Check(TableOperation operation)
    {
        switch (operation)
        {
            case TableOperation.Insert(var row):
                CheckRow(row);
                return (row.PartitionKey, row.RowKey);
            case TableOperation.Upsert(var row):
                CheckRow(row);
                return (row.PartitionKey, row.RowKey);
            case TableOperation.Replace(var row):
                CheckReplacement(row);
                return (row.PartitionKey, row.RowKey);
            case TableOperation.Delete(var partitionKey, var rowKey, var etag):
                CheckKey(partitionKey, nameof(partitionKey));
                CheckKey(rowKey, nameof(rowKey));
                CheckETag(etag);
                return (partitionKey, rowKey);
            default:
                throw new ArgumentException("A batch may not hold null.", nameof(operation));
        }
    }

    private static void CheckValue(string column, object value)
    {
        switch (value)
        {
            case string text when text.Length > StringLength:
                throw new ArgumentException($"Column {column}: a string has at most {StringLength} UTF-16 units (64 KiB); this one has {text.Length}.", nameof(value));
            case string text when HasUnpairedSurrogate(text):
                throw new ArgumentException($"Column {column}: a string may not hold half of a surrogate pair.", nameof(value));
            case byte[] { Length: > BytesLength } bytes:
                throw new ArgumentException($"Column {column}: a value has at most {BytesLength} bytes (64 KiB); this one has {bytes.Length}.", nameof(value));
            case DateTimeOffset time when time < EarliestTime:
                throw new ArgumentException($"Column {column}: a time may not be before the year 1601.", nameof(value));
            case double number when !double.IsFinite(number):
                throw new ArgumentException($"Column {column}: only a number can be kept, neither NaN nor infinity.", nameof(value));
            case string or bool or int or long or double or DateTimeOffset or byte[]:
                return;
            default:
                throw new ArgumentException($"Column {column}: a value of type {value.GetType().Name} can't be kept; it is string, bool, int, long, double, DateTimeOffset or byte[].", nameof(value));
        }
    }

    private static bool HasUnpairedSurrogate(string text)
    {
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var used) != OperationStatus.Done) return true;
            rest = rest[(at + used)..];
        }
        return false;
    }

    // The client escapes every character beyond ASCII as \uXXXX, sends bytes as base64, and puts headers around each operation.
    private static long WireSizeOf(TableOperation operation) => operation switch
    {
        TableOperation.Insert(var row) => WireSizeOf(row),
        TableOperation.Upsert(var row) => WireSizeOf(row),
        TableOperation.Replace(var row) => WireSizeOf(row),
        _ => 4096,
    };

    private static long WireSizeOf(TableRow row)
    {
        long size = 1024 + WireSizeOf(row.PartitionKey) * 3 + WireSizeOf(row.RowKey) * 3;
        foreach (var (column, value) in row)
        {
            size += 2 * column.Length + 48 + value switch
            {
                string text => WireSizeOf(text),
                byte[] bytes => (bytes.Length + 2L) / 3 * 4,
                _ => 32,
            };
        }
        return size;
    }

    private static long WireSizeOf(string text)
    {
        var plain = 0;
        foreach (var c in text)
            if (char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.' or ',' or ':' or '_' or '/') plain++;
        return plain + 6L * (text.Length - plain);
    }
}
