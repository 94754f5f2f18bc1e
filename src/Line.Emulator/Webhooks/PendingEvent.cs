using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>One event on its way to the bot.</summary>
internal sealed class PendingEvent(string chatId, JsonObject body, ReplyToken? token)
{
    public string ChatId { get; } = chatId;

    /// <summary>Never changed after it was queued; <c>deliveryContext</c> is written anew each time.</summary>
    public JsonObject Body { get; } = body;
    public ReplyToken? Token { get; } = token;
    public string Id { get; } = body["webhookEventId"]!.GetValue<string>();
    public int Attempt { get; set; }
    public int Generation { get; set; }

    /// <summary>Set for those who wait for the first attempt.</summary>
    public TaskCompletionSource<WebhookDelivery>? FirstAttempt { get; set; }
}

/// <summary>Ids of webhook events: 48 bits of time and 80 of chance in Crockford's base 32.</summary>
internal static class Ulid
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New(DateTimeOffset at)
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        Span<char> text = stackalloc char[26];
        var time = at.ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, time >>= 5) text[i] = Letters[(int)(time & 31)];
        for (var i = 0; i < 16; i++) text[10 + i] = Letters[random[i] & 31];
        return new string(text);
    }
}
