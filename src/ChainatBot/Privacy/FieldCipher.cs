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

    /// <param name="context">Where the field stands, such as <c>Inbox/partition/row</c>; the same must be given to decrypt.</param>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var field = new byte[plain.Length + Overhead];
        field[0] = Version;
        var nonce = field.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(fieldKey, TagLength);
        aes.Encrypt(nonce, plain, field.AsSpan(1 + NonceLength, plain.Length), field.AsSpan(^TagLength), Associated(context));
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
        using var aes = new AesGcm(fieldKey, TagLength);
        try
        {
            aes.Decrypt(field.Slice(1, NonceLength), field[(1 + NonceLength)..^TagLength], field[^TagLength..], plain, Associated(context));
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw new UnreadableFieldException("The field was changed, belongs to another place, or was encrypted with another key.", fault);
        }
        return plain;
    }

    /// <inheritdoc cref="Decrypt"/>
    public string DecryptText(ReadOnlySpan<byte> field, string context) => Encoding.UTF8.GetString(Decrypt(field, context));

    private static byte[] Associated(string context) => [Version, .. Encoding.UTF8.GetBytes(context)];
}

/// <summary>An encrypted field can't be read: changed, moved, or of another key. Nothing is said of its content.</summary>
public sealed class UnreadableFieldException(string message, Exception? inner = null) : Exception(message, inner);
