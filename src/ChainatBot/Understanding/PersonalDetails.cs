using System.Text;

namespace ChainatBot.Understanding;

/// <summary>
/// Takes out what points to a person before anyone reads a text. Amounts, years, dates and village numbers stay. Linear in the text's length; never throws.
/// Names cannot be told from other words for certain: they are flagged, not taken out.
/// </summary>
public static class PersonalDetails
{
    private static readonly string[] Titles =
        ["นางสาว", "น.ส.", "นส.", "นาย", "นาง", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง", "ผู้ใหญ่", "ผญ.", "ผญบ.", "กำนัน", "สจ.", "ส.จ.", "ลุง", "ป้า", "น้า", "อา", "ตา", "ยาย", "พี่", "เจ๊", "เฮีย", "ครู", "หมอ", "คุณ", "ช่าง", "นายก", "ปลัด"];

    // What follows a title without naming anyone.
    private static readonly string[] NotNames =
        ["ทุน", "หน้า", "จ้าง", "อำเภอ", "แพทย์", "ท่า", "รำ", "พยาบาล", "ฟ้า", "แบบ", "งาม", "ลือ", "ดำ", "บ้าน", "แล้ว", "ไม่", "มา", "ไป", "ที่", "คน", "ทุก", "เอง", "ด้วย", "และ", "หรือ", "กับ", "ก็", "เขา", "ของ", "ใน", "เป็น", "มี", "ได้", "จะ", "อยู่", "ภาพ", "ค่า", "สมบัติ", "ครับ", "ค่ะ",
         "ให้", "ไหน", "น้อง", "สอน", "ใหญ่", "หลาย", "บาง", "ทั้ง", "นี้", "นั้น", "ใจ", "ยาย", "ตา", "ย่า", "ปู่", "ผู้", "ดี", "ต้อง", "ช่วย", "ดู", "เก่า", "ใหม่", "พวก", "อบต", "เทศ", "ตำบล", "หมู่", "ประจำ", "ฟัน", "ขอ", "ตัว", "ซ่อม", "ไม้", "ไฟ", "ยัง", "แก่", "พูด", "บอก", "ทำ", "ถึง", "ราย", "แดง", "บอด", "ข่าย", "ชั่ง", "เจ็บ"];

    // Family words need a name of their own right after them, and are many other things too.
    private static readonly string[] Everyday = ["ลุง", "ป้า", "น้า", "อา", "ตา", "ยาย", "พี่", "เจ๊", "เฮีย", "ครู", "หมอ", "คุณ", "ช่าง"];

    // Places whose names hold a title.
    private static readonly string[] Places = ["โพ"];

    private static readonly string[] AddressMarks = ["นาย", "นาง", "น.ส.", "นส.", "นางสาว", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง"];

    /// <summary>
    /// Replaces phone numbers, citizen ids, account numbers, e-mails, LINE ids, car plates and house numbers by a word in brackets, such as [เบอร์โทร].
    /// Masking what is masked changes nothing.
    /// </summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // What is taken out can lay bare the beginning of something else; seldom, and then once.
        for (var pass = 0; pass < 3; pass++)
        {
            var masked = MaskOnce(text);
            if (masked.Length == text.Length && masked == text)
                break;
            text = masked;
        }
        return text;
    }

    private static string MaskOnce(string text)
    {
        var view = new TextView(text);
        DetailScanner.Addresses(view);
        NumberDetails.Find(view);
        DetailScanner.HouseNumbers(view);
        DetailScanner.Plates(view);
        if (view.Details.Count == 0)
            return text;
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var detail in view.Details.OrderBy(d => d.Start))
        {
            masked.Append(text, at, detail.Start - at).Append(detail.Mask);
            at = detail.End;
        }
        return masked.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Whether a person seems to be named: a title or a family word with a name after it. A flag for the reader, not a certainty.</summary>
    public static bool MentionsAPerson(string text)
    {
        var normalised = ThaiText.Normalise(text);
        if (normalised.Length > 5000)
            normalised = normalised[..5000];
        HashSet<int>? boundaries = null;
        for (var at = 0; at < normalised.Length; at++)
        {
            if (!ThaiText.IsWordCharacter(normalised[at]) || ThaiText.IsDependent(normalised[at]))
                continue;
            foreach (var title in Titles)
            {
                if (!normalised.AsSpan(at).StartsWith(title, StringComparison.Ordinal))
                    continue;
                boundaries ??= [.. WordCutter.Boundaries(normalised)];
                if (boundaries.Contains(at) && !Places.Any(p => normalised.AsSpan(0, at).EndsWith(p, StringComparison.Ordinal)) && Names(normalised, at + title.Length, title, boundaries))
                    return true;
                break;
            }
        }
        return false;
    }

    private static bool Names(string text, int at, string title, HashSet<int> boundaries)
    {
        var everyday = Array.IndexOf(Everyday, title) >= 0;
        var spaced = at < text.Length && text[at] == ' ';
        // “ลุง แดง” with a space is rare; “ยาย ถนน…” is two thoughts.
        if (spaced && (everyday || Array.IndexOf(AddressMarks, title) < 0))
            return false;
        if (spaced)
            at++;
        if (at + 1 >= text.Length || ThaiText.IsDependent(text[at]) || !(ThaiText.IsConsonant(text[at]) || text[at] is >= 'เ' and <= 'ไ'))
            return false;
        if (title.Contains('.'))
            return true;
        foreach (var other in NotNames)
            if (text.AsSpan(at).StartsWith(other, StringComparison.Ordinal) && (boundaries.Contains(at + other.Length) || at + other.Length == text.Length))
                return false;
        return spaced || boundaries.Contains(at);
    }
}

/// <param name="Mask">What stands in its place.</param>
internal readonly record struct Detail(int Start, int End, string Mask);

/// <summary>The text with digits as Arabic ones and Latin in lower case, letter by letter, so that places in it are places in the text.</summary>
internal sealed class TextView
{
    // Their words (“ทะเบียน”, “เบอร์”) must not count as a hint at what stands beside them.
    private static readonly string[] Masks =
        [NumberDetails.Phone, NumberDetails.Citizen, NumberDetails.Account, DetailScanner.Mail, DetailScanner.LineId, DetailScanner.House, DetailScanner.Plate];

    // Stands for what is already taken out: no letter, digit or space.
    private const char Taken = '\u0001';

    private readonly char[] _characters;
    private readonly List<Detail> _details = [];

    public TextView(string text)
    {
        _characters = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '０' and <= '９')
                c = (char)('0' + (c - '０'));
            _characters[i] = ThaiText.Digit(c) is >= 0 and var digit ? (char)('0' + digit) : char.ToLowerInvariant(c);
        }
        foreach (var mask in Masks)
            for (var at = text.IndexOf(mask, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mask, at + mask.Length, StringComparison.Ordinal))
                _characters.AsSpan(at, mask.Length).Fill(Taken);
    }

    public int Length => _characters.Length;

    /// <summary>What was found; no two overlap.</summary>
    public IReadOnlyList<Detail> Details => _details;

    public void Take(int start, int end, string mask)
    {
        if (_characters.AsSpan(start, end - start).Contains(Taken))
            return;
        _details.Add(new Detail(start, end, mask));
        _characters.AsSpan(start, end - start).Fill(Taken);
    }

    /// <summary>NUL outside the text.</summary>
    public char this[int at] => at >= 0 && at < _characters.Length ? _characters[at] : '\0';

    public bool IsDigit(int at) => char.IsAsciiDigit(this[at]);

    public bool Says(int at, string word) => at >= 0 && at <= _characters.Length && _characters.AsSpan(at).StartsWith(word, StringComparison.Ordinal);

    public bool SaysAny(int at, string[] words)
    {
        foreach (var word in words)
            if (Says(at, word))
                return true;
        return false;
    }

    /// <summary>Whether one of the words stands within so many letters before this place.</summary>
    public bool SaysBefore(int at, int within, string[] words)
    {
        var before = _characters.AsSpan(Math.Max(0, at - within), Math.Min(at, within));
        foreach (var word in words)
            if (before.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    public int SkipSpace(int at)
    {
        while (this[at] is ' ' or '\u00A0' || ThaiText.IsInvisible(this[at]))
            at++;
        return at;
    }

    public ReadOnlySpan<char> Slice(int start, int end) => _characters.AsSpan(start, end - start);
}
