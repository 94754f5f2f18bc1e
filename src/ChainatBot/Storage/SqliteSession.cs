using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace ChainatBot.Storage;

/// <summary>The writer's connection: transactions, the verbs inside them, and what is owed to the deleted.</summary>
internal sealed class SqliteSession : IDisposable
{
    // Above this a rewrite keeps its copy in a temporary file and not in memory.
    private const long InMemoryRewriteBytes = 256L << 20;
    private static readonly TimeSpan CheckpointPatience = TimeSpan.FromMilliseconds(100);

    private readonly SqliteConnection connection;
    private readonly TimeSpan busyTimeout;
    private readonly Dictionary<string, SqliteWriteTable> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] random = new byte[4096];
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand readMark;
    private readonly SqliteCommand savepoint;
    private readonly SqliteCommand release;
    private int randomLeft;
    private RewriteDebt incurred;

    public SqliteSession(SqliteDatabase database)
    {
        connection = database.OpenWriter();
        busyTimeout = database.BusyTimeout;
        (begin, commit, readMark) = (connection.CreateCommand(), connection.CreateCommand(), connection.CreateCommand());
        begin.CommandText = "BEGIN IMMEDIATE";
        commit.CommandText = "COMMIT";
        readMark.CommandText = "PRAGMA user_version";
        (savepoint, release) = (connection.CreateCommand(), connection.CreateCommand());
        savepoint.CommandText = "SAVEPOINT inserts";
        release.CommandText = "RELEASE inserts";
        ReadDebts();
        // What the last run wrote may still lie in the log, if it was killed.
        OwesTruncation = true;
    }

    /// <summary>Content was overwritten or deleted and may still be read in the log.</summary>
    public bool OwesTruncation { get; private set; }

    /// <summary>
    /// Why the file is to be written anew. The file itself remembers it (<c>user_version</c>), so that a killed process
    /// leaves the debt to the next one.
    /// </summary>
    public RewriteDebt RewriteDebt { get; private set; }

    public void Begin()
    {
        incurred = RewriteDebt.None;
        begin.ExecuteNonQuery();
    }

    public void Commit()
    {
        if (incurred != RewriteDebt.None)
        {
            var mark = Mark();
            if (mark == RewriteDebt.BeingPaid || mark < incurred) SetMark(mark = incurred);
            RewriteDebt = mark;
        }
        commit.ExecuteNonQuery();
    }

    /// <summary>Undoes the transaction where SQLite has not done so by itself. What was known of the tables is read anew.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) SqliteDatabase.Execute(connection, "ROLLBACK");
        ForgetTables();
        ReadDebts();
    }

    public string? Insert(string table, TableRow row)
    {
        var etag = NewETag();
        return Table(table).Insert(row, etag) ? Format(etag) : null;
    }

    public string Upsert(string table, TableRow row)
    {
        var etag = NewETag();
        Table(table).Upsert(row, etag);
        OwesTruncation = true;
        Incur(RewriteDebt.Overwritten);
        return Format(etag);
    }

    public string? Replace(string table, TableRow row) => Matches(table, row.PartitionKey, row.RowKey, row.ETag!) ? Upsert(table, row) : null;

    public bool Delete(string table, string partitionKey, string rowKey, string? etag)
    {
        if (etag is not null && !Matches(table, partitionKey, rowKey, etag)) return false;
        if (!Table(table).Delete(partitionKey, rowKey)) return false;
        OwesTruncation = true;
        Incur(RewriteDebt.Deleted);
        return true;
    }

    /// <summary>All or nothing. A batch holds no row twice, so that all preconditions can be looked at before the first act.</summary>
    public bool Batch(string table, IReadOnlyList<TableOperation> operations)
    {
        if (operations.All(o => o is TableOperation.Insert)) return InsertAll(table, operations);
        foreach (var operation in operations)
        {
            var holds = operation switch
            {
                TableOperation.Insert(var row) => Table(table).ETagOf(row.PartitionKey, row.RowKey) is null,
                TableOperation.Replace(var row) => Matches(table, row.PartitionKey, row.RowKey, row.ETag!),
                TableOperation.Delete(var partitionKey, var rowKey, { } etag) => Matches(table, partitionKey, rowKey, etag),
                _ => true,
            };
            if (!holds) return false;
        }
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case TableOperation.Insert(var row): Insert(table, row); break;
                case TableOperation.Upsert(var row): Upsert(table, row); break;
                case TableOperation.Replace(var row): Upsert(table, row); break;
                case TableOperation.Delete(var partitionKey, var rowKey, _): Delete(table, partitionKey, rowKey, etag: null); break;
            }
        }
        return true;
    }

    /// <summary>Inserting finds out by itself whether a row is there; looking before would cost as much again.</summary>
    private bool InsertAll(string table, IReadOnlyList<TableOperation> operations)
    {
        var into = Table(table);
        // Before the savepoint: columns are known of, and so must not go with it.
        foreach (var operation in operations) into.EnsureColumns(((TableOperation.Insert)operation).Row);
        savepoint.ExecuteNonQuery();
        foreach (var operation in operations)
        {
            if (into.Insert(((TableOperation.Insert)operation).Row, NewETag())) continue;
            SqliteDatabase.Execute(connection, "ROLLBACK TO inserts; RELEASE inserts");
            return false;
        }

        release.ExecuteNonQuery();
        return true;
    }

    /// <summary>
    /// Moves the log into the database and empties it. False where a reader still needs it; nothing is lost then, the
    /// debt stays.
    /// </summary>
    public bool TryTruncate()
    {
        SqliteDatabase.SetBusyTimeout(connection, CheckpointPatience);
        try
        {
            if (SqliteDatabase.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) return false;
            OwesTruncation = false;
            return true;
        }
        catch (SqliteException fault) when (SqliteDatabase.IsBusy(fault))
        {
            return false;
        }
        finally
        {
            SqliteDatabase.SetBusyTimeout(connection, busyTimeout);
        }
    }

    /// <summary>
    /// Writes the whole file anew. Needed because <c>secure_delete</c> zeroes the place a row is deleted from, but not the
    /// stale copies that SQLite leaves in the gaps of pages when it moves rows between them. The new pages are filled in
    /// key order, which also wipes what page order told of the order of writing. False where another process writes.
    /// </summary>
    public bool TryRewrite()
    {
        ForgetTables();
        var bytes = SqliteDatabase.Scalar(connection, "PRAGMA page_count") * SqliteDatabase.Scalar(connection, "PRAGMA page_size");
        try
        {
            SqliteDatabase.Execute(connection, bytes > InMemoryRewriteBytes ? "PRAGMA temp_store = FILE" : "PRAGMA temp_store = MEMORY");
            // Another process that deletes from here on puts its own mark over this one, and so keeps its debt.
            SetMark(RewriteDebt.BeingPaid);
            SqliteDatabase.Execute(connection, "VACUUM");
            OwesTruncation = true;
            Begin();
            if (Mark() == RewriteDebt.BeingPaid) SetMark(RewriteDebt.None);
            Commit();
            ReadDebts();
            return RewriteDebt == RewriteDebt.None;
        }
        catch (SqliteException fault) when (SqliteDatabase.IsBusy(fault))
        {
            return false;
        }
    }

    public void Dispose()
    {
        ForgetTables();
        begin.Dispose();
        commit.Dispose();
        readMark.Dispose();
        savepoint.Dispose();
        release.Dispose();
        connection.Dispose();
    }

    private void Incur(RewriteDebt debt)
    {
        if (incurred < debt) incurred = debt;
    }

    // A rewrite that was begun and not ended has wiped nothing for certain.
    private void ReadDebts() => RewriteDebt = Mark() is var mark && mark == RewriteDebt.BeingPaid ? RewriteDebt.Deleted : mark;

    private RewriteDebt Mark() => (RewriteDebt)(long)readMark.ExecuteScalar()!;

    private void SetMark(RewriteDebt mark) => SqliteDatabase.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {(int)mark}"));

    private void ForgetTables()
    {
        foreach (var table in tables.Values) table.Dispose();
        tables.Clear();
    }

    private SqliteWriteTable Table(string name)
    {
        if (!tables.TryGetValue(name, out var table)) tables.Add(name, table = new SqliteWriteTable(connection, name));
        return table;
    }

    private bool Matches(string table, string partitionKey, string rowKey, string etag) =>
        Table(table).ETagOf(partitionKey, rowKey) is { } stored && string.Equals(Format(stored), etag, StringComparison.Ordinal);

    public static string Format(long etag) => etag.ToString("x16", CultureInfo.InvariantCulture);

    // Random and not counted: a counter would tell in which order rows of different tables were written, and so join them.
    private long NewETag()
    {
        if (randomLeft == 0)
        {
            RandomNumberGenerator.Fill(random);
            randomLeft = random.Length;
        }
        randomLeft -= sizeof(long);
        return BitConverter.ToInt64(random, randomLeft);
    }
}

/// <summary>What may still lie in gaps of the file's pages, and so how soon it is to be written anew. The numbers stand in the file.</summary>
internal enum RewriteDebt
{
    None = 0,
    /// <summary>Rows were replaced.</summary>
    Overwritten = 1,
    /// <summary>Rows were deleted: somebody wanted them gone.</summary>
    Deleted = 2,
    /// <summary>A rewrite is under way.</summary>
    BeingPaid = 3,
}
