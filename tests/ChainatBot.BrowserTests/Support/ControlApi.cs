using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChainatBot.BrowserTests.Support;

/// <summary>The emulator's control calls, for what a test needs done without watching it being tapped.</summary>
public sealed class ControlApi(Uri root) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = root };

    public async Task<JsonNode> SnapshotAsync() => (await client.GetFromJsonAsync<JsonNode>("snapshot"))!;

    public async Task<string> AddVillagerAsync(string name, string? userId = null) =>
        (await PostAsync("users", new JsonObject { ["displayName"] = name, ["userId"] = userId }))["userId"]!.GetValue<string>();

    public Task FollowAsync(string userId) => PostAsync($"users/{userId}/follow", []);

    public Task SayAsync(string userId, string text) => PostAsync($"users/{userId}/send", new JsonObject { ["type"] = "text", ["text"] = text });

    /// <summary>A person who joins and says one thing, all by typing. Returns when the bot has answered to everything.</summary>
    public async Task<string> AddSpeakerAsync(string name, string place, string opinion)
    {
        var userId = await AddVillagerAsync(name);
        await FollowAsync(userId);
        foreach (var text in (string[])["ยินยอม", place, opinion, "ข้าม", "ทั้งหมู่บ้าน"]) await SayAsync(userId, text);
        await UntilAsync(async () => (await TimelineAsync(userId)).Any(item => item["from"]!.GetValue<string>() == "bot" && item.ToJsonString(Readable).Contains("ไม่มีใครเห็นชื่อคุณ", StringComparison.Ordinal) && item.ToJsonString(Readable).Contains("รหัส", StringComparison.Ordinal)));
        return userId;
    }

    /// <summary>Every breach of LINE's rules and every warning the emulator has noted of the bot's calls.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync() =>
        [.. (await SnapshotAsync())["calls"]!.AsArray().SelectMany(call => call!["violations"]!.AsArray().Concat(call["warnings"]!.AsArray()).Select(finding => $"{call["method"]} {call["path"]}: {finding!["property"]} {finding["message"]}"))];

    public void Dispose() => client.Dispose();

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<IEnumerable<JsonNode>> TimelineAsync(string userId) =>
        (await SnapshotAsync())["users"]!.AsArray().Single(user => user!["userId"]!.GetValue<string>() == userId)!["timeline"]!.AsArray().Select(item => item!);

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        while (!await condition()) await poll.WaitForNextTickAsync(limit.Token);
    }
}
