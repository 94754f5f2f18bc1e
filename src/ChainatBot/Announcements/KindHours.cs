using ChainatBot.Conversations;

namespace ChainatBot.Announcements;

/// <summary>The hours, from 08.00 to 19.00, in which people are sent what can wait.</summary>
public static class KindHours
{
    private static readonly TimeOnly First = new(8, 0);
    private static readonly TimeOnly Last = new(19, 0);
    private static readonly TimeSpan SoonAfter = TimeSpan.FromMinutes(30);

    /// <summary>The moment itself, or the next morning where people may be asleep.</summary>
    public static DateTimeOffset From(DateTimeOffset at)
    {
        var local = at.ToOffset(BangkokTime.Offset);
        var hour = TimeOnly.FromDateTime(local.DateTime);
        if (hour < First) return At(local, First);
        return hour < Last ? local : At(local.AddDays(1), First);
    }

    /// <summary>Whether what was due by day, and was kept back, would come by night now. What was due by night is meant to.</summary>
    public static bool AreMissed(DateTimeOffset due, DateTimeOffset now) => From(due) == due && From(now) != now && now - due > SoonAfter;

    internal static DateTimeOffset At(DateTimeOffset day, TimeOnly hour)
    {
        var local = day.ToOffset(BangkokTime.Offset);
        return new DateTimeOffset(local.Date + hour.ToTimeSpan(), BangkokTime.Offset);
    }
}
