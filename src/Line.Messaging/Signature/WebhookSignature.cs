using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Line.Messaging;

/// <summary>The signature that LINE puts on each webhook request: Base64 of HMAC-SHA256 over the body's bytes, with the
/// channel secret (as text) for a key. Verify before parsing, over the bytes as received: parsing and writing again changes them.</summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/"/>
public static class WebhookSignature
{
    /// <summary>The header that carries the signature. Header names are case-insensitive, and LINE has changed the case before.</summary>
    public const string HeaderName = "x-line-signature";

    /// <summary>Whether the header is the body's signature. Takes the same time wherever the two differ; any garbage is simply not valid, nothing throws.</summary>
    /// <param name="body">The request's body, byte for byte.</param>
    /// <param name="header">The header's value; <c>null</c> when there is none.</param>
    /// <param name="secret">The channel secret, as UTF-8. An empty one makes every signature invalid.</param>
    public static bool IsValid(ReadOnlySpan<byte> body, string? header, ReadOnlySpan<byte> secret)
    {
        // Exactly 32 bytes in Base64; anything else can't be a signature, whatever its length.
        if (header is not { Length: 44 } || secret.IsEmpty || !Ascii.IsValid(header))
            return false;
        Span<byte> text = stackalloc byte[44];
        Span<byte> claimed = stackalloc byte[33];
        Encoding.ASCII.GetBytes(header, text);
        if (Base64.DecodeFromUtf8(text, claimed, out _, out var written) != OperationStatus.Done || written != HMACSHA256.HashSizeInBytes)
            return false;
        Span<byte> actual = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, actual);
        return CryptographicOperations.FixedTimeEquals(actual, claimed[..written]);
    }

    /// <inheritdoc cref="IsValid(ReadOnlySpan{byte}, string?, ReadOnlySpan{byte})"/>
    public static bool IsValid(ReadOnlySpan<byte> body, string? header, string? secret) =>
        secret is not null && IsValid(body, header, Encoding.UTF8.GetBytes(secret));

    /// <summary>The signature that LINE would put on the body; for tests and emulators.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="secret">The channel secret, as UTF-8.</param>
    public static string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret) => Convert.ToBase64String(HMACSHA256.HashData(secret, body));

    /// <inheritdoc cref="Sign(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static string Sign(ReadOnlySpan<byte> body, string secret) => Sign(body, Encoding.UTF8.GetBytes(secret));
}
