namespace ChainatBot.Understanding;

/// <summary>Takes the courtesy off an answer: “ขอเลือกน้ำท่วมค่ะ” → “น้ำท่วม”.</summary>
internal static class Politeness
{
    private static readonly string[] After = LongestFirst("""
        ค่ะ คะ ค้ะ คร่ะ คร้ะ ค่า ค้า คร่า คร้า ขา ครับ คับ ครัย ครัช คัฟ คัช ครับผม คับผม คร้าบ ค้าบ คราบ คร๊าบ ค๊าบ กั๊บ กั้บ ครั่บ ค่ับ งับ ฮับ ฮะ ฮ่ะ จ้า จ้ะ จ๊ะ จ๋า จ๊า จะ จร้า จ่ะ จ่า จ้ะจ้า
        นะ น่ะ น้า น๊า นะคะ นะค่ะ นะครับ นะคับ นะจ๊ะ นะจ้ะ เนอะ เน้อ เด้อ เด้อค่ะ ล่ะ ละ ล่ะค่ะ เลย แหละ สิ ซิ ซี่ ไง อ่ะ อะ อ่า หน่อย ด้วย แล้วกัน ละกัน ก็แล้วกัน ก็ได้ ก็พอ ดีกว่า อยู่ ค่ะลูก คะลูก จ้ะลูก จ้าลูก ครับลูก นะลูก เลยลูก แล้วลูก ค่ะหนู จ้าหนู นะหนู ว่ะ วะ โว้ย แล้ว
        """);

    private static readonly string[] Before = LongestFirst("""
        เอ่อ เออ อืม อ๋อ อ้อ ก็ คือ คือว่า เอา ขอ ขอเป็น ขอเอา เอาเป็น เลือก ขอเลือก ผมเลือก ฉันเลือก หนูเลือก ตอบ ขอตอบ ผม ฉัน หนู ดิฉัน ป้า ลุง ยาย ตา พี่ เรา น่าจะ น่าจะเป็น คงจะ คง คิดว่า ว่า เป็น คำตอบคือ ค่ะ ครับ คับ
        """);

    private static readonly char[] Loose = [.. " .,!~\"'()[]{}…:;-_*/+ๆฯ“”‘’"];

    /// <param name="normalised">As <see cref="ThaiText.Normalise"/> leaves it.</param>
    /// <returns>The rest; the text itself when nothing else is in it.</returns>
    public static string Strip(string normalised)
    {
        var rest = normalised.AsSpan().Trim(Loose);
        rest = StripBefore(StripAfter(rest));
        return rest.Length == 0 ? normalised : rest.ToString();
    }

    /// <summary>The text with ever more of the courtesy gone, the whole first: “เห้นด้วยครับ”, “เห้นด้วย”, “เห้น”. What looks like courtesy may be the end of a misspelt word.</summary>
    public static IEnumerable<string> Layers(string normalised)
    {
        var rest = normalised;
        while (true)
        {
            yield return rest;
            if (StripBefore(rest).ToString() is var without && without.Length < rest.Length)
                yield return without;
            var shorter = WithoutAfter(rest.AsSpan().Trim(Loose)).ToString();
            if (shorter.Length == rest.Length)
                break;
            rest = shorter;
        }
    }

    /// <summary>Only what follows an answer.</summary>
    public static ReadOnlySpan<char> StripAfter(ReadOnlySpan<char> text)
    {
        var rest = text.TrimEnd(Loose);
        while (true)
        {
            var shorter = WithoutAfter(rest);
            if (shorter.Length == rest.Length)
                return rest;
            rest = shorter;
        }
    }

    private static ReadOnlySpan<char> WithoutAfter(ReadOnlySpan<char> text) =>
        Without(text, After, static (text, word) => text.EndsWith(word, StringComparison.Ordinal) && !Completes(text, word), static (text, word) => text[..^word.Length]);

    private static ReadOnlySpan<char> StripBefore(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var shorter = Without(text, Before, static (text, word) => text.StartsWith(word, StringComparison.Ordinal) && !Continues(text, word), static (text, word) => text[word.Length..]);
            if (shorter.Length == text.Length)
                return text;
            text = shorter;
        }
    }

    // A syllable cut in two is no courtesy: “ผม” is not the beginning of “ผมา…”, nor “ว่า” that of “ว่าง”. A choice by its letter is only
    // said after a word for choosing: “เลือกก”.
    private static bool Continues(ReadOnlySpan<char> text, string word) =>
        ThaiText.IsDependent(text[word.Length])
        || (text.Length == word.Length + 1 && !word.EndsWith("เลือก", StringComparison.Ordinal) && !word.EndsWith("ตอบ", StringComparison.Ordinal) && !word.EndsWith("เอา", StringComparison.Ordinal));

    // Nor is the end of a syllable: “อะ” of “เยอะ”, “ละ” of “และ”.
    private static bool Completes(ReadOnlySpan<char> text, string word)
    {
        var before = text[..^word.Length].TrimEnd("่้๊๋");
        return before.Length > 0 && (ThaiText.IsLeadingVowel(before[^1]) || (word[0] == 'อ' && before.Length > 1 && before[^2] == 'เ'));
    }

    private delegate bool Fits(ReadOnlySpan<char> text, string word);

    private delegate ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, string word);

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> text, string[] words, Fits fits, Cut cut)
    {
        foreach (var word in words)
        {
            if (text.Length <= word.Length || !fits(text, word))
                continue;
            var rest = cut(text, word).Trim(Loose);
            if (rest.Length > 0)
                return rest;
        }
        return text;
    }

    private static string[] LongestFirst(string words) =>
        [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().OrderByDescending(w => w.Length)];
}
