using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Text, in one style or in spans of several.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#f-text"/>
public sealed record FlexText() : FlexPlacedComponent("text")
{
    /// <summary>The text; not empty unless there are <see cref="Contents"/>, which replace it.</summary>
    [JsonPropertyOrder(-9)]
    public string? Text { get; init; }

    /// <summary>Spans of different styles.</summary>
    [JsonPropertyOrder(-8)]
    public IReadOnlyList<FlexSpan>? Contents { get; init => field = ValueList.Of(value); }

    /// <summary>Share of the parent's width or height; 0 or more.</summary>
    public int? Flex { get; init; }

    /// <summary>Font size: <c>xxs xs sm md lg xl xxl 3xl 4xl 5xl</c> or pixels; <c>md</c> by default.</summary>
    public string? Size { get; init; }

    /// <summary>Grows with the person's font size setting.</summary>
    public bool? Scaling { get; init; }

    /// <summary>Colour.</summary>
    public string? Color { get; init; }

    /// <summary><c>regular</c> or <c>bold</c>.</summary>
    public string? Weight { get; init; }

    /// <summary><c>normal</c> or <c>italic</c>.</summary>
    public string? Style { get; init; }

    /// <summary><c>none</c>, <c>underline</c> or <c>line-through</c>.</summary>
    public string? Decoration { get; init; }

    /// <summary><c>start</c>, <c>center</c> or <c>end</c>.</summary>
    public string? Align { get; init; }

    /// <summary><c>top</c>, <c>center</c> or <c>bottom</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary>Goes on in a new line where it is too long; otherwise it is cut. <c>false</c> by default.</summary>
    public bool? Wrap { get; init; }

    /// <summary>Greatest number of lines; 0, the default, for no limit.</summary>
    public int? MaxLines { get; init; }

    /// <summary>Space between lines, in pixels.</summary>
    public string? LineSpacing { get; init; }

    /// <summary><c>shrink-to-fit</c> makes the font smaller rather than cut the text.</summary>
    public string? AdjustMode { get; init; }

    /// <summary>What a tap does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>A part of a text in its own style.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#span"/>
public sealed record FlexSpan() : FlexComponent("span")
{
    /// <summary>The text.</summary>
    [JsonPropertyOrder(-9)]
    public string? Text { get; init; }

    /// <summary>Font size: <c>xxs xs sm md lg xl xxl 3xl 4xl 5xl</c> or pixels.</summary>
    public string? Size { get; init; }

    /// <summary>Colour.</summary>
    public string? Color { get; init; }

    /// <summary><c>regular</c> or <c>bold</c>.</summary>
    public string? Weight { get; init; }

    /// <summary><c>normal</c> or <c>italic</c>.</summary>
    public string? Style { get; init; }

    /// <summary><c>none</c>, <c>underline</c> or <c>line-through</c>.</summary>
    public string? Decoration { get; init; }
}
