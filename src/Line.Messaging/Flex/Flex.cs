namespace Line.Messaging;

/// <summary>Short ways to write Flex: <c>Flex.Bubble(body: Flex.Box.Vertical(Flex.Text("สวัสดีค่ะ").Bold().Size("lg")))</c>.
/// What is said further about a component follows it: see <see cref="FlexFluent"/>.</summary>
public static class Flex
{
    /// <summary>One bubble.</summary>
    public static FlexBubble Bubble(FlexBox? body = null, FlexBox? header = null, FlexComponent? hero = null, FlexBox? footer = null, string? size = null) =>
        new() { Body = body, Header = header, Hero = hero, Footer = footer, Size = size };

    /// <summary>Bubbles of one width, side by side; 1 to 12.</summary>
    public static FlexCarousel Carousel(params IReadOnlyList<FlexBubble> bubbles) => new() { Contents = bubbles };

    /// <summary>Text in one style.</summary>
    public static FlexText Text(string text) => new() { Text = text };

    /// <summary>Text in spans of different styles.</summary>
    public static FlexText Text(params IReadOnlyList<FlexSpan> spans) => new() { Contents = spans };

    /// <summary>A part of a text.</summary>
    public static FlexSpan Span(string text) => new() { Text = text };

    /// <summary>A picture.</summary>
    public static FlexImage Image(string url) => new() { Url = url };

    /// <summary>A small picture in a baseline box.</summary>
    public static FlexIcon Icon(string url) => new() { Url = url };

    /// <summary>A video, as the hero of a bubble.</summary>
    public static FlexVideo Video(string url, string previewUrl, FlexComponent altContent) =>
        new() { Url = url, PreviewUrl = previewUrl, AltContent = altContent };

    /// <summary>A button; the action's label is what it says.</summary>
    public static FlexButton Button(LineAction action) => new() { Action = action };

    /// <summary>A line between components.</summary>
    public static FlexSeparator Separator() => new();

    /// <summary>Empty space. LINE advises box properties instead.</summary>
    public static FlexFiller Filler() => new();

    /// <summary>Boxes.</summary>
    public static class Box
    {
        /// <summary>Components from top to bottom.</summary>
        public static FlexBox Vertical(params IReadOnlyList<FlexComponent> contents) => new() { Layout = "vertical", Contents = contents };

        /// <summary>Components side by side.</summary>
        public static FlexBox Horizontal(params IReadOnlyList<FlexComponent> contents) => new() { Layout = "horizontal", Contents = contents };

        /// <summary>Icons and texts side by side on one baseline.</summary>
        public static FlexBox Baseline(params IReadOnlyList<FlexComponent> contents) => new() { Layout = "baseline", Contents = contents };
    }
}
