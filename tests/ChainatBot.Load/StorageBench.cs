using System.Diagnostics;
using System.Globalization;
using ChainatBot.Storage;

namespace ChainatBot.Load;

/// <summary>
/// What group commit is worth: 64 writers put rows the size of an inbox row into a fresh SQLite store, once with the store's
/// groups and once with a commit for each write. Rounds alternate, since machines drift; the medians are compared. The processor time of a row is told too: it
/// drifts less.
/// </summary>
internal static class StorageBench
{
    private const int Writers = 64;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : 2;
        var directory = Directory.CreateTempSubdirectory("chainatbot-bench-");
        try
        {
            List<Measured> grouped = [], single = [], mixed = [], reads = [];
            for (var round = 0; round <= Rounds; round++)
            {
                var measured = new[]
                {
                    (grouped, await MeasureAsync(directory, 512, seconds, InsertAsync)),
                    (single, await MeasureAsync(directory, 1, seconds, InsertAsync)),
                    (mixed, await MeasureAsync(directory, 512, seconds, EventAsync)),
                    (reads, await MeasureAsync(directory, 512, seconds, ReadAsync)),
                };
                // The first round only warms up.
                if (round == 0) continue;
                foreach (var (list, figure) in measured) list.Add(figure);
                Tell(string.Create(CultureInfo.InvariantCulture, $"round {round}"), measured[0].Item2, measured[1].Item2, measured[2].Item2, measured[3].Item2);
            }
            Tell("median", Median(grouped), Median(single), Median(mixed), Median(reads));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"group commit is worth {Median(grouped).PerSecond / Median(single).PerSecond:N1} times"));
            return 0;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(DirectoryInfo directory, int groupSize, double seconds, Func<SqliteTableStore, int, int, Task<int>> act)
    {
        await using var store = new SqliteTableStore(Path.Combine(directory.FullName, Path.GetRandomFileName()), groupSize, TimeSpan.FromSeconds(10));
        await store.InsertAsync("Bench", new TableRow("warm", "up") { { "Body", new byte[400] }, { "Kind", "text" }, { "Attempts", 0 } });
        var rows = 0L;
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; i++) Interlocked.Add(ref rows, await act(store, writer, i));
        })));
        return new Measured(rows / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / rows);
    }

    private static async Task<int> InsertAsync(SqliteTableStore store, int writer, int i)
    {
        await store.InsertAsync("Bench", Row(writer, i));
        return 1;
    }

    // What one event costs: inbox row, state, opinion, tombstone.
    private static async Task<int> EventAsync(SqliteTableStore store, int writer, int i)
    {
        await store.InsertAsync("Bench", Row(writer, i));
        var partition = writer.ToString("x2", CultureInfo.InvariantCulture);
        var state = await store.GetAsync("State", partition, "state");
        if (state is null) await store.UpsertAsync("State", new TableRow(partition, "state") { { "Event", i }, { "Flow", "opinion" } });
        else await store.ReplaceAsync("State", new TableRow(partition, "state") { ETag = state.ETag, ["Event"] = i, ["Flow"] = "opinion" });
        var row = Row(writer, i);
        await store.UpsertAsync("Bench", new TableRow(row.PartitionKey, row.RowKey) { { "Kind", "done" } });
        await store.DeleteAsync("Bench", row.PartitionKey, row.RowKey);
        return 4;
    }

    private static async Task<int> ReadAsync(SqliteTableStore store, int writer, int i)
    {
        for (var n = 0; n < 100; n++) await store.GetAsync("Bench", "warm", "up");
        return 100;
    }

    private static TableRow Row(int writer, int i) => new(
        writer.ToString("x2", CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{(i * 2_654_435_761) & 0xFFFFFFFF:x8}{i:x8}"))
    {
        { "Body", new byte[400] }, { "Kind", "text" }, { "Attempts", 0 },
    };

    private static Measured Median(List<Measured> figures) => new(
        figures.Select(f => f.PerSecond).Order().ElementAt(figures.Count / 2),
        figures.Select(f => f.Microseconds).Order().ElementAt(figures.Count / 2));

    private static void Tell(string what, Measured grouped, Measured single, Measured mixed, Measured reads) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: inserts {grouped}; one a commit {single}; insert, upsert, replace and delete {mixed}; reads {reads}"));

    private readonly record struct Measured(double PerSecond, double Microseconds)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:N0}/s ({Microseconds:N1} µs CPU)");
    }
}
