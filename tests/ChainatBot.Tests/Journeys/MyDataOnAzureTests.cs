using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Journeys;

/// <summary>“Delete all” where rows and media are in an Azure account.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class MyDataOnAzureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Deleting_everything_leaves_nothing_of_the_person_in_tables_and_blobs()
    {
        await using var bot = await BotHost.StartAsync(settings: new() { ["ConnectionStrings:Storage"] = azurite.ConnectionString, ["Privacy:Key"] = BotProcess.AzureKey });
        var (neighbour, villager) = (bot.AddVillager(), bot.AddVillager());
        await neighbour.JoinAsync();
        await MyDataTests.TellAsync(neighbour, "ไฟถนนดับทั้งซอยบ้านใต้");
        await MyDataTests.LiveAsync(bot, villager);
        // Words are not looked for: other tests on this account have said the same.
        var traces = await PersonTraces.OfAsync(bot, villager);
        Assert.True((await traces.InAsync(azurite)).Count > 6, "the traces are looked for in the right places");

        Assert.Contains("ลบหมดแล้วค่ะ", MyDataTests.Joined(await MyDataTests.EraseAsync(villager)), StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await traces.InAsync(azurite)).Count == 0);
        Assert.False(await traces.InSummariesAsync(bot));
        Assert.Contains(await StoredRows.OpinionsAsync(bot), opinion => opinion.Text == "ไฟถนนดับทั้งซอยบ้านใต้");
        Assert.Empty(bot.Line.Violations);
    }
}
