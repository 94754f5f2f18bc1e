namespace Line.Messaging.Tests.Client;

public sealed class SendTests : AgainstLineServer
{
    private static readonly Guid s_key = new("123e4567-e89b-12d3-a456-426614174000");
    [Fact]
    public async Task A_reply_carries_token_and_messages_and_no_retry_key()
    {
        Server.Answers(200, """{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b..."},{"id":"2"}]}""");

        var sent = await Line.Client.ReplyMessageAsync("nHuyWiB7yP5Zw52FIkcQobQuGDXCTA", [Message.Text("สวัสดีค่ะ"), Message.Text("b")]);

        var request = Server.Request;
        Assert.Equal(("POST", "/v2/bot/message/reply"), (request.Method, request.Target));
        Assert.Equal("Bearer token-1", request.Header("Authorization"));
        Assert.Null(request.Header("X-Line-Retry-Key"));
        request.HasJson("""
            {"replyToken":"nHuyWiB7yP5Zw52FIkcQobQuGDXCTA","messages":[{"type":"text","text":"สวัสดีค่ะ"},{"type":"text","text":"b"}],"notificationDisabled":false}
            """);
        Assert.Contains("สวัสดีค่ะ", request.Text, StringComparison.Ordinal);
        Assert.Equal("request-1", sent.RequestId);
        Assert.Equal([new("461230966842064897", "IStG5h1Tz7b..."), new SentMessage("2")], sent.SentMessages);
        Assert.False(sent.AlreadyAccepted);
        Assert.Null(sent.RetryKey);
    }

    [Fact]
    public async Task A_push_carries_the_callers_retry_key_silence_and_unit()
    {
        Server.Answers(200, """{"sentMessages":[{"id":"1"}]}""");

        var sent = await Line.Client.PushMessageAsync(
            TestLine.User, [Message.Text("a")], new() { RetryKey = s_key, NotificationDisabled = true, CustomAggregationUnit = "promo_1" });

        var request = Server.Request;
        Assert.Equal(("POST", "/v2/bot/message/push"), (request.Method, request.Target));
        Assert.Equal("123e4567-e89b-12d3-a456-426614174000", request.Header("X-Line-Retry-Key"));
        request.HasJson("""
            {"to":"U0123456789abcdef0123456789abcdef","messages":[{"type":"text","text":"a"}],"notificationDisabled":true,"customAggregationUnits":["promo_1"]}
            """);
        Assert.Equal(s_key, sent.RetryKey);
    }

    [Fact]
    public async Task A_push_without_a_key_gets_one_of_its_own_each_time()
    {
        var first = await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);
        var second = await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);

        Assert.Equal([first.RetryKey.ToString(), second.RetryKey.ToString()], Server.Requests.Select(r => r.Header("X-Line-Retry-Key")));
        Assert.NotEqual(first.RetryKey, second.RetryKey);
    }

    [Fact]
    public async Task A_multicast_goes_to_many()
    {
        await Line.Client.MulticastAsync(["U1", "U2"], [Message.Text("a")], new() { RetryKey = s_key });

        var request = Server.Request;
        Assert.Equal(("POST", "/v2/bot/message/multicast"), (request.Method, request.Target));
        Assert.Equal(s_key.ToString(), request.Header("X-Line-Retry-Key"));
        request.HasJson("""{"to":["U1","U2"],"messages":[{"type":"text","text":"a"}],"notificationDisabled":false}""");
    }

    [Fact]
    public async Task A_broadcast_goes_to_all()
    {
        await Line.Client.BroadcastAsync([Message.Text("a")], new() { RetryKey = s_key });

        var request = Server.Request;
        Assert.Equal(("POST", "/v2/bot/message/broadcast"), (request.Method, request.Target));
        Assert.Equal(s_key.ToString(), request.Header("X-Line-Retry-Key"));
        request.HasJson("""{"messages":[{"type":"text","text":"a"}],"notificationDisabled":false}""");
    }

    [Fact]
    public async Task A_narrowcast_describes_its_target_and_is_followed_by_its_request_id()
    {
        Server.Answers(202, "{}", ("x-line-request-id", "5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4"));
        var target = new NarrowcastTarget
        {
            Recipient = new OperatorRecipient
            {
                And = [new AudienceRecipient(5614991017776), new OperatorRecipient { Not = new RedeliveryRecipient("r-1") }],
            },
            Demographic = new OperatorDemographicFilter
            {
                Or =
                [
                    new GenderDemographicFilter(["male", "female"]),
                    new AgeDemographicFilter("age_20", "age_25"),
                    new AppTypeDemographicFilter(["android"]),
                    new AreaDemographicFilter(["th_04"]),
                    new SubscriptionPeriodDemographicFilter(Gte: "day_7"),
                ],
            },
            Limit = new NarrowcastLimit(100, UpToRemainingQuota: true),
        };

        var sent = await Line.Client.NarrowcastAsync([Message.Text("a")], target, new() { RetryKey = s_key });

        var request = Server.Request;
        Assert.Equal(("POST", "/v2/bot/message/narrowcast"), (request.Method, request.Target));
        request.HasJson("""
            {"messages":[{"type":"text","text":"a"}],
             "recipient":{"type":"operator","and":[{"type":"audience","audienceGroupId":5614991017776},{"type":"operator","not":{"type":"redelivery","requestId":"r-1"}}]},
             "filter":{"demographic":{"type":"operator","or":[{"type":"gender","oneOf":["male","female"]},{"type":"age","gte":"age_20","lt":"age_25"},
               {"type":"appType","oneOf":["android"]},{"type":"area","oneOf":["th_04"]},{"type":"subscriptionPeriod","gte":"day_7"}]}},
             "limit":{"max":100,"upToRemainingQuota":true,"forbidPartialDelivery":false},"notificationDisabled":false}
            """);

        Server.Answers(200, """{"phase":"succeeded","successCount":10,"failureCount":1,"targetCount":11,"acceptedTime":"2020-12-03T10:15:30.121Z","completedTime":"2020-12-03T10:15:30.500Z"}""");
        var progress = await Line.Client.GetNarrowcastProgressAsync(sent.RequestId!);

        Assert.Equal("/v2/bot/message/progress/narrowcast?requestId=5b59509c-c57b-11e9-aa8c-2a2ae2dbcce4", Server.Requests[1].Target);
        Assert.Equal(
            new NarrowcastProgress(
                NarrowcastPhase.Succeeded,
                DateTimeOffset.Parse("2020-12-03T10:15:30.121Z", System.Globalization.CultureInfo.InvariantCulture),
                DateTimeOffset.Parse("2020-12-03T10:15:30.5Z", System.Globalization.CultureInfo.InvariantCulture),
                10, 1, 11),
            progress);
    }

    [Fact]
    public async Task What_was_accepted_before_is_a_success_that_says_so()
    {
        Server.Answers(
            409,
            """{"message":"The retry key is already accepted","sentMessages":[{"id":"7","quoteToken":"q"}]}""",
            ("x-line-accepted-request-id", "accepted-1"));

        var sent = await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")], new() { RetryKey = s_key });

        Assert.True(sent.AlreadyAccepted);
        Assert.Equal("accepted-1", sent.RequestId);
        Assert.Equal([new SentMessage("7", "q")], sent.SentMessages);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_conflict_on_a_reply_is_no_success()
    {
        Server.Answers(409, """{"message":"conflict"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Equal(LineErrorKind.Conflict, error.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_answer_that_cannot_be_read_does_not_undo_a_send(string body)
    {
        Server.Answers(200, body);

        var sent = await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);

        Assert.Empty(sent.SentMessages);
        Assert.Equal("request-1", sent.RequestId);
    }

    [Fact]
    public async Task Validation_asks_LINE_and_sends_no_key()
    {
        Message[] messages = [Message.Text("a")];
        await Line.Client.ValidateReplyAsync(messages);
        await Line.Client.ValidatePushAsync(messages);
        await Line.Client.ValidateMulticastAsync(messages);
        await Line.Client.ValidateNarrowcastAsync(messages);
        await Line.Client.ValidateBroadcastAsync(messages);

        Assert.Equal(
            ["reply", "push", "multicast", "narrowcast", "broadcast"],
            Server.Requests.Select(r => r.Target.Replace("/v2/bot/message/validate/", "", StringComparison.Ordinal)));
        Assert.All(Server.Requests, request =>
        {
            Assert.Equal("POST", request.Method);
            Assert.Null(request.Header("X-Line-Retry-Key"));
            request.HasJson("""{"messages":[{"type":"text","text":"a"}]}""");
        });
    }

    public static TheoryData<string, Func<LineMessagingClient, Task>> Refused => new()
    {
        { "no message", c => c.ReplyMessageAsync("t", []) },
        { "six messages", c => c.ReplyMessageAsync("t", [.. Enumerable.Repeat(Message.Text("a"), 6)]) },
        { "no reply token", c => c.ReplyMessageAsync(" ", [Message.Text("a")]) },
        { "nobody", c => c.PushMessageAsync("", [Message.Text("a")]) },
        { "a path for an id", c => c.PushMessageAsync("../reply", [Message.Text("a")]) },
        { "no recipients", c => c.MulticastAsync([], [Message.Text("a")]) },
        { "501 recipients", c => c.MulticastAsync([.. Enumerable.Repeat("U1", 501)], [Message.Text("a")]) },
        { "an empty recipient", c => c.MulticastAsync(["U1", ""], [Message.Text("a")]) },
        { "a unit on broadcast", c => c.BroadcastAsync([Message.Text("a")], new() { CustomAggregationUnit = "a" }) },
        { "a unit on narrowcast", c => c.NarrowcastAsync([Message.Text("a")], null, new() { CustomAggregationUnit = "a" }) },
        { "a unit with a dash", c => c.PushMessageAsync("U1", [Message.Text("a")], new() { CustomAggregationUnit = "a-b" }) },
        { "a unit of 31", c => c.PushMessageAsync("U1", [Message.Text("a")], new() { CustomAggregationUnit = new string('a', 31) }) },
        { "four seconds of loading", c => c.ShowLoadingAnimationAsync("U1", 4) },
        { "sixty-one seconds of loading", c => c.ShowLoadingAnimationAsync("U1", 61) },
        { "twelve seconds of loading", c => c.ShowLoadingAnimationAsync("U1", 12) },
        { "a query in an id", c => c.GetProfileAsync("U1?x=1") },
        { "a climbing id", c => c.GetMessageContentAsync("..") },
        { "an alias in capitals", c => c.GetRichMenuAliasAsync("Main") },
        { "an alias of 33", c => c.CreateRichMenuAliasAsync(new string('a', 33), "richmenu-1") },
        { "an alias that is an endpoint", c => c.GetRichMenuAliasAsync("list") },
        { "nobody to link", c => c.LinkRichMenuIdToUsersAsync("richmenu-1", []) },
        { "501 to link", c => c.LinkRichMenuIdToUsersAsync("richmenu-1", [.. Enumerable.Repeat("U1", 501)]) },
        { "501 to unlink", c => c.UnlinkRichMenuIdFromUsersAsync([.. Enumerable.Repeat("U1", 501)]) },
        { "an empty batch", c => c.RichMenuBatchAsync([]) },
        { "a resume key with a space", c => c.RichMenuBatchAsync([new RichMenuBatchUnlinkAll()], "a b") },
        { "a webhook over http", c => c.SetWebhookEndpointAsync(new Uri("http://example.com/")) },
        { "a webhook of 501", c => c.SetWebhookEndpointAsync(new Uri("https://example.com/" + new string('a', 481))) },
        { "a menu that is too small", c => c.CreateRichMenuAsync(RichMenus.Menus.Small with { Size = new(10, 10) }) },
        { "a text that is too long", c => c.ReplyMessageAsync("t", [Message.Text(new string('a', 5001))]) },
        { "an empty text", c => c.BroadcastAsync([Message.Text("")]) },
        { "a picture that is none", c => c.SetRichMenuImageAsync("richmenu-1", "hello"u8.ToArray()) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_LINE_would_refuse_is_not_sent(string what, Func<LineMessagingClient, Task> call)
    {
        var refused = await Record.ExceptionAsync(() => call(Line.Client));

        Assert.True(refused is ArgumentException or LineValidationException, what);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Local_refusals_name_the_property_and_not_the_words()
    {
        var refused = await Assert.ThrowsAsync<LineValidationException>(
            () => Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a"), Message.Text(new string('ก', 5001))]));

        Assert.Equal("messages[1].text", Assert.Single(refused.Violations).Property);
        Assert.DoesNotContain("ก", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_recipients_are_taken()
    {
        await Line.Client.MulticastAsync([.. Enumerable.Range(0, 500).Select(i => $"U{i}")], [Message.Text("a")]);

        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Refusals_do_not_tell_the_id()
    {
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Line.Client.MulticastAsync(["U1", "secret/id"], [Message.Text("a")]));

        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.Contains("to[1]", refused.Message, StringComparison.Ordinal);
    }
}
