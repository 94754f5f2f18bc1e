namespace ChainatBot.Understanding;

/// <summary>How many letters two words differ by, and whether a finger or an ear could have made the one of the other.</summary>
internal static class EditDistance
{
    // The keys of a Thai keyboard, on the phone as on the desk.
    private static readonly string[] Keys = ["ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ"];

    // Letters of one sound in another tone class, and vowels that are mistaken for each other.
    private static readonly string[] Alike = ["คข", "ทถ", "พผ", "ชฉ", "สซ", "ฟฝ", "หฮ", "รล", "ิึ", "เแ", "ัา", "อโ"];

    // Letters of one sound at the end of a syllable.
    private static readonly string[] Finals = ["นลร", "ดตจชซสทถ", "บปพฟ", "กขค"];

    /// <summary>As <see cref="Between"/>, but in a short word one letter in another's place is a slip only where it lies beside it on the keyboard or sounds like it: “ตำบน” is ตำบล, “พอใช้” is not พอใจ.</summary>
    /// <param name="a">Folded, as <paramref name="b"/>.</param>
    public static int Slips(string a, string b, int limit)
    {
        var distance = Between(a, b, limit);
        return distance == 1 && limit >= 1 && a.Length == b.Length && b.Length < 8 && !IsSlip(a, b) ? limit + 1 : distance;
    }

    private static bool IsSlip(string a, string b)
    {
        var at = 0;
        while (a[at] == b[at])
            at++;
        if (at + 1 < a.Length && a[at + 1] != b[at + 1])
            return true;
        var (x, y) = (a[at], b[at]);
        if (x is < 'ก' or > '๎' || y is < 'ก' or > '๎' || Alike.Any(p => p.Contains(x) && p.Contains(y)))
            return true;
        var endsSyllable = at > 0 && !ThaiText.IsLeadingVowel(a[at - 1]) && (at + 1 == a.Length || !ThaiText.IsDependent(a[at + 1]));
        return endsSyllable && Finals.Any(f => f.Contains(x) && f.Contains(y)) || Beside(x, y);
    }

    private static bool Beside(char x, char y)
    {
        for (var row = 0; row < Keys.Length; row++)
            if (Keys[row].IndexOf(x, StringComparison.Ordinal) is >= 0 and var column)
                for (var other = Math.Max(0, row - 1); other <= Math.Min(Keys.Length - 1, row + 1); other++)
                    if (Keys[other].IndexOf(y, StringComparison.Ordinal) is >= 0 and var place && Math.Abs(place - column) <= 1)
                        return true;
        return false;
    }

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
