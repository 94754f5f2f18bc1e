using System.Security.Cryptography;
using System.Text;

namespace ChainatBot.Privacy;

/// <summary>The deployment's secret. It is never used itself: each purpose has a key derived from it (HKDF-SHA256, RFC 5869).</summary>
public sealed class PrivacyKey
{
    /// <summary>Bytes of the secret.</summary>
    public const int Length = 32;

    private readonly byte[] secret;

    /// <param name="secret">32 random bytes.</param>
    public PrivacyKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length) throw new ArgumentException($"A privacy key has {Length} bytes; this one has {secret.Length}.", nameof(secret));
        this.secret = secret.ToArray();
    }

    /// <summary>The key that the text holds in base64, or null where it holds none.</summary>
    public static PrivacyKey? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == Length ? new PrivacyKey(bytes[..count]) : null;
    }

    /// <summary>32 bytes for one purpose. The same purpose gives the same bytes for ever; two purposes tell nothing of each other.</summary>
    public byte[] Derive(string purpose)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Length, salt: null, info: Encoding.UTF8.GetBytes($"chainatbot/1/{purpose}"));
    }

    /// <summary>Tells keys apart without telling anything of them.</summary>
    public string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint").AsSpan(0, 8));
}
