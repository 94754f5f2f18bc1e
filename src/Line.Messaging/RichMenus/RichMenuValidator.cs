namespace Line.Messaging;

/// <summary>Checks rich menus against LINE's limits (<see cref="LineLimits"/>) before anything is sent. A picture is checked by <see cref="RichMenuImage"/>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#rich-menu-object"/>
public static class RichMenuValidator
{
    /// <summary>All that is wrong with the menu; empty when nothing is.</summary>
    /// <param name="richMenu">The menu.</param>
    public static IReadOnlyList<LimitViolation> Validate(RichMenu richMenu)
    {
        var found = new Findings();
        found.Unknown(At.Root, richMenu);
        Size(found, richMenu.Size);
        found.Text(At.Root, "name", richMenu.Name, LineLimits.RichMenuName);
        found.Text(At.Root, "chatBarText", richMenu.ChatBarText, LineLimits.RichMenuChatBarText);
        found.Count(At.Root, "areas", richMenu.Areas.Count, 0, LineLimits.RichMenuAreas);
        if (richMenu.Areas.Count == 0)
            found.Warn(At.Root, "areas", "Is empty: nothing in the menu can be tapped.");
        for (var i = 0; i < richMenu.Areas.Count; i++)
        {
            var at = At.Root.Of("areas", i);
            Bounds(found, at.Of("bounds"), richMenu.Areas[i].Bounds, richMenu.Size);
            ActionRules.Check(found, at.Of("action"), richMenu.Areas[i].Action, ActionPlace.RichMenu);
        }

        return found.All;
    }

    /// <summary>Throws when LINE would refuse the menu. Warnings alone do not throw.</summary>
    /// <param name="richMenu">The menu.</param>
    /// <exception cref="LineValidationException">At least one violation is an error.</exception>
    public static void ThrowIfInvalid(RichMenu richMenu)
    {
        ArgumentNullException.ThrowIfNull(richMenu);
        var violations = Validate(richMenu);
        if (violations.Any(violation => violation.Severity == LimitSeverity.Error))
            throw new LineValidationException(violations);
    }

    private static void Size(Findings found, RichMenuSize size)
    {
        var at = At.Root.Of("size");
        if (size.Width is < LineLimits.RichMenuMinWidth or > LineLimits.RichMenuMaxWidth)
            found.Error(at, "width", $"Is {size.Width}; {LineLimits.RichMenuMinWidth} to {LineLimits.RichMenuMaxWidth} pixels are allowed.");
        if (size.Height < LineLimits.RichMenuMinHeight)
            found.Error(at, "height", $"Is {size.Height}; {LineLimits.RichMenuMinHeight} pixels or more are allowed.");
        else if (size.Width < size.Height * LineLimits.RichMenuMinAspectRatio)
            found.Error(at, "height", "Is too large: the width must be at least 1.45 times the height.");
    }

    private static void Bounds(Findings found, At at, RichMenuBounds bounds, RichMenuSize size)
    {
        if (bounds.X < 0)
            found.Error(at, "x", "May not be negative.");
        if (bounds.Y < 0)
            found.Error(at, "y", "May not be negative.");
        if (bounds.Width < 1)
            found.Error(at, "width", "Must be 1 or more.");
        if (bounds.Height < 1)
            found.Error(at, "height", "Must be 1 or more.");
        if ((long)bounds.X + bounds.Width > size.Width || (long)bounds.Y + bounds.Height > size.Height)
            found.Warn(at, "", "Reaches beyond the picture.");
    }
}
