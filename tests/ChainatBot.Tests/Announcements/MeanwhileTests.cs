using ChainatBot.Announcements;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Announcements;

/// <summary>Who blocks, withdraws, moves or deletes everything in the chat between the scheduling and the sending gets nothing, neither free nor paid.</summary>
public sealed class MeanwhileTests : IAsyncLifetime
{
    private Village village = null!;

    public async Task InitializeAsync() => village = await Village.OpenAsync(quota: 300);

    public async Task DisposeAsync() => await village.DisposeAsync();

    [Fact]
    public async Task Neither_the_next_reply_nor_a_paid_message_tells_them()
    {
        var (stays, blocks, withdraws, moves, erases, returns) = (await JoinAsync(), await JoinAsync(), await JoinAsync(), await JoinAsync(), await JoinAsync(), await JoinAsync());
        // Nothing rides yet, so that all of it happens between scheduling and sending.
        Assert.Equal(0, await village.AnnounceAsync(delivery: "{mode: reply-first, from: 2026-11-29T09:00, payAfter: 2026-11-30T09:00}", villages: ", villages: [3]"));

        await village.Line.BlockAsync(blocks.UserId);
        await village.Line.BlockAsync(returns.UserId);
        await withdraws.SayAsync("เรื่องของฉัน");
        await withdraws.TapAsync("ถอนความยินยอม");
        await withdraws.TapAsync("ถอนความยินยอม");
        await moves.SayAsync("เปลี่ยนที่อยู่");
        await moves.SayAsync("หาดท่าเสา ม.5");
        await Journeys.MyDataTests.EraseAsync(erases);
        await SettledAsync();

        // It may ride now.
        village.Time.Leap(TimeSpan.FromDays(6.5));
        await withdraws.SayAsync("ขอบคุณค่ะ");
        await moves.SayAsync("ขอบคุณค่ะ");
        await erases.SayAsync("ขอบคุณค่ะ");
        await SettledAsync();
        foreach (var person in new[] { withdraws, moves, erases }) Assert.Equal(0, village.Seen(person.UserId));

        village.Time.Leap(TimeSpan.FromDays(0.5) + TimeSpan.FromSeconds(1));
        await village.PaidAsync("water-off");
        Assert.Equal([stays.UserId], village.PaidFor().Keys);
        Assert.Equal(1, village.Line.QuotaUsed);
        foreach (var person in new[] { blocks, withdraws, moves, erases }) Assert.Equal(0, village.Seen(person.UserId));

        // Who comes back before it is stale is told, free; who has moved back is of the audience again.
        await returns.FollowAsync();
        await returns.SayAsync("ขอบคุณค่ะ");
        await moves.SayAsync("เปลี่ยนที่อยู่");
        await moves.SayAsync("หาดท่าเสา ม.3");
        await moves.SayAsync("ขอบคุณค่ะ");
        await SettledAsync();
        Assert.Equal((1, 1, 1), (village.Seen(returns.UserId), village.Seen(moves.UserId), village.Line.QuotaUsed));
    }

    private async Task<Villager> JoinAsync()
    {
        var villager = village.Bot.AddVillager();
        await villager.JoinAsync();
        await SettledAsync();
        return villager;
    }

    private Task SettledAsync() => StoredRows.SettledAsync(village.Line, village.Bot.App.Services);
}
