namespace Line.Messaging;

/// <summary>A picture.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#f-image"/>
public sealed record FlexImage() : FlexPlacedComponent("image")
{
    /// <summary>Address: https, JPEG or PNG, at most 1024×1024 pixels and 10 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string Url { get; init; }

    /// <summary>Share of the parent's width or height; 0 or more.</summary>
    public int? Flex { get; init; }

    /// <summary>Greatest width: <c>xxs xs sm md lg xl xxl 3xl 4xl 5xl full</c>, pixels or per cent; <c>md</c> by default.</summary>
    public string? Size { get; init; }

    /// <summary><c>width:height</c>, each 1 to 100000, the height at most three times the width; <c>1:1</c> by default.</summary>
    public string? AspectRatio { get; init; }

    /// <summary><c>cover</c> fills the area, <c>fit</c> (the default) shows all of the picture.</summary>
    public string? AspectMode { get; init; }

    /// <summary>Colour behind it.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary><c>start</c>, <c>center</c> or <c>end</c>.</summary>
    public string? Align { get; init; }

    /// <summary><c>top</c>, <c>center</c> or <c>bottom</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary>Plays an animated PNG (at most 300 KB; at most 10 in a message).</summary>
    public bool? Animated { get; init; }

    /// <summary>What a tap does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>A small picture in a baseline box.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#icon"/>
public sealed record FlexIcon() : FlexPlacedComponent("icon")
{
    /// <summary>Address: https, JPEG or PNG, at most 1024×1024 pixels and 1 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string Url { get; init; }

    /// <summary>Greatest width: <c>xxs xs sm md lg xl xxl 3xl 4xl 5xl</c> or pixels; <c>md</c> by default.</summary>
    public string? Size { get; init; }

    /// <summary>Grows with the person's font size setting.</summary>
    public bool? Scaling { get; init; }

    /// <summary><c>width:height</c>, each 1 to 100000, the height at most three times the width; <c>1:1</c> by default.</summary>
    public string? AspectRatio { get; init; }
}

/// <summary>A video, as the hero of a bubble of size kilo, mega or giga. Not in carousels.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#f-video"/>
public sealed record FlexVideo() : FlexComponent("video")
{
    /// <summary>Address of the video: https, MP4, at most 200 MB; at most 2000 UTF-16 units.</summary>
    public required string Url { get; init; }

    /// <summary>Address of the preview: https, JPEG or PNG, at most 1 MB; at most 2000 UTF-16 units.</summary>
    public required string PreviewUrl { get; init; }

    /// <summary>What old versions of LINE show instead: a box or an image.</summary>
    public required FlexComponent AltContent { get; init; }

    /// <summary><c>width:height</c>, each 1 to 100000, the height at most three times the width; <c>1:1</c> by default.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>A link in the video; only an address can be opened.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>A button.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#button"/>
public sealed record FlexButton() : FlexPlacedComponent("button")
{
    /// <summary>What a tap does; its label, at most 40 graphemes, is what the button says.</summary>
    public required LineAction Action { get; init; }

    /// <summary>Share of the parent's width or height; 0 or more.</summary>
    public int? Flex { get; init; }

    /// <summary><c>md</c> (the default) or <c>sm</c>.</summary>
    public string? Height { get; init; }

    /// <summary><c>link</c> (the default), <c>primary</c> (filled, for dark colours) or <c>secondary</c> (filled, for light colours).</summary>
    public string? Style { get; init; }

    /// <summary>Colour of the letters for <c>link</c>, of the button otherwise.</summary>
    public string? Color { get; init; }

    /// <summary><c>top</c>, <c>center</c> or <c>bottom</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary><c>shrink-to-fit</c> makes the font smaller rather than cut the label.</summary>
    public string? AdjustMode { get; init; }

    /// <summary>Grows with the person's font size setting.</summary>
    public bool? Scaling { get; init; }
}
