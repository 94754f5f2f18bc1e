using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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
    private sqlite3_stmt insert;
    private sqlite3_stmt upsert;

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
        var statement = orReplace ? upsert : insert;
        raw.sqlite3_clear_bindings(statement);
        raw.sqlite3_bind_text(statement, 1, row.PartitionKey);
        raw.sqlite3_bind_text(statement, 2, row.RowKey);
        raw.sqlite3_bind_int64(statement, 3, newETag);
        StringBuilder? notes = null;
        foreach (var (column, value) in row)
        {
            var (bound, note) = SqliteValues.Encode(value);
            Bind(statement, columns[column] + 1, bound);
            if (note is not null) SqliteValues.AppendNote(ref notes, column, note);
        }

        if (notes is not null) raw.sqlite3_bind_text(statement, 4, notes.ToString());
        var outcome = raw.sqlite3_step(statement);
        var changed = outcome == raw.SQLITE_DONE ? raw.sqlite3_changes(connection.Handle) : 0;
        raw.sqlite3_reset(statement);
        if (outcome != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(outcome, connection.Handle);
        return changed;
    }

    // By SQLite's own functions: the library's parameters are looked up by name for each row, which costs as much as the writing.
    private void Bind(sqlite3_stmt statement, int at, object value)
    {
        var outcome = value switch
        {
            string text => raw.sqlite3_bind_text(statement, at, text),
            int number => raw.sqlite3_bind_int64(statement, at, number),
            long number => raw.sqlite3_bind_int64(statement, at, number),
            double number => raw.sqlite3_bind_double(statement, at, number),
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, at, 0),
            _ => raw.sqlite3_bind_blob(statement, at, (byte[])value),
        };
        if (outcome != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(outcome, connection.Handle);
    }

    /// <summary>Adds the columns that no row had yet.</summary>
    public void EnsureColumns(TableRow row)
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

    private (sqlite3_stmt Insert, sqlite3_stmt Upsert) Load()
    {
        var physical = ReadColumns();
        columns = new Dictionary<string, int>(physical.Count, StringComparer.Ordinal);
        for (var i = 4; i < physical.Count; i++) columns.Add(LogicalName(physical[i]), i);
        var names = string.Join(", ", physical.Select(p => $"\"{p}\""));
        var values = string.Join(", ", physical.Select(_ => "?"));
        return (Write($"""INSERT INTO "{name}" ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"""),
            Write($"""INSERT OR REPLACE INTO "{name}" ({names}) VALUES ({values})"""));
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

    private sqlite3_stmt Write(string sql)
    {
        if (raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement) is var outcome and not raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(outcome, connection.Handle);
        return statement;
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
