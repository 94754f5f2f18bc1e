namespace ChainatBot.Understanding;

/// <summary>How many letters two words differ by.</summary>
internal static class EditDistance
{
    /// <summary>Insertions, deletions, changes and swaps of neighbours; <paramref name="limit"/> + 1 stands for anything above the limit.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        Span<int> before = new int[b.Length + 1];
        Span<int> last = new int[b.Length + 1];
        Span<int> row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    value = Math.Min(value, before[j - 2] + 1);
                row[j] = value;
                least = Math.Min(least, value);
            }
            if (least > limit)
                return limit + 1;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.Min(last[b.Length], limit + 1);
    }

    /// <summary>How many slips are forgiven in a word of this many letters: one in short words, up to three in long ones, none in words of two.</summary>
    public static int Forgiven(int length) => length switch
    {
        < 3 => 0,
        < 8 => 1,
        < 12 => 2,
        _ => 3,
    };
}
