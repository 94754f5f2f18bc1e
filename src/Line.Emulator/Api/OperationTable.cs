namespace Line.Emulator;

/// <summary>Every operation with its path, body, host and rate limit (reference, "Rate limits").</summary>
internal static class OperationTable
{
    private static readonly RateLimit Menus = RateLimit.PerHour(100);
    private static readonly RateLimit Statistics = RateLimit.PerHour(60);
    private static readonly RateLimit WebhookSetting = RateLimit.PerMinute(1_000);
    private static readonly RateLimit Audiences = RateLimit.PerMinute(60);

    public static readonly Operation[] All =
    [
        Post("/v2/bot/message/reply", SendOperations.Reply),
        Paid("/v2/bot/message/push", SendOperations.Push, RateLimit.Standard),
        Paid("/v2/bot/message/multicast", SendOperations.Multicast, RateLimit.PerSecond(200)),
        Paid("/v2/bot/message/broadcast", SendOperations.Broadcast, Statistics),
        Paid("/v2/bot/message/narrowcast", NarrowcastOperations.Send, Statistics),
        Get("/v2/bot/message/progress/narrowcast", NarrowcastOperations.Progress),
        Post("/v2/bot/message/validate/reply", SendOperations.Validate),
        Post("/v2/bot/message/validate/push", SendOperations.Validate),
        Post("/v2/bot/message/validate/multicast", SendOperations.Validate),
        Post("/v2/bot/message/validate/narrowcast", SendOperations.Validate),
        Post("/v2/bot/message/validate/broadcast", SendOperations.Validate),
        Get("/v2/bot/message/quota", CountOperations.Quota),
        Get("/v2/bot/message/quota/consumption", CountOperations.Consumption),
        Get("/v2/bot/message/delivery/{kind}", CountOperations.Delivered, Statistics),
        Get("/v2/bot/message/aggregation/info", CountOperations.AggregationUsage),
        Get("/v2/bot/message/aggregation/list", CountOperations.AggregationNames),
        Get("/v2/bot/insight/followers", CountOperations.Followers, Statistics),
        Get("/v2/bot/insight/demographic", CountOperations.Demographic, Statistics),
        Get("/v2/bot/insight/message/delivery", CountOperations.MessageDelivery, Statistics),

        Data("GET", "/v2/bot/message/{messageId}/content", ContentOperations.Content),
        Data("GET", "/v2/bot/message/{messageId}/content/preview", ContentOperations.Preview),
        Data("GET", "/v2/bot/message/{messageId}/content/transcoding", ContentOperations.Transcoding),

        Get("/v2/bot/profile/{userId}", PeopleOperations.Profile),
        Get("/v2/bot/followers/ids", PeopleOperations.FollowerIds),
        Get("/v2/bot/info", PeopleOperations.BotInfo),
        Post("/v2/bot/user/{userId}/linkToken", PeopleOperations.LinkToken, body: BodyKind.None),
        Post("/v2/bot/chat/loading/start", PeopleOperations.Loading, RateLimit.PerSecond(100)),
        Post("/v2/bot/message/markAsRead", PeopleOperations.MarkByUser),
        Post("/v2/bot/chat/markAsRead", PeopleOperations.MarkByToken),
        Get("/v2/bot/membership/list", PeopleOperations.NoMembership, RateLimit.PerSecond(200)),
        Get("/v2/bot/membership/subscription/{userId}", PeopleOperations.NoMembership, RateLimit.PerSecond(200)),
        Get("/v2/bot/membership/{membershipId}/users/ids", PeopleOperations.NoMembership, RateLimit.PerSecond(200)),
        Get("/v2/bot/coupon", PeopleOperations.NoCoupons, RateLimit.PerSecond(200)),
        Post("/v2/bot/coupon", PeopleOperations.NoAccess, RateLimit.PerSecond(200)),
        Get("/v2/bot/coupon/{couponId}", PeopleOperations.NotFound, RateLimit.PerSecond(200)),
        new("PUT", "/v2/bot/coupon/{couponId}/close", Sync(PeopleOperations.NotFound)) { Limit = RateLimit.PerSecond(200) },
        Post("/bot/pnp/push", PeopleOperations.NoAccess),

        Get("/v2/bot/group/{groupId}/summary", GroupOperations.Summary),
        Get("/v2/bot/group/{groupId}/members/count", GroupOperations.Count),
        Get("/v2/bot/group/{groupId}/members/ids", GroupOperations.MemberIds),
        Get("/v2/bot/group/{groupId}/member/{userId}", GroupOperations.MemberProfile),
        Post("/v2/bot/group/{groupId}/leave", GroupOperations.Leave, body: BodyKind.None),
        Get("/v2/bot/room/{roomId}/members/count", GroupOperations.Count),
        Get("/v2/bot/room/{roomId}/members/ids", GroupOperations.MemberIds),
        Get("/v2/bot/room/{roomId}/member/{userId}", GroupOperations.MemberProfile),
        Post("/v2/bot/room/{roomId}/leave", GroupOperations.Leave, body: BodyKind.None),

        Post("/v2/bot/richmenu", RichMenuOperations.Create, Menus),
        Post("/v2/bot/richmenu/validate", RichMenuOperations.Validate),
        Get("/v2/bot/richmenu/list", RichMenuOperations.List, RateLimit.PerSecond(10)),
        Post("/v2/bot/richmenu/bulk/link", RichMenuLinkOperations.BulkLink),
        Post("/v2/bot/richmenu/bulk/unlink", RichMenuLinkOperations.BulkUnlink),
        Post("/v2/bot/richmenu/batch", RichMenuLinkOperations.Batch, RateLimit.PerHour(3)),
        Post("/v2/bot/richmenu/validate/batch", RichMenuLinkOperations.ValidateBatch),
        Get("/v2/bot/richmenu/progress/batch", RichMenuLinkOperations.BatchProgress, Menus),
        Post("/v2/bot/richmenu/alias", RichMenuAliasOperations.Create),
        Get("/v2/bot/richmenu/alias/list", RichMenuAliasOperations.List),
        Get("/v2/bot/richmenu/alias/{richMenuAliasId}", RichMenuAliasOperations.Read),
        Post("/v2/bot/richmenu/alias/{richMenuAliasId}", RichMenuAliasOperations.Update),
        Delete("/v2/bot/richmenu/alias/{richMenuAliasId}", RichMenuAliasOperations.Delete, Menus),
        Get("/v2/bot/richmenu/{richMenuId}", RichMenuOperations.Read),
        Delete("/v2/bot/richmenu/{richMenuId}", RichMenuOperations.Delete, Menus),
        Data("GET", "/v2/bot/richmenu/{richMenuId}/content", RichMenuOperations.Image),
        Data("POST", "/v2/bot/richmenu/{richMenuId}/content", RichMenuOperations.Upload, BodyKind.Bytes),
        Post("/v2/bot/user/all/richmenu/{richMenuId}", RichMenuLinkOperations.SetDefault, body: BodyKind.None),
        Get("/v2/bot/user/all/richmenu", RichMenuLinkOperations.ReadDefault),
        Delete("/v2/bot/user/all/richmenu", RichMenuLinkOperations.CancelDefault, RateLimit.Standard),
        Post("/v2/bot/user/{userId}/richmenu/{richMenuId}", RichMenuLinkOperations.Link, body: BodyKind.None),
        Get("/v2/bot/user/{userId}/richmenu", RichMenuLinkOperations.ReadUser),
        Delete("/v2/bot/user/{userId}/richmenu", RichMenuLinkOperations.Unlink, RateLimit.Standard),

        Get("/v2/bot/channel/webhook/endpoint", WebhookOperations.Read, WebhookSetting),
        new("PUT", "/v2/bot/channel/webhook/endpoint", Sync(WebhookOperations.Set)) { Body = BodyKind.Json, Limit = WebhookSetting },
        new("POST", "/v2/bot/channel/webhook/test", WebhookOperations.TestAsync) { Body = BodyKind.Json, Limit = Statistics },

        Post("/v2/bot/audienceGroup/upload", AudienceOperations.Create, Audiences),
        new("PUT", "/v2/bot/audienceGroup/upload", Sync(AudienceOperations.Add)) { Body = BodyKind.Json, Limit = Audiences },
        Get("/v2/bot/audienceGroup/list", AudienceOperations.List, Audiences),
        Get("/v2/bot/audienceGroup/{audienceGroupId}", AudienceOperations.Read, Audiences),
        Delete("/v2/bot/audienceGroup/{audienceGroupId}", AudienceOperations.Delete, Audiences),

        Open("POST", "/oauth2/v3/token", TokenOperations.Stateless),
        Open("POST", "/oauth2/v2.1/token", TokenOperations.TokenV21),
        Open("GET", "/oauth2/v2.1/tokens/kid", TokenOperations.KeyIds),
        Open("GET", "/oauth2/v2.1/verify", TokenOperations.VerifyV21),
        Open("POST", "/oauth2/v2.1/verify", LoginOperations.VerifyIdToken),
        Open("POST", "/oauth2/v2.1/revoke", TokenOperations.Revoke),
        Open("GET", "/oauth2/v2.1/userinfo", LoginOperations.UserInfo),
        Open("POST", "/oauth2/v2.1/userinfo", LoginOperations.UserInfo),
        Open("GET", "/oauth2/v2.1/certs", LoginOperations.Certificates),
        Open("GET", "/v2/profile", LoginOperations.Profile),
        Open("GET", "/friendship/v1/status", LoginOperations.Friendship),
        Open("POST", "/v2/oauth/accessToken", TokenOperations.ShortLived),
        Open("POST", "/v2/oauth/verify", TokenOperations.Verify),
        Open("POST", "/v2/oauth/revoke", TokenOperations.Revoke),
    ];

    private static Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> Sync(Func<ApiRequest, ApiAnswer> handler) => (request, _) => new(handler(request));

    private static Operation Get(string path, Func<ApiRequest, ApiAnswer> handler, RateLimit? limit = null) =>
        new("GET", path, Sync(handler)) { Limit = limit ?? RateLimit.Standard };

    private static Operation Post(string path, Func<ApiRequest, ApiAnswer> handler, RateLimit? limit = null, BodyKind body = BodyKind.Json) =>
        new("POST", path, Sync(handler)) { Body = body, Limit = limit ?? RateLimit.Standard };

    private static Operation Delete(string path, Func<ApiRequest, ApiAnswer> handler, RateLimit limit) => new("DELETE", path, Sync(handler)) { Limit = limit };

    private static Operation Paid(string path, Func<ApiRequest, ApiAnswer> handler, RateLimit limit) =>
        new("POST", path, Sync(handler)) { Body = BodyKind.Json, Limit = limit, TakesRetryKey = true };

    private static Operation Data(string method, string path, Func<ApiRequest, ApiAnswer> handler, BodyKind body = BodyKind.None) =>
        new(method, path, Sync(handler)) { Host = LineHost.Data, Body = body };

    private static Operation Open(string method, string path, Func<ApiRequest, ApiAnswer> handler) =>
        new(method, path, Sync(handler)) { IsOpen = true, Body = method == "POST" ? BodyKind.Form : BodyKind.None };
}
