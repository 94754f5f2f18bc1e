using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChainatBot.Conversations;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Line.Messaging;

namespace ChainatBot.Tests.Webhooks;

/// <summary>What LINE, or somebody who pretends to be LINE, may post.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task A_webhook_without_events_is_answered_with_200() =>
        Assert.Equal(200, (await bot.Line.VerifyWebhookAsync()).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("not base64 at all")]
    public async Task An_unsigned_or_forged_webhook_gets_401_and_leaves_nothing_behind(string? signature)
    {
        var villager = bot.AddVillager();
        var status = await PostAsync(TextEvent(villager.UserId, "01HFORGED0000000000000000A", "ถนนพัง"), signature);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Empty(await PendingAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"destination\":\"U1\"}")]
    [InlineData("{\"destination\":\"U1\",\"events\":7}")]
    [InlineData("{\"destination\":\"U1\",\"events\":[]} trailing")]
    public async Task A_signed_body_that_is_no_webhook_gets_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_two_megabytes_gets_413(bool withLength)
    {
        var body = Encoding.UTF8.GetBytes("{\"destination\":\"U1\",\"events\":[],\"padding\":\"" + new string('x', 2 * 1024 * 1024) + "\"}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(body, chunked: !withLength));
    }

    [Fact]
    public async Task Events_that_ask_nothing_are_taken_and_ignored()
    {
        string[] events =
        [
            """{"type":"somethingNew","timestamp":1,"mode":"active","webhookEventId":"01HNEW00000000000000000000","deliveryContext":{"isRedelivery":false},"more":{"deep":[1]}}""",
            """{"type":"message","timestamp":1,"mode":"standby","webhookEventId":"01HSTANDBY0000000000000000","source":{"type":"user","userId":"Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"message":{"id":"1","type":"text","text":"ถนนพัง"}}""",
            """{"type":"message","timestamp":1,"mode":"active","webhookEventId":"01HNOSOURCE000000000000000","message":{"id":"2","type":"text","text":"ถนนพัง"}}""",
            """{"type":"message","timestamp":1,"mode":"active","webhookEventId":"01HGROUP000000000000000000","source":{"type":"group","groupId":"Cbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"message":{"id":"3","type":"text","text":"ถนนพัง"}}""",
            """{"type":"message","timestamp":"not a number","webhookEventId":"01HBROKEN00000000000000000","message":7}""",
            """{"type":"accountLink","timestamp":1,"mode":"active","webhookEventId":"01HLINK0000000000000000000","link":{"result":"failed","nonce":"x"}}""",
            "7",
        ];
        var status = await PostAsync(Body(events));

        Assert.Equal(HttpStatusCode.OK, status);
        await UntilAsync(async () => (await PendingAsync()).Count == 0);
        Assert.Empty(bot.Line.Calls);
        Assert.Empty(bot.Log.WarningsAndWorse);
    }

    [Fact]
    public async Task An_event_delivered_again_has_one_effect_and_one_reply()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.SayAsync("ถนนหน้าวัดพังมาก");
        var delivery = bot.Line.WebhookDeliveries[^1];
        var replies = bot.Line.BotMessages(villager.UserId).Count;

        for (var i = 0; i < 3; i++) Assert.Equal(200, (await bot.Line.RedeliverAsync(delivery)).Status);
        await UntilAsync(async () => (await PendingAsync()).Count == 0);

        Assert.Equal(replies, bot.Line.BotMessages(villager.UserId).Count);
        Assert.Single(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Several_events_of_several_people_in_one_webhook_are_all_handled()
    {
        var people = Enumerable.Range(0, 5).Select(_ => bot.AddVillager()).ToList();
        await bot.Line.EmitTogetherAsync(people.Select(p => (p.UserId, new JsonObject { ["type"] = "follow", ["follow"] = new JsonObject { ["isUnblocked"] = false } })));

        foreach (var person in people) Assert.NotEmpty(await bot.Line.WaitForBotMessagesAsync(person.UserId));
    }

    [Fact]
    public async Task A_turn_that_fails_again_and_again_ends_as_a_dead_letter_that_can_be_replayed()
    {
        await using var broken = await BotHost.StartAsync(settings: new() { ["Logging:LogLevel:Default"] = "Trace" }, configure: builder => FailingStore.Break(builder.Services, "Opinions"));
        var villager = broken.AddVillager();
        await villager.JoinAsync();
        var failing = broken.Get<FailingStore>();

        failing.IsBroken = true;
        await broken.Line.SendTextAsync(villager.UserId, "น้ำประปาไม่ไหลมาสามวันแล้ว");
        await UntilAsync(async () => await DeadLettersAsync(broken) == 1);
        await UntilAsync(() => Task.FromResult(broken.Log.WarningsAndWorse.Any(line => line.Contains("dead letter", StringComparison.Ordinal))));
        Assert.DoesNotContain(broken.Log.All, line => line.Contains("ประปา", StringComparison.Ordinal));

        failing.IsBroken = false;
        await foreach (var letter in broken.Get<DeadLetters>().ListAsync(default)) Assert.True(await broken.Get<DeadLetters>().ReplayAsync(letter.Key, default));
        await UntilAsync(async () => (await StoredRows.OpinionsAsync(broken)).Count == 1, TimeSpan.FromSeconds(45));
        Assert.Equal(0, await DeadLettersAsync(broken));
    }

    [Fact]
    public async Task When_storage_is_away_the_webhook_gets_503_and_the_next_try_succeeds()
    {
        await using var broken = await BotHost.StartAsync(configure: builder => FailingStore.Break(builder.Services, Inbox.Table, new StorageUnavailableException("away")));
        var villager = broken.AddVillager();
        var body = Body(Text(villager.UserId, "01HAWAY0000000000000000000", "ถนนพัง"));

        broken.Get<FailingStore>().IsBroken = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(body, to: broken));
        broken.Get<FailingStore>().IsBroken = false;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, to: broken));
    }

    private static async Task<int> DeadLettersAsync(BotHost host)
    {
        var count = 0;
        await foreach (var _ in host.Get<DeadLetters>().ListAsync(default)) count++;
        return count;
    }

    private async Task<List<PendingEvent>> PendingAsync()
    {
        var pending = new List<PendingEvent>();
        for (var lane = 0; lane < InboxKey.Lanes; lane++)
            await foreach (var waiting in bot.Get<Inbox>().PendingAsync(lane, default)) pending.Add(waiting);
        return pending;
    }

    private Task<HttpStatusCode> PostAsync(byte[] body, BotHost? to = null, bool chunked = false) =>
        PostAsync(body, WebhookSignature.Sign(body, (to ?? bot).Line.Options.ChannelSecret), to, chunked);

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature, BotHost? to = null, bool chunked = false)
    {
        using HttpContent content = chunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook") { Content = content };
        if (chunked) request.Headers.TransferEncodingChunked = true;
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Line-Signature", signature);
        using var response = await (to ?? bot).Http.SendAsync(request);
        return response.StatusCode;
    }

    private static byte[] TextEvent(string userId, string eventId, string text) => Body(Text(userId, eventId, text));

    private static string Text(string userId, string eventId, string text) =>
        $$$"""{"type":"message","timestamp":1700000000000,"mode":"active","webhookEventId":"{{{eventId}}}","deliveryContext":{"isRedelivery":false},"replyToken":"0f3779fba3b349968c5d07db31eab56f","source":{"type":"user","userId":"{{{userId}}}"},"message":{"id":"5","type":"text","text":"{{{text}}}"}}""";

    private static byte[] Body(params string[] events) =>
        Encoding.UTF8.GetBytes($$"""{"destination":"U00000000000000000000000000000b07","events":[{{string.Join(',', events)}}]}""");

    private static Task UntilAsync(Func<Task<bool>> condition, TimeSpan? patience = null) => Eventually.TrueAsync(condition, patience);
}
