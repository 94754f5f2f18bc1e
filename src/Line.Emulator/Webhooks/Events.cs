using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Makes webhook events and queues them.</summary>
internal static class Events
{
    /// <summary>Types that carry a reply token in active mode.</summary>
    public static readonly HashSet<string> Replyable = ["message", "messageEdited", "follow", "join", "memberJoined", "postback", "videoPlayComplete", "beacon", "accountLink", "membership"];

    public static JsonObject UserSource(UserChat user) => new() { ["type"] = "user", ["userId"] = user.Id };

    /// <summary>Where a group event comes from; the person only where LINE tells it.</summary>
    public static JsonObject GroupSource(Platform platform, GroupChat group, UserChat? user)
    {
        var source = group.IsRoom ? new JsonObject { ["type"] = "room", ["roomId"] = group.Id } : new JsonObject { ["type"] = "group", ["groupId"] = group.Id };
        if (user is not null && !platform.Options.WithoutUserId) source["userId"] = user.Id;
        return source;
    }

    /// <summary>Adds what all events have to the type and what only this type has; what is there already is kept.</summary>
    public static PendingEvent Make(Platform platform, Chat chat, JsonObject own, JsonObject? source)
    {
        var now = platform.Now;
        var body = new JsonObject();
        var type = own["type"]!.GetValue<string>();
        body["type"] = type;
        foreach (var (name, value) in own.ToArray())
            if (name != "type") { own.Remove(name); body[name] = value; }
        if (source is not null && !body.ContainsKey("source")) body["source"] = source;
        body.TryAdd("timestamp", now.ToUnixTimeMilliseconds());
        body.TryAdd("mode", platform.Options.Standby ? "standby" : "active");
        body.TryAdd("webhookEventId", Ulid.New(now));
        body["deliveryContext"] = new JsonObject { ["isRedelivery"] = false };
        ReplyToken? token = null;
        if (body["mode"]!.GetValue<string>() == "active" && Replyable.Contains(type) && !body.ContainsKey("replyToken")
            && body["link"]?["result"]?.GetValue<string>() != "failed")
        {
            token = platform.ReplyTokens.Issue(chat);
            body["replyToken"] = token.Value;
        }
        return new PendingEvent(chat.Id, body, token);
    }

    public static ValueTask QueueAsync(Platform platform, Chat chat, JsonObject own, JsonObject? source, CancellationToken cancellationToken) =>
        platform.Webhooks.QueueAsync(Make(platform, chat, own, source), cancellationToken);

    public static ValueTask AccountLinkAsync(Platform platform, UserChat user, bool isLinked, string nonce, CancellationToken cancellationToken) =>
        QueueAsync(platform, user, new JsonObject
        {
            ["type"] = "accountLink",
            ["link"] = new JsonObject { ["result"] = isLinked ? "ok" : "failed", ["nonce"] = nonce },
        }, isLinked ? UserSource(user) : null, cancellationToken);
}
