using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>What the page is told. Bytes have addresses below <see cref="Platform.ControlPrefix"/>.</summary>
internal static class ControlJson
{
    /// <summary>A page can't show the 100,000 people of a load test; it gets the newest.</summary>
    private const int MostUsers = 200;
    private const int MostCalls = 100;

    public static JsonObject Snapshot(Platform platform)
    {
        var options = platform.Options;
        return new JsonObject
        {
            ["bot"] = new JsonObject { ["displayName"] = options.BotDisplayName, ["basicId"] = options.BotBasicId, ["userId"] = options.BotUserId },
            ["webhook"] = Webhook(platform),
            ["quota"] = Quota(platform),
            ["settings"] = Settings(platform),
            ["now"] = At(platform.Now),
            ["users"] = new JsonArray([.. platform.Chats.Users.TakeLast(MostUsers).Select(u => (JsonNode)User(platform, u, withTimeline: true))]),
            ["groups"] = new JsonArray([.. platform.Chats.Groups.Select(g => (JsonNode)Group(g, withTimeline: true, platform))]),
            ["calls"] = Calls(platform, platform.Calls.LastId - MostCalls),
            ["faults"] = Faults(platform),
        };
    }

    public static JsonObject User(Platform platform, UserChat user, bool withTimeline)
    {
        var menu = platform.Menus.Seen(user);
        var shown = menu?.Shown();
        if (shown is not null) shown["imageUrl"] = menu!.Image is null ? null : $"{platform.ControlPrefix}/control/richmenus/{menu.Id}/image";
        var json = new JsonObject
        {
            ["userId"] = user.Id, ["displayName"] = user.DisplayName, ["following"] = user.Following, ["blocked"] = user.Blocked, ["richMenu"] = shown,
            ["loadingUntil"] = user.LoadingUntil is { } until && until > platform.Now ? At(until) : null,
        };
        if (withTimeline) json["timeline"] = Timeline(platform, user);
        return json;
    }

    public static JsonObject Group(GroupChat group, bool withTimeline, Platform? platform = null)
    {
        var json = new JsonObject
        {
            ["groupId"] = group.Id, ["name"] = group.Name, ["botIn"] = group.BotIn, ["members"] = new JsonArray([.. group.Members.Select(m => (JsonNode)m)]),
        };
        if (withTimeline) json["timeline"] = Timeline(platform!, group);
        return json;
    }

    public static JsonObject Item(Platform platform, TimelineItem item)
    {
        var message = item.Message;
        if (item.From == "user" && item.Type is "image" or "video" or "audio" or "file") message["contentUrl"] = $"{platform.ControlPrefix}/control/content/{item.Id}";
        var json = new JsonObject { ["id"] = item.Id, ["at"] = At(item.At), ["from"] = item.From, ["message"] = message, ["cost"] = item.Cost, ["unsent"] = item.Unsent };
        if (item.UserId is not null) json["userId"] = item.UserId;
        if (item.QuoteOf is not null) json["quoteOf"] = item.QuoteOf;
        return json;
    }

    public static JsonObject Call(ApiCall call)
    {
        var json = new JsonObject
        {
            ["id"] = call.Id, ["at"] = At(call.At), ["method"] = call.Method, ["path"] = call.Path, ["status"] = call.Status, ["milliseconds"] = Math.Round(call.Milliseconds, 1),
            ["requestId"] = call.RequestId, ["violations"] = Findings(call.Violations), ["warnings"] = Findings(call.Warnings),
            ["request"] = Body(call.Request), ["response"] = Body(call.Response),
        };
        if (call.Fault is not null) json["fault"] = call.Fault;
        return json;
    }

    public static JsonArray Calls(Platform platform, long after) => [.. platform.Calls.Calls.Where(c => c.Id > after).Select(c => (JsonNode)Call(c))];

    public static JsonObject Fault(Fault fault)
    {
        var json = new JsonObject { ["id"] = fault.Id, ["kind"] = fault.Kind, ["times"] = fault.Times };
        if (fault.Method is not null) json["method"] = fault.Method;
        if (fault.Path is not null) json["path"] = fault.Path;
        if (fault.DelayMilliseconds is not null) json["delayMilliseconds"] = fault.DelayMilliseconds;
        return json;
    }

    public static JsonArray Faults(Platform platform) => [.. platform.Faults.Waiting.Select(f => (JsonNode)Fault(f))];

    public static JsonObject Quota(Platform platform)
    {
        var (limit, used) = platform.Quota.Now;
        return new JsonObject { ["type"] = limit is null ? "none" : "limited", ["value"] = limit, ["used"] = used };
    }

    public static JsonObject Webhook(Platform platform)
    {
        var last = platform.Webhooks.Last;
        return new JsonObject
        {
            ["url"] = platform.Options.WebhookUrl, ["lastStatus"] = last?.Status, ["lastMilliseconds"] = last is null ? null : Math.Round(last.Milliseconds, 1), ["lastReason"] = last?.Reason,
        };
    }

    public static JsonObject Settings(Platform platform)
    {
        var options = platform.Options;
        return new JsonObject
        {
            ["redelivery"] = options.Redelivery, ["verified"] = options.Verified, ["escapeEmoji"] = options.EscapeEmoji, ["shuffleProperties"] = options.ShuffleProperties,
            ["unknownFields"] = options.UnknownFields, ["standby"] = options.Standby, ["withoutUserId"] = options.WithoutUserId,
        };
    }

    private static JsonArray Timeline(Platform platform, Chat chat) => [.. chat.Items().Select(i => (JsonNode)Item(platform, i))];

    private static JsonArray Findings(IReadOnlyList<Violation> findings) =>
        [.. findings.Select(f => (JsonNode)new JsonObject { ["property"] = f.Property, ["message"] = f.Message })];

    private static JsonNode? Body(string? text)
    {
        if (text is null) return null;
        try
        {
            return text[0] is '{' or '[' ? JsonNode.Parse(text) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
