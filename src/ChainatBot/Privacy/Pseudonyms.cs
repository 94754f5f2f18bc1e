using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChainatBot.Privacy;

/// <summary>A person as the program knows her: 32 lower-case hex digits that lead back to no LINE account without the key.</summary>
public readonly record struct ParticipantId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Keyed hashes that stand for people and things. The same key and input give the same name, on every replica and for ever.</summary>
public sealed class Pseudonyms(PrivacyKey key)
{
    // Pairs of letter and digit that look or sound alike are out (0 O, 1 I L, 5 S, 8 B, 2 Z, U V), and vowels, so that no word comes out.
    private const string Letters = "CDFGHJKMNPQRTVWXY";
    private const string LettersAndDigits = Letters + "234679";

    private readonly byte[] participantKey = key.Derive("participant");
    private readonly byte[] personKey = key.Derive("person");
    private readonly byte[] thingKey = key.Derive("thing");
    private readonly byte[] referenceKey = key.Derive("reference");

    /// <summary>The participant behind a LINE user id.</summary>
    public ParticipantId ParticipantOf(string lineUserId)
    {
        ArgumentException.ThrowIfNullOrEmpty(lineUserId);
        return new ParticipantId(Hex(Hash(participantKey, lineUserId), 32));
    }

    /// <summary>
    /// The participant's name within one scope (<c>tambon:180106</c>, <c>survey:swot</c>): 32 lower-case hex digits. Names of
    /// two scopes can't be matched without the key, so that tables of two scopes can't be joined.
    /// </summary>
    public string PersonIn(string scope, ParticipantId participant)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        ArgumentException.ThrowIfNullOrEmpty(participant.Value);
        return Hex(Hash(personKey, scope, participant.Value), 32);
    }

    /// <summary>A row key made of an outside id, such as an opinion's of its LINE message id: lower-case hex, so that a replay finds the row it made.</summary>
    /// <param name="purpose">What the key is for; two purposes give two keys.</param>
    /// <param name="id">The outside id.</param>
    /// <param name="length">Hex digits, 16 to 32.</param>
    public string KeyOf(string purpose, string id, int length = 16)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 32);
        return Hex(Hash(thingKey, purpose, id), length);
    }

    /// <summary>
    /// Four letters and digits for people to read out, a letter first, such as <c>K7H2</c>. About 200,000 exist: enough to
    /// find one's own again among one person's or one village's, not to name a thing in all the province.
    /// </summary>
    public string ReferenceOf(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var hash = BitConverter.ToUInt64(Hash(referenceKey, key));
        return string.Create(4, hash, static (text, rest) =>
        {
            (rest, var at) = Math.DivRem(rest, (ulong)Letters.Length);
            text[0] = Letters[(int)at];
            for (var i = 1; i < text.Length; i++)
            {
                (rest, at) = Math.DivRem(rest, (ulong)LettersAndDigits.Length);
                text[i] = LettersAndDigits[(int)at];
            }
        });
    }

    /// <summary>Which of <paramref name="count"/> lanes or partitions a participant belongs to: 0 to count − 1, evenly.</summary>
    public static int ShardOf(ParticipantId participant, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(participant.Value);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)(ulong.Parse(participant.Value.AsSpan(^8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % (ulong)count);
    }

    // Each part is preceded by its length, so that ("a", "bc") and ("ab", "c") differ.
    private static byte[] Hash(byte[] key, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(BitConverter.IsLittleEndian ? bytes.Length : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bytes.Length)));
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    private static string Hex(byte[] hash, int length) => Convert.ToHexStringLower(hash.AsSpan(0, (length + 1) / 2))[..length];
}
