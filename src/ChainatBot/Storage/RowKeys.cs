using System.Text;

namespace ChainatBot.Storage;

/// <summary>Ends of row-key ranges.</summary>
public static class RowKeys
{
    /// <summary>
    /// The end (exclusive) of all keys that start with <paramref name="prefix"/>:
    /// <c>QueryAsync(table, partition, from: prefix, to: RowKeys.After(prefix))</c>. Null where only the end of the
    /// partition comes after them (an empty prefix).
    /// </summary>
    public static string? After(string prefix)
    {
        TableLimits.CheckBound(prefix, nameof(prefix));
        for (var end = prefix.Length; end > 0;)
        {
            Rune.DecodeLastFromUtf16(prefix.AsSpan(0, end), out var last, out var length);
            end -= length;
            // Over what no key holds: control characters, surrogates and U+E000 to U+FFFF.
            var next = last.Value switch
            {
                0x7E => 0xA0,
                0xD7FF => 0x10000,
                var value => value + 1,
            };
            if (next <= 0x10FFFF) return string.Concat(prefix.AsSpan(0, end), char.ConvertFromUtf32(next));
        }
        return null;
    }
}
