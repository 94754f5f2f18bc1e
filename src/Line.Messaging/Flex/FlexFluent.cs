namespace Line.Messaging;

/// <summary>What can be said about Flex components, each as a copy with one thing changed.</summary>
public static class FlexFluent
{
    /// <summary>Least space before it.</summary>
    public static T Margin<T>(this T component, string margin) where T : FlexPlacedComponent =>
        (T)((FlexPlacedComponent)component with { Margin = margin });

    /// <summary>Out of the flow, at these distances from the parent's edges.</summary>
    public static T Absolute<T>(this T component, string? top = null, string? bottom = null, string? start = null, string? end = null)
        where T : FlexPlacedComponent =>
        (T)((FlexPlacedComponent)component with { Position = "absolute", OffsetTop = top, OffsetBottom = bottom, OffsetStart = start, OffsetEnd = end });

    /// <summary>Moved from where it would stand.</summary>
    public static T Offset<T>(this T component, string? top = null, string? bottom = null, string? start = null, string? end = null)
        where T : FlexPlacedComponent =>
        (T)((FlexPlacedComponent)component with { OffsetTop = top, OffsetBottom = bottom, OffsetStart = start, OffsetEnd = end });

    /// <summary>Least space before it.</summary>
    public static FlexSeparator Margin(this FlexSeparator separator, string margin) => separator with { Margin = margin };

    /// <summary>Colour.</summary>
    public static FlexSeparator Color(this FlexSeparator separator, string color) => separator with { Color = color };

    /// <summary>Bold.</summary>
    public static FlexText Bold(this FlexText text) => text with { Weight = "bold" };

    /// <summary>Italic.</summary>
    public static FlexText Italic(this FlexText text) => text with { Style = "italic" };

    /// <summary>Underlined.</summary>
    public static FlexText Underline(this FlexText text) => text with { Decoration = "underline" };

    /// <summary>Struck through.</summary>
    public static FlexText Strike(this FlexText text) => text with { Decoration = "line-through" };

    /// <summary>Font size.</summary>
    public static FlexText Size(this FlexText text, string size) => text with { Size = size };

    /// <summary>Colour.</summary>
    public static FlexText Color(this FlexText text, string color) => text with { Color = color };

    /// <summary>Goes on in a new line, at most <paramref name="maxLines"/> when given.</summary>
    public static FlexText Wrap(this FlexText text, int? maxLines = null) => text with { Wrap = true, MaxLines = maxLines };

    /// <summary><c>start</c>, <c>center</c> or <c>end</c>.</summary>
    public static FlexText Align(this FlexText text, string align) => text with { Align = align };

    /// <summary>In the middle.</summary>
    public static FlexText Center(this FlexText text) => text with { Align = "center" };

    /// <summary><c>top</c>, <c>center</c> or <c>bottom</c>.</summary>
    public static FlexText Gravity(this FlexText text, string gravity) => text with { Gravity = gravity };

    /// <summary>Share of the parent's width or height.</summary>
    public static FlexText Flex(this FlexText text, int flex) => text with { Flex = flex };

    /// <summary>Grows with the person's font size setting.</summary>
    public static FlexText Scaling(this FlexText text) => text with { Scaling = true };

    /// <summary>What a tap does.</summary>
    public static FlexText OnTap(this FlexText text, LineAction action) => text with { Action = action };

    /// <summary>Bold.</summary>
    public static FlexSpan Bold(this FlexSpan span) => span with { Weight = "bold" };

    /// <summary>Italic.</summary>
    public static FlexSpan Italic(this FlexSpan span) => span with { Style = "italic" };

    /// <summary>Font size.</summary>
    public static FlexSpan Size(this FlexSpan span, string size) => span with { Size = size };

    /// <summary>Colour.</summary>
    public static FlexSpan Color(this FlexSpan span, string color) => span with { Color = color };

    /// <summary>Filled, for dark colours.</summary>
    public static FlexButton Primary(this FlexButton button, string? color = null) => button with { Style = "primary", Color = color ?? button.Color };

    /// <summary>Filled, for light colours.</summary>
    public static FlexButton Secondary(this FlexButton button, string? color = null) => button with { Style = "secondary", Color = color ?? button.Color };

    /// <summary>Letters only.</summary>
    public static FlexButton Link(this FlexButton button, string? color = null) => button with { Style = "link", Color = color ?? button.Color };

    /// <summary>Low.</summary>
    public static FlexButton Small(this FlexButton button) => button with { Height = "sm" };

    /// <summary>Share of the parent's width or height.</summary>
    public static FlexButton Flex(this FlexButton button, int flex) => button with { Flex = flex };

    /// <summary>Font smaller rather than label cut.</summary>
    public static FlexButton ShrinkToFit(this FlexButton button) => button with { AdjustMode = "shrink-to-fit" };

    /// <summary>Grows with the person's font size setting.</summary>
    public static FlexButton Scaling(this FlexButton button) => button with { Scaling = true };

    /// <summary>Greatest width.</summary>
    public static FlexImage Size(this FlexImage image, string size) => image with { Size = size };

    /// <summary>As wide as can be.</summary>
    public static FlexImage Full(this FlexImage image) => image with { Size = "full" };

    /// <summary>Width to height, such as <c>20:13</c>.</summary>
    public static FlexImage AspectRatio(this FlexImage image, string ratio) => image with { AspectRatio = ratio };

    /// <summary>Fills its area.</summary>
    public static FlexImage Cover(this FlexImage image) => image with { AspectMode = "cover" };

    /// <summary>Share of the parent's width or height.</summary>
    public static FlexImage Flex(this FlexImage image, int flex) => image with { Flex = flex };

    /// <summary>What a tap does.</summary>
    public static FlexImage OnTap(this FlexImage image, LineAction action) => image with { Action = action };

    /// <summary>Greatest width.</summary>
    public static FlexIcon Size(this FlexIcon icon, string size) => icon with { Size = size };

    /// <summary>Width to height.</summary>
    public static FlexVideo AspectRatio(this FlexVideo video, string ratio) => video with { AspectRatio = ratio };
}
