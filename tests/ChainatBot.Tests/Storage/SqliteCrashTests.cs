using System.Diagnostics;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Storage;

public sealed class SqliteCrashTests : IDisposable
{
    // Each of the eight writers of the two later lives may have died between inserting a row again and deleting it again.
    private const int MayHaveDiedBetween = 8 * 2;

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_process_was_killed_while_writing()
    {
        var file = directory.File("chainatbot.db");
        var (kept, gone) = (new HashSet<string>(), new HashSet<string>());
        // The same file through several deaths; keys repeat, so that later lives also find rows of earlier ones.
        for (var life = 0; life < 3; life++)
        {
            foreach (var line in await RunUntilKilledAsync(file, lines: 300 + 200 * life))
                (line.StartsWith("kept ", StringComparison.Ordinal) ? kept : gone).Add(line[5..]);
        }
        Assert.True(kept.Count > 200);
        Assert.NotEmpty(gone);

        await using var store = new SqliteTableStore(file);
        var found = new HashSet<string>();
        for (var writer = 0; writer < 8; writer++)
        {
            string? continuation = null;
            do
            {
                var page = await store.QueryAsync("Crash", $"{writer}", continuation: continuation);
                foreach (var row in page.Rows)
                {
                    found.Add(row.RowKey);
                    Assert.Equal(row.RowKey.Replace("-twin", "", StringComparison.Ordinal), row.GetString("Value"));
                }
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }
        Assert.Empty(kept.Except(found));
        Assert.InRange(gone.Intersect(found).Count(), 0, MayHaveDiedBetween);
        // A batch is there whole or not at all.
        Assert.All(found.Where(key => int.Parse(key.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) % 3 == 1),
            key => Assert.Contains(key.EndsWith("-twin", StringComparison.Ordinal) ? key[..^5] : key + "-twin", found));
    }

    private static async Task<List<string>> RunUntilKilledAsync(string file, int lines)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace("ChainatBot.Tests", "ChainatBot.Load", StringComparison.Ordinal), "ChainatBot.Load.dll");
        Assert.True(File.Exists(program), $"{program} has not been built.");
        using var process = Process.Start(new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { program, "write-until-killed", file } })!;
        var said = new List<string>();
        try
        {
            while (said.Count < lines && await process.StandardOutput.ReadLineAsync() is { } line) said.Add(line);
        }
        finally
        {
            process.Kill();
        }
        // What it had said before it died counts too; a line cut off by death was not acknowledged whole.
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        said.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(said.Count >= lines, "The victim ended by itself.");
        return said;
    }
}
