using System.Text.Json.Nodes;

namespace ChainatBot.BrowserTests.Support;

/// <summary>What the program has kept, as its own export tells it.</summary>
public static class ExportedOpinions
{
    public static async Task<IReadOnlyList<JsonNode>> ExportedAsync(RunningBot bot) =>
        [.. (await bot.RunVerbAsync("export", "opinions", "--format", "jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    /// <summary>Place, topic, reach, kind and words in one line; a dash for what was not told.</summary>
    public static string Told(JsonNode opinion) =>
        string.Join(' ', new[] { "tambon", "village", "topic", "reach", "kind", "text" }.Select(name => opinion[name]?.ToString() ?? "-"));
}
