using System.Globalization;
using ChainatBot.Storage;

namespace ChainatBot.Load;

/// <summary>
/// The victim of the crash tests: eight writers insert, replace and delete rows as fast as they can, and each row is told on
/// standard output once its write is acknowledged. Ends by itself after a minute, should nobody kill it.
/// </summary>
internal static class WriteUntilKilled
{
    private const string Table = "Crash";
    private const int Writers = 8;
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string file)
    {
        using var stop = new CancellationTokenSource(AtMost);
        await using var store = new SqliteTableStore(file);
        var saying = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{writer}-{i}");
                var partition = string.Create(CultureInfo.InvariantCulture, $"{writer}");
                switch (i % 3)
                {
                    case 0:
                        await store.InsertAsync(Table, new TableRow(partition, key) { { "Value", key } });
                        Say($"kept {key}");
                        break;
                    case 1:
                        // Both rows or none.
                        await store.BatchAsync(Table, [new TableOperation.Insert(new TableRow(partition, key) { { "Value", key } }), new TableOperation.Insert(new TableRow(partition, key + "-twin") { { "Value", key } })]);
                        Say($"kept {key}");
                        Say($"kept {key}-twin");
                        break;
                    default:
                        await store.InsertAsync(Table, new TableRow(partition, key) { { "Value", key } });
                        await store.DeleteAsync(Table, partition, key);
                        Say($"gone {key}");
                        break;
                }
            }
        })));
        return 0;

        void Say(string line)
        {
            lock (saying) Console.Out.WriteLine(line);
        }
    }
}
