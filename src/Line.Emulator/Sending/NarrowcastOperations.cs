using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>How narrowcasts went, by request id, for 14 days.</summary>
internal sealed class NarrowcastLedger
{
    internal sealed record Progress(string Phase, DateTimeOffset AcceptedAt, DateTimeOffset? CompletedAt = null, int Targets = 0, int Successes = 0, int? ErrorCode = null, string? Description = null);

    public ConcurrentDictionary<string, Progress> ByRequest { get; } = new(StringComparer.Ordinal);

    public void Clear() => ByRequest.Clear();
}

/// <summary>Narrowcast and its progress.</summary>
internal static class NarrowcastOperations
{
    private const int MinReachForFilter = 100;
    private const int MinRecipientsForFilter = 50;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public static ApiAnswer Send(ApiRequest request)
    {
        if (request.Check(RequestShapes.Narrowcast) is { } refused) return refused;
        var platform = request.Platform;
        var body = request.Json!;
        lock (platform.Sending)
        {
            if (SendOperations.AcceptedBefore(request) is { } conflict) return conflict;
            var friends = SendOperations.Friends(platform);
            var filtered = body["filter"]?["demographic"] is not null;
            if (filtered && friends.Count < MinReachForFilter) return ApiAnswer.Refused(403, Texts.FewFriends);
            if (Targets(platform, body["recipient"], friends) is not { } targets)
                return request.Misused(400, "The property, recipient, in the request body is invalid (line: -, column: -)", "recipient", "no such audience or request");
            var limit = body["limit"];
            if (limit?["max"] is { } max && targets.Count > max.GetValue<int>()) targets = targets[..max.GetValue<int>()];
            var remaining = platform.Quota.Remaining;
            var partly = limit?["upToRemainingQuota"]?.GetValue<bool>() == true;
            if (partly && remaining < targets.Count && limit?["forbidPartialDelivery"]?.GetValue<bool>() != true) targets = targets[..(int)remaining];
            if (!platform.Quota.TryReserve(targets.Count)) return SendOperations.OverQuota(request);
            if (request.RetryKey is { } key) platform.RetryKeys.Accept(key, request.RequestId, null);
            platform.Narrowcasts.ByRequest[request.RequestId] = new("waiting", platform.Now, Targets: targets.Count);
            var tooFew = filtered && targets.Count < MinRecipientsForFilter;
            if (platform.Options.NarrowcastDelay <= TimeSpan.Zero) Complete(request, targets, tooFew);
            else _ = CompleteLaterAsync(request, targets, tooFew);
            return ApiAnswer.Accepted;
        }
    }

    public static ApiAnswer Progress(ApiRequest request)
    {
        if (request.Query("requestId") is not { Length: > 0 } id) return request.Misused(400, "The value for the 'requestId' parameter is invalid", "requestId");
        if (!request.Platform.Narrowcasts.ByRequest.TryGetValue(id, out var progress) || request.Platform.Now - progress.AcceptedAt > Kept)
            return ApiAnswer.Refused(404, Texts.NotFound);
        var answer = new JsonObject { ["phase"] = progress.Phase, ["acceptedTime"] = Iso(progress.AcceptedAt) };
        if (progress.CompletedAt is { } completed) answer["completedTime"] = Iso(completed);
        if (progress.Phase is "succeeded" or "sending")
        {
            answer["successCount"] = progress.Successes;
            answer["failureCount"] = progress.Targets - progress.Successes;
            answer["targetCount"] = progress.Targets;
        }
        if (progress.ErrorCode is { } code) answer["errorCode"] = code;
        if (progress.Description is { } description) answer["failedDescription"] = description;
        return new ApiAnswer(200, answer);
    }

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task CompleteLaterAsync(ApiRequest request, List<UserChat> targets, bool tooFew)
    {
        await Task.Delay(request.Platform.Options.NarrowcastDelay, request.Platform.Time).ConfigureAwait(false);
        lock (request.Platform.Sending) Complete(request, targets, tooFew);
    }

    private static void Complete(ApiRequest request, List<UserChat> targets, bool tooFew)
    {
        var platform = request.Platform;
        var reached = tooFew ? [] : targets.Where(t => t.Reachable(platform.Now)).ToList();
        platform.Quota.Settle(targets.Count, reached.Count);
        if (!tooFew) SendOperations.DeliverToAll(request, "narrowcast", reached);
        platform.Narrowcasts.ByRequest.AddOrUpdate(request.RequestId, _ => new("failed", platform.Now), (_, p) => tooFew
            ? p with { Phase = "failed", CompletedAt = platform.Now, ErrorCode = 2, Description = "There aren't enough recipients." }
            : p with { Phase = "succeeded", CompletedAt = platform.Now, Successes = reached.Count });
    }

    /// <summary>Null when an audience or an earlier request is unknown.</summary>
    private static List<UserChat>? Targets(Platform platform, JsonNode? recipient, List<UserChat> friends)
    {
        switch (recipient?["type"]?.GetValue<string>())
        {
            case null:
                return friends;
            case "audience":
                return platform.Audiences.Members(recipient["audienceGroupId"]!.GetValue<long>()) is { } members ? friends.FindAll(f => members.Contains(f.Id)) : null;
            case "redelivery":
                var earlier = Array.Find(platform.Sends.Deliveries, d => d.RequestId == recipient["requestId"]!.GetValue<string>());
                if (earlier is null) return null;
                var got = earlier.Recipients.ToHashSet(StringComparer.Ordinal);
                return friends.FindAll(f => got.Contains(f.Id));
        }
        if (recipient["not"] is { } not) return Targets(platform, not, friends) is { } without ? [.. friends.Except(without)] : null;
        List<UserChat>? all = null;
        var (parts, and) = recipient["and"] is JsonArray both ? (both, true) : (recipient["or"] as JsonArray ?? [], false);
        foreach (var part in parts)
        {
            if (Targets(platform, part, friends) is not { } some) return null;
            all = all is null ? some : and ? [.. all.Intersect(some)] : [.. all.Union(some)];
        }
        return all ?? friends;
    }
}
