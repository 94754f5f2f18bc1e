using System.Globalization;
using System.Text.Json.Nodes;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using Line.Emulator;

namespace ChainatBot.Tests.Webhooks;

/// <summary>LINE may deliver twice and in any order; what people meant counts.</summary>
public sealed class OrderTests : IAsyncLifetime
{
    private BotHost bot = null!;
    private Villager villager = null!;
    private long messageId = 700_000;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync();
        villager = bot.AddVillager();
        await villager.JoinAsync();
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task An_event_posted_twice_without_being_marked_counts_once()
    {
        bot.Line.AddFault(new Fault(FaultKinds.Duplicate, Times: 5));
        var before = bot.Line.BotMessages(villager.UserId).Select(m => m.RequestId).Distinct().Count();
        for (var i = 0; i < 5; i++) await villager.SayAsync(Text(i));
        await SettledAsync();

        Assert.Equal([.. Enumerable.Range(0, 5).Select(Text)], await StoredRows.LinesAsync(bot.App.Services));
        Assert.Equal(before + 5, bot.Line.BotMessages(villager.UserId).Select(m => m.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task What_waits_together_is_handled_in_the_order_it_was_said()
    {
        bot.Line.AddFault(new Fault(FaultKinds.Slow, "POST", "/v2/bot/message/reply", DelayMilliseconds: 1_500));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_000);
        await EmitAsync(Message(Text(0)), now);
        await EmitAsync(Message(Text(3)), now.AddSeconds(3));
        await EmitAsync(Message(Text(1)), now.AddSeconds(1));
        await EmitAsync(Message(Text(2)), now.AddSeconds(2));
        await SettledAsync();

        Assert.Equal([.. Enumerable.Range(0, 4).Select(Text)], await StoredRows.LinesAsync(bot.App.Services));
    }

    [Fact]
    public async Task Two_hundred_messages_at_once_stay_in_order()
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_000);
        var events = Enumerable.Range(0, 200).Select(i => (villager.UserId, Stamped(Message(Text(i)), start.AddMilliseconds(i)))).ToList();
        Assert.Equal(200, (await bot.Line.EmitTogetherAsync(events)).Status);
        await SettledAsync();

        Assert.Equal([.. Enumerable.Range(0, 200).Select(Text)], await StoredRows.LinesAsync(bot.App.Services));
    }

    [Fact]
    public async Task A_message_taken_back_before_it_arrives_is_never_kept()
    {
        var message = Message("เรื่องที่คนพูดไม่อยากให้ใครรู้แล้ว");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_000);
        await EmitAsync(new JsonObject { ["type"] = "unsend", ["unsend"] = new JsonObject { ["messageId"] = message["message"]!["id"]!.DeepClone() } }, now.AddSeconds(1));
        await SettledAsync();
        var answers = bot.Line.BotMessages(villager.UserId).Count;
        await EmitAsync(message, now);
        await SettledAsync();

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(answers, bot.Line.BotMessages(villager.UserId).Count);
        await Eventually.TrueAsync(() => Task.FromResult(bot.RawFiles().All(f => !Traces.Holds(f.Bytes, "เรื่องที่คนพูดไม่อยากให้ใครรู้แล้ว"))));
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 3, 1)]
    public async Task The_photos_of_a_set_are_one_opinion_in_whatever_order_they_come(int first, int second, int third)
    {
        foreach (var index in (int[])[first, second, third])
            await bot.Line.SendImageAsync(villager.UserId, Pictures.JpegWithSecret("taken at home"), set: new ImageSet("E005D41A7288F41B65593ED38FF6E9834B046AB36A37921A56BC236F13A91855", index, 3));
        await SettledAsync();

        Assert.Equal("image", Assert.Single(await StoredRows.OpinionsAsync(bot)).Kind);
        Assert.Equal(3, (await StoredRows.MessagesAsync(bot.App.Services)).Count(m => m.Kind == "image"));
        Assert.Single(bot.Line.BotMessages(villager.UserId), m => m.Text == "เก็บเรื่องที่เล่าไว้แล้วค่ะ");
    }

    [Fact]
    public async Task Who_leaves_and_comes_back_quickly_is_a_subscriber_in_the_end()
    {
        Assert.Equal(1, await SubscribersAsync());
        for (var i = 0; i < 3; i++)
        {
            await bot.Line.BlockAsync(villager.UserId);
            await bot.Line.FollowAsync(villager.UserId);
        }

        await SettledAsync();
        Assert.Equal(1, await SubscribersAsync());

        await bot.Line.BlockAsync(villager.UserId);
        await SettledAsync();
        Assert.Equal(0, await SubscribersAsync());
    }

    [Fact]
    public async Task Leaving_that_is_told_late_does_not_undo_coming_back()
    {
        var left = DateTimeOffset.UnixEpoch.AddMilliseconds(1_895_000_000_000);
        await EmitAsync(new JsonObject { ["type"] = "follow", ["follow"] = new JsonObject { ["isUnblocked"] = true } }, left.AddSeconds(1));
        await SettledAsync();
        await EmitAsync(new JsonObject { ["type"] = "unfollow" }, left);
        await SettledAsync();
        Assert.Equal(1, await SubscribersAsync());

        await EmitAsync(new JsonObject { ["type"] = "unfollow" }, left.AddSeconds(2));
        await SettledAsync();
        await EmitAsync(Message(Text(1)), left.AddSeconds(1.5));
        await SettledAsync();
        Assert.Equal(0, await SubscribersAsync());
    }

    private static string Text(int i) => string.Create(CultureInfo.InvariantCulture, $"ถนนเส้นหน้าโรงเรียนเป็นหลุมลึกมาก จุดที่ {i}");

    private JsonObject Message(string text) => new()
    {
        ["type"] = "message",
        ["message"] = new JsonObject { ["type"] = "text", ["id"] = (++messageId).ToString(CultureInfo.InvariantCulture), ["quoteToken"] = "q", ["text"] = text },
    };

    private static JsonObject Stamped(JsonObject webhookEvent, DateTimeOffset at)
    {
        webhookEvent["timestamp"] = at.ToUnixTimeMilliseconds();
        return webhookEvent;
    }

    private Task<WebhookDelivery> EmitAsync(JsonObject webhookEvent, DateTimeOffset at) => bot.Line.EmitAsync(villager.UserId, Stamped(webhookEvent, at));

    private async Task<int> SubscribersAsync()
    {
        var count = 0;
        foreach (var tambon in bot.Get<Places>().TambonCodes.Append("000000"))
            foreach (var shard in "0123456789abcdef")
                count += (await bot.Get<ITableStore>().QueryAsync("Subscribers", $"{tambon}-{shard}")).Rows.Count;
        return count;
    }

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);
}
