using System.Globalization;
using System.Text.RegularExpressions;

namespace Line.Messaging;

/// <summary>The forms of Flex's values: keywords, pixels, per cent, colours, ratios.</summary>
internal static partial class FlexValueRules
{
    public static readonly string[] Spaces = ["none", "xs", "sm", "md", "lg", "xl", "xxl"];
    public static readonly string[] Borders = ["none", "light", "normal", "medium", "semi-bold", "bold"];
    public static readonly string[] Fonts = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"];
    public static readonly string[] Images = [.. Fonts, "full"];
    public static readonly string[] Positions = ["relative", "absolute"];
    public static readonly string[] Aligns = ["start", "end", "center"];
    public static readonly string[] Gravities = ["top", "bottom", "center"];

    /// <summary>A keyword of the list, pixels, or (where allowed) per cent.</summary>
    public static void Length(Findings found, At at, string property, string? value, ReadOnlySpan<string> keywords, bool percent = false, bool negative = false)
    {
        if (value is null || keywords.Contains(value))
            return;
        if (Pixels().IsMatch(value) || (percent && Percent().IsMatch(value)) || (negative && Negative().IsMatch(value)))
            return;
        var allowed = (keywords.IsEmpty ? "" : $"one of {string.Join(", ", keywords!)}, or ") + "pixels such as 12px" + (percent ? ", or per cent such as 50%" : "");
        found.Error(at, property, $"Must be {allowed}.");
    }

    public static void Color(Findings found, At at, string property, string? value)
    {
        if (value is not null && !AnyColor().IsMatch(value))
            found.Error(at, property, "Must be a colour: #RRGGBB or #RRGGBBAA.");
    }

    public static void OpaqueColor(Findings found, At at, string property, string? value)
    {
        if (value is not null && !Rgb().IsMatch(value))
            found.Error(at, property, "Must be a colour: #RRGGBB.");
    }

    public static void AspectRatio(Findings found, At at, string property, string? value)
    {
        if (value is null)
            return;
        var parts = value.Split(':');
        if (parts.Length != 2 || !IsSide(parts[0], out var width) || !IsSide(parts[1], out var height))
            found.Error(at, property, $"Must be width:height, each 1 to {LineLimits.FlexAspectRatioMax}.");
        else if (height > width * 3)
            found.Error(at, property, "The height may be at most three times the width.");
    }

    public static void Angle(Findings found, At at, string property, string value)
    {
        var isAngle = value.EndsWith("deg", StringComparison.Ordinal)
            && decimal.TryParse(value.AsSpan(0, value.Length - 3), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && degrees is >= 0 and < 360;
        if (!isAngle)
            found.Error(at, property, "Must be an angle such as 45deg, from 0 up to but not 360.");
    }

    public static void Position(Findings found, At at, string property, string? value)
    {
        if (value is null)
            return;
        var isShare = value.EndsWith('%')
            && decimal.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            && share is >= 0 and <= 100;
        if (!isShare)
            found.Error(at, property, "Must be 0% to 100%.");
    }

    public static void NotNegative(Findings found, At at, string property, int? value)
    {
        if (value < 0)
            found.Error(at, property, "Must be 0 or more.");
    }

    private static bool IsSide(string text, out decimal side) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out side) && side is >= 1 and <= LineLimits.FlexAspectRatioMax;

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?px\z")]
    private static partial Regex Pixels();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?%\z")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\A-[0-9]+(\.[0-9]+)?(px|%)\z")]
    private static partial Regex Negative();

    [GeneratedRegex(@"\A#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})\z")]
    private static partial Regex AnyColor();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex Rgb();
}
