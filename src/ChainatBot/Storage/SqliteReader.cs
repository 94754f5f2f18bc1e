using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChainatBot.Storage;

/// <summary>A connection that only reads, with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteReader(SqliteDatabase database) : IDisposable
{
    private readonly SqliteConnection connection = database.OpenReader();
    private readonly Dictionary<string, ReadTable> tables = new(StringComparer.OrdinalIgnoreCase);

    public TableRow? Get(string table, string partitionKey, string rowKey)
    {
        if (Table(table) is not { } found) return null;
        var command = found.Get;
        command.Parameters[0].Value = partitionKey;
        command.Parameters[1].Value = rowKey;
        using var reader = command.ExecuteReader();
        return reader.Read() ? found.Row(reader, partitionKey) : null;
    }

    public TablePage Query(string table, string partitionKey, string from, string? to, int pageSize, CancellationToken cancellationToken)
    {
        if (Table(table) is not { } found) return new TablePage([], null);
        var command = to is null ? found.From : found.FromTo;
        command.Parameters[0].Value = partitionKey;
        command.Parameters[1].Value = from;
        // One more than asked for: it tells whether there is a next page, and is where that begins.
        command.Parameters[2].Value = pageSize + 1;
        if (to is not null) command.Parameters[3].Value = to;
        using var reader = command.ExecuteReader();
        var rows = new List<TableRow>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (rows.Count == pageSize) return new TablePage(rows, reader.GetString(1));
            rows.Add(found.Row(reader, partitionKey));
        }
        return new TablePage(rows, null);
    }

    public void Dispose()
    {
        foreach (var table in tables.Values) table.Dispose();
        connection.Dispose();
    }

    private ReadTable? Table(string name)
    {
        if (tables.TryGetValue(name, out var table)) return table;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $t COLLATE NOCASE";
        command.Parameters.AddWithValue("$t", name);
        if (command.ExecuteScalar() is null) return null;
        tables.Add(name, table = new ReadTable(connection, name));
        return table;
    }

    private sealed class ReadTable(SqliteConnection connection, string name) : IDisposable
    {
        // Columns are only ever added at the end, so that names once read stay right.
        private string[] columns = [];

        public SqliteCommand Get { get; } = Command(connection, $"""SELECT * FROM "{name}" WHERE PartitionKey = $p AND RowKey = $r""", "$p", "$r");
        public SqliteCommand From { get; } = Command(connection, $"""SELECT * FROM "{name}" WHERE PartitionKey = $p AND RowKey >= $r ORDER BY RowKey LIMIT $n""", "$p", "$r", "$n");
        public SqliteCommand FromTo { get; } = Command(connection, $"""SELECT * FROM "{name}" WHERE PartitionKey = $p AND RowKey >= $r AND RowKey < $t ORDER BY RowKey LIMIT $n""", "$p", "$r", "$n", "$t");

        // By SQLite's own functions: the library's readers ask for the type of each value four times over, which is most of what reading many rows costs.
        public TableRow Row(SqliteDataReader reader, string partitionKey)
        {
            var (count, statement) = (reader.FieldCount, reader.Handle!);
            if (columns.Length != count)
                columns = [.. Enumerable.Range(0, count).Select(i => SqliteWriteTable.LogicalName(reader.GetName(i)))];
            var row = new TableRow(partitionKey, raw.sqlite3_column_text(statement, 1).utf8_to_string(), count - 4) { ETag = SqliteSession.Format(raw.sqlite3_column_int64(statement, 2)) };
            var notes = raw.sqlite3_column_text(statement, 3).utf8_to_string();
            for (var i = 4; i < count; i++)
                if (Value(statement, i) is { } value) row[columns[i]] = SqliteValues.Decode(value, SqliteValues.NoteOf(notes, columns[i]));
            return row;
        }

        private static object? Value(sqlite3_stmt statement, int at) => raw.sqlite3_column_type(statement, at) switch
        {
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, at),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, at),
            raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, at).utf8_to_string(),
            raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, at).ToArray(),
            _ => null,
        };

        public void Dispose()
        {
            Get.Dispose();
            From.Dispose();
            FromTo.Dispose();
        }

        private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name in it is checked by TableLimits: letters and digits.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
            return command;
        }
    }
}
