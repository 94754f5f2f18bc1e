using ChainatBot.Storage;
using CsCheck;

namespace ChainatBot.Tests.Storage;

public sealed class RowKeysTests
{
    // Characters around every edge of what a key may hold.
    private static readonly string[] Edges =
    [
        " ", "!", "-", ".", "0", "A", "z", "~", "\u00A0", "é", "ก", "๛", "\uD7FF", "\uD7FE", "😀", "😁", "\U00010000", "\U0010FFFE", "\U0010FFFF",
    ];

    private static readonly Gen<string> Key = Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]).Array[1, 4].Select(string.Concat);

    [Fact]
    public void A_key_is_in_the_range_of_a_prefix_exactly_when_it_starts_with_it() =>
        Gen.Select(Key, Key).Sample((prefix, key) =>
        {
            var after = RowKeys.After(prefix);
            if (after is null) return prefix.EnumerateRunes().All(r => r.Value == 0x10FFFF);
            var inRange = string.CompareOrdinal(key, prefix) >= 0 && string.CompareOrdinal(key, after) < 0;
            return inRange == key.StartsWith(prefix, StringComparison.Ordinal);
        }, iter: 20_000);

    [Fact]
    public void The_order_of_UTF_8_bytes_and_of_UTF_16_units_is_one_for_all_keys() =>
        Gen.Select(Key, Key).Sample((a, b) => Math.Sign(string.CompareOrdinal(a, b)) ==
            Math.Sign(System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b))), iter: 20_000);

    [Theory]
    [InlineData("a", "b")]
    [InlineData("180106-f", "180106-g")]
    [InlineData("f3-", "f3.")]
    [InlineData("a~", "a\u00A0")]
    public void The_end_of_a_prefix_is_the_next_character(string prefix, string after) => Assert.Equal(after, RowKeys.After(prefix));
}
