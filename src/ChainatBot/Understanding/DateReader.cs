using System.Globalization;

namespace ChainatBot.Understanding;

/// <summary>Reads one day.</summary>
public static class DateReader
{
    /// <param name="today">The day in Bangkok.</param>
    /// <returns>Null when no day, an impossible day or more than one day is said.</returns>
    public static DateOnly? Read(string text, DateOnly today) => ThaiText.Normalise(text) switch
    {
        "วันนี้" => today,
        "พรุ่งนี้" => today.AddDays(1),
        var t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
    };
}
