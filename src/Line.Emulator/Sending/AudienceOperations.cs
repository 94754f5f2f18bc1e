using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Audiences of uploaded user ids. READY at once, where LINE may take hours.</summary>
internal sealed class AudienceStore
{
    private readonly ConcurrentDictionary<long, Audience> audiences = new();
    private long lastId = 4_389_303_728_000;

    internal sealed record Audience(long Id, string Description, HashSet<string> Members, DateTimeOffset CreatedAt);

    public IEnumerable<Audience> All => audiences.Values.OrderBy(a => a.Id);

    public Audience Add(string description, IEnumerable<string> members, DateTimeOffset at)
    {
        var audience = new Audience(Interlocked.Increment(ref lastId), description, [.. members], at);
        return audiences[audience.Id] = audience;
    }

    public Audience? Find(long id) => audiences.GetValueOrDefault(id);

    public IReadOnlySet<string>? Members(long id) => Find(id)?.Members;

    public bool Delete(long id) => audiences.TryRemove(id, out _);

    public void Clear() => audiences.Clear();
}

/// <summary>The part of the audience API that uploads user ids.</summary>
internal static class AudienceOperations
{
    public static ApiAnswer Create(ApiRequest request)
    {
        if (request.Check(RequestShapes.Audience) is { } refused) return refused;
        var audience = request.Platform.Audiences.Add(request.Json!["description"]!.GetValue<string>(), Ids(request), request.Platform.Now);
        var answer = Shown(audience);
        answer["createRoute"] = "MESSAGING_API";
        answer["expireTimestamp"] = audience.CreatedAt.AddDays(180).ToUnixTimeSeconds();
        return new ApiAnswer(202, answer);
    }

    public static ApiAnswer Add(ApiRequest request)
    {
        if (request.Check(RequestShapes.AudienceMore) is { } refused) return refused;
        if (request.Platform.Audiences.Find(request.Json!["audienceGroupId"]!.GetValue<long>()) is not { } audience) return Missing(request);
        lock (audience) audience.Members.UnionWith(Ids(request));
        return ApiAnswer.Accepted;
    }

    public static ApiAnswer Read(ApiRequest request)
    {
        if (Find(request) is not { } audience) return Missing(request);
        var group = Shown(audience);
        group["status"] = "READY";
        group["audienceCount"] = audience.Members.Count;
        return new ApiAnswer(200, new JsonObject { ["audienceGroup"] = group, ["jobs"] = new JsonArray() });
    }

    public static ApiAnswer List(ApiRequest request)
    {
        var all = request.Platform.Audiences.All.Select(a => (JsonNode)Shown(a)).ToArray();
        return new ApiAnswer(200, new JsonObject { ["audienceGroups"] = new JsonArray(all), ["hasNextPage"] = false, ["totalCount"] = all.Length, ["page"] = 1, ["size"] = 40 });
    }

    public static ApiAnswer Delete(ApiRequest request) =>
        Find(request) is { } audience && request.Platform.Audiences.Delete(audience.Id) ? new ApiAnswer(202, new JsonObject()) : Missing(request);

    private static AudienceStore.Audience? Find(ApiRequest request) =>
        long.TryParse(request.Value(0), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? request.Platform.Audiences.Find(id) : null;

    private static IEnumerable<string> Ids(ApiRequest request) => (request.Json!["audiences"] as JsonArray ?? []).Select(a => a!["id"]!.GetValue<string>());

    private static ApiAnswer Missing(ApiRequest request) =>
        new(400, ApiAnswer.Error("audience group not found", [("AUDIENCE_GROUP_NOT_FOUND", "audienceGroupId")]));

    private static JsonObject Shown(AudienceStore.Audience audience) => new()
    {
        ["audienceGroupId"] = audience.Id, ["type"] = "UPLOAD", ["description"] = audience.Description,
        ["created"] = audience.CreatedAt.ToUnixTimeSeconds(), ["permission"] = "READ_WRITE", ["isIfaAudience"] = false,
    };
}
