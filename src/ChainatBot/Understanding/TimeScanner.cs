namespace ChainatBot.Understanding;

/// <summary>Collects the times of day named in one normalised text.</summary>
internal sealed class TimeScanner(string text)
{
    private enum Part { None, Morning, Afternoon, Evening, Night }

    private static readonly (string Word, Part Part)[] Parts =
    [
        ("เช้าตรู่", Part.Morning), ("เช้า", Part.Morning), ("สาย", Part.Morning), ("บ่าย", Part.Afternoon), ("เย็น", Part.Evening), ("ค่ำ", Part.Night), ("กลางคืน", Part.Night),
        ("ดึก", Part.Night), ("a.m.", Part.Morning), ("am", Part.Morning), ("p.m.", Part.Afternoon), ("pm", Part.Afternoon),
    ];

    private readonly List<TimeOnly?> _times = [];
    private Part _before;

    public TimeOnly? Read()
    {
        for (var at = 0; at < text.Length;)
            at = Math.Max(at + 1, ReadAt(at));
        return _times.Count == 1 ? _times[0] : null;
    }

    private int ReadAt(int at)
    {
        if (SkipDate(at) is { } afterDate)
            return afterDate;
        if (SaysLoosely(at, "เที่ยงคืน") is > 0 and var midnight)
            return Found(0, at + midnight);
        if (SaysLoosely(at, "เที่ยง") is > 0 and var noon)
        {
            var end = at + noon;
            foreach (var word in (ReadOnlySpan<string>)["วัน", "ตรง"])
                if (Says(end, word))
                    end += word.Length;
            return Found(12, end);
        }
        // “บาย” is said at leaving; before an hour it is the afternoon.
        if (Says(at, "บ่าย") || SaysLoosely(at, "บ่าย") is > 0 and var after && Hour(Skip(at + after)) is not null)
            return Afternoon(at) ?? Remember(at);
        if (Says(at, "ตี") && (at == 0 || !ThaiText.IsWordCharacter(text[at - 1]) || !ThaiText.IsDependent(text[at])))
            return Dawn(at) ?? at;
        if (Says(at, "ทุ่ม"))
            return Found(19, at + 4 + (Says(at + 4, "นึง") ? 3 : Says(at + 4, "หนึ่ง") ? 5 : 0));
        if (Says(at, "โมง"))
            return Says(Skip(at + 3), "เช้า") ? Found(7, Skip(at + 3) + 4) : Says(at, "โมงเย็น") ? Found(null, at + 7) : at;
        return Numbered(at) ?? Remember(at);
    }

    private ReadOnlySpan<char> Rest(int at) => text.AsSpan(Math.Min(at, text.Length));

    private int SaysLoosely(int at, string word) => ThaiText.StartsLoosely(Rest(at), word);

    private bool Says(int at, string word) => Rest(at).StartsWith(word, StringComparison.Ordinal);

    private int Skip(int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }

    // “เช้า 9 โมง”: the part of the day may come first.
    private int Remember(int at)
    {
        foreach (var (word, part) in Parts)
        {
            if (!Says(at, word) || char.IsAsciiLetter(word[0]))
                continue;
            _before = part;
            return at + word.Length;
        }
        return at;
    }

    private (Part Part, int End) PartAt(int at)
    {
        var next = Skip(at);
        if (Says(next, "ตอน"))
            next += 3;
        foreach (var (word, part) in Parts)
            if (SaysLoosely(next, word) is > 0 and var said && !(char.IsAsciiLetter(word[0]) && next + word.Length < text.Length && char.IsAsciiLetter(text[next + word.Length])))
                return (part, next + said);
        return (_before, at);
    }

    private int Found(int? hour, int end)
    {
        end = Minutes(end, out var minute);
        return FoundExactly(hour, minute, end);
    }

    private int FoundExactly(int? hour, int? minute, int end)
    {
        TimeOnly? time = hour is >= 0 and <= 23 && minute is >= 0 and <= 59 ? new TimeOnly(hour.Value, minute.Value) : null;
        if (time is null || !_times.Contains(time))
            _times.Add(time);
        return end;
    }

    // ครึ่ง, ตรง, “15”, “สิบห้านาที” after the hour.
    private int Minutes(int at, out int? minute)
    {
        minute = 0;
        var next = Skip(at);
        if (Says(next, "ครึ่ง") || Says(next, "ครี่ง"))
        {
            minute = 30;
            return next + 5;
        }
        if (Says(next, "ตรง"))
            return next + 3;
        if (NumberScanner.At(text, next) is not { } number)
            return at;
        var end = number.End;
        var unit = Says(Skip(end), "นาที");
        // “9 โมง 5 คน”: a number that counts something else is no minute.
        if (!unit && end < text.Length && ThaiText.IsWordCharacter(text[Skip(end) < text.Length ? Skip(end) : end]) && !Courtesy(Skip(end)))
            return at;
        if (!unit && number.Value is not (>= 5 and <= 59))
        {
            minute = number.Value is null or > 59 ? null : 0;
            return minute is null ? end : at;
        }
        minute = number.Value is { } value && value == decimal.Truncate(value) && value < 60 ? (int)value : null;
        return unit ? Skip(end) + 4 : end;
    }

    private bool Courtesy(int at)
    {
        foreach (var word in (ReadOnlySpan<string>)["ครับ", "ค่ะ", "คะ", "คับ", "คร", "ค่า", "ค้า", "จ้", "จ๊", "จ่", "นะ", "น.", "ฮ", "กว่า", "เป๊ะ", "พอดี"])
            if (Says(at, word))
                return true;
        return false;
    }

    // บ่ายโมง, บ่ายสอง, บ่าย 2 โมงครึ่ง.
    private int? Afternoon(int at)
    {
        var next = Skip(at + SaysLoosely(at, "บ่าย"));
        if (Says(next, "โมง"))
            return Found(13, Skip(next + 3) is var p && (Says(p, "ตรง") || Says(p, "กว่า")) ? p : next + 3);
        if (Clock(next) is { } clock)
        {
            if (clock.Hour is >= 1 and <= 5)
                return FoundExactly(clock.Hour + 12, clock.Minute, clock.End);
            _before = Part.Afternoon;
            return next;
        }
        if (Hour(next) is not { } hour)
            return null;
        var end = Says(Skip(hour.End), "โมง") ? Skip(hour.End) + 3 : hour.End;
        return Found(hour.Value is >= 1 and <= 5 ? 12 + hour.Value : null, end);
    }

    private int? Dawn(int at)
    {
        var next = Skip(at + 2);
        if (Hour(next) is not { } hour)
            return null;
        return Found(hour.Value is >= 1 and <= 5 ? hour.Value : null, hour.End);
    }

    // One word or one run of digits: “บ่ายสามสิบห้านาที” is 15.15 and not 15.00 with thirty-five.
    private (int Value, int End)? Hour(int at)
    {
        if (NumberScanner.UnitAt(text, at) is { } unit)
            return (unit.Value, at + unit.Length);
        var end = at;
        var value = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]) && end - at < 3)
            value = value * 10 + (text[end++] - '0');
        return end > at ? (value, end) : null;
    }

    private int? Numbered(int at)
    {
        if (at > 0 && char.IsAsciiDigit(text[at - 1]))
            return null;
        if (Clock(at) is { } clock)
            return OfClock(clock);
        if (FourDigits(at) is { } four)
            return four;
        if (NumberScanner.At(text, at) is not { } number)
            return null;
        // “9-10 โมง” is a span of time.
        if (Skip(number.End) is var dash && dash < text.Length && text[dash] == '-' && NumberScanner.At(text, Skip(dash + 1)) is { } until)
            return FoundExactly(null, null, until.End);
        var hour = number.Value is { } value && value == decimal.Truncate(value) && value is >= 0 and <= 24 ? (int?)value : null;
        var next = Skip(number.End);
        if (Says(next, "โมง"))
            return OfHour(hour, next + 3);
        if (SaysLoosely(next, "ทุ่ม") is > 0 and var bell)
            return Found(hour switch { >= 1 and <= 5 => 18 + hour, 6 => 0, _ => null }, next + bell);
        if (Says(next, "นาฬิกา"))
            return Found(hour == 24 ? 0 : hour, next + 6);
        if (Says(next, "น.") && (next + 2 == text.Length || !ThaiText.IsWordCharacter(text[next + 2])) || next + 1 == text.Length && text[next] == 'น')
            return FoundExactly(hour == 24 ? 0 : hour, 0, Math.Min(text.Length, next + 2));
        var part = PartAt(number.End);
        if (part.End > number.End && char.IsAsciiLetter(text[part.End - 1]) || part.End > number.End && text[part.End - 1] == '.')
            return FoundExactly(hour is >= 1 and <= 12 ? hour % 12 + (part.Part == Part.Afternoon ? 12 : 0) : null, 0, part.End);
        return null;
    }

    private int OfHour(int? hour, int at)
    {
        // Digits above twelve are the official clock (“13 โมง”).
        if (hour is > 12)
            return Found(hour == 24 ? 0 : hour, at);
        var end = Minutes(at, out var minute);
        var (part, after) = PartAt(end);
        if (minute == 0 && after > end)
            end = Minutes(after, out minute);
        else
            end = after;
        return FoundExactly((part, hour) switch
        {
            (Part.Morning, >= 6 and <= 11) => hour,
            (Part.Morning, >= 1 and <= 5) => hour + 6,
            (Part.Afternoon, >= 1 and <= 5) => hour + 12,
            (Part.Evening, >= 3 and <= 7) => hour + 12,
            (Part.None, >= 7 and <= 11) => hour,
            (Part.None, >= 1 and <= 5) => hour + 12,
            (Part.None, 12) => 12,
            _ => null,
        }, minute, end);
    }

    private int OfClock((int Hour, int? Minute, int End) clock)
    {
        var (part, end) = PartAt(clock.End);
        var hour = (part, clock.Hour) switch
        {
            (_, 24) => clock.Minute == 0 ? 0 : 24,
            (Part.Afternoon or Part.Evening, >= 1 and <= 11) => clock.Hour + 12,
            (Part.Night, >= 6 and <= 11) => clock.Hour + 12,
            (Part.Morning, 12) => 0,
            _ => clock.Hour,
        };
        return FoundExactly(hour, clock.Minute, end);
    }

    // 9:30, 09.00, 13.30: the minutes are two digits.
    private (int Hour, int? Minute, int End)? Clock(int at)
    {
        var p = at;
        while (p < text.Length && char.IsAsciiDigit(text[p]))
            p++;
        if (p - at is 0 or > 2 || p >= text.Length || text[p] is not ('.' or ':'))
            return null;
        var q = p + 1;
        while (q < text.Length && char.IsAsciiDigit(text[q]))
            q++;
        if (q - p - 1 == 0)
            return null;
        var hour = int.Parse(text.AsSpan(at, p - at), System.Globalization.CultureInfo.InvariantCulture);
        return (hour, q - p - 1 == 2 ? (text[p + 1] - '0') * 10 + text[p + 2] - '0' : null, q);
    }

    private int? FourDigits(int at)
    {
        if (at + 4 > text.Length || at > 0 && ThaiText.IsWordCharacter(text[at - 1]))
            return null;
        for (var i = at; i < at + 4; i++)
            if (!char.IsAsciiDigit(text[i]))
                return null;
        var next = Skip(at + 4);
        // Only by itself or with น.: any other four digits are a year or an amount.
        if (next < text.Length && !Says(next, "น.") && !(text[next] == 'น' && next + 1 == text.Length) && !(at == 0 && Courtesy(next)))
            return null;
        if (at > 0 && next >= text.Length)
            return null;
        var hour = (text[at] - '0') * 10 + text[at + 1] - '0';
        var minute = (text[at + 2] - '0') * 10 + text[at + 3] - '0';
        return FoundExactly(hour == 24 && minute == 0 ? 0 : hour, minute, next < text.Length && text[next] == 'น' ? Math.Min(text.Length, next + 2) : next);
    }

    // A date beside the time (“3/12/69 9.00 น.”, “3.12.2569”) is not part of it.
    private int? SkipDate(int at)
    {
        if (!char.IsAsciiDigit(text[at]) || at > 0 && char.IsAsciiDigit(text[at - 1]))
            return null;
        var p = at;
        var marks = 0;
        var mark = '\0';
        for (; p < text.Length; p++)
        {
            if (char.IsAsciiDigit(text[p]))
                continue;
            if (text[p] is not ('/' or '-' or '.') || p + 1 >= text.Length || !char.IsAsciiDigit(text[p + 1]) || marks > 0 && text[p] != mark)
                break;
            mark = text[p];
            marks++;
        }
        return marks == 2 || marks == 1 && mark == '/' ? p : null;
    }
}
