using Microsoft.Data.Sqlite;

namespace ChainatBot.Storage;

/// <summary>The database file: how it is opened, and which of SQLite's errors mean that it can't be reached now.</summary>
/// <param name="path">The file; it and its folder are made on first use.</param>
/// <param name="busyTimeout">How long a connection waits for another process that writes.</param>
internal sealed class SqliteDatabase(string path, TimeSpan busyTimeout)
{
    private const int Busy = 5;
    private readonly Lock opening = new();
    private bool opened;

    public string Path { get; } = path;

    /// <summary>A rewrite of the whole file by another process may take seconds.</summary>
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(10);

    public SqliteDatabase(string path) : this(path, DefaultBusyTimeout)
    {
    }

    public TimeSpan BusyTimeout { get; } = busyTimeout;

    /// <exception cref="SqliteException">The file can't be opened.</exception>
    public SqliteConnection OpenWriter() => Open("""
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -16000;
        """);

    /// <exception cref="SqliteException">The file can't be opened.</exception>
    // A reader forgets its pages whenever somebody has written; a large cache of each would only fill memory.
    public SqliteConnection OpenReader() => Open("PRAGMA query_only = ON; PRAGMA cache_size = -500;");

    private SqliteConnection Open(string pragmas)
    {
        if (!Volatile.Read(ref opened))
        {
            lock (opening)
            {
                if (!opened) Create();
                Volatile.Write(ref opened, true);
            }
        }
        return Connect(pragmas);
    }

    private void Create()
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } directory) DataDirectory.Create(directory);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The data directory can't be made.", fault);
        }
        // One connection alone turns the file to WAL; two at once would refuse each other.
        using var connection = Connect("PRAGMA journal_mode = WAL;");
    }

    private SqliteConnection Connect(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            // SQLite's own waiting (busy_timeout) is finer than the provider's, which sleeps 150 ms at a time and is left as a second chance.
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            SetBusyTimeout(connection, BusyTimeout);
            Execute(connection, pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void SetBusyTimeout(SqliteConnection connection, TimeSpan timeout) =>
        SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, (int)timeout.TotalMilliseconds);

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only this folder's own statements; names in them are checked by TableLimits.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static bool IsBusy(SqliteException fault) => fault.SqliteErrorCode == Busy;

    /// <summary>True for faults of the disk, the file or its locks; false for what would be a mistake of ours.</summary>
    public static bool IsUnavailable(SqliteException fault) =>
        fault.SqliteErrorCode is 3 or Busy or 6 or 7 or 8 or 10 or 11 or 13 or 14 or 15 or 23 or 26;

    public static StorageUnavailableException Unavailable(SqliteException fault) =>
        new($"The database file can't be used now (SQLite error {fault.SqliteErrorCode}/{fault.SqliteExtendedErrorCode}).", fault);
}
