namespace ChainatBot.Understanding;

/// <summary>Reads a position in a list: “ข้อ 2”, “อันที่สอง”, “๒”, “ข.”, “ตัวเลือกสุดท้าย”.</summary>
internal static class OrdinalReader
{
    /// <param name="Index">From 0; null when more than one position was said or the list has no such place.</param>
    /// <param name="Number">What was said, from 1.</param>
    /// <param name="Bare">A number by itself, which may also be a value.</param>
    /// <param name="Plain">Said in words that can only mean a position (“ข้อ 2 …”), so that a reason may follow.</param>
    /// <param name="Rest">What else was said.</param>
    public readonly record struct Ordinal(int? Index, decimal? Number, bool Bare, bool Plain, string Rest);

    private static readonly string[] Heads =
        ["ตัวเลือกที่", "ตัวเลือก", "ข้อที่", "ข้อ", "อันที่", "อันดับที่", "อันดับ", "ลำดับที่", "ลำดับ", "หมายเลข", "เบอร์", "เลขที่", "เลข", "ปุ่มที่", "ปุ่ม", "แบบที่", "ที่", "no.", "no"];

    private static readonly string[] First = ["ตัวเลือกแรก", "ข้อแรก", "อันแรก", "ปุ่มแรก", "อันบนสุด", "ข้อบนสุด", "บนสุด", "แรกสุด", "แรก"];
    private static readonly string[] Last = ["ตัวเลือกสุดท้าย", "ข้อสุดท้าย", "อันสุดท้าย", "ปุ่มสุดท้าย", "อันล่างสุด", "ข้อล่างสุด", "ล่างสุด", "ท้ายสุด", "สุดท้าย", "หลังสุด"];

    private static readonly string[] Middle = ["ตัวเลือกกลาง", "ข้อกลาง", "อันกลาง", "ปุ่มกลาง", "ตรงกลาง"];

    private const string Letters = "กขคงจฉชซ";

    /// <param name="core">Normalised, without courtesy.</param>
    public static Ordinal? Find(string core, int count) => ByNumber(core, count) ?? ByEnd(core, count) ?? ByLetter(core, count);

    private static Ordinal? ByNumber(string core, int count)
    {
        var headed = HeadAt(core, out var head, out var number);
        if (!headed)
        {
            if (NumberScanner.At(core, 0) is not { Value: not null } alone || AfterNumber(core, alone.End) is not { } after)
                return null;
            (head, number) = (0, alone);
            var bareRest = core[after..];
            return Several(bareRest) ? null : Made(number, count, bare: true, plain: false, bareRest);
        }
        var rest = string.Concat(core.AsSpan(0, head), " ", core.AsSpan(number.End));
        return Several(rest) ? new Ordinal(null, null, false, true, rest) : Made(number, count, bare: false, plain: true, rest);
    }

    private static Ordinal? Made(NumberSpan number, int count, bool bare, bool plain, string rest)
    {
        if (number.Value is not { } value || value != decimal.Truncate(value))
            return new Ordinal(null, null, bare, plain, rest);
        return new Ordinal(value >= 1 && value <= count ? (int)value - 1 : null, value, bare, plain, rest);
    }

    // “ข้อ 1 กับ 3”, “1-2”: more than one place is no choice.
    private static bool Several(string rest) =>
        NumberScanner.Find(rest).Count > 0 && (rest.Length < 16 || rest.Contains("ข้อ", StringComparison.Ordinal));

    private static bool HeadAt(string core, out int at, out NumberSpan number)
    {
        foreach (var head in Heads)
        {
            for (at = core.IndexOf(head, StringComparison.Ordinal); at >= 0; at = core.IndexOf(head, at + 1, StringComparison.Ordinal))
            {
                // “ที่” and “เลข” open many other phrases; they count only at the start.
                if (at > 0 && head is "ที่" or "เลข" or "เบอร์" or "ปุ่ม" or "no" or "no." or "เลขที่" && at > 0)
                    break;
                var next = at + head.Length;
                while (next < core.Length && core[next] is ' ' or '.' or ':' or '#')
                    next++;
                if (NumberScanner.At(core, next) is not { } span || AfterNumber(core, span.End) is null)
                    continue;
                number = span;
                return true;
            }
        }
        at = -1;
        number = default;
        return false;
    }

    // A number must end here: “สามี” and “2569” within a word are none. Dots and brackets after it belong to it.
    private static int? AfterNumber(string core, int end)
    {
        if (end >= core.Length)
            return end;
        if (core[end] is '.' or ')' or ':' or ' ')
            return end + 1;
        return char.IsAsciiDigit(core[end - 1]) ? ThaiText.IsDependent(core[end]) ? null : end : WordCutter.Boundaries(core).Contains(end) ? end : null;
    }

    private static Ordinal? ByEnd(string core, int count)
    {
        foreach (var word in First)
            if (core.StartsWith(word, StringComparison.Ordinal) && EndsWord(core, word.Length))
                return new Ordinal(0, 1, false, word.Length > 4, core[word.Length..]);
        foreach (var word in Last)
            if (core.StartsWith(word, StringComparison.Ordinal) && EndsWord(core, word.Length))
                return new Ordinal(count - 1, count, false, word.Length > 4, core[word.Length..]);
        foreach (var word in Middle)
            if (core == word)
                return new Ordinal(count % 2 == 1 ? count / 2 : null, null, false, true, "");
        return null;
    }

    private static bool EndsWord(string core, int end) => end == core.Length || !ThaiText.IsDependent(core[end]);

    private static Ordinal? ByLetter(string core, int count)
    {
        var at = core.StartsWith("ข้อ", StringComparison.Ordinal) ? 3 : 0;
        while (at < core.Length && core[at] is ' ' or '.')
            at++;
        if (at >= core.Length)
            return null;
        var index = Letters.IndexOf(core[at], StringComparison.Ordinal);
        if (index < 0 && core[at] is >= 'a' and <= 'h')
            index = core[at] - 'a';
        var end = at + 1;
        var marked = end < core.Length && core[end] is '.' or ')' or ':';
        if (index < 0 || index >= count || end < core.Length && !marked && !(at > 0 && core[end] == ' '))
            return null;
        return new Ordinal(index, null, false, at > 0 || end == core.Length, marked ? core[(end + 1)..] : core[end..]);
    }
}
