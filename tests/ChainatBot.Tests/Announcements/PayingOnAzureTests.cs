using ChainatBot.Announcements;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Announcements;

/// <summary>The same sending where rows are in an Azure account, and two replicas share the work.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class PayingOnAzureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Two_replicas_tell_everybody_once()
    {
        Dictionary<string, string> settings = new() { ["ConnectionStrings:Storage"] = azurite.ConnectionString, ["Privacy:Key"] = BotProcess.AzureKey };
        await using var desk = await PayDesk.OpenAsync(settings: settings);
        await using var second = await PayDesk.OpenAsync(desk.Server, settings: settings);
        // Other tests share the account: a place of its own, and a name that no other run has used.
        var (id, tambon) = ($"azure-{Guid.NewGuid():N}", "180302");
        var people = await desk.AddPeopleAsync(40, tambon);
        var riders = people.Take(7).ToList();
        desk.Get<BatchMaker>().MostInBatch = second.Get<BatchMaker>().MostInBatch = 8;
        await desk.AddAsync(desk.NoticeOf(id, new Audience([tambon], [])));
        foreach (var rider in riders) Assert.Equal(RideClaim.New, await desk.Get<Deliveries>().ClaimFreeAsync(id, desk.IdOf(rider), "event"));
        Assert.Equal(RideClaim.Ours, await desk.Get<Deliveries>().ClaimFreeAsync(id, desk.IdOf(riders[0]), "event"));
        Assert.Equal(RideClaim.Taken, await desk.Get<Deliveries>().ClaimFreeAsync(id, desk.IdOf(riders[0]), "other event"));

        await Task.WhenAll(desk.PayAsync(id), second.PayAsync(id));
        await desk.PayUntilDoneAsync(id);

        desk.AssertEachOnce(id, people.Except(riders));
        Assert.Equal((40 - 7L, 7), ((await desk.Get<Budgets>().OfAsync(tambon, desk.Get<Budgets>().Month)).Spent, (await desk.Get<Deliveries>().CountFreeAsync(id)).Told));
        Assert.Empty(desk.Line.Violations);
    }
}
