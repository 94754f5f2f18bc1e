using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

public sealed class ReplyTokenTests : IAsyncLifetime
{
    private Bench bench = null!;
    private ListeningBot bot = null!;

    public async Task InitializeAsync()
    {
        bot = await ListeningBot.StartAsync();
        bench = await Bench.StartAsync(o => o.WebhookUrl = bot.Url);
    }

    public async Task DisposeAsync()
    {
        await bench.DisposeAsync();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_reaches_the_chat_for_free_and_its_token_works_once()
    {
        var user = bench.Line.AddUser("สมชาย", isFriend: true);
        var said = await bench.Line.SendTextAsync(user, "สวัสดี 🙏");
        var webhook = (await bot.WaitAsync(1))[0].Event;
        var token = webhook["replyToken"]!.GetValue<string>();

        var first = await ReplyAsync(token, "สวัสดีค่ะ", "ยินดีค่ะ");
        var second = await ReplyAsync(token, "อีกที");

        Assert.Equal(200, first.Status);
        Assert.Equal(2, first.Json["sentMessages"]!.AsArray().Count);
        Assert.Equal((400, "Invalid reply token"), (second.Status, second.Message));
        var messages = await bench.Line.WaitForBotMessagesAsync(user, 2, said);
        Assert.Equal(["สวัสดีค่ะ", "ยินดีค่ะ"], messages.Select(m => m.Text));
        Assert.All(messages, m => Assert.Equal("free", m.Cost));
        Assert.Equal(first.Json["sentMessages"]![0]!["id"]!.GetValue<string>(), messages[0].Id);
        Assert.Equal(0, bench.Line.QuotaUsed);
        Assert.Equal(new UserTally(user, 2, 0), bench.Line.Tally(user));
        Assert.Empty(bench.Line.Violations);
        Assert.Equal("reply token was used before", Assert.Single(bench.Line.Warnings).Message);
    }

    [Theory]
    [InlineData(59, 200)]
    [InlineData(61, 400)]
    public async Task A_token_is_good_for_a_minute_after_the_webhook(int seconds, int status)
    {
        var token = await TokenAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, (await ReplyAsync(token, "ค่ะ")).Status);
    }

    [Theory]
    [InlineData(1_190, 200)]
    [InlineData(1_201, 400)]
    public async Task A_redelivered_token_is_good_for_a_minute_again_but_never_twenty_minutes_after_the_event(int seconds, int status)
    {
        var token = await TokenAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True((await bench.Line.RedeliverAsync(bench.Line.WebhookDeliveries[0])).IsRedelivery);
        Assert.Equal(status, (await ReplyAsync(token, "ค่ะ")).Status);
    }

    [Fact]
    public async Task A_used_token_stays_used_after_a_redelivery()
    {
        var token = await TokenAsync();
        Assert.Equal(200, (await ReplyAsync(token, "ค่ะ")).Status);
        await bench.Line.RedeliverAsync(bench.Line.WebhookDeliveries[0]);
        Assert.Equal(400, (await ReplyAsync(token, "ค่ะ")).Status);
    }

    [Fact]
    public async Task A_refused_message_leaves_the_token_usable()
    {
        var token = await TokenAsync();
        Assert.Equal(400, (await ReplyAsync(token, "")).Status);
        Assert.Equal(200, (await ReplyAsync(token, "ค่ะ")).Status);
    }

    private async Task<string> TokenAsync()
    {
        await bench.Line.SendTextAsync(bench.Line.AddUser(isFriend: true), "ถนนพัง");
        await bench.Line.WaitUntilIdleAsync();
        return (await bot.WaitAsync(1))[0].Event["replyToken"]!.GetValue<string>();
    }

    private Task<Answer> ReplyAsync(string token, params string[] texts) => bench.PostAsync("/v2/bot/message/reply",
        new JsonObject { ["replyToken"] = token, ["messages"] = new JsonArray([.. texts.Select(t => (JsonNode)Bench.Text(t))]) });
}
