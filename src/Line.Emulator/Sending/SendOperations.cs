using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>reply, push, multicast, broadcast and their validation.</summary>
internal static class SendOperations
{
    public static ApiAnswer Validate(ApiRequest request) => request.Check(RequestShapes.Validate) ?? ApiAnswer.Ok;

    public static ApiAnswer Reply(ApiRequest request)
    {
        if (request.Check(RequestShapes.Reply) is { } refused) return refused;
        var platform = request.Platform;
        var messages = request.Json!["messages"]!.AsArray();
        if (platform.ReplyTokens.Use(request.Json["replyToken"]!.GetValue<string>(), out var chat) is { } unusable)
        {
            request.Findings.Warn("replyToken", unusable);
            return ApiAnswer.Refused(400, Texts.InvalidReplyToken);
        }
        if (WrongForChat(request, messages, chat!) is { } wrong) return wrong;
        var items = Items(platform, messages, "free", request.RequestId, chat!.Id);
        if (chat is UserChat { Blocked: true }) request.Findings.Warn("replyToken", "the person has blocked the bot meanwhile");
        else if (chat is not GroupChat { BotIn: false }) Deliver(platform, chat, items, isPaid: false);
        platform.Sends.Count("reply", platform.Now, items.Length);
        return new ApiAnswer(200, new JsonObject { ["sentMessages"] = SentMessages(platform, chat, items) });
    }

    public static ApiAnswer Push(ApiRequest request)
    {
        if (request.Check(RequestShapes.Push) is { } refused) return refused;
        var platform = request.Platform;
        var to = request.Json!["to"]!.GetValue<string>();
        var messages = request.Json["messages"]!.AsArray();
        Chat? chat = platform.Chats.TryUser(to, out var user) ? user : platform.Chats.TryGroup(to, out var group) && group.BotIn ? group : null;
        lock (platform.Sending)
        {
            if (AcceptedBefore(request) is { } conflict) return conflict;
            if (!ChatDirectory.IsId(to, 'U') && !ChatDirectory.IsId(to, 'C') && !ChatDirectory.IsId(to, 'R'))
                return request.Misused(400, "The property, to, in the request body is invalid (line: -, column: -)", "to");
            if (chat is null) return request.Misused(400, Texts.FailedToSend, "to", "no such user, or a group the bot is not in");
            if (WrongForChat(request, messages, chat) is { } wrong) return wrong;
            var recipients = user is not null ? user.Reachable(platform.Now) ? 1 : 0 : ((GroupChat)chat).Members.Length;
            if (!platform.Quota.TrySpend(recipients)) return OverQuota(request);
            var items = Items(platform, messages, "paid", request.RequestId, chat.Id);
            var sent = SentMessages(platform, chat, items);
            if (recipients == 0) request.Findings.Warn("to", "accepted, not delivered: blocked, or not a friend");
            else Deliver(platform, chat, items, isPaid: true);
            Accepted(request, "push", recipients > 0 ? [chat.Id] : [], recipients, items, sent);
            return new ApiAnswer(200, new JsonObject { ["sentMessages"] = sent.DeepClone() });
        }
    }

    public static ApiAnswer Multicast(ApiRequest request)
    {
        if (request.Check(RequestShapes.Multicast) is { } refused) return refused;
        var platform = request.Platform;
        var to = request.Json!["to"]!.AsArray();
        lock (platform.Sending)
        {
            if (AcceptedBefore(request) is { } conflict) return conflict;
            var recipients = new List<UserChat>(to.Count);
            var seen = new HashSet<string>(to.Count, StringComparer.Ordinal);
            for (var i = 0; i < to.Count; i++)
            {
                var id = to[i]!.GetValue<string>();
                var property = string.Create(CultureInfo.InvariantCulture, $"to[{i}]");
                if (!ChatDirectory.IsUserId(id))
                    return request.Misused(400, $"The property, {property}, in the request body is invalid (line: -, column: -)", property);
                if (!seen.Add(id)) request.Findings.Warn(property, "the same person twice; gets it once");
                else if (!platform.Chats.TryUser(id, out var user)) request.Findings.Warn(property, "accepted, not delivered: no such user");
                else if (!user.Reachable(platform.Now)) request.Findings.Warn(property, "accepted, not delivered: blocked, or not a friend");
                else recipients.Add(user);
            }
            return SendToMany(request, "multicast", recipients) ?? ApiAnswer.Ok;
        }
    }

    public static ApiAnswer Broadcast(ApiRequest request)
    {
        if (request.Check(RequestShapes.Broadcast) is { } refused) return refused;
        var platform = request.Platform;
        lock (platform.Sending)
            return AcceptedBefore(request) ?? SendToMany(request, "broadcast", Friends(platform)) ?? ApiAnswer.Ok;
    }

    public static List<UserChat> Friends(Platform platform) => [.. platform.Chats.Users.Where(u => u.Following && !u.Blocked)];

    /// <summary>The 409 of a retry key that was accepted. Under the sending lock.</summary>
    public static ApiAnswer? AcceptedBefore(ApiRequest request)
    {
        if (request.RetryKey is not { } key || request.Platform.RetryKeys.Find(key) is not { } accepted) return null;
        var error = ApiAnswer.Error(Texts.RetryKeyAccepted);
        if (accepted.SentMessages is not null) error["sentMessages"] = accepted.SentMessages.DeepClone();
        return new ApiAnswer(409, error) { AcceptedRequestId = accepted.RequestId };
    }

    public static ApiAnswer OverQuota(ApiRequest request)
    {
        request.Findings.Warn("", Texts.MonthlyLimit);
        return ApiAnswer.Refused(429, Texts.MonthlyLimit);
    }

    /// <summary>Delivers the same items to everyone and books it. Under the sending lock.</summary>
    public static void DeliverToAll(ApiRequest request, string kind, List<UserChat> recipients)
    {
        var platform = request.Platform;
        var items = Items(platform, request.Json!["messages"]!.AsArray(), "paid", request.RequestId, null);
        foreach (var user in recipients) Deliver(platform, user, items, isPaid: true);
        Accepted(request, kind, [.. recipients.Select(u => u.Id)], recipients.Count, items, null);
    }

    private static ApiAnswer? SendToMany(ApiRequest request, string kind, List<UserChat> recipients)
    {
        if (QuoteNowhere(request) is { } wrong) return wrong;
        if (!request.Platform.Quota.TrySpend(recipients.Count)) return OverQuota(request);
        DeliverToAll(request, kind, recipients);
        return null;
    }

    private static void Accepted(ApiRequest request, string kind, string[] recipients, int cost, TimelineItem[] items, JsonArray? sent)
    {
        var platform = request.Platform;
        if (request.RetryKey is { } key) platform.RetryKeys.Accept(key, request.RequestId, sent);
        platform.Sends.Add(new Delivery(request.RequestId, kind, platform.Now, recipients, cost, items));
        platform.Sends.Count(kind, platform.Now, cost);
        foreach (var unit in request.Json!["customAggregationUnits"] as JsonArray ?? []) platform.Sends.CountUnit(unit!.GetValue<string>(), platform.Now);
        platform.Hub.Quota();
    }

    private static TimelineItem[] Items(Platform platform, JsonArray messages, string cost, string requestId, string? chatId)
    {
        var now = platform.Now;
        var items = new TimelineItem[messages.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var quote = chatId is null ? null : messages[i]!["quoteToken"]?.GetValue<string>();
            items[i] = new TimelineItem(platform.NextMessageId(), now, "bot", messages[i]!)
            {
                Cost = cost,
                RequestId = requestId,
                QuoteOf = quote is null ? null : platform.MessageOf('q', chatId!, quote),
            };
        }
        return items;
    }

    private static void Deliver(Platform platform, Chat chat, TimelineItem[] items, bool isPaid)
    {
        platform.Say(chat, items);
        if (chat is not UserChat user) return;
        user.Count(isPaid, items.Length);
        if (user.LoadingUntil is null) return;
        user.LoadingUntil = null;
        platform.Hub.User(user);
    }

    private static JsonArray SentMessages(Platform platform, Chat chat, TimelineItem[] items)
    {
        var sent = new JsonArray();
        foreach (var item in items)
        {
            var message = new JsonObject { ["id"] = item.Id };
            if (item.Type is "text" or "textV2" or "sticker" or "image" or "video" or "template") message["quoteToken"] = platform.Token('q', chat.Id, item.Id);
            sent.Add((JsonNode)message);
        }
        return sent;
    }

    /// <summary>Quotes belong to their chat, mentions to groups.</summary>
    private static ApiAnswer? WrongForChat(ApiRequest request, JsonArray messages, Chat chat)
    {
        foreach (var message in messages)
        {
            if (message!["quoteToken"] is { } token && request.Platform.MessageOf('q', chat.Id, token.GetValue<string>()) is null)
                request.Findings.Refuse(token, "invalid quoteToken");
            if (chat is UserChat && Mentions(message)) request.Findings.Refuse(message, "substitution", "mentions are for groups and rooms");
        }
        return request.Findings.IsRefused ? new ApiAnswer(400, request.Findings.ToError()) : null;
    }

    private static ApiAnswer? QuoteNowhere(ApiRequest request)
    {
        foreach (var message in request.Json!["messages"]!.AsArray())
        {
            if (message!["quoteToken"] is { } token) request.Findings.Refuse(token, "invalid quoteToken");
            if (Mentions(message)) request.Findings.Refuse(message, "substitution", "mentions are for groups and rooms");
        }
        return request.Findings.IsRefused ? new ApiAnswer(400, request.Findings.ToError()) : null;
    }

    private static bool Mentions(JsonNode message) =>
        message["substitution"] is JsonObject substitution && substitution.Any(s => s.Value?["type"]?.GetValue<string>() == "mention");
}
