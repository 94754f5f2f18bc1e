namespace ChainatBot.Understanding;

/// <summary>Reckons days from today: the coming one, the last one, the one in the next week. Weeks run from Monday to Sunday.</summary>
/// <param name="past">What is left open is the last one, today included, and not the coming one.</param>
internal sealed class DateArithmetic(DateOnly today, bool past)
{
    /// <summary>A year of two digits farther ahead than this is of the century before: nobody speaks of 2598, and many were born in 2498.</summary>
    private const int FarthestAhead = 20;

    // Two digits are พ.ศ. (25xx) unless only the Christian year is near (“26” said in 2026).
    public int? Year(int year, int digits)
    {
        if (digits == 4)
            return year switch { >= 2400 and <= 2700 => year - 543, >= 1900 and <= 2157 => year, _ => null };
        var thai = 2500 + year - 543;
        var christian = 2000 + year;
        if (Math.Abs(christian - today.Year) <= 2 && Math.Abs(thai - today.Year) > 2)
            return christian;
        return thai > today.Year + FarthestAhead ? thai - 100 : thai;
    }

    public static DateOnly? Day(int day, int month, int? year) =>
        year is { } y && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(y, month) ? new DateOnly(y, month, day) : null;

    public static DateOnly? Exact(int day, DateOnly month) => Day(day, month.Month, month.Year);

    public DateOnly? Open(int day, int month)
    {
        // 29 February may be four years off, eight about a turn of the century.
        for (var years = 0; years <= 8; years++)
            if (Day(day, month, today.Year + (past ? -years : years)) is { } date && IsMeant(date))
                return date;
            else if (month is < 1 or > 12)
                return null;
        return null;
    }

    public DateOnly? OpenDay(int day)
    {
        for (var months = 0; months < 3; months++)
            if (Exact(day, today.AddDays(1 - today.Day).AddMonths(past ? -months : months)) is { } date && IsMeant(date))
                return date;
        return null;
    }

    public DateOnly OpenWeekday(DayOfWeek day) => past ? today.AddDays(-(((int)today.DayOfWeek - (int)day + 7) % 7)) : ComingWeekday(day);

    /// <summary>The last day of this month, or of the one before.</summary>
    public DateOnly OpenEndOfMonth() => LastOf(today) is var day && IsMeant(day) ? day : LastOf(today.AddMonths(-1));

    private bool IsMeant(DateOnly day) => past ? day <= today : day >= today;

    public DateOnly ComingWeekday(DayOfWeek day) => today.AddDays(((int)day - (int)today.DayOfWeek + 7) % 7);

    public DateOnly LastWeekday(DayOfWeek day) => today.AddDays(-(((int)today.DayOfWeek - (int)day + 6) % 7 + 1));

    public DateOnly InWeek(int weeksAhead, DayOfWeek day)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return monday.AddDays(7 * weeksAhead + ((int)day + 6) % 7);
    }

    public static DateOnly LastOf(DateOnly month) => new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
}
