using System.Collections;
using System.Globalization;

namespace ChainatBot.Storage;

/// <summary>
/// A row of plain typed columns, so that Storage Explorer, Excel and Power BI can read it. Values are string, bool, int,
/// long, double, <see cref="DateTimeOffset"/> (kept in UTC) or byte[]; null means “no such column”.
/// </summary>
public sealed class TableRow(string partitionKey, string rowKey) : IEnumerable<KeyValuePair<string, object>>
{
    private readonly Dictionary<string, object> columns = new(StringComparer.Ordinal);

    /// <param name="room">For how many columns.</param>
    internal TableRow(string partitionKey, string rowKey, int room) : this(partitionKey, rowKey) => columns.EnsureCapacity(room);

    public string PartitionKey { get; } = partitionKey;
    public string RowKey { get; } = rowKey;

    /// <summary>Set on rows that were read; needed by replace.</summary>
    public string? ETag { get; init; }

    public int Count => columns.Count;

    /// <summary>The column's value, or null. Setting null removes the column.</summary>
    public object? this[string column]
    {
        get => columns.GetValueOrDefault(column);
        set
        {
            if (value is null) columns.Remove(column);
            else columns[column] = value;
        }
    }

    /// <summary>Lets a collection initialiser fill a row: <c>new TableRow(p, r) { { "Kind", "text" } }</c>.</summary>
    public void Add(string column, object? value) => this[column] = value;

    public string? GetString(string column) => this[column] as string;
    public bool? GetBoolean(string column) => this[column] as bool?;
    public int? GetInt32(string column) => this[column] is { } v ? Convert.ToInt32(v, CultureInfo.InvariantCulture) : null;
    public long? GetInt64(string column) => this[column] is { } v ? Convert.ToInt64(v, CultureInfo.InvariantCulture) : null;
    public double? GetDouble(string column) => this[column] is { } v ? Convert.ToDouble(v, CultureInfo.InvariantCulture) : null;
    public DateTimeOffset? GetDateTimeOffset(string column) => this[column] as DateTimeOffset?;
    public byte[]? GetBytes(string column) => this[column] as byte[];

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => columns.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
