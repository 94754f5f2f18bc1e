namespace Line.Messaging;

/// <summary>What can be said about Flex boxes and bubbles, each as a copy with one thing changed.</summary>
public static class FlexBoxFluent
{
    /// <summary>Least space between the components.</summary>
    public static FlexBox Spacing(this FlexBox box, string spacing) => box with { Spacing = spacing };

    /// <summary>Space inside on all sides.</summary>
    public static FlexBox Padding(this FlexBox box, string all) => box with { PaddingAll = all };

    /// <summary>Space inside, side by side.</summary>
    public static FlexBox Padding(this FlexBox box, string? top, string? bottom, string? start, string? end) =>
        box with { PaddingTop = top, PaddingBottom = bottom, PaddingStart = start, PaddingEnd = end };

    /// <summary>Colour behind it.</summary>
    public static FlexBox Background(this FlexBox box, string color) => box with { BackgroundColor = color };

    /// <summary>Gradient behind it.</summary>
    public static FlexBox Gradient(this FlexBox box, string angle, string startColor, string endColor, string? centerColor = null, string? centerPosition = null) =>
        box with
        {
            Background = new FlexLinearGradient
            {
                Angle = angle, StartColor = startColor, EndColor = endColor, CenterColor = centerColor, CenterPosition = centerPosition,
            },
        };

    /// <summary>Border.</summary>
    public static FlexBox Border(this FlexBox box, string width, string color) => box with { BorderWidth = width, BorderColor = color };

    /// <summary>Radius of the corners.</summary>
    public static FlexBox CornerRadius(this FlexBox box, string radius) => box with { CornerRadius = radius };

    /// <summary>Width: pixels or per cent.</summary>
    public static FlexBox Width(this FlexBox box, string width) => box with { Width = width };

    /// <summary>Height: pixels or per cent.</summary>
    public static FlexBox Height(this FlexBox box, string height) => box with { Height = height };

    /// <summary>Share of the parent's width or height.</summary>
    public static FlexBox Flex(this FlexBox box, int flex) => box with { Flex = flex };

    /// <summary>Where the components stand along the layout.</summary>
    public static FlexBox Justify(this FlexBox box, string justifyContent) => box with { JustifyContent = justifyContent };

    /// <summary>Where the components stand across the layout.</summary>
    public static FlexBox AlignItems(this FlexBox box, string alignItems) => box with { AlignItems = alignItems };

    /// <summary>What a tap does.</summary>
    public static FlexBox OnTap(this FlexBox box, LineAction action) => box with { Action = action };

    /// <summary>Width of the bubble: <c>nano micro deca hecto kilo mega giga</c>.</summary>
    public static FlexBubble Size(this FlexBubble bubble, string size) => bubble with { Size = size };

    /// <summary>Colours and lines of the blocks.</summary>
    public static FlexBubble Styles(this FlexBubble bubble, FlexBlockStyle? header = null, FlexBlockStyle? hero = null, FlexBlockStyle? body = null, FlexBlockStyle? footer = null) =>
        bubble with { Styles = new FlexBubbleStyles { Header = header, Hero = hero, Body = body, Footer = footer } };

    /// <summary>What a tap anywhere on the bubble does.</summary>
    public static FlexBubble OnTap(this FlexBubble bubble, LineAction action) => bubble with { Action = action };
}
