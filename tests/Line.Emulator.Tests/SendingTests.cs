using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

public sealed class SendingTests : IAsyncLifetime
{
    private const string PushPath = "/v2/bot/message/push";
    private const string Key = "123e4567-e89b-12d3-a456-426614174000";
    private Bench bench = null!;

    private LineEmulator Line => bench.Line;

    public async Task InitializeAsync() => bench = await Bench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task A_push_costs_one_for_a_person_and_one_for_each_member_of_a_group()
    {
        var user = Line.AddUser(isFriend: true);
        var group = Line.AddGroup("หมู่ 1", [user, Line.AddUser(), Line.AddUser()]);
        await Line.InviteBotAsync(group);

        var one = await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก"), Bench.Text("ข")));
        Assert.Equal(1, Line.QuotaUsed);
        Assert.Equal(2, one.Json["sentMessages"]!.AsArray().Count);
        Assert.Equal(200, (await bench.PostAsync(PushPath, Bench.Push(group, Bench.Text("ค")))).Status);

        Assert.Equal(4, Line.QuotaUsed);
        Assert.Equal("paid", Line.BotMessages(group).Single().Cost);
        Assert.Equal(4, (await bench.GetAsync("/v2/bot/message/quota/consumption")).Json["totalUsage"]!.GetValue<int>());
    }

    [Fact]
    public async Task People_who_blocked_the_bot_get_nothing_and_cost_nothing_though_LINE_says_200()
    {
        var (friend, blocked, stranger) = (Line.AddUser(isFriend: true), Line.AddUser(isFriend: true), Line.AddUser());
        await Line.BlockAsync(blocked);

        Assert.Equal(200, (await bench.PostAsync(PushPath, Bench.Push(blocked, Bench.Text("ก")))).Status);
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/multicast", new JsonObject { ["to"] = new JsonArray(friend, blocked, stranger), ["messages"] = new JsonArray(Bench.Text("ข")) })).Status);
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/broadcast", new JsonObject { ["messages"] = new JsonArray(Bench.Text("ค")) })).Status);

        Assert.Equal(2, Line.QuotaUsed);
        Assert.Empty(Line.BotMessages(blocked));
        Assert.Equal(["ข", "ค"], Line.BotMessages(friend).Select(m => m.Text));
        Assert.Equal([[], [friend], [friend]], Line.Deliveries.Select(d => d.Recipients));
        Assert.Equal(404, (await bench.GetAsync($"/v2/bot/profile/{blocked}")).Status);
    }

    [Fact]
    public async Task Somebody_who_wrote_in_the_last_seven_days_can_be_pushed_to_without_being_a_friend()
    {
        var user = Line.AddUser();
        await Line.SendTextAsync(user, "สวัสดี");
        bench.Clock.Advance(TimeSpan.FromDays(7));
        await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ทัน")));
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ไม่ทัน")));
        Assert.Equal("ทัน", Assert.Single(Line.BotMessages(user)).Text);
    }

    [Fact]
    public async Task Ids_that_LINE_does_not_know_are_refused_and_nobody_gets_anything()
    {
        var friend = Line.AddUser(isFriend: true);
        var unknown = await bench.PostAsync(PushPath, Bench.Push("U" + new string('0', 32), Bench.Text("ก")));
        Assert.Equal((400, "Failed to send messages"), (unknown.Status, unknown.Message));
        var group = await bench.PostAsync(PushPath, Bench.Push(Line.AddGroup("หมู่ 2"), Bench.Text("ก")));
        Assert.Equal((400, "Failed to send messages"), (group.Status, group.Message));
        var bad = await bench.PostAsync("/v2/bot/message/multicast", new JsonObject { ["to"] = new JsonArray(friend, "สมชาย"), ["messages"] = new JsonArray(Bench.Text("ข")) });
        Assert.Equal((400, "The property, to[1], in the request body is invalid (line: -, column: -)"), (bad.Status, bad.Message));
        Assert.Empty(Line.BotMessages(friend));
        Assert.Equal(3, Line.Violations.Count);
    }

    [Fact]
    public async Task Beyond_the_monthly_limit_nothing_is_sent()
    {
        Line.SetQuota(2);
        Line.AddUsers(2);
        var broadcast = new JsonObject { ["messages"] = new JsonArray(Bench.Text("ก")) };
        Assert.Equal(200, (await bench.PostAsync("/v2/bot/message/broadcast", broadcast)).Status);
        var over = await bench.PostAsync("/v2/bot/message/broadcast", broadcast);
        Assert.Equal((429, "You have reached your monthly limit."), (over.Status, over.Message));
        Assert.All(Line.Tallies(), t => Assert.Equal(1, t.Paid));
        Assert.Empty(Line.Violations);
    }

    [Theory]
    [InlineData("/v2/bot/message/broadcast", 60, 60)]
    [InlineData("/v2/bot/richmenu/list", 10, 1)]
    public async Task Each_operation_has_a_token_bucket_that_fills_again(string path, int calls, int secondsForOne)
    {
        Task<Answer> CallAsync() => path.EndsWith("list", StringComparison.Ordinal) ? bench.GetAsync(path) : bench.PostAsync(path, new JsonObject { ["messages"] = new JsonArray(Bench.Text("ก")) });
        for (var i = 0; i < calls; i++) Assert.Equal(200, (await CallAsync()).Status);
        var over = await CallAsync();
        Assert.Equal((429, "The API rate limit has been exceeded. Try again later."), (over.Status, over.Message));
        Assert.Equal(200, (await bench.GetAsync("/v2/bot/info")).Status);
        bench.Clock.Advance(TimeSpan.FromSeconds(secondsForOne));
        Assert.Equal(200, (await CallAsync()).Status);
    }

    [Fact]
    public async Task A_retry_key_is_accepted_once_a_day_and_answers_409_with_what_was_sent()
    {
        var user = Line.AddUser(isFriend: true);
        var first = await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key);
        var second = await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key.ToUpperInvariant());
        Assert.Equal((409, "The retry key is already accepted", first.RequestId), (second.Status, second.Message, second.AcceptedRequestId));
        Assert.Equal(first.Json["sentMessages"]!.ToJsonString(), second.Json["sentMessages"]!.ToJsonString());
        Assert.NotEqual(first.RequestId, second.RequestId);

        bench.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(200, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
        Assert.Equal(2, Line.Tally(user).Paid);
    }

    [Fact]
    public async Task A_retry_key_is_refused_where_there_is_none_and_when_it_is_no_UUID()
    {
        var user = Line.AddUser(isFriend: true);
        Assert.Equal(400, (await bench.PostAsync("/v2/bot/message/reply", new JsonObject { ["replyToken"] = "x", ["messages"] = new JsonArray(Bench.Text("ก")) }, Key)).Status);
        Assert.Equal(400, (await bench.SendAsync(HttpMethod.Get, $"/v2/bot/profile/{user}", retryKey: Key)).Status);
        Assert.Equal(400, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), "not-a-uuid")).Status);
        Assert.Equal(3, Line.Violations.Count);
    }

    [Fact]
    public async Task A_refused_send_does_not_use_up_its_retry_key()
    {
        var user = Line.AddUser(isFriend: true);
        Line.SetQuota(0);
        Assert.Equal(429, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
        Line.SetQuota(1);
        Assert.Equal(200, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
    }

    [Theory]
    [InlineData(FaultKinds.ErrorBefore, 500, 200)]
    [InlineData(FaultKinds.ErrorAfter, 500, 409)]
    [InlineData(FaultKinds.RateLimit, 429, 200)]
    [InlineData(FaultKinds.MonthlyLimit, 429, 200)]
    public async Task A_fault_happens_once_and_the_retry_key_tells_whether_it_was_done(string kind, int first, int second)
    {
        var user = Line.AddUser(isFriend: true);
        Line.AddFault(new Fault(kind, "POST", PushPath));
        Assert.Equal(first, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
        Assert.Equal(second, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
        Assert.Single(Line.BotMessages(user));
        Assert.Equal(kind, Line.Calls[0].Fault);
    }

    [Theory]
    [InlineData(FaultKinds.TimeoutBefore, 0)]
    [InlineData(FaultKinds.TimeoutAfter, 1)]
    public async Task A_time_out_cuts_the_connection_before_or_after_it_was_done(string kind, int delivered)
    {
        var user = Line.AddUser(isFriend: true);
        Line.AddFault(new Fault(kind, DelayMilliseconds: 0));
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key));
        Assert.Equal(delivered, Line.BotMessages(user).Count);
        Assert.Equal(delivered == 1 ? 409 : 200, (await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")), Key)).Status);
    }

    [Fact]
    public async Task A_narrowcast_is_sent_later_and_holds_quota_meanwhile()
    {
        Line.Options.NarrowcastDelay = TimeSpan.FromMinutes(1);
        Line.SetQuota(3);
        var users = Line.AddUsers(3);
        var accepted = await bench.PostAsync("/v2/bot/message/narrowcast", new JsonObject { ["messages"] = new JsonArray(Bench.Text("ก")) });
        Assert.Equal(202, accepted.Status);
        Assert.Equal("waiting", (await ProgressAsync())["phase"]!.GetValue<string>());
        Assert.Equal(429, (await bench.PostAsync(PushPath, Bench.Push(users[0], Bench.Text("ข")))).Status);

        var first = Line.WaitForBotMessagesAsync(users[2]);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await first;
        Assert.Equal(3, (await ProgressAsync())["successCount"]!.GetValue<int>());
        Assert.Equal(3, Line.QuotaUsed);
        async Task<JsonNode> ProgressAsync() => (await bench.GetAsync($"/v2/bot/message/progress/narrowcast?requestId={accepted.RequestId}")).Json;
    }

    [Fact]
    public async Task A_narrowcast_goes_to_an_audience_of_uploaded_ids_or_needs_enough_friends()
    {
        var users = Line.AddUsers(4);
        var audience = await bench.PostAsync("/v2/bot/audienceGroup/upload", new JsonObject { ["description"] = "หมู่ 3", ["audiences"] = new JsonArray(new JsonObject { ["id"] = users[1] }) });
        Assert.Equal(202, audience.Status);
        var body = new JsonObject { ["messages"] = new JsonArray(Bench.Text("ก")), ["recipient"] = new JsonObject { ["type"] = "audience", ["audienceGroupId"] = audience.Json["audienceGroupId"]!.GetValue<long>() } };
        Assert.Equal(202, (await bench.PostAsync("/v2/bot/message/narrowcast", body)).Status);
        Assert.Equal([0, 1, 0, 0], users.Select(u => Line.BotMessages(u).Count));

        var filtered = new JsonObject { ["messages"] = new JsonArray(Bench.Text("ก")), ["filter"] = new JsonObject { ["demographic"] = new JsonObject { ["type"] = "gender", ["oneOf"] = new JsonArray("female") } } };
        var few = await bench.PostAsync("/v2/bot/message/narrowcast", filtered);
        Assert.Equal((403, "Your account does not have enough friends"), (few.Status, few.Message));
    }

    [Fact]
    public async Task Statistics_count_by_the_day_of_Japan_and_are_ready_the_day_after()
    {
        var user = Line.AddUser(isFriend: true);
        bench.Clock.Advance(TimeSpan.FromHours(14)); // 16:00 UTC of the 23rd is the 24th in Japan
        await bench.PostAsync(PushPath, Bench.Push(user, Bench.Text("ก")));
        Assert.Equal("unready", (await bench.GetAsync("/v2/bot/message/delivery/push?date=20261124")).Json["status"]!.GetValue<string>());
        bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await bench.GetAsync("/v2/bot/message/delivery/push?date=20261124")).Json["success"]!.GetValue<int>());
        Assert.Equal(0, (await bench.GetAsync("/v2/bot/message/delivery/push?date=20261123")).Json["success"]!.GetValue<int>());
        Assert.Equal(400, (await bench.GetAsync("/v2/bot/message/delivery/push?date=2026-11-24")).Status);
    }
}
