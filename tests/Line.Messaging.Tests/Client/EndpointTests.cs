namespace Line.Messaging.Tests.Client;

/// <summary>Each call that is neither a send nor a content: its method, path and body, and what is made of the answer.</summary>
public sealed class EndpointTests : AgainstLineServer
{
    private const string U = TestLine.User;

    public static TheoryData<string, string?, string, Func<LineMessagingClient, Task>> Writes => new()
    {
        { "POST /v2/bot/group/C1/leave", null, "{}", c => c.LeaveGroupAsync("C1") },
        { "POST /v2/bot/room/R1/leave", null, "{}", c => c.LeaveRoomAsync("R1") },
        { "POST /v2/bot/chat/loading/start", $$"""{"chatId":"{{U}}","loadingSeconds":20}""", "{}", c => c.ShowLoadingAnimationAsync(U) },
        { "POST /v2/bot/chat/loading/start", $$"""{"chatId":"{{U}}","loadingSeconds":60}""", "{}", c => c.ShowLoadingAnimationAsync(U, 60) },
        { "POST /v2/bot/chat/markAsRead", """{"markAsReadToken":"m+/="}""", "{}", c => c.MarkMessagesAsReadByTokenAsync("m+/=") },
        { "POST /v2/bot/message/markAsRead", $$$"""{"chat":{"userId":"{{{U}}}"}}""", "{}", c => c.MarkMessagesAsReadAsync(U) },
        { "PUT /v2/bot/channel/webhook/endpoint", """{"endpoint":"https://example.com/webhook"}""", "{}", c => c.SetWebhookEndpointAsync(new("https://example.com/webhook")) },
        { "POST /v2/bot/richmenu/validate", RichMenus.Menus.SmallJson, "{}", c => c.ValidateRichMenuObjectAsync(RichMenus.Menus.Small) },
        { "DELETE /v2/bot/richmenu/richmenu-1", null, "{}", c => c.DeleteRichMenuAsync("richmenu-1") },
        { "POST /v2/bot/user/all/richmenu/richmenu-1", null, "{}", c => c.SetDefaultRichMenuAsync("richmenu-1") },
        { "DELETE /v2/bot/user/all/richmenu", null, "{}", c => c.CancelDefaultRichMenuAsync() },
        { $"POST /v2/bot/user/{U}/richmenu/richmenu-1", null, "{}", c => c.LinkRichMenuIdToUserAsync(U, "richmenu-1") },
        { $"DELETE /v2/bot/user/{U}/richmenu", null, "{}", c => c.UnlinkRichMenuIdFromUserAsync(U) },
        { "POST /v2/bot/richmenu/bulk/link", """{"richMenuId":"richmenu-1","userIds":["U1","U2"]}""", "{}", c => c.LinkRichMenuIdToUsersAsync("richmenu-1", ["U1", "U2"]) },
        { "POST /v2/bot/richmenu/bulk/unlink", """{"userIds":["U1","U2"]}""", "{}", c => c.UnlinkRichMenuIdFromUsersAsync(["U1", "U2"]) },
        {
            "POST /v2/bot/richmenu/validate/batch",
            """{"operations":[{"type":"link","from":"a","to":"b"},{"type":"unlink","from":"c"},{"type":"unlinkAll"}],"resumeRequestKey":"k-1"}""",
            "{}",
            c => c.ValidateRichMenuBatchRequestAsync([new RichMenuBatchLink("a", "b"), new RichMenuBatchUnlink("c"), new RichMenuBatchUnlinkAll()], "k-1")
        },
        { "POST /v2/bot/richmenu/alias", """{"richMenuAliasId":"main","richMenuId":"richmenu-1"}""", "{}", c => c.CreateRichMenuAliasAsync("main", "richmenu-1") },
        { "POST /v2/bot/richmenu/alias/main", """{"richMenuId":"richmenu-2"}""", "{}", c => c.UpdateRichMenuAliasAsync("main", "richmenu-2") },
        { "DELETE /v2/bot/richmenu/alias/main", null, "{}", c => c.DeleteRichMenuAliasAsync("main") },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_says_what_LINE_expects(string methodAndPath, string? body, string answer, Func<LineMessagingClient, Task> write)
    {
        Server.Answers(methodAndPath.Contains("bulk", StringComparison.Ordinal) || methodAndPath.Contains("loading", StringComparison.Ordinal) ? 202 : 200, answer);

        await write(Line.Client);

        var request = Server.Request;
        Assert.Equal(methodAndPath, $"{request.Method} {request.Target}");
        Assert.Equal("Bearer token-1", request.Header("Authorization"));
        Assert.Null(request.Header("X-Line-Retry-Key"));
        if (body is not null)
        {
            request.HasJson(body);
        }
        else
        {
            Assert.Empty(request.Body);
            Assert.Null(request.Header("Content-Type"));
            // LINE answers 411 to a POST without a length.
            Assert.Equal(request.Method == "POST" ? "0" : null, request.Header("Content-Length"));
        }
    }

    public static TheoryData<string, string, object, Func<LineMessagingClient, Task<object>>> Reads => new()
    {
        { "GET /v2/bot/message/quota", """{"type":"limited","value":300}""", new MessageQuota(QuotaType.Limited, 300), async c => await c.GetMessageQuotaAsync() },
        { "GET /v2/bot/message/quota", """{"type":"none"}""", new MessageQuota(QuotaType.None), async c => await c.GetMessageQuotaAsync() },
        { "GET /v2/bot/message/quota/consumption", """{"totalUsage":500}""", new QuotaConsumption(500), async c => await c.GetMessageQuotaConsumptionAsync() },
        { "GET /v2/bot/message/delivery/reply?date=20261123", """{"status":"ready","success":10}""", new NumberOfMessages(DeliveryCountStatus.Ready, 10), async c => await c.GetNumberOfSentReplyMessagesAsync(new(2026, 11, 23)) },
        { "GET /v2/bot/message/delivery/push?date=20260102", """{"status":"unready"}""", new NumberOfMessages(DeliveryCountStatus.Unready), async c => await c.GetNumberOfSentPushMessagesAsync(new(2026, 1, 2)) },
        { "GET /v2/bot/message/delivery/multicast?date=20260102", """{"status":"out_of_service"}""", new NumberOfMessages(DeliveryCountStatus.OutOfService), async c => await c.GetNumberOfSentMulticastMessagesAsync(new(2026, 1, 2)) },
        { "GET /v2/bot/message/delivery/broadcast?date=20260102", """{"status":"unavailable_for_privacy"}""", new NumberOfMessages(DeliveryCountStatus.UnavailableForPrivacy), async c => await c.GetNumberOfSentBroadcastMessagesAsync(new(2026, 1, 2)) },
        { "GET /v2/bot/message/aggregation/info", """{"numOfCustomAggregationUnits":22}""", new AggregationUnitUsage(22), async c => await c.GetAggregationUnitUsageAsync() },
        {
            $"GET /v2/bot/profile/{U}",
            $$$"""{"displayName":"สมศรี","userId":"{{{U}}}","language":"th","pictureUrl":"https://example.com/p","statusMessage":"hi","new":{"a":1}}""",
            new UserProfile(U, "สมศรี", "https://example.com/p", "hi", "th"),
            async c => await c.GetProfileAsync(U)
        },
        {
            "GET /v2/bot/info",
            """{"userId":"U1","basicId":"@216ru","displayName":"Chainat","chatMode":"bot","markAsReadMode":"auto"}""",
            new BotInfo("U1", "@216ru", "Chainat", ChatMode.Bot, MarkAsReadMode.Auto),
            async c => await c.GetBotInfoAsync()
        },
        { "GET /v2/bot/group/C1/summary", """{"groupId":"C1","groupName":"คณะทำงาน","pictureUrl":"p"}""", new GroupSummary("C1", "คณะทำงาน", "p"), async c => await c.GetGroupSummaryAsync("C1") },
        { "GET /v2/bot/group/C1/members/count", """{"count":3}""", 3, async c => await c.GetGroupMemberCountAsync("C1") },
        { "GET /v2/bot/room/R1/members/count", """{"count":4}""", 4, async c => await c.GetRoomMemberCountAsync("R1") },
        { "GET /v2/bot/group/C1/member/U1", """{"userId":"U1","displayName":"a"}""", new MemberProfile("U1", "a"), async c => await c.GetGroupMemberProfileAsync("C1", "U1") },
        { "GET /v2/bot/room/R1/member/U1", """{"userId":"U1","displayName":"a","pictureUrl":"p"}""", new MemberProfile("U1", "a", "p"), async c => await c.GetRoomMemberProfileAsync("R1", "U1") },
        { "POST /v2/bot/user/U1/linkToken", """{"linkToken":"NMZTNuVrPTqlr2IF8Bnymkb7rXfYv5EY"}""", "NMZTNuVrPTqlr2IF8Bnymkb7rXfYv5EY", async c => await c.IssueLinkTokenAsync("U1") },
        { "GET /v2/bot/channel/webhook/endpoint", """{"endpoint":"https://example.com/test","active":true}""", new WebhookEndpoint("https://example.com/test", true), async c => await c.GetWebhookEndpointAsync() },
        {
            "POST /v2/bot/channel/webhook/test",
            """{"success":false,"timestamp":"2020-09-30T05:38:20.031Z","statusCode":0,"reason":"COULD_NOT_CONNECT","detail":"TLS handshake failure: https://example.com"}""",
            new WebhookTestResult(false, new(2020, 9, 30, 5, 38, 20, 31, TimeSpan.Zero), 0, "COULD_NOT_CONNECT", "TLS handshake failure: https://example.com"),
            async c => await c.TestWebhookEndpointAsync()
        },
        { "POST /v2/bot/richmenu", """{"richMenuId":"richmenu-8dfdfc"}""", "richmenu-8dfdfc", async c => await c.CreateRichMenuAsync(RichMenus.Menus.Small) },
        { "GET /v2/bot/user/all/richmenu", """{"richMenuId":"richmenu-1"}""", "richmenu-1", async c => (await c.GetDefaultRichMenuIdAsync())! },
        { "GET /v2/bot/user/U1/richmenu", """{"richMenuId":"richmenu-1"}""", "richmenu-1", async c => (await c.GetRichMenuIdOfUserAsync("U1"))! },
        { "GET /v2/bot/richmenu/alias/main", """{"richMenuAliasId":"main","richMenuId":"richmenu-1"}""", new RichMenuAlias("main", "richmenu-1"), async c => (await c.GetRichMenuAliasAsync("main"))! },
        { "POST /v2/bot/richmenu/batch", "{}", "request-1", async c => (await c.RichMenuBatchAsync([new RichMenuBatchUnlinkAll()]))! },
        {
            "GET /v2/bot/richmenu/progress/batch?requestId=request-1",
            """{"phase":"ongoing","acceptedTime":"2020-12-03T10:15:30Z"}""",
            new RichMenuBatchProgress(RichMenuBatchPhase.Ongoing, new(2020, 12, 3, 10, 15, 30, TimeSpan.Zero)),
            async c => await c.GetRichMenuBatchProgressAsync("request-1")
        },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_read_understands_the_answer(string methodAndPath, string answer, object expected, Func<LineMessagingClient, Task<object>> read)
    {
        Server.Answers(200, answer);

        Assert.Equal(expected, await read(Line.Client));

        Assert.Equal(methodAndPath, $"{Server.Request.Method} {Server.Request.Target}");
        Assert.Equal("Bearer token-1", Server.Request.Header("Authorization"));
    }

    public static TheoryData<string, string, string, Func<LineMessagingClient, IAsyncEnumerable<string>>> Lists => new()
    {
        { "/v2/bot/followers/ids?limit=1000", "&start=", "userIds", c => c.GetFollowersAsync() },
        { "/v2/bot/followers/ids?limit=2", "&start=", "userIds", c => c.GetFollowersAsync(2) },
        { "/v2/bot/group/C1/members/ids", "?start=", "memberIds", c => c.GetGroupMembersIdsAsync("C1") },
        { "/v2/bot/room/R1/members/ids", "?start=", "memberIds", c => c.GetRoomMembersIdsAsync("R1") },
        { "/v2/bot/message/aggregation/list?limit=100", "&start=", "customAggregationUnits", c => c.GetAggregationUnitNameListAsync() },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_read_page_by_page(string path, string start, string property, Func<LineMessagingClient, IAsyncEnumerable<string>> list)
    {
        Server.Answers(200, $$"""{"{{property}}":["1","2"],"next":"a+b="}""").Answers(200, $$"""{"{{property}}":["3"]}""");

        var items = new List<string>();
        await foreach (var item in list(Line.Client))
        {
            items.Add(item);
            Assert.Equal(items.Count <= 2 ? 1 : 2, Server.Requests.Count);
        }

        Assert.Equal(["1", "2", "3"], items);
        Assert.Equal([path, path + start + "a%2Bb%3D"], Server.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task A_webhook_elsewhere_can_be_tried()
    {
        Server.Answers(200, """{"success":true,"timestamp":"2020-09-30T05:38:20.031Z","statusCode":200,"reason":"OK","detail":"200"}""");

        Assert.True((await Line.Client.TestWebhookEndpointAsync(new("https://example.com/a"))).Success);

        Server.Request.HasJson("""{"endpoint":"https://example.com/a"}""");
    }

    [Fact]
    public async Task No_menu_no_default_and_no_alias_are_null()
    {
        Server.Answers(404, """{"message":"Not found"}""").Answers(404).Answers(404);

        Assert.Null(await Line.Client.GetDefaultRichMenuIdAsync());
        Assert.Null(await Line.Client.GetRichMenuIdOfUserAsync("U1"));
        Assert.Null(await Line.Client.GetRichMenuAliasAsync("main"));
    }

    [Fact]
    public async Task Menus_are_read_as_they_were_written()
    {
        var json = RichMenus.Menus.SmallJson.Trim()[..^1] + ",\"richMenuId\":\"richmenu-1\"}";
        Server.Answers(200, json).Answers(200, "{\"richmenus\":[" + json + "]}").Answers(200, """{"aliases":[{"richMenuAliasId":"a","richMenuId":"b"}]}""");

        var one = await Line.Client.GetRichMenuAsync("richmenu-1");
        var all = await Line.Client.GetRichMenuListAsync();
        var aliases = await Line.Client.GetRichMenuAliasListAsync();

        Assert.Equal("richmenu-1", one.RichMenuId);
        Assert.True(one.HasSameContentAs(RichMenus.Menus.Small));
        Assert.Equal(one, Assert.Single(all));
        Assert.Equal([new("a", "b")], aliases);
        Assert.Equal(
            ["/v2/bot/richmenu/richmenu-1", "/v2/bot/richmenu/list", "/v2/bot/richmenu/alias/list"], Server.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task A_menus_picture_goes_to_the_data_host_as_it_is()
    {
        var image = RichMenus.Pictures.Jpeg(2500, 1686);

        await Line.Client.SetRichMenuImageAsync("richmenu-1", image, new(2500, 1686));

        Assert.Equal(("POST", "/data/v2/bot/richmenu/richmenu-1/content"), (Server.Request.Method, Server.Request.Target));
        Assert.Equal("image/jpeg", Server.Request.Header("Content-Type"));
        Assert.Equal(image, Server.Request.Body);
    }

    [Fact]
    public async Task A_menus_picture_can_be_fetched()
    {
        Server.Answers(200, "bytes").Answers(404);

        await using var there = await Line.Client.GetRichMenuImageAsync("richmenu-1");
        await using var missing = await Line.Client.GetRichMenuImageAsync("richmenu-1");

        Assert.IsType<ContentResult.Ready>(there);
        Assert.IsType<ContentResult.NotFound>(missing);
        Assert.Equal("/data/v2/bot/richmenu/richmenu-1/content", Server.Requests[0].Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/emulator/api")]
    [InlineData("/emulator/api/")]
    public async Task A_path_in_the_base_address_is_kept(string prefix)
    {
        await using var line = new TestLine(Server.Url + prefix);

        await line.Client.GetBotInfoAsync();

        Assert.Equal(prefix.TrimEnd('/') + "/v2/bot/info", Server.Request.Target);
    }

    [Theory]
    [InlineData("2026-11-23T14:59:59Z", "2026-11-23")]
    [InlineData("2026-11-23T15:00:00Z", "2026-11-24")]
    [InlineData("2026-11-23T22:00:00+07:00", "2026-11-24")]
    public void LINEs_day_begins_in_the_Thai_evening(string instant, string day)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(DateOnly.Parse(day, invariant), LineDay.Of(DateTimeOffset.Parse(instant, invariant)));
    }
}
