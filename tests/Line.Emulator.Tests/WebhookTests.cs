using System.Text;
using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

public sealed class WebhookTests : IAsyncLifetime
{
    private Bench bench = null!;
    private ListeningBot bot = null!;

    private LineEmulator Line => bench.Line;

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
    public void The_signature_is_that_of_LINEs_own_example() => Assert.Equal("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=",
        EventWriter.Sign("8c570fa6dd201bb328f1c1eac23a96d8", Encoding.UTF8.GetBytes("""{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}""")));

    [Fact]
    public async Task A_webhook_is_signed_over_its_raw_bytes_and_carries_what_every_event_has()
    {
        var user = Line.AddUser(isFriend: true);
        await Line.SendTextAsync(user, "ไฟดับ 😢");
        var webhook = (await bot.WaitAsync(1))[0];
        Assert.Equal(EventWriter.Sign(Line.Options.ChannelSecret, webhook.Body), webhook.Signature);
        Assert.Contains(@"ไฟดับ \uD83D\uDE22", webhook.Raw, StringComparison.OrdinalIgnoreCase);
        var own = webhook.Event;
        Assert.Equal(("message", "active", user, false), (Text(own, "type"), Text(own, "mode"), own["source"]!["userId"]!.GetValue<string>(), own["deliveryContext"]!["isRedelivery"]!.GetValue<bool>()));
        Assert.Equal(bench.Clock.GetUtcNow().ToUnixTimeMilliseconds(), own["timestamp"]!.GetValue<long>());
        Assert.Matches("^[0-7][0-9A-HJKMNP-TV-Z]{25}$", Text(own, "webhookEventId"));
        Assert.Equal(user, (await bench.GetAsync($"/v2/bot/profile/{user}")).Json["userId"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_answered_in_two_seconds_is_a_time_out_and_comes_again_with_the_same_id_and_token()
    {
        Line.Options.Redelivery = true;
        Line.Options.RedeliveryDelays = [TimeSpan.Zero];
        var arrived = new TaskCompletionSource();
        bot.Respond = (context, _) =>
        {
            arrived.TrySetResult();
            return bot.All.Count == 1 ? Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;
        };
        await Line.SendTextAsync(Line.AddUser(), "ก");
        await arrived.Task;
        bench.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(Line.WebhookDeliveries);
        bench.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await Line.WaitUntilIdleAsync();
        Assert.Equal([("request_timeout", 0, false), ("ok", 200, true)], Line.WebhookDeliveries.Select(d => (d.Reason, d.Status, d.IsRedelivery)));
        var (first, second) = (bot.All[0].Event, bot.All[1].Event);
        Assert.True(second["deliveryContext"]!["isRedelivery"]!.GetValue<bool>());
        foreach (var name in (string[])["webhookEventId", "replyToken", "timestamp"]) Assert.Equal(first[name]!.ToJsonString(), second[name]!.ToJsonString());
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/reply", new JsonObject { ["replyToken"] = Text(second, "replyToken"), ["messages"] = new JsonArray(Bench.Text("ก")) })).Status);
    }

    [Fact]
    public async Task Without_redelivery_what_was_refused_is_lost()
    {
        bot.Respond = (context, _) => { context.Response.StatusCode = 503; return Task.CompletedTask; };
        await Line.SendTextAsync(Line.AddUser(), "ก");
        await Line.WaitUntilIdleAsync();
        Assert.Equal(("error_status_code", 503), (Line.WebhookDeliveries.Single().Reason, Line.WebhookDeliveries.Single().Status));
        bench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(bot.All);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/webhook")]
    [InlineData("no address at all")]
    [InlineData("ftp://example.com/")]
    public async Task An_address_without_a_bot_behind_it_stops_nothing(string url)
    {
        Line.Options.WebhookUrl = url;
        var user = Line.AddUser();
        await Line.SendTextAsync(user, "1");
        await Line.WaitUntilIdleAsync();
        Assert.Equal("could_not_connect", Line.WebhookDeliveries.Single().Reason);
        Line.Options.WebhookUrl = bot.Url;
        await Line.SendTextAsync(user, "2");
        await Line.WaitUntilIdleAsync();
        Assert.Equal(["2"], Said());
    }

    [Fact]
    public async Task Redelivery_gives_up_after_its_pauses()
    {
        Line.Options.Redelivery = true;
        Line.Options.RedeliveryDelays = [TimeSpan.Zero, TimeSpan.Zero];
        bot.Respond = (context, _) => { context.Response.StatusCode = 500; return Task.CompletedTask; };
        await Line.SendTextAsync(Line.AddUser(), "ก");
        await Line.WaitUntilIdleAsync();
        Assert.Equal(3, bot.All.Count);
    }

    [Fact]
    public async Task A_redelivery_waits_for_its_pause()
    {
        Line.Options.Redelivery = true;
        bot.Respond = (context, _) => { context.Response.StatusCode = bot.All.Count == 1 ? 500 : 200; return Task.CompletedTask; };
        Assert.Equal(500, (await Line.EmitAsync(Line.AddUser(), new JsonObject { ["type"] = "follow", ["follow"] = new JsonObject { ["isUnblocked"] = false } })).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal((1, 1), (bot.All.Count, Line.WaitingWebhooks));
        bench.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Line.WaitForWebhookAsync(d => d.IsRedelivery && d.Succeeded);
    }

    [Fact]
    public async Task A_duplicate_is_the_same_event_twice_and_no_redelivery()
    {
        Line.AddFault(new Fault(FaultKinds.Duplicate));
        await Line.SendTextAsync(Line.AddUser(), "ก");
        await Line.WaitUntilIdleAsync();
        Assert.Equal(2, bot.All.Count);
        Assert.Equal(bot.All[0].Raw, bot.All[1].Raw);
    }

    [Fact]
    public async Task Disorder_swaps_two_events_of_a_chat()
    {
        Line.AddFault(new Fault(FaultKinds.Disorder));
        var user = Line.AddUser();
        foreach (var text in (string[])["1", "2", "3"]) await Line.SendTextAsync(user, text);
        await Line.WaitUntilIdleAsync();
        Assert.Equal(["2", "1", "3"], Said());
    }

    [Fact]
    public async Task A_dropped_webhook_is_lost_unless_redelivery_is_on()
    {
        var user = Line.AddUser();
        Line.AddFault(new Fault(FaultKinds.Drop));
        await Line.SendTextAsync(user, "1");
        await Line.WaitUntilIdleAsync();
        Line.Options.Redelivery = true;
        Line.Options.RedeliveryDelays = [TimeSpan.Zero];
        Line.AddFault(new Fault(FaultKinds.Drop));
        await Line.SendTextAsync(user, "2");
        await Line.WaitUntilIdleAsync();
        Assert.Equal(["2"], Said());
        Assert.True(bot.All[0].Event["deliveryContext"]!["isRedelivery"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Chats_go_side_by_side_and_each_in_order()
    {
        var gate = new TaskCompletionSource();
        var slow = Line.AddUser();
        var others = Line.AddUsers(40);
        bot.Respond = (_, webhook) => webhook.Event["source"]!["userId"]!.GetValue<string>() == slow ? gate.Task : Task.CompletedTask;
        await Line.SendTextAsync(slow, "ช้า 1");
        await Line.SendTextAsync(slow, "ช้า 2");
        for (var i = 0; i < 5; i++)
            foreach (var other in others) await Line.SendTextAsync(other, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await bot.WaitAsync(101);
        Assert.Single(bot.All, w => w.Event["source"]!["userId"]!.GetValue<string>() == slow);
        gate.SetResult();
        await Line.WaitUntilIdleAsync();
        foreach (var chat in bot.All.Select(w => w.Event).GroupBy(e => e["source"]!["userId"]!.GetValue<string>()).Where(c => c.Key != slow))
            Assert.Equal(["0", "1", "2", "3", "4"], chat.Select(e => e["message"]!["text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Everything_that_LINE_may_vary_can_be_varied()
    {
        Line.Options.ShuffleProperties = Line.Options.UnknownFields = Line.Options.Standby = Line.Options.WithoutUserId = true;
        var user = Line.AddUser();
        var group = Line.AddGroup("หมู่ 1", [user]);
        await Line.InviteBotAsync(group);
        for (var i = 0; i < 8; i++) await Line.SendGroupTextAsync(group, user, "ก");
        await Line.WaitUntilIdleAsync();
        var said = bot.All.Select(w => w.Event.AsObject()).Where(e => Text(e, "type") == "message").ToList();
        Assert.True(said.Select(e => string.Join(',', e.Select(p => p.Key))).Distinct().Count() > 1);
        Assert.All(said, e =>
        {
            Assert.Equal("standby", Text(e, "mode"));
            Assert.False(e.ContainsKey("replyToken"));
            Assert.False(e["source"]!.AsObject().ContainsKey("userId"));
            Assert.True(e.ContainsKey("futureProperty"));
        });
    }

    [Fact]
    public async Task One_POST_may_hold_events_of_several_people_of_unknown_types_and_without_a_source()
    {
        var (one, two) = (Line.AddUser(), Line.AddUser());
        var delivery = await Line.EmitTogetherAsync(
        [
            (one, new JsonObject { ["type"] = "follow", ["follow"] = new JsonObject { ["isUnblocked"] = false } }),
            (two, new JsonObject { ["type"] = "fromTheFuture" }),
            (two, new JsonObject { ["type"] = "botSuspended", ["source"] = null }),
        ]);
        Assert.True(delivery.Succeeded);
        var events = bot.All.Single().Events;
        Assert.Equal([one, two, null], events.Select(e => e!["source"]?["userId"]?.GetValue<string>()));
        Assert.Equal([true, false, false], events.Select(e => e!.AsObject().ContainsKey("replyToken")));
    }

    [Fact]
    public async Task Waiting_events_share_a_POST_when_asked_to()
    {
        Line.Options.MaxEventsPerWebhook = 10;
        var gate = new TaskCompletionSource();
        bot.Respond = (_, _) => gate.Task;
        var user = Line.AddUser();
        await Line.SendTextAsync(user, "0");
        await bot.WaitAsync(1);
        for (var i = 1; i < 5; i++) await Line.SendTextAsync(user, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        gate.SetResult();
        await Line.WaitUntilIdleAsync();
        Assert.Equal([1, 4], bot.All.Select(w => w.Events.Count));
    }

    [Fact]
    public async Task The_address_can_be_read_set_and_tried()
    {
        Assert.Equal(bot.Url, (await bench.GetAsync("/v2/bot/channel/webhook/endpoint")).Json["endpoint"]!.GetValue<string>());
        var good = (await bench.PostAsync("/v2/bot/channel/webhook/test", new JsonObject())).Json;
        Assert.Equal((true, 200, "OK"), (good["success"]!.GetValue<bool>(), good["statusCode"]!.GetValue<int>(), Text(good, "reason")));
        Assert.Empty(bot.All.Single().Events);
        bot.Respond = (context, _) => { context.Response.StatusCode = 401; return Task.CompletedTask; };
        Assert.Equal("ERROR_STATUS_CODE", Text((await bench.PostAsync("/v2/bot/channel/webhook/test", new JsonObject())).Json, "reason"));
        var bad = await bench.SendAsync(HttpMethod.Put, "/v2/bot/channel/webhook/endpoint", new JsonObject { ["endpoint"] = "http://example.com/" });
        Assert.Equal((400, "Invalid webhook endpoint URL"), (bad.Status, bad.Message));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private IEnumerable<string> Said() => bot.All.Select(w => w.Event["message"]!["text"]!.GetValue<string>());
}
