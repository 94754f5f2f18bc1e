using System.Globalization;

namespace ChainatBot.Understanding;

/// <summary>Reads one number, in digits or words.</summary>
public static class NumberReader
{
    /// <returns>Null when there is no number, or more than one.</returns>
    public static decimal? Read(string text) =>
        decimal.TryParse(ThaiText.Normalise(text), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}
