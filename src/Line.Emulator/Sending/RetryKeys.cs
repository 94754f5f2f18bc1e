using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Accepted retry keys, kept for 24 hours. Not safe by itself: the sender's lock is around it.</summary>
internal sealed class RetryKeys(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private readonly Dictionary<Guid, Accepted> keys = [];
    private readonly Queue<(Guid Key, DateTimeOffset At)> byAge = new();

    /// <summary>The call that was accepted and, for push, what it answered.</summary>
    internal sealed record Accepted(string RequestId, JsonArray? SentMessages, DateTimeOffset At);

    public Accepted? Find(Guid key)
    {
        var now = time.GetUtcNow();
        while (byAge.TryPeek(out var oldest) && now - oldest.At >= Kept)
        {
            byAge.Dequeue();
            if (keys.TryGetValue(oldest.Key, out var old) && old.At == oldest.At) keys.Remove(oldest.Key);
        }
        return keys.GetValueOrDefault(key);
    }

    public void Accept(Guid key, string requestId, JsonArray? sentMessages)
    {
        var at = time.GetUtcNow();
        keys[key] = new Accepted(requestId, sentMessages, at);
        byAge.Enqueue((key, at));
    }

    public void Clear()
    {
        keys.Clear();
        byAge.Clear();
    }
}
