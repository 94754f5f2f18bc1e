namespace ChainatBot.Understanding;

/// <summary>
/// Reads one amount, in digits or words, alone or within a sentence: “2,000”, “๒ พัน”, “สองพันห้า” (2500), “หมื่นสอง” (12000), “ครึ่งล้าน”, “สองไร่ครึ่ง”.
/// Roughly said amounts are taken at the figure named (“ร้อยกว่า” → 100, “ประมาณสองพัน” → 2000); “ไม่มี” is 0, “คนเดียว” 1.
/// A limit (“ไม่เกิน 500”) names no amount.
/// </summary>
public static class NumberReader
{
    private static readonly string[] Limits =
        ["ไม่ถึง", "ไม่เกิน", "ไม่ต่ำกว่า", "ไม่น้อยกว่า", "น้อยกว่า", "ต่ำกว่า", "มากกว่า", "เกิน", "อย่างน้อย", "อย่างต่ำ", "อย่างมาก", "ขึ้นไป", "ลงมา", "ไม่ใช่"];

    private static readonly string[] Units =
        ["ไร่", "งาน", "ปี", "เดือน", "วัน", "ชั่วโมง", "ชม", "กิโลเมตร", "กิโลกรัม", "กิโล", "โล", "เมตร", "ตัน", "เกวียน", "ลิตร", "ถัง", "เท่า", "ขวด", "กม"];

    private static readonly string[] None = ["ไม่มี", "ไม่มีเลย", "ไม่มีสักบาท", "ไม่มีซักบาท", "ไม่มีสักคน", "ไม่มีซักคน", "ไม่มีหนี้", "ไม่มีใคร"];

    private static readonly string[] One = ["คนเดียว", "ครั้งเดียว", "หลังเดียว", "ตัวเดียว", "อันเดียว", "คันเดียว", "ปีเดียว", "วันเดียว", "เดือนเดียว", "ไร่เดียว", "ครอบครัวเดียว", "อยู่คนเดียว"];

    /// <returns>Null when there is no number, more than one, or a range.</returns>
    public static decimal? Read(string text)
    {
        var normalised = ThaiText.Normalise(text);
        var spans = NumberScanner.Find(normalised);
        if (spans.Count == 0)
            return InWordsOfNone(normalised);
        var span = spans[0];
        if (spans.Count > 2 || spans.Count == 2 && !(spans[1].Value is null && spans[1].InWords && HalfAfter(normalised, span.End)))
            return null;
        if (span.Value is not { } value)
            return HalfOf(normalised, span);
        foreach (var limit in Limits)
            if (normalised.Contains(limit, StringComparison.Ordinal))
                return null;
        if (HalfAfter(normalised, span.End))
            value += 0.5m;
        var negative = span.Start == 1 && normalised[0] == '-' && !span.InWords;
        return negative ? -value : value;
    }

    private static decimal? InWordsOfNone(string normalised)
    {
        var core = ThaiText.Compact(Politeness.Strip(normalised));
        return Array.IndexOf(None, core) >= 0 ? 0 : Array.IndexOf(One, core) >= 0 ? 1 : null;
    }

    // “ครึ่งไร่”; half of something that is not a measure (“ครึ่งตำบล”) is no amount.
    private static decimal? HalfOf(string normalised, NumberSpan span) =>
        span.InWords && normalised.AsSpan(span.Start, span.End - span.Start) is "ครึ่ง" or "ครี่ง" && UnitAt(normalised, span.End) > 0 ? 0.5m : null;

    private static bool HalfAfter(string text, int at)
    {
        if (at < text.Length && text[at] == ' ')
            at++;
        var length = UnitAt(text, at);
        return length > 0 && text.AsSpan(at + length).TrimStart(' ').StartsWith("ครึ่ง", StringComparison.Ordinal);
    }

    private static int UnitAt(string text, int at)
    {
        var rest = text.AsSpan(Math.Min(at, text.Length));
        foreach (var unit in Units)
            if (rest.StartsWith(unit, StringComparison.Ordinal))
                return unit.Length;
        return 0;
    }
}
