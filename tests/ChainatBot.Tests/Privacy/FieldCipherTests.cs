using System.Security.Cryptography;
using ChainatBot.Privacy;
using CsCheck;

namespace ChainatBot.Tests.Privacy;

public sealed class FieldCipherTests
{
    private static readonly PrivacyKey Key = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private readonly FieldCipher cipher = new(Key);

    [Fact]
    public void What_was_encrypted_is_decrypted_in_its_context() =>
        Gen.Select(Gen.Byte.Array[0, 2_000], Gen.String[0, 40]).Sample((plain, context) =>
        {
            var field = cipher.Encrypt(plain, context);
            return field.Length == plain.Length + FieldCipher.Overhead && cipher.Decrypt(field, context).AsSpan().SequenceEqual(plain);
        }, iter: 500);

    [Fact]
    public void Text_comes_back_as_it_was() => Assert.Equal("ถนน 👩🏽‍🌾", cipher.DecryptText(cipher.Encrypt("ถนน 👩🏽‍🌾", "c"), "c"));

    [Fact]
    public void A_change_of_any_bit_is_noticed()
    {
        var field = cipher.Encrypt("the road"u8, "Inbox/p/r");
        for (var bit = 0; bit < field.Length * 8; bit++)
        {
            var changed = field.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt(changed, "Inbox/p/r"));
        }
    }

    [Fact]
    public void A_field_moved_cut_or_under_another_key_is_refused_without_a_word_of_its_content()
    {
        var field = cipher.Encrypt("the road"u8, "Inbox/p/r");
        var other = new FieldCipher(new PrivacyKey(new byte[32]));
        foreach (var fault in new[]
        {
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt(field, "Inbox/p/s")),
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt(field, "")),
            Assert.Throws<UnreadableFieldException>(() => other.Decrypt(field, "Inbox/p/r")),
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt([], "Inbox/p/r")),
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt(field.AsSpan(0, FieldCipher.Overhead - 1), "Inbox/p/r")),
            Assert.Throws<UnreadableFieldException>(() => cipher.Decrypt(field.AsSpan(0, field.Length - 1), "Inbox/p/r")),
        }) Assert.DoesNotContain("road", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_texts_look_different_each_time() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => Convert.ToHexString(cipher.Encrypt("yes"u8, "c"))).Distinct().Count());

    [Fact]
    public async Task It_may_be_used_by_many_at_once() => await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
    {
        for (var n = 0; n < 200; n++) Assert.Equal($"{i}-{n}", cipher.DecryptText(cipher.Encrypt($"{i}-{n}", $"{i}"), $"{i}"));
    })));

    // The layout is read by other programs and by later versions: AES-256-GCM under HKDF-SHA256, written out here once more.
    [Fact]
    public void The_layout_is_the_one_that_is_documented()
    {
        var field = cipher.Encrypt("the road"u8, "Inbox/p/r");
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), 32, info: "chainatbot/1/field"u8.ToArray());
        using var aes = new AesGcm(key, 16);
        var plain = new byte[8];
        aes.Decrypt(field.AsSpan(1, 12), field.AsSpan(13, 8), field.AsSpan(21, 16), plain, [1, .. "Inbox/p/r"u8]);
        Assert.Equal("the road"u8.ToArray(), plain);
        Assert.Equal(1, field[0]);
    }
}
