namespace ChainatBot.Understanding;

/// <summary>The names of days and months as written, spoken short and misspelt.</summary>
internal static class DateWords
{
    // Longest first within a month, so that “มกราคม” is not read as “มกรา” with something left over.
    private static readonly string[][] MonthNames =
    [
        ["มกราคม", "มกราคน", "มกรา", "มะกรา", "ม.ค.", "ม.ค", "มค.", "มค"],
        ["กุมภาพันธ์", "กุมภาพันธ", "กุมภาพัน", "กุมภา", "กุมพา", "ก.พ.", "ก.พ", "กพ.", "กพ"],
        ["มีนาคม", "มีนา", "มี.ค.", "มี.ค", "มีค.", "มีค"],
        ["เมษายน", "เมษา", "เมสา", "เม.ย.", "เม.ย", "เมย.", "เมย"],
        ["พฤษภาคม", "พฤษภา", "พฤกษภา", "พฤศภาคม", "พฤศภา", "พ.ค.", "พ.ค", "พค.", "พค"],
        ["มิถุนายน", "มิถุนา", "มิ.ย.", "มิ.ย", "มิย.", "มิย"],
        ["กรกฎาคม", "กรกฏาคม", "กรกดาคม", "กรกฎา", "กรกฏา", "กรกดา", "ก.ค.", "ก.ค", "กค.", "กค"],
        ["สิงหาคม", "สิงหา", "ส.ค.", "ส.ค", "สค.", "สค"],
        ["กันยายน", "กันยา", "ก.ย.", "ก.ย", "กย.", "กย"],
        ["ตุลาคม", "ตุลา", "ต.ค.", "ต.ค", "ตค.", "ตค"],
        ["พฤศจิกายน", "พฤศจิกา", "พฤศจิ", "พฤษจิกายน", "พฤษจิกา", "พฤสจิกา", "พ.ย.", "พ.ย", "พย.", "พย"],
        ["ธันวาคม", "ธันวา", "ทันวา", "ธ.ค.", "ธ.ค", "ธค.", "ธค"],
    ];

    // In DayOfWeek order.
    private static readonly string[][] DayNames =
    [
        ["อาทิตย์", "อาทิตย", "อาทิต", "อาทิด"],
        ["จันทร์", "จันทร", "จันท์", "จัน"],
        ["อังคาร", "อังคาน"],
        ["พุธ", "พุท", "พุด"],
        ["พฤหัสบดี", "พฤหัสฯ", "พฤหัส", "พฤหัด", "พะรึหัส", "พรึหัส"],
        ["ศุกร์", "ศุกร", "ศุก", "สุกร์", "สุก"],
        ["เสาร์", "เสาร", "เสา"],
    ];

    private static readonly string[] EnglishMonths = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly (string Folded, int Month)[] FoldedMonths =
        [.. MonthNames.SelectMany((names, month) => names.Where(n => !n.Contains('.') && n.Length >= 5).Select(n => (ThaiText.Fold(n), month + 1))).Distinct()];

    /// <summary>The month whose name, with a slip or two in it, is the whole word that stands here.</summary>
    private static (int Month, int Length)? NearMonthAt(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('ก', '๎') is >= 0 and var stop ? stop : text.Length;
        if (end is < 5 or > 20)
            return null;
        var word = Politeness.StripAfter(text[..end]);
        var folded = ThaiText.Fold(word.ToString());
        var (best, least, next) = (0, 3, 3);
        foreach (var (name, month) in FoldedMonths)
        {
            var distance = EditDistance.Slips(folded, name, name.Length < 8 ? 1 : 2);
            if (distance > (name.Length < 8 ? 1 : 2))
                continue;
            if (month == best)
                least = Math.Min(least, distance);
            else if (distance < least)
                (best, least, next) = (month, distance, least);
            else
                next = Math.Min(next, distance);
        }
        return best > 0 && next > least ? (best, word.Length) : null;
    }

    private static (int Month, int Length)? EnglishMonthAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
            length++;
        for (var month = 0; length >= 3 && month < EnglishMonths.Length; month++)
            if (EnglishMonths[month].AsSpan().StartsWith(text[..length]))
                return (month + 1, length);
        return null;
    }

    /// <summary>1–12 and the length of the name that stands here; null when none does.</summary>
    public static (int Month, int Length)? MonthAt(ReadOnlySpan<char> text) => NamedMonthAt(text) ?? EnglishMonthAt(text) ?? NearMonthAt(text);

    private static (int Month, int Length)? NamedMonthAt(ReadOnlySpan<char> text)
    {
        for (var month = 0; month < MonthNames.Length; month++)
            foreach (var name in MonthNames[month])
                if (text.StartsWith(name, StringComparison.Ordinal) && !(name.Length < 5 && text.Length > name.Length && ThaiText.IsDependent(text[name.Length])))
                    return (month + 1, name.Length);
        return null;
    }

    /// <summary>The weekday that stands here; an uncertain one is misspelt in a way that is a word of its own (“เสา”, a post).</summary>
    public static (DayOfWeek Day, int Length, bool Uncertain)? WeekdayAt(ReadOnlySpan<char> text)
    {
        for (var day = 0; day < DayNames.Length; day++)
            foreach (var name in DayNames[day])
                if (text.StartsWith(name, StringComparison.Ordinal) && !(text.Length > name.Length && text[name.Length] is 'ะ' or 'า' or '์'))
                    return ((DayOfWeek)day, name.Length, name is "เสา" or "เสาร" or "จัน" or "พุท" or "พุด" or "ศุก" or "สุก");
        return null;
    }
}
