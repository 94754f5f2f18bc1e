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
        ["ศุกร์", "ศุกร", "ศุก", "สุกร์"],
        ["เสาร์", "เสาร", "เสา"],
    ];

    /// <summary>1–12 and the length of the name that stands here; null when none does.</summary>
    public static (int Month, int Length)? MonthAt(ReadOnlySpan<char> text)
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
                    return ((DayOfWeek)day, name.Length, name is "เสา" or "เสาร" or "จัน" or "พุท" or "พุด" or "ศุก");
        return null;
    }
}
