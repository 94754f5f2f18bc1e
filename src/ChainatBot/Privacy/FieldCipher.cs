using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ChainatBot.Privacy;

/// <summary>Encrypts single fields: AES-256-GCM under a key derived from the deployment's.</summary>
/// <remarks>
/// Layout: version (1 byte, now 1), nonce (12, random), ciphertext (as long as the plain text), tag (16). The context is
/// authenticated, not stored: a field copied to another row does not decrypt there.
/// </remarks>
public sealed class FieldCipher(PrivacyKey key)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Bytes that encryption adds.</summary>
    public const int Overhead = 1 + NonceLength + TagLength;

    private readonly byte[] fieldKey = key.Derive("field");

    // Setting up the key costs more than encrypting a field with it; each of these serves one caller at a time.
    private readonly ConcurrentBag<AesGcm> idle = [];

    /// <param name="context">Where the field stands, such as <c>Inbox/partition/row</c>; the same must be given to decrypt.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var field = new byte[plain.Length + Overhead];
        field[0] = Version;
        var nonce = field.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        var aes = Take();
        aes.Encrypt(nonce, plain, field.AsSpan(1 + NonceLength, plain.Length), field.AsSpan(^TagLength), Associated(context));
        idle.Add(aes);
        return field;
    }

    /// <inheritdoc cref="Encrypt(ReadOnlySpan{byte}, string)"/>
    public byte[] Encrypt(string plain, string context) => Encrypt(Encoding.UTF8.GetBytes(plain), context);

    /// <exception cref="UnreadableFieldException">The field was changed, stands elsewhere, or belongs to another key.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> field, string context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (field.Length < Overhead) throw new UnreadableFieldException("The field is too short to have been encrypted here.");
        if (field[0] != Version) throw new UnreadableFieldException($"The field was encrypted in a way (version {field[0]}) that this program does not know.");
        var plain = new byte[field.Length - Overhead];
        var aes = Take();
        try
        {
            aes.Decrypt(field.Slice(1, NonceLength), field[(1 + NonceLength)..^TagLength], field[^TagLength..], plain, Associated(context));
        }
        catch (AuthenticationTagMismatchException fault)
        {
            aes.Dispose();
            throw new UnreadableFieldException("The field was changed, belongs to another place, or was encrypted with another key.", fault);
        }
        idle.Add(aes);
        return plain;
    }

    /// <inheritdoc cref="Decrypt"/>
    public string DecryptText(ReadOnlySpan<byte> field, string context) => Encoding.UTF8.GetString(Decrypt(field, context));

    private AesGcm Take() => idle.TryTake(out var aes) ? aes : new AesGcm(fieldKey, TagLength);

    private static byte[] Associated(string context)
    {
        var bytes = new byte[1 + Encoding.UTF8.GetByteCount(context)];
        bytes[0] = Version;
        Encoding.UTF8.GetBytes(context, bytes.AsSpan(1));
        return bytes;
    }
}

/// <summary>An encrypted field can't be read: changed, moved, or of another key. Nothing is said of its content.</summary>
public sealed class UnreadableFieldException(string message, Exception? inner = null) : Exception(message, inner);
