using System.Globalization;
using System.Text;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ChainatBot.Tests.Storage;

/// <summary>What the embedded store promises beyond the contract: what its file looks like, and what is no longer in it.</summary>
public sealed class SqliteTableStoreTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string DatabaseFile => directory.File("chainatbot.db");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_for_the_next_store_on_the_file()
    {
        string? etag;
        await using (var store = new SqliteTableStore(DatabaseFile))
            etag = await store.InsertAsync("Opinions", new TableRow("p", "r") { { "Text", "ถนน" }, { "Hidden", true }, { "Seen", 5L } });
        await using (var store = new SqliteTableStore(DatabaseFile))
        {
            var row = (await store.GetAsync("Opinions", "p", "r"))!;
            Assert.Equal((etag, "ถนน", true, 5L), (row.ETag, row.GetString("Text"), row["Hidden"], row["Seen"]));
            Assert.NotNull(await store.ReplaceAsync("Opinions", row));
        }
    }

    [Fact]
    public async Task The_file_reads_like_a_table_to_anyone_with_a_SQLite_browser()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        await store.InsertAsync("Opinions", new TableRow("180106-a", "1") { { "Topic", "road" }, { "Village", 3 }, { "Hidden", true }, { "At", new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)) } });
        await store.InsertAsync("Opinions", new TableRow("180106-a", "2") { { "Topic", "road" }, { "Village", 4 } });
        await store.InsertAsync("Opinions", new TableRow("180106-a", "3") { { "Topic", "water" } });
        Assert.Equal(["road|2|4|1", "water|1||"], Query("SELECT Topic, count(*), max(Village), max(Hidden) FROM Opinions GROUP BY Topic ORDER BY Topic"));
        Assert.Equal(["2026-11-23T02:00:00.0000000Z"], Query("SELECT At FROM Opinions WHERE At IS NOT NULL"));
    }

    [Fact]
    public async Task The_file_does_not_tell_in_which_order_rows_came()
    {
        await using (var store = new SqliteTableStore(DatabaseFile))
            foreach (var key in new[] { "c", "a", "d", "b" }) await store.InsertAsync("Opinions", new TableRow("p", key) { { "Key", key } });
        // No row ids, no time, and ETags that are not counted.
        Assert.Equal(["PartitionKey,RowKey,ETag,~types,Key"], Query("SELECT group_concat(name) FROM pragma_table_info('Opinions')"));
        Assert.Throws<SqliteException>(() => Query("SELECT rowid FROM Opinions"));
        Assert.Equal(["a", "b", "c", "d"], Query("SELECT RowKey FROM Opinions"));
        var etags = Query("SELECT ETag FROM Opinions").Select(e => long.Parse(e, CultureInfo.InvariantCulture)).Order().ToList();
        Assert.All(etags.Zip(etags.Skip(1)), pair => Assert.True((decimal)pair.Second - pair.First > 1_000_000));
    }

    [Fact]
    public async Task Flushes_and_zeroing_are_on()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        await store.InsertAsync("Opinions", new TableRow("p", "r"));
        Assert.Equal(["wal"], Query("PRAGMA journal_mode"));
        using var writer = new SqliteDatabase(DatabaseFile).OpenWriter();
        Assert.Equal((2L, 1L), (SqliteDatabase.Scalar(writer, "PRAGMA synchronous"), SqliteDatabase.Scalar(writer, "PRAGMA secure_delete")));
    }

    [Fact]
    public async Task The_folder_is_made_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = directory.File("made");
        await using (var store = new SqliteTableStore(Path.Combine(folder, "chainatbot.db"))) await store.InsertAsync("Opinions", new TableRow("p", "r"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task Words_that_were_deleted_or_overwritten_leave_the_files_while_the_store_runs()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        foreach (var word in new[] { "แรก-deleted", "ที่สอง-overwritten", "ที่สาม-batched" })
            await store.InsertAsync("Opinions", new TableRow("p", word[^5..]) { { "Text", word + new string('x', 5000) } });
        Assert.Contains("แรก-deleted", RawFiles());
        Assert.Contains("ที่สอง-overwritten", RawFiles());
        Assert.Contains("ที่สาม-batched", RawFiles());
        await store.DeleteAsync("Opinions", "p", "leted");
        await store.UpsertAsync("Opinions", new TableRow("p", "itten") { { "Text", "kept" } });
        await store.BatchAsync("Opinions", [new TableOperation.Delete("p", "tched")]);
        // Without being asked to: when the writer falls idle.
        await UntilAsync(() => RawFiles() is var raw && !raw.Contains("-deleted", StringComparison.Ordinal) && !raw.Contains("-overwritten", StringComparison.Ordinal) && !raw.Contains("-batched", StringComparison.Ordinal));
        Assert.Contains("kept", RawFiles());
    }

    [Fact]
    public async Task After_a_scrub_no_byte_of_thousands_of_deleted_rows_is_left_in_any_gap()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        var random = new Random(20261123);
        var live = new Dictionary<string, string>();
        var dead = new HashSet<string>();
        for (var round = 0; round < 40; round++)
        {
            var writes = new List<Task>();
            for (var i = 0; i < 100; i++)
            {
                var mark = Mark();
                if (live.Count == 0 || random.NextDouble() < 0.6)
                {
                    var key = random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
                    live.Add(key, mark);
                    writes.Add(store.InsertAsync("Opinions", Row(key, mark)));
                    continue;
                }
                var old = live.Keys.ElementAt(random.Next(live.Count));
                dead.Add(live[old]);
                if (random.NextDouble() < 0.5)
                {
                    live.Remove(old);
                    writes.Add(store.DeleteAsync("Opinions", old[..1], old));
                }
                else
                {
                    live[old] = mark;
                    writes.Add(store.UpsertAsync("Opinions", Row(old, mark)));
                }
            }
            await Task.WhenAll(writes);
        }
        await store.ScrubAsync();
        var raw = RawFiles();
        var found = System.Text.RegularExpressions.Regex.Matches(raw, "<[0-9a-f]{16}>").Select(m => m.Value).ToHashSet();
        Assert.True(dead.Count > 1_000);
        Assert.Empty(found.Intersect(dead));
        Assert.Equal(live.Values.Order(), found.Order());

        string Mark() => $"<{random.NextInt64():x16}>";
        TableRow Row(string key, string mark) => new(key[..1], key) { { "Text", mark + new string('x', random.Next(5) switch { 0 => 5, 1 => 60, 2 => 400, 3 => 1500, _ => 6000 }) } };
    }

    [Fact]
    public async Task What_a_killed_process_had_deleted_is_wiped_by_the_next()
    {
        // A store that deletes and then never gets to wipe: its process is as good as dead while this connection holds the old state.
        await using var dying = new SqliteTableStore(DatabaseFile);
        await dying.InsertAsync("Opinions", new TableRow("p", "r") { { "Text", "secret-words" } });
        var copy = directory.File("copy.db");
        await dying.DeleteAsync("Opinions", "p", "r");
        File.Copy(DatabaseFile, copy);
        if (File.Exists(DatabaseFile + "-wal")) File.Copy(DatabaseFile + "-wal", copy + "-wal");
        await using (var next = new SqliteTableStore(copy)) await next.InsertAsync("Other", new TableRow("p", "r"));
        Assert.Equal(["0"], Query("PRAGMA user_version", copy));
        Assert.DoesNotContain("secret-words", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(copy)));
    }

    [Fact]
    public async Task A_scrub_waits_for_no_reader_that_is_done_and_disturbs_none_that_is_not()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        for (var i = 0; i < 200; i++) await store.InsertAsync("Opinions", new TableRow("p", $"{i:000}") { { "Text", new string('x', 500) } });
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var reads = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.InRange((await store.QueryAsync("Opinions", "p")).Rows.Count, 100, 200);
                reads++;
            }
            return reads;
        });
        for (var i = 0; i < 100; i++)
        {
            await store.DeleteAsync("Opinions", "p", $"{i:000}");
            if (i % 10 == 0) await store.ScrubAsync();
        }
        await stop.CancelAsync();
        Assert.True(await reading > 0);
        Assert.Equal(100, (await store.QueryAsync("Opinions", "p")).Rows.Count);
    }

    [Fact]
    public async Task Two_processes_may_have_the_file_open_and_each_sees_what_the_other_wrote()
    {
        await using var server = new SqliteTableStore(DatabaseFile);
        await using var command = new SqliteTableStore(DatabaseFile);
        await server.InsertAsync("Opinions", new TableRow("p", "1") { { "A", 1 } });
        Assert.Equal(1, (await command.GetAsync("Opinions", "p", "1"))!.GetInt32("A"));
        // Columns and tables that one of them added without the other's knowing.
        await command.InsertAsync("Opinions", new TableRow("p", "2") { { "B", 2 }, { "A", 3 } });
        await server.InsertAsync("Opinions", new TableRow("p", "3") { { "C", 4 }, { "B", 5L } });
        await server.UpsertAsync("Opinions", new TableRow("p", "2") { { "A", 6 } });
        await command.InsertAsync("Rounds", new TableRow("p", "1") { { "X", 1 } });
        Assert.Equal(["A=1", "A=6", "B=5,C=4"], (await command.QueryAsync("Opinions", "p")).Rows.Select(Shape));
        Assert.Equal(["A=1", "A=6", "B=5,C=4"], (await server.QueryAsync("Opinions", "p")).Rows.Select(Shape));
        Assert.NotNull(await server.GetAsync("Rounds", "p", "1"));

        static string Shape(TableRow row) => string.Join(",", row.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));
    }

    [Fact]
    public async Task Two_processes_that_write_at_once_lose_nothing()
    {
        await using var one = new SqliteTableStore(DatabaseFile);
        await using var other = new SqliteTableStore(DatabaseFile);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).InsertAsync("Opinions", new TableRow("p", $"{i:000}") { { $"C{i % 7}", i } }))));
        Assert.Equal(400, (await one.QueryAsync("Opinions", "p")).Rows.Count);
    }

    [Fact]
    public async Task A_write_that_the_file_can_not_take_harms_no_neighbour()
    {
        await using var store = new SqliteTableStore(DatabaseFile);
        // As if years of rows had brought these columns.
        using (var connection = new SqliteDatabase(DatabaseFile).OpenWriter())
        {
            SqliteDatabase.Execute(connection, $"""CREATE TABLE Wide (PartitionKey TEXT, RowKey TEXT, ETag INTEGER, "~types" TEXT, {string.Join(", ", Enumerable.Range(0, 1_890).Select(c => $"C{c} ANY"))}, PRIMARY KEY (PartitionKey, RowKey)) STRICT, WITHOUT ROWID""");
        }
        var wide = new TableRow("p", "wide");
        for (var c = 0; c < 20; c++) wide[$"D{c}"] = c;
        var writes = Enumerable.Range(0, 50).Select(n => store.InsertAsync("Wide", n == 25 ? wide : new TableRow("p", $"fine{n}") { { "C0", n } })).ToList();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => writes[25]);
        Assert.Contains("1900", fault.Message, StringComparison.Ordinal);
        writes.RemoveAt(25);
        Assert.All(await Task.WhenAll(writes), Assert.NotNull);
        Assert.Equal(49, (await store.QueryAsync("Wide", "p")).Rows.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_store_that_does_not_answer()
    {
        await File.WriteAllTextAsync(DatabaseFile, new string('x', 10_000));
        await using var store = new SqliteTableStore(DatabaseFile);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.GetAsync("Opinions", "p", "r"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.InsertAsync("Opinions", new TableRow("p", "r")));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_made_is_a_store_that_does_not_answer_and_it_answers_once_it_can()
    {
        await File.WriteAllTextAsync(directory.File("taken"), "");
        await using var store = new SqliteTableStore(Path.Combine(directory.File("taken"), "chainatbot.db"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.GetAsync("Opinions", "p", "r"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.InsertAsync("Opinions", new TableRow("p", "r")));
        File.Delete(directory.File("taken"));
        Assert.NotNull(await store.InsertAsync("Opinions", new TableRow("p", "r")));
    }

    [Fact]
    public async Task A_file_that_another_process_keeps_locked_is_a_store_that_does_not_answer()
    {
        await using var store = new SqliteTableStore(DatabaseFile, groupSize: 512, TimeSpan.FromMilliseconds(300));
        await store.InsertAsync("Opinions", new TableRow("p", "r"));
        using var holder = new SqliteDatabase(DatabaseFile).OpenWriter();
        SqliteDatabase.Execute(holder, "BEGIN IMMEDIATE");
        var write = store.InsertAsync("Opinions", new TableRow("p", "s"));
        // Reading goes on meanwhile.
        Assert.NotNull(await store.GetAsync("Opinions", "p", "r"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => write);
        SqliteDatabase.Execute(holder, "ROLLBACK");
        Assert.NotNull(await store.InsertAsync("Opinions", new TableRow("p", "s")));
    }

    [Fact]
    public async Task A_store_that_is_disposed_finishes_what_it_accepted_and_takes_no_more()
    {
        var store = new SqliteTableStore(DatabaseFile);
        var writes = Enumerable.Range(0, 100).Select(i => store.InsertAsync("Opinions", new TableRow("p", $"{i}"))).ToList();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(writes), Assert.NotNull);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.InsertAsync("Opinions", new TableRow("p", "late")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.GetAsync("Opinions", "p", "1"));
        Assert.False(File.Exists(DatabaseFile + "-wal"));
    }

    private string RawFiles() => string.Concat(Directory.GetFiles(directory.Path).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }));

    private List<string> Query(string sql, string? file = null)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own words.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join("|", Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition()) await tick.WaitForNextTickAsync(patience.Token);
    }
}
