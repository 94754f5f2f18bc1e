using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ChainatBot.Storage;

/// <summary>
/// One table as the writer sees it: a real SQLite table of the same name, with a real column for each column that any
/// row has had, so that a SQLite browser, Excel or SQL can read it. Columns are added when the first row brings them.
/// </summary>
/// <remarks>
/// <para><c>WITHOUT ROWID</c>: rows lie in key order and nothing tells in which order they came. No time is kept either.</para>
/// <para><c>STRICT</c> with type <c>ANY</c>: values are kept as given, since rows of one Azure table may differ in a column's type.</para>
/// <para>SQLite ignores case in column names and Azure does not: <c>kind</c> beside <c>Kind</c> is kept as <c>kind~2</c>.</para>
/// </remarks>
internal sealed class SqliteWriteTable : IDisposable
{
    public const string TypesColumn = "~types";

    // SQLite's own limit is 2,000.
    private const int MostColumns = 1_900;

    private readonly SqliteConnection connection;
    private readonly string name;
    private readonly SqliteCommand etag;
    private readonly SqliteCommand delete;
    private Dictionary<string, int> columns = [];
    private SqliteCommand insert;
    private SqliteCommand upsert;

    /// <summary>Makes the table if it is not there. The caller has begun a transaction.</summary>
    public SqliteWriteTable(SqliteConnection connection, string name)
    {
        this.connection = connection;
        this.name = name;
        SqliteDatabase.Execute(connection, $"""
            CREATE TABLE IF NOT EXISTS "{name}" (
                PartitionKey TEXT NOT NULL,
                RowKey TEXT NOT NULL,
                ETag INTEGER NOT NULL,
                "{TypesColumn}" TEXT,
                PRIMARY KEY (PartitionKey, RowKey)
            ) STRICT, WITHOUT ROWID
            """);
        etag = Command($"""SELECT ETag FROM "{name}" WHERE PartitionKey = $p AND RowKey = $r""");
        delete = Command($"""DELETE FROM "{name}" WHERE PartitionKey = $p AND RowKey = $r""");
        (insert, upsert) = Load();
    }

    /// <summary>The column as people named it.</summary>
    public static string LogicalName(string physical) => physical.IndexOf('~', StringComparison.Ordinal) is > 0 and var tilde ? physical[..tilde] : physical;

    /// <summary>Null where there is no such row.</summary>
    public long? ETagOf(string partitionKey, string rowKey)
    {
        etag.Parameters[0].Value = partitionKey;
        etag.Parameters[1].Value = rowKey;
        return (long?)etag.ExecuteScalar();
    }

    /// <summary>False where the row is there already.</summary>
    public bool Insert(TableRow row, long newETag) => Run(row, newETag, orReplace: false) == 1;

    public void Upsert(TableRow row, long newETag) => Run(row, newETag, orReplace: true);

    /// <summary>False where there is no such row.</summary>
    public bool Delete(string partitionKey, string rowKey)
    {
        delete.Parameters[0].Value = partitionKey;
        delete.Parameters[1].Value = rowKey;
        return delete.ExecuteNonQuery() == 1;
    }

    public void Dispose()
    {
        etag.Dispose();
        delete.Dispose();
        insert.Dispose();
        upsert.Dispose();
    }

    private int Run(TableRow row, long newETag, bool orReplace)
    {
        EnsureColumns(row);
        var command = orReplace ? upsert : insert;
        var parameters = command.Parameters;
        parameters[0].Value = row.PartitionKey;
        parameters[1].Value = row.RowKey;
        parameters[2].Value = newETag;
        for (var i = 4; i < parameters.Count; i++) parameters[i].Value = DBNull.Value;
        StringBuilder? notes = null;
        foreach (var (column, value) in row)
        {
            var (bound, note) = SqliteValues.Encode(value);
            parameters[columns[column]].Value = bound;
            if (note is not null) SqliteValues.AppendNote(ref notes, column, note);
        }
        parameters[3].Value = notes is null ? DBNull.Value : notes.ToString();
        return command.ExecuteNonQuery();
    }

    private void EnsureColumns(TableRow row)
    {
        foreach (var (column, _) in row)
        {
            if (!columns.ContainsKey(column))
            {
                AddColumns(row);
                return;
            }
        }
    }

    private void AddColumns(TableRow row)
    {
        // Another process may have added some since they were read.
        var physical = ReadColumns();
        var known = physical.Select(LogicalName).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, _) in row)
        {
            if (!known.Add(column)) continue;
            if (physical.Count >= MostColumns)
                throw new InvalidOperationException($"Table {name} has {MostColumns} different columns over all its rows, which is as many as the embedded store can keep; {column} would be one more.");
            var twins = physical.Count(p => LogicalName(p).Equals(column, StringComparison.OrdinalIgnoreCase));
            var added = twins == 0 ? column : string.Create(CultureInfo.InvariantCulture, $"{column}~{twins + 1}");
            SqliteDatabase.Execute(connection, $"""ALTER TABLE "{name}" ADD COLUMN "{added}" ANY""");
            physical.Add(added);
        }
        insert.Dispose();
        upsert.Dispose();
        (insert, upsert) = Load();
    }

    private (SqliteCommand Insert, SqliteCommand Upsert) Load()
    {
        var physical = ReadColumns();
        columns = new Dictionary<string, int>(physical.Count, StringComparer.Ordinal);
        for (var i = 4; i < physical.Count; i++) columns.Add(LogicalName(physical[i]), i);
        var names = string.Join(", ", physical.Select(p => $"\"{p}\""));
        var values = string.Join(", ", physical.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"$c{i}")));
        return (Write($"""INSERT INTO "{name}" ({names}) VALUES ({values}) ON CONFLICT DO NOTHING""", physical.Count),
            Write($"""INSERT OR REPLACE INTO "{name}" ({names}) VALUES ({values})""", physical.Count));
    }

    private List<string> ReadColumns()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($t) ORDER BY cid";
        command.Parameters.AddWithValue("$t", name);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private SqliteCommand Write(string sql, int count)
    {
        var command = New(sql);
        for (var i = 0; i < count; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"$c{i}") });
        return command;
    }

    private SqliteCommand Command(string sql)
    {
        var command = New(sql);
        command.Parameters.Add(new SqliteParameter { ParameterName = "$p" });
        command.Parameters.Add(new SqliteParameter { ParameterName = "$r" });
        return command;
    }

    private SqliteCommand New(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names in it are checked by TableLimits: letters, digits and underscores.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
