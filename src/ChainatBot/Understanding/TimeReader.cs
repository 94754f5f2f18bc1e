using System.Globalization;

namespace ChainatBot.Understanding;

/// <summary>Reads one time of day.</summary>
public static class TimeReader
{
    /// <returns>Null when no time, an impossible time or more than one is said.</returns>
    public static TimeOnly? Read(string text) =>
        TimeOnly.TryParseExact(ThaiText.Normalise(text), ["HH:mm", "H:mm", "HH.mm", "HH.mm น."], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
