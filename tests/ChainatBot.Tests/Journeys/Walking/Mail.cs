using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>Which of several things that one person did at once a reply answers: LINE's own log knows by the reply token.</summary>
public sealed partial class Mail(LineEmulator line)
{
    private Dictionary<string, string> tokens = [];
    private Dictionary<string, string> keys = [];

    /// <summary>Reads the logs of a round.</summary>
    public void Sort()
    {
        tokens = line.Calls.Where(c => c.Path == "/v2/bot/message/reply" && c.Request is not null).Select(c => (c.RequestId, Token: ReplyToken().Match(c.Request!).Groups[1].Value)).ToDictionary(c => c.RequestId, c => c.Token);
        keys = [];
        foreach (var delivery in line.WebhookDeliveries)
            foreach (var happened in JsonNode.Parse(delivery.Body.Span)!["events"]!.AsArray())
                if (happened!["replyToken"]?.GetValue<string>() is { } token) keys[token] = KeyOf(happened);
    }

    /// <summary>The <see cref="Act.Key"/> of what the call of this id answers.</summary>
    public string AnsweredBy(string requestId) => keys[tokens[requestId]];

    private static string KeyOf(JsonNode happened) =>
        (happened["message"]?["id"] ?? happened["postback"]?["data"])?.GetValue<string>() ?? happened["type"]!.GetValue<string>();

    [GeneratedRegex("\"replyToken\":\"([^\"]+)\"")]
    private static partial Regex ReplyToken();
}
