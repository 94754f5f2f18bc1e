using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Line.Emulator;

/// <summary>Reply tokens: good once, for a minute after the webhook, and never 20 minutes after the event.</summary>
internal sealed class ReplyTokens(TimeProvider time)
{
    private static readonly TimeSpan AfterWebhook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterEvent = TimeSpan.FromMinutes(20);
    private readonly ConcurrentDictionary<string, ReplyToken> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReplyToken> byAge = new();

    public ReplyToken Issue(Chat chat)
    {
        Forget();
        var token = new ReplyToken(RandomNumberGenerator.GetHexString(32, lowercase: true), chat, time.GetUtcNow());
        tokens[token.Value] = token;
        byAge.Enqueue(token);
        return token;
    }

    /// <summary>Uses the token up. Null when that went well, else why not.</summary>
    public string? Use(string value, out Chat? chat)
    {
        chat = null;
        if (!tokens.TryGetValue(value, out var token)) return "reply token is unknown, or its event is more than 20 minutes old";
        lock (token)
        {
            var now = time.GetUtcNow();
            if (token.Used) return "reply token was used before";
            if (token.SentAt is not { } sent || now - sent > AfterWebhook) return "reply token is more than a minute old";
            if (now - token.EventAt > AfterEvent) return "reply token's event is more than 20 minutes old";
            token.Used = true;
            chat = token.Chat;
            return null;
        }
    }

    public void SentAgain(string value)
    {
        if (tokens.TryGetValue(value, out var token)) token.Sent(time.GetUtcNow());
    }

    public void Clear()
    {
        tokens.Clear();
        byAge.Clear();
    }

    private void Forget()
    {
        while (byAge.TryPeek(out var oldest) && time.GetUtcNow() - oldest.EventAt > AfterEvent + AfterWebhook && byAge.TryDequeue(out var gone))
            tokens.TryRemove(gone.Value, out _);
    }
}

/// <summary>One token and what became of it.</summary>
internal sealed class ReplyToken(string value, Chat chat, DateTimeOffset eventAt)
{
    private long sentTicks;

    public string Value { get; } = value;
    public Chat Chat { get; } = chat;
    public DateTimeOffset EventAt { get; } = eventAt;
    public bool Used { get; set; }

    /// <summary>When the webhook with it was last posted.</summary>
    public DateTimeOffset? SentAt => Interlocked.Read(ref sentTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public void Sent(DateTimeOffset at) => Interlocked.Exchange(ref sentTicks, at.UtcTicks);
}
