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

    private static readonly string[] None = ["ไม่มี", "ม่ายมี", "ไม่ได้มี", "ไม่เป็นหนี้", "ไม่ได้เป็นหนี้"];

    // What there can be none of; “ไม่มีเวลา” is no nought.
    private static readonly string[] Things =
        ["หนี้สิน", "หนี้", "ที่ดิน", "ที่นา", "ที่ทำกิน", "นา", "ไร่", "ลูก", "หลาน", "เงิน", "รายได้", "ใคร", "คน", "รถ", "วัว", "ควาย", "สักบาท", "ซักบาท", "สักคน", "ซักคน", "สักตัว", "สักไร่", "บาท", "เลย"];

    // “หลายพัน” and “เป็นหมื่น” name no amount.
    private static readonly string[] Vague = ["หลาย", "เป็น", "นับ", "กี่", "หลัก"];

    // What may stand right before a place without a count, so that it means one of it: “เดือนละพัน”.
    private static readonly string[] BeforeOne = ["ละ", "ได้", "จ่าย", "มี", "หนี้", "กู้", "แค่", "อยู่", "ราว", "สัก", "ซัก", "อีก", "รวม", "เงิน", "ค่า", "เอา", "ขอ", "ให้", "ขาด", "ตก", "คือ", "เกือบ", "มาณ", "เหลือ"];

    private static readonly string[] One = ["คนเดียว", "ครั้งเดียว", "หลังเดียว", "ตัวเดียว", "อันเดียว", "คันเดียว", "ปีเดียว", "วันเดียว", "เดือนเดียว", "ไร่เดียว", "ครอบครัวเดียว"];

    // “อยู่ตัวคนเดียว”.
    private const int LongestBeforeOne = 7;

    /// <returns>Null when there is no number, more than one, or a range.</returns>
    public static decimal? Read(string text)
    {
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length > 300)
            return null;
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
        if (NumberScanner.IsBare(normalised, span) && IsUncounted(normalised, span.Start))
            return null;
        if (HalfAfter(normalised, span.End))
            value += 0.5m;
        var before = normalised.AsSpan(0, span.Start);
        return before is "-" && !span.InWords || before.TrimEnd(' ').EndsWith("ลบ", StringComparison.Ordinal) ? -value : value;
    }

    private static decimal? InWordsOfNone(string normalised)
    {
        var core = ThaiText.Compact(Politeness.Strip(normalised));
        foreach (var none in None)
            if (core == none || core.StartsWith(none, StringComparison.Ordinal) && Array.IndexOf(Things, core[none.Length..]) >= 0)
                return 0;
        return Array.Exists(One, one => core.EndsWith(one, StringComparison.Ordinal) && core.Length <= one.Length + LongestBeforeOne && !core.StartsWith("ไม่", StringComparison.Ordinal)) ? 1 : null;
    }

    // A few letters run together with the place are a count that was not understood: “ก้าสิบ”.
    private static bool IsUncounted(string text, int start)
    {
        var before = text.AsSpan(0, start);
        foreach (var vague in Vague)
            if (before.TrimEnd(' ').EndsWith(vague, StringComparison.Ordinal))
                return true;
        var glued = before[(before.LastIndexOfAnyExceptInRange('ก', '๎') + 1)..];
        if (glued.Length is 0 or > 5)
            return false;
        foreach (var word in BeforeOne)
            if (glued.EndsWith(word, StringComparison.Ordinal))
                return false;
        return true;
    }

    // “ครึ่งไร่”, and “ไร่ครึ่ง” for one and a half; half of something that is not a measure (“ครึ่งตำบล”) is no amount.
    private static decimal? HalfOf(string normalised, NumberSpan span)
    {
        if (!span.InWords || normalised.AsSpan(span.Start, span.End - span.Start) is not ("ครึ่ง" or "ครี่ง"))
            return null;
        if (UnitAt(normalised, span.End) > 0)
            return 0.5m;
        var before = Politeness.Strip(normalised[..span.Start]);
        return Array.IndexOf(Units, before) >= 0 ? 1.5m : null;
    }

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
