using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Journeys;

/// <summary>“Delete all” where rows and media are in an Azure account.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class MyDataOnAzureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly HashSet<string> tablesBefore = [];
    private readonly HashSet<string> containersBefore = [];

    public async Task InitializeAsync()
    {
        await foreach (var table in azurite.Tables.QueryAsync()) tablesBefore.Add(table.Name);
        await foreach (var container in azurite.Blobs.GetBlobContainersAsync()) containersBefore.Add(container.Name);
    }

    /// <summary>The program's tables have fixed names and are tied to one privacy key; the next test begins without them.</summary>
    public async Task DisposeAsync()
    {
        await foreach (var table in azurite.Tables.QueryAsync())
            if (!tablesBefore.Contains(table.Name)) await azurite.Tables.DeleteTableAsync(table.Name);
        await foreach (var container in azurite.Blobs.GetBlobContainersAsync())
            if (!containersBefore.Contains(container.Name)) await azurite.Blobs.DeleteBlobContainerAsync(container.Name);
    }

    [Fact]
    public async Task Deleting_everything_leaves_nothing_of_the_person_in_tables_and_blobs()
    {
        await using var bot = await BotHost.StartAsync(settings: new()
        {
            ["ConnectionStrings:Storage"] = azurite.ConnectionString,
            ["Privacy:Key"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
        });
        var (neighbour, villager) = (bot.AddVillager(), bot.AddVillager());
        await neighbour.JoinAsync();
        await MyDataTests.TellAsync(neighbour, "ไฟถนนดับทั้งซอย");
        await MyDataTests.LiveAsync(bot, villager);
        var traces = await PersonTraces.OfAsync(bot, villager, "ถนนหน้าวัด", "ประปาไม่ไหล", "ขยะล้น");
        Assert.True((await traces.InAsync(azurite)).Count > 6, "the traces are looked for in the right places");

        Assert.Contains("ลบหมดแล้วค่ะ", MyDataTests.Joined(await MyDataTests.EraseAsync(villager)), StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await traces.InAsync(azurite)).Count == 0);
        Assert.False(await traces.InSummariesAsync(bot));
        Assert.Equal("ไฟถนนดับทั้งซอย", Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        Assert.Empty(bot.Line.Violations);
    }
}
