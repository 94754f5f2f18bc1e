using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Line.Emulator;

/// <summary>Channel access tokens: the long-lived one of the options, and issued ones.</summary>
internal sealed class AccessTokens(LineEmulatorOptions options, TimeProvider time)
{
    private const int MostShortLived = 30;
    private readonly ConcurrentDictionary<string, DateTimeOffset> issued = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> shortLived = new();

    public string Issue(TimeSpan life, bool isShortLived)
    {
        var token = "emu" + RandomNumberGenerator.GetHexString(120, lowercase: true);
        issued[token] = time.GetUtcNow() + life;
        if (!isShortLived) return token;
        shortLived.Enqueue(token);
        while (shortLived.Count > MostShortLived && shortLived.TryDequeue(out var oldest)) issued.TryRemove(oldest, out _);
        return token;
    }

    public bool IsValid(string token) => IsLongLived(token) || issued.TryGetValue(token, out var until) && time.GetUtcNow() < until;

    /// <summary>Seconds left; null for an invalid token.</summary>
    public long? SecondsLeft(string token) => IsLongLived(token) ? 3_138_007_490 : IsValid(token) ? (long)(issued[token] - time.GetUtcNow()).TotalSeconds : null;

    public void Revoke(string token) => issued.TryRemove(token, out _);

    public bool IsChannel(string? id, string? secret) => id == options.ChannelId && Same(secret ?? "", options.ChannelSecret);

    private bool IsLongLived(string token) => Same(token, options.ChannelAccessToken);

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
