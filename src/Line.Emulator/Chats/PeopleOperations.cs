using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Tokens for account linking: ten minutes, once.</summary>
internal sealed class LinkTokens
{
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (string UserId, DateTimeOffset At)> tokens = new(StringComparer.Ordinal);

    public string Issue(string userId, DateTimeOffset now)
    {
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        tokens[token] = (userId, now);
        return token;
    }

    public string? Use(string token, DateTimeOffset now) => tokens.TryRemove(token, out var issued) && now - issued.At <= Valid ? issued.UserId : null;

    public void Clear() => tokens.Clear();
}

/// <summary>Profiles, followers, the bot itself, and small signs in a chat.</summary>
internal static class PeopleOperations
{
    public static ApiAnswer Profile(ApiRequest request)
    {
        if (!ChatDirectory.IsUserId(request.Value(0))) return request.Misused(400, "The value for the 'userId' parameter is invalid", "userId");
        return request.Platform.Chats.TryUser(request.Value(0), out var user) && !user.Blocked && (user.Following || user.WroteAt is not null)
            ? new ApiAnswer(200, Shown(user, withLanguage: true))
            : ApiAnswer.Refused(404, Texts.NotFound);
    }

    public static JsonObject Shown(UserChat user, bool withLanguage)
    {
        var profile = new JsonObject { ["userId"] = user.Id, ["displayName"] = user.DisplayName };
        if (withLanguage) profile["language"] = "th";
        return profile;
    }

    public static ApiAnswer FollowerIds(ApiRequest request)
    {
        if (!request.Platform.Options.Verified) return ApiAnswer.Refused(403, Texts.NoAccess);
        var limit = request.Query("limit") is { } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0 : 300;
        if (limit is < 1 or > 1_000) return request.Misused(400, "The value for the 'limit' parameter is invalid", "limit");
        return Page(request, "userIds", SendOperations.Friends(request.Platform).Select(u => u.Id), limit);
    }

    public static ApiAnswer Page(ApiRequest request, string property, IEnumerable<string> ids, int limit)
    {
        var start = int.TryParse(request.Query("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        var page = ids.Skip(start).Take(limit + 1).ToList();
        var answer = new JsonObject { [property] = new JsonArray([.. page.Take(limit).Select(id => (JsonNode)id)]) };
        if (page.Count > limit) answer["next"] = (start + limit).ToString(CultureInfo.InvariantCulture);
        return new ApiAnswer(200, answer);
    }

    public static ApiAnswer BotInfo(ApiRequest request)
    {
        var options = request.Platform.Options;
        return new ApiAnswer(200, new JsonObject
        {
            ["userId"] = options.BotUserId, ["basicId"] = options.BotBasicId, ["displayName"] = options.BotDisplayName, ["chatMode"] = "bot", ["markAsReadMode"] = "auto",
        });
    }

    public static ApiAnswer LinkToken(ApiRequest request) => request.Platform.Chats.TryUser(request.Value(0), out var user) && user.Following
        ? new ApiAnswer(200, new JsonObject { ["linkToken"] = request.Platform.LinkTokens.Issue(user.Id, request.Platform.Now) })
        : ApiAnswer.Refused(404, Texts.NotFound);

    public static ApiAnswer Loading(ApiRequest request)
    {
        if (request.Check(RequestShapes.Loading) is { } refused) return refused;
        var body = request.Json!;
        var chat = body["chatId"]!.GetValue<string>();
        var seconds = body["loadingSeconds"]?.GetValue<int>() ?? 20;
        if (seconds is < 5 or > 60) request.Findings.Refuse(body, "loadingSeconds", "Must be between 5 and 60");
        else if (seconds % 5 != 0) request.Findings.Refuse(body, "loadingSeconds", "must be a multiple of five");
        if (!ChatDirectory.IsUserId(chat)) request.Findings.Refuse(body, "chatId", "Only user id is acceptable, but the value is not a user id");
        if (request.Findings.IsRefused) return new ApiAnswer(400, request.Findings.ToError());
        if (request.Platform.Chats.TryUser(chat, out var user) && user.Reachable(request.Platform.Now))
        {
            user.LoadingUntil = request.Platform.Now.AddSeconds(seconds);
            request.Platform.Hub.User(user);
        }
        return ApiAnswer.Accepted;
    }

    public static ApiAnswer MarkByUser(ApiRequest request) => request.Check(RequestShapes.MarkByUser) ?? ApiAnswer.Ok;

    public static ApiAnswer MarkByToken(ApiRequest request)
    {
        if (request.Check(RequestShapes.MarkByToken) is { } refused) return refused;
        var token = request.Json!["markAsReadToken"]!.GetValue<string>();
        return request.Platform.MessageOf('m', "", token) is not null ? ApiAnswer.Ok : request.Misused(400, "Invalid mark as read token", "markAsReadToken");
    }

    public static ApiAnswer NoMembership(ApiRequest request) => ApiAnswer.Refused(404, "membership not found");

    public static ApiAnswer NoCoupons(ApiRequest request) => new(200, new JsonObject { ["items"] = new JsonArray() });

    public static ApiAnswer NoAccess(ApiRequest request) => ApiAnswer.Refused(403, Texts.NoAccess);

    public static ApiAnswer NotFound(ApiRequest request) => ApiAnswer.Refused(404, Texts.NotFound);
}
