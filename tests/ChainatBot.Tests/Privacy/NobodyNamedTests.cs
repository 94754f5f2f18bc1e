using System.Text;
using Azure.Data.Tables;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Privacy;

/// <summary>After a day of all sorts, nobody is named anywhere: not in the files, not in the log at any level, not in what the verbs write.</summary>
public sealed class NobodyNamedTests
{
    private static readonly Dictionary<string, string> Loud = new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:System.Net.Http"] = "Trace",
        ["Logging:LogLevel:Microsoft.Extensions.Http"] = "Trace",
        ["Logging:LogLevel:Azure"] = "Trace",
    };

    [Fact]
    public async Task Files_logs_exports_and_summaries_name_nobody()
    {
        await using var bot = await BotHost.StartAsync(settings: Loud, configure: VariedSession.Configure);
        var session = new VariedSession(bot);
        await session.RunAsync();

        session.AssertNotLogged();
        session.AssertNotWritten();
        var stored = bot.RawFiles().ToList();
        Assert.Contains(stored, file => Traces.Holds(file.Bytes, "ถนนหน้าวัดเป็นหลุมใหญ่"));
        VariedSession.AssertNot(stored, session.Names);
        // Deleted pages are wiped by the next quiet moment at the latest.
        await Eventually.TrueAsync(() => Task.FromResult(session.Gone.All(text => bot.RawFiles().All(file => !Traces.Holds(file.Bytes, text)))));
    }

    [Theory]
    [InlineData("ถนนหน้าวัดพังมาก")]
    [InlineData("U0123456789abcdef0123456789abcdef")]
    public void The_search_finds_what_is_hidden(string secret)
    {
        var utf8 = Encoding.UTF8.GetBytes(secret);
        byte[][] hidden =
        [
            utf8, Encoding.Unicode.GetBytes(secret), Encoding.BigEndianUnicode.GetBytes(secret), Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)), Encoding.ASCII.GetBytes(Uri.EscapeDataString(secret)),
            .. Enumerable.Range(0, 6).Select(n => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[n], .. utf8, .. new byte[n]]))),
            .. Enumerable.Range(0, 6).Select(n => Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[n], .. Encoding.Unicode.GetBytes(secret), 1]))),
            Encoding.ASCII.GetBytes(System.Text.Json.JsonSerializer.Serialize(secret)),
        ];
        Assert.All(hidden, bytes => Assert.True(Traces.Holds([9, 9, .. bytes, 9], secret)));
        Assert.False(Traces.Holds(Encoding.UTF8.GetBytes("ถนนหน้าวัดดีมาก"), secret));
        Assert.All(hidden.Skip(5), bytes => Assert.True(Traces.Holds(Encoding.ASCII.GetString(bytes), secret)));
    }
}

/// <summary>The same in the cloud: all entities of all tables, and all blobs.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class NobodyNamedInAzureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Tables_blobs_and_logs_name_nobody()
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Storage"] = azurite.ConnectionString, ["Privacy:Key"] = BotProcess.AzureKey, ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Azure"] = "Trace",
        };
        await using var bot = await BotHost.StartAsync(settings: settings, configure: VariedSession.Configure);
        var session = new VariedSession(bot);
        await session.RunAsync();

        session.AssertNotLogged();
        session.AssertNotWritten();
        var stored = new List<(string, byte[])>();
        await foreach (var table in azurite.Tables.QueryAsync())
            await foreach (var entity in azurite.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
                stored.Add((table.Name, [.. entity.SelectMany(p => BytesOf(p.Key, p.Value))]));
        await foreach (var container in azurite.Blobs.GetBlobContainersAsync())
        {
            await foreach (var blob in azurite.Blobs.GetBlobContainerClient(container.Name).GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.Metadata, Azure.Storage.Blobs.Models.BlobStates.None, null, default))
            {
                var content = await azurite.Blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync();
                stored.Add(($"{container.Name}/{blob.Name}", [.. Encoding.UTF8.GetBytes(blob.Name), .. content.Value.Content.ToArray()]));
            }
        }

        Assert.Contains(stored, row => Traces.Holds(row.Item2, "ถนนหน้าวัดเป็นหลุมใหญ่"));
        VariedSession.AssertNot(stored, [.. session.Names, .. session.Gone]);
    }

    private static byte[] BytesOf(string name, object? value) =>
        [.. Encoding.UTF8.GetBytes(name + "="), .. value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""), 0];
}
