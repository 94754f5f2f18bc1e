using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    /// <summary>People who join and say one thing each, all by typing. Returns when the bot has answered to everything.</summary>
    public async Task AddSpeakersAsync(params IEnumerable<(string Name, string Place, string Opinion)> speakers)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, place, opinion) in speakers)
        {
            var userId = await AddVillagerAsync(name);
            await FollowAsync(userId);
            foreach (var text in (string[])["ยินยอม", place, opinion, "ข้าม", "ทั้งหมู่บ้าน"]) await SayAsync(userId, text);
            waiting.Add(userId);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var people = (await SnapshotAsync())["users"]!.AsArray();
            foreach (var user in people)
                if (user!["timeline"]!.AsArray().Any(IsThanks)) waiting.Remove(user["userId"]!.GetValue<string>());
            if (waiting.Count == 0) return;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"{waiting.Count} villagers were never thanked, such as this one: {people.First(user => waiting.Contains(user!["userId"]!.GetValue<string>()))!["timeline"]!.ToJsonString(Readable)}");
            await poll.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Everybody leaves and every call is forgotten; the program publishes its rich menus anew, and what it stored stays.</summary>
    public Task ResetAsync() => PostAsync("reset", []);

    /// <summary>Every breach of LINE's rules and every warning the emulator has noted of the bot's calls.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync() =>
        [.. (await SnapshotAsync())["calls"]!.AsArray().SelectMany(call => call!["violations"]!.AsArray().Concat(call["warnings"]!.AsArray()).Select(finding => $"{call["method"]} {call["path"]}: {finding!["property"]} {finding["message"]}"))];

    public void Dispose() => client.Dispose();

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The last words of the conversation: “… รหัส A7K2 ไม่มีใครเห็นชื่อคุณ”.</summary>
    private static bool IsThanks(JsonNode? item) =>
        item!["from"]!.GetValue<string>() == "bot" && item["message"]!["text"]?.GetValue<string>() is { } text && text.Contains(" รหัส ", StringComparison.Ordinal);

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }
}
