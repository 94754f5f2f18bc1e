using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Quota, consumption, statistics.</summary>
internal static class CountOperations
{
    private const int MinShown = 20;

    public static ApiAnswer Quota(ApiRequest request) => new(200, request.Platform.Quota.Now.Limit is { } limit
        ? new JsonObject { ["type"] = "limited", ["value"] = limit }
        : new JsonObject { ["type"] = "none" });

    public static ApiAnswer Consumption(ApiRequest request) => new(200, new JsonObject { ["totalUsage"] = request.Platform.Quota.Now.Used });

    public static ApiAnswer Delivered(ApiRequest request)
    {
        if (request.Value(0) is not ("reply" or "push" or "multicast" or "broadcast" or "pnp")) return ApiAnswer.Refused(404, Texts.NotFound);
        if (Day(request) is not { } day) return BadDate(request);
        return new ApiAnswer(200, Unready(request, day) ?? new JsonObject { ["status"] = "ready", ["success"] = request.Platform.Sends.Counted(request.Value(0), day) });
    }

    public static ApiAnswer Followers(ApiRequest request)
    {
        if (Day(request) is not { } day) return BadDate(request);
        if (Unready(request, day) is { } unready) return new ApiAnswer(200, unready);
        var users = request.Platform.Chats.Users;
        var friends = users.Count(u => u.Following && !u.Blocked);
        return new ApiAnswer(200, new JsonObject
        {
            ["status"] = "ready",
            ["followers"] = users.Count(u => u.Following || u.Blocked),
            ["targetedReaches"] = friends < MinShown ? 0 : friends,
            ["blocks"] = users.Count(u => u.Blocked),
        });
    }

    public static ApiAnswer Demographic(ApiRequest request) => new(200, new JsonObject { ["available"] = false });

    public static ApiAnswer MessageDelivery(ApiRequest request)
    {
        if (Day(request) is not { } day) return BadDate(request);
        var sends = request.Platform.Sends;
        return new ApiAnswer(200, Unready(request, day) ?? new JsonObject
        {
            ["status"] = "ready",
            ["apiBroadcast"] = sends.Counted("broadcast", day),
            ["apiPush"] = sends.Counted("push", day),
            ["apiMulticast"] = sends.Counted("multicast", day),
            ["apiNarrowcast"] = sends.Counted("narrowcast", day),
            ["apiReply"] = sends.Counted("reply", day),
        });
    }

    public static ApiAnswer AggregationUsage(ApiRequest request) => new(200, new JsonObject { ["numOfCustomAggregationUnits"] = ThisMonth(request).Length });

    public static ApiAnswer AggregationNames(ApiRequest request)
    {
        var names = ThisMonth(request);
        var limit = request.Query("limit") is { } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0 : 100;
        if (limit is < 1 or > 100) return request.Misused(400, "The value for the 'limit' parameter is invalid", "limit");
        var start = int.TryParse(request.Query("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0;
        var answer = new JsonObject { ["customAggregationUnits"] = new JsonArray([.. names.Skip(start).Take(limit).Select(n => (JsonNode)n)]) };
        if (start + limit < names.Length) answer["next"] = (start + limit).ToString(CultureInfo.InvariantCulture);
        return new ApiAnswer(200, answer);
    }

    private static string[] ThisMonth(ApiRequest request) => request.Platform.Sends.Units(SendLedger.Day(request.Platform.Now) / 100);

    private static int? Day(ApiRequest request) =>
        DateOnly.TryParseExact(request.Query("date"), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Year * 10_000 + day.Month * 100 + day.Day : null;

    private static JsonObject? Unready(ApiRequest request, int day) =>
        day >= SendLedger.Day(request.Platform.Now) ? new JsonObject { ["status"] = "unready" } : null;

    private static ApiAnswer BadDate(ApiRequest request) => request.Misused(400, "The value for the 'date' parameter is invalid", "date");
}
