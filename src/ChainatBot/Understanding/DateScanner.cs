namespace ChainatBot.Understanding;

/// <summary>Collects the days named in one normalised text.</summary>
internal sealed class DateScanner(string text, DateOnly today, bool past)
{
    private static readonly (string Word, int Days)[] NearDays =
    [
        ("วันนี้", 0), ("วันนิ้", 0), ("เมื่อวานซืน", -2), ("วานซืน", -2), ("เมื่อวานนี้", -1), ("เมื่อวาน", -1), ("เมือวาน", -1), ("วานนี้", -1), ("มะเรื่อง", 3), ("เช้านี้", 0), ("บ่ายนี้", 0), ("เย็นนี้", 0), ("คืนนี้", 0), ("เมื่อเช้า", 0),
        ("วันพรุ่งนี้", 1), ("พรุ่งนี้", 1), ("พรุ้งนี้", 1), ("พรุงนี้", 1), ("พุ่งนี้", 1), ("พรุ่งนิ้", 1), ("พรุ่ง", 1),
        ("วันมะรืนนี้", 2), ("มะรืนนี้", 2), ("วันมะรืน", 2), ("มะรืน", 2), ("มะลืน", 2), ("มรืน", 2),
    ];

    private static readonly (string Word, int Month, int Day)[] Feasts =
        [("วันปีใหม่", 1, 1), ("วันขึ้นปีใหม่", 1, 1), ("ขึ้นปีใหม่", 1, 1), ("ปีใหม่ไทย", 4, 13), ("ปีใหม่", 1, 1), ("วันสงกรานต์", 4, 13), ("วันแม่", 8, 12), ("วันพ่อ", 12, 5), ("สิ้นปีหน้า", -1, 0), ("สิ้นปี", 12, 31)];

    private static readonly string[] Past = ["ที่แล้ว", "ที่ผ่านมา", "ก่อน", "ที่แลัว"];
    // “สามวันแล้ว” is how long it lasts, or when it began: the latter where the past is asked for.
    private static readonly string[] Ago = [.. Past, "มาแล้ว", "แล้ว"];
    private static readonly string[] Weeks = ["อาทิตย์", "สัปดาห์", "อาทิต", "วีค"];
    private static readonly string[] Ranges = ["ถึง", "จนถึง", "-", "หรือ", "กับ", "และ", "รึ", "ไม่ก็", ","];

    private readonly DateArithmetic _reckon = new(today, past);
    private readonly List<DateOnly?> _days = [];
    private DayOfWeek? _weekday;

    public DateOnly? Read()
    {
        for (var at = 0; at < text.Length;)
            at = Math.Max(at + 1, ReadAt(at));
        if (_days.Count != 1 || _days[0] is not { } day)
            return null;
        return _weekday is { } weekday && day.DayOfWeek != weekday ? null : day;
    }

    private int ReadAt(int at) => Near(at) ?? Feast(at) ?? EndOfMonth(at) ?? FromNow(at) ?? Numeric(at) ?? MonthFirst(at) ?? DayOfMonth(at) ?? Weekday(at) ?? at;

    private ReadOnlySpan<char> Rest(int at) => text.AsSpan(Math.Min(at, text.Length));

    private int Skip(int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }

    private bool Says(int at, string word) => Rest(at).StartsWith(word, StringComparison.Ordinal);

    private int? SaysAny(int at, string[] words)
    {
        foreach (var word in words)
            if (Says(at, word))
                return at + word.Length;
        return null;
    }

    private int Found(DateOnly? day, int end)
    {
        // The same day said twice (“พรุ่งนี้ วันอังคาร”) is one day.
        if (day is null || !_days.Contains(day))
            _days.Add(day);
        return end;
    }

    private int? Near(int at)
    {
        foreach (var (word, days) in NearDays)
            if (Says(at, word))
                return Found(today.AddDays(days), at + word.Length);
        return null;
    }

    private int? Feast(int at)
    {
        foreach (var (word, month, day) in Feasts)
        {
            if (!Says(at, word))
                continue;
            return Found(month switch
            {
                -1 => new DateOnly(today.Year + 1, 12, 31),
                _ => _reckon.Open(day, month),
            }, at + word.Length);
        }
        return null;
    }

    // The end of a month is its last day; its beginning and its middle are days one has to ask for.
    private int? EndOfMonth(int at)
    {
        if (!Says(at, "สิ้นเดือน"))
            return null;
        var end = at + 9;
        var next = Skip(end);
        if (Says(next, "หน้า"))
            return Found(DateArithmetic.LastOf(today.AddMonths(1)), next + 4);
        if (Says(next, "ที่แล้ว"))
            return Found(DateArithmetic.LastOf(today.AddMonths(-1)), next + 7);
        if (DateWords.MonthAt(Rest(next)) is { } named)
            return Found(DateArithmetic.LastOf(named.Month == today.Month ? today : _reckon.Open(1, named.Month)!.Value), next + named.Length);
        return Found(_reckon.OpenEndOfMonth(), end);
    }

    // “อีก 3 วัน”, “อีกสองอาทิตย์”, “3 วันก่อน”, “สองปีแล้ว”.
    private int? FromNow(int at)
    {
        var ahead = Says(at, "อีก");
        var start = ahead ? Skip(at + 3) : at;
        var number = NumberScanner.At(text, start);
        if (!ahead && (number is null || at > 0 && ThaiText.IsWordCharacter(text[at - 1]) && char.IsAsciiDigit(text[at - 1])))
            return null;
        var end = Skip(number?.End ?? start);
        var unit = Says(end, "วัน") ? 'd' : Says(end, "เดือน") ? 'm' : Says(end, "ปี") ? 'y' : SaysAny(end, Weeks) is not null ? 'w' : '\0';
        if (unit == '\0')
            return null;
        end = unit switch { 'd' => end + 3, 'm' => end + 5, 'y' => end + 2, _ => SaysAny(end, Weeks)!.Value };
        if (ahead && number is null && SaysAny(end, ["นึง", "หนึ่ง", "เดียว"]) is { } one)
            end = one;
        // “อีกวันสองวัน” is one or the other.
        if (ahead && number is null && NumberScanner.At(text, end) is { } more)
            return Found(null, more.End);
        if (!ahead)
        {
            if (SaysAny(Skip(end), past ? Ago : Past) is not { } ago)
                return null;
            end = ago;
        }
        if (number is { Value: null })
            return Found(null, end);
        var count = number?.Value ?? 1;
        if (count != decimal.Truncate(count) || count is < 0 or > 3660)
            return Found(null, end);
        var steps = (int)count * (ahead ? 1 : -1);
        return Found(unit switch
        {
            'd' => today.AddDays(steps),
            'w' => today.AddDays(7 * steps),
            'm' => today.AddMonths(steps),
            _ when count > 100 => null,
            _ => today.AddYears(steps),
        }, end);
    }

    // 3/12/69, 3-12-2569, 3.12.69, 2026-12-03, 3/12.
    private int? Numeric(int at)
    {
        if (!char.IsAsciiDigit(text[at]) || Digits(at, out var first) is not { } end || end >= text.Length || text[end] is not ('/' or '-' or '.') || end - at > 4)
            return null;
        var mark = text[end];
        if (Digits(end + 1, out var second) is not { } end2 || end2 - end - 1 > 2)
            return null;
        if (end2 < text.Length && text[end2] == mark && Digits(end2 + 1, out var third) is { } end3)
        {
            var lastLength = end3 - end2 - 1;
            if (end - at == 4)
                return Found(lastLength <= 2 ? DateArithmetic.Day(third, second, _reckon.Year(first, 4)) : null, end3);
            return Found(end - at <= 2 && lastLength is 2 or 4 ? DateArithmetic.Day(first, second, _reckon.Year(third, lastLength)) : null, end3);
        }
        if (mark != '/' || end - at > 2)
            return null;
        // “3-5 ธ.ค.” and “9.30” are no dates; “3/12” is.
        return Found(_reckon.Open(first, second), end2);
    }

    // 3 ธ.ค. 69, วันที่ 3 เดือน 12 ปี 2569, วันที่ 5, ที่ 5 เดือนหน้า, สาม ธันวา.
    private int? DayOfMonth(int at)
    {
        var start = at;
        var led = false;
        if (Says(at, "วันที่"))
            (start, led) = (Skip(at + 6), true);
        else if (Says(at, "ที่") && (at == 0 || _weekday is not null || text[at - 1] == ' '))
            (start, led) = (Skip(at + 3), true);
        if (NumberScanner.At(text, start) is not { } number || !led && at > 0 && char.IsAsciiDigit(text[at - 1]))
            return null;
        if (number.Value is not { } value || value is < 1 or > 31 || value != decimal.Truncate(value))
            return led ? Found(null, number.End) : null;
        var day = (int)value;
        var next = Skip(number.End);
        if (SaysAny(next, Ranges) is { } second && NumberScanner.At(text, Skip(second)) is { Value: >= 1 and <= 31 } other && (led || DateWords.MonthAt(Rest(Skip(other.End))) is not null))
            return Found(null, other.End);
        if (Says(next, "เดือน"))
            return InNamedMonth(day, Skip(next + 5));
        if (DateWords.MonthAt(Rest(next)) is { } named)
            return WithYear(day, named.Month, next + named.Length);
        return led ? Found(_reckon.OpenDay(day), number.End) : null;
    }

    // “เดือนหน้าวันที่ 10”, “มกราคม วันที่ 10”.
    private int? MonthFirst(int at)
    {
        var led = Says(at, "เดือน");
        var start = led ? Skip(at + 5) : at;
        if (led && Says(start, "หน้า") && LedDay(start + 4) is { } coming)
            return Found(DateArithmetic.Exact(coming.Day, today.AddMonths(1)), coming.End);
        if (led && Says(start, "นี้") && LedDay(start + 3) is { } here)
            return Found(DateArithmetic.Exact(here.Day, today), here.End);
        return ThaiText.IsConsonant(CharAt(start)) && DateWords.MonthAt(Rest(start)) is { } named && LedDay(start + named.Length) is { } day ? WithYear(day.Day, named.Month, day.End) : null;
    }

    private (int Day, int End)? LedDay(int at)
    {
        var next = Skip(at);
        return Says(next, "วันที่") && NumberScanner.At(text, Skip(next + 6)) is { Value: >= 1 and <= 31 and var day } number && day == decimal.Truncate(day) ? ((int)day, number.End) : null;
    }

    private int? InNamedMonth(int day, int at)
    {
        if (DateWords.MonthAt(Rest(at)) is { } named)
            return WithYear(day, named.Month, at + named.Length);
        if (Says(at, "หน้า"))
            return Found(DateArithmetic.Exact(day, today.AddMonths(1)), at + 4);
        if (Says(at, "นี้"))
            return Found(DateArithmetic.Exact(day, today), at + 3);
        if (SaysAny(at, Past) is { } before)
            return Found(DateArithmetic.Exact(day, today.AddMonths(-1)), before);
        return NumberScanner.At(text, at) is { Value: >= 1 and <= 12 and var month } number ? WithYear(day, (int)month, number.End) : Found(null, at);
    }

    private int WithYear(int day, int month, int at)
    {
        var next = Skip(at);
        var said = false;
        foreach (var word in (ReadOnlySpan<string>)["ปี", "พ.ศ.", "พศ.", "พศ", "ค.ศ.", "คศ", "/", "-"])
            if (Says(next, word))
                (next, said) = (Skip(next + word.Length), true);
        if (Says(next, "นี้") && said)
            return Found(DateArithmetic.Day(day, month, today.Year), next + 3);
        if (Says(next, "หน้า") && said)
            return Found(DateArithmetic.Day(day, month, today.Year + 1), next + 4);
        if (Says(next, "ปีที่แล้ว"))
            return Found(DateArithmetic.Day(day, month, today.Year - 1), next + 9);
        if (Digits(next, out var year) is { } end && end - next is 2 or 4 && !IsClock(next, end))
            return Found(DateArithmetic.Day(day, month, _reckon.Year(year, end - next)), end);
        if (SaysAny(next, Past) is { } before)
            return Found(DateArithmetic.Day(day, month, today.Year) is { } thisYear && thisYear < today ? thisYear : DateArithmetic.Day(day, month, today.Year - 1), before);
        return Found(_reckon.Open(day, month), at);
    }

    // “3 ธ.ค. 09.00 น.”: these digits are an hour.
    private bool IsClock(int start, int end) =>
        end - start == 2 && (end + 1 < text.Length && text[end] is '.' or ':' && char.IsAsciiDigit(text[end + 1]) || Says(Skip(end), "น.") || Says(Skip(end), "โมง") || Says(Skip(end), "ทุ่ม"));

    private int? Weekday(int at)
    {
        var led = Says(at, "วัน");
        var start = led ? at + 3 : at;
        if (DateWords.WeekdayAt(Rest(start)) is not { } named || !led && at > 0 && ThaiText.IsDependent(text[at]))
            return null;
        var end = start + named.Length;
        if (!led && (named.Uncertain && !StandsAlone(at, end) || at >= 3 && Says(at - 3, "พระ")))
            return null;
        var next = Skip(end);
        if (Says(next, "ที่") && NumberScanner.At(text, Skip(next + 3)) is not null)
        {
            // “วันพฤหัสบดีที่ 3 ธันวาคม”: the date follows, the weekday only bears it out.
            _weekday = named.Day;
            return next;
        }
        if (NumberScanner.At(text, next) is { } day && DateWords.MonthAt(Rest(Skip(day.End))) is not null || char.IsAsciiDigit(CharAt(next)) && next + 1 < text.Length && Rest(next).IndexOf('/') is > 0 and <= 2)
        {
            _weekday = named.Day;
            return next;
        }
        // “เสาร์อาทิตย์” is two days.
        var week = SaysAny(next, Weeks);
        if (week is { } weekEnd && named.Day != DayOfWeek.Saturday)
            next = Skip(weekEnd);
        else if (week is not null)
            return Found(null, week.Value);
        var weekOnly = named.Day == DayOfWeek.Sunday && !led && week is null;
        if (Says(next, "หน้า") && !Says(next, "หน้าฝน") && !Says(next, "หน้าแล้ง"))
            return Found(weekOnly ? null : _reckon.InWeek(1, named.Day), next + 4);
        if (Says(next, "นี้"))
            return Found(weekOnly ? null : week is null ? _reckon.ComingWeekday(named.Day) : _reckon.InWeek(0, named.Day), next + 3);
        if (SaysAny(next, Past) is { } before)
            return Found(weekOnly ? null : week is null ? _reckon.LastWeekday(named.Day) : _reckon.InWeek(-1, named.Day), before);
        if (_days.Count > 0 && _days[^1]?.DayOfWeek == named.Day)
            return end;
        return Found(_reckon.OpenWeekday(named.Day), end);
    }

    private bool StandsAlone(int at, int end) =>
        (at == 0 || text[at - 1] == ' ') && (end == text.Length || text[end] == ' ' || SaysAny(end, ["หน้า", "นี้", "ครับ", "ค่ะ", "คับ", "จ้า"]) is not null);

    private char CharAt(int at) => at < text.Length ? text[at] : '\0';

    private int? Digits(int at, out int value)
    {
        value = 0;
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]) && end - at < 5)
            value = value * 10 + (text[end++] - '0');
        return end > at && end - at <= 4 && !(end < text.Length && char.IsAsciiDigit(text[end])) ? end : null;
    }
}
