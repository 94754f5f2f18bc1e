using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Line.Emulator;

internal sealed partial class ControlHost
{
    /// <summary>Carries out a call; null when there is none such.</summary>
    private async Task<JsonNode?> ActAsync(HttpContext context, string[] path)
    {
        var stop = context.RequestAborted;
        var isPost = context.Request.Method == "POST";
        if (path is ["users", var person, "upload"] && isPost) return ControlJson.Item(platform, await UploadAsync(context, person).ConfigureAwait(false));
        var body = await BodyAsync(context).ConfigureAwait(false);
        switch (path)
        {
            case ["users"] when isPost:
                return User(emulator.AddUser(Text(body, "displayName"), userId: Text(body, "userId")));
            case ["users", var id, "follow" or "unblock"] when isPost:
                await emulator.FollowAsync(id, stop).ConfigureAwait(false);
                return User(id);
            case ["users", var id, "block"] when isPost:
                await emulator.BlockAsync(id, stop).ConfigureAwait(false);
                return User(id);
            case ["users", var id, "send"] when isPost:
                return ControlJson.Item(platform, await SendAsync(id, body, stop).ConfigureAwait(false));
            case ["users", var id, "tap"] when isPost:
                var action = body["action"] as JsonObject ?? throw new LineEmulatorException("action is missing.");
                return Tapped(await emulator.TapAsync(id, action, body["params"] as JsonObject, stop).ConfigureAwait(false));
            case ["users" or "groups", var id, "unsend"] when isPost:
                await emulator.UnsendAsync(id, Needed(body, "itemId"), stop).ConfigureAwait(false);
                return ControlJson.Item(platform, platform.Chats.Any(id).Find(Needed(body, "itemId"))!);
            case ["groups"] when isPost:
                return Group(emulator.AddGroup(Needed(body, "name")));
            case ["groups", var id, "members"] when isPost:
                await emulator.AddMemberAsync(id, Needed(body, "userId"), stop).ConfigureAwait(false);
                return Group(id);
            case ["groups", var id, "members", var member] when !isPost:
                await emulator.RemoveMemberAsync(id, member, stop).ConfigureAwait(false);
                return Group(id);
            case ["groups", var id, "invite"] when isPost:
                await emulator.InviteBotAsync(id, stop).ConfigureAwait(false);
                return Group(id);
            case ["groups", var id, "remove"] when isPost:
                await emulator.RemoveBotAsync(id, stop).ConfigureAwait(false);
                return Group(id);
            case ["groups", var id, "send"] when isPost:
                return ControlJson.Item(platform, await emulator.SendGroupTextAsync(id, Needed(body, "userId"), Needed(body, "text"), body["mentionBot"]?.GetValue<bool>() == true, stop).ConfigureAwait(false));
            case ["groups", var id, "edit"] when isPost:
                await emulator.EditAsync(id, Needed(body, "itemId"), Needed(body, "text"), stop).ConfigureAwait(false);
                return Group(id);
            case ["faults"] when isPost:
                return ControlJson.Fault(emulator.AddFault(new Fault(Needed(body, "kind"), Text(body, "method"), Text(body, "path"), body["times"]?.GetValue<int>() ?? 1, body["delayMilliseconds"]?.GetValue<int>())));
            case ["faults"]:
                emulator.ClearFaults();
                return new JsonArray();
            case ["quota"] when isPost:
                emulator.SetQuota(Text(body, "type") == "none" ? null : body["value"]?.GetValue<int>() ?? platform.Quota.Now.Limit, body["used"]?.GetValue<long>() ?? platform.Quota.Now.Used);
                return ControlJson.Quota(platform);
            case ["settings"] when isPost:
                return Set(body);
            case ["webhook"] when isPost:
                return await VerifyAsync(body, stop).ConfigureAwait(false);
            case ["reset"] when isPost:
                emulator.Reset();
                return new JsonObject();
            default:
                return null;
        }
    }

    private Task<TimelineItem> SendAsync(string userId, JsonObject body, CancellationToken stop) => Text(body, "type") switch
    {
        "text" => emulator.SendTextAsync(userId, Needed(body, "text"), Text(body, "quoteItemId"), stop),
        "location" => emulator.SendLocationAsync(userId, Number(body, "latitude"), Number(body, "longitude"), Text(body, "address"), Text(body, "title"), stop),
        "sticker" => emulator.SendStickerAsync(userId, Needed(body, "packageId"), Needed(body, "stickerId"), (body["keywords"] as JsonArray)?.Select(k => k!.GetValue<string>()), stop),
        _ => throw new LineEmulatorException("type has to be text, location or sticker."),
    };

    private async Task<TimelineItem> UploadAsync(HttpContext context, string userId)
    {
        var query = context.Request.Query;
        var bytes = await BytesAsync(context).ConfigureAwait(false);
        var type = context.Request.ContentType ?? "application/octet-stream";
        var milliseconds = Whole(query["milliseconds"]) ?? 1_000;
        ImageSet? set = query["set"].ToString() is { Length: > 0 } id && Whole(query["index"]) is { } index && Whole(query["total"]) is { } total ? new(id, index, total) : null;
        return await (query["type"].ToString() switch
        {
            "image" => emulator.SendImageAsync(userId, bytes, type, set, context.RequestAborted),
            "audio" => emulator.SendAudioAsync(userId, bytes, milliseconds, type, context.RequestAborted),
            "video" => emulator.SendVideoAsync(userId, bytes, milliseconds, type, context.RequestAborted),
            "file" => emulator.SendFileAsync(userId, bytes, query["fileName"].ToString() is { Length: > 0 } name ? name : "file", type, context.RequestAborted),
            _ => throw new LineEmulatorException("type has to be image, audio, video or file."),
        }).ConfigureAwait(false);
    }

    private JsonObject Set(JsonObject body)
    {
        var options = platform.Options;
        foreach (var (name, node) in body)
        {
            var value = node?.GetValue<bool>() ?? false;
            switch (name)
            {
                case "redelivery": options.Redelivery = value; break;
                case "verified": options.Verified = value; break;
                case "escapeEmoji": options.EscapeEmoji = value; break;
                case "shuffleProperties": options.ShuffleProperties = value; break;
                case "unknownFields": options.UnknownFields = value; break;
                case "standby": options.Standby = value; break;
                case "withoutUserId": options.WithoutUserId = value; break;
                default: throw new LineEmulatorException($"There is no setting “{name}”.");
            }
        }
        return ControlJson.Settings(platform);
    }

    private async Task<JsonObject> VerifyAsync(JsonObject body, CancellationToken stop)
    {
        if (Text(body, "url") is { } url)
        {
            if (!WebhookAddress.IsAllowed(url)) throw new LineEmulatorException("The address has to be https, or http on this machine.");
            platform.Options.WebhookUrl = url;
        }
        if (platform.Options.WebhookUrl is null) throw new LineEmulatorException("There is no webhook address yet.");
        await emulator.VerifyWebhookAsync(stop).ConfigureAwait(false);
        return ControlJson.Webhook(platform);
    }

    private JsonObject User(string id) => ControlJson.User(platform, platform.Chats.User(id), withTimeline: true);

    private JsonObject Group(string id) => ControlJson.Group(platform.Chats.Group(id), withTimeline: true, platform);

    private JsonObject Tapped(TapResult result)
    {
        var json = new JsonObject();
        if (result.Open is not null) json["open"] = result.Open;
        if (result.Copy is not null) json["copy"] = result.Copy;
        if (result.Ask is not null) json["ask"] = result.Ask;
        if (result.Item is not null) json["item"] = ControlJson.Item(platform, result.Item);
        return json;
    }

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Needed(JsonObject body, string name) => Text(body, name) is { Length: > 0 } text ? text : throw new LineEmulatorException($"{name} is missing.");

    private static double Number(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : throw new LineEmulatorException($"{name} is missing.");

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
