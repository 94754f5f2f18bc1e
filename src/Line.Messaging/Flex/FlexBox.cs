using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Components in a row or a column.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#box"/>
public sealed record FlexBox() : FlexPlacedComponent("box")
{
    /// <summary><c>horizontal</c>, <c>vertical</c> or <c>baseline</c> (a row of icons and text on one baseline).</summary>
    [JsonPropertyOrder(-9)]
    public required string Layout { get; init; }

    /// <summary>What is in it; may be empty.</summary>
    [JsonPropertyOrder(-8), AllowNull]
    public IReadOnlyList<FlexComponent> Contents { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>Share of the parent's width or height; 0 or more.</summary>
    public int? Flex { get; init; }

    /// <summary>Least space between the components: <c>none xs sm md lg xl xxl</c> or pixels.</summary>
    public string? Spacing { get; init; }

    /// <summary>Width: pixels or per cent.</summary>
    public string? Width { get; init; }

    /// <summary>Greatest width: pixels or per cent.</summary>
    public string? MaxWidth { get; init; }

    /// <summary>Height: pixels or per cent.</summary>
    public string? Height { get; init; }

    /// <summary>Greatest height: pixels or per cent.</summary>
    public string? MaxHeight { get; init; }

    /// <summary>Space inside on all sides: keyword, pixels or per cent.</summary>
    public string? PaddingAll { get; init; }

    /// <summary>Space inside at the top: keyword, pixels or per cent.</summary>
    public string? PaddingTop { get; init; }

    /// <summary>Space inside at the bottom: keyword, pixels or per cent.</summary>
    public string? PaddingBottom { get; init; }

    /// <summary>Space inside at the start of the line: keyword, pixels or per cent.</summary>
    public string? PaddingStart { get; init; }

    /// <summary>Space inside at the end of the line: keyword, pixels or per cent.</summary>
    public string? PaddingEnd { get; init; }

    /// <summary>Colour behind it.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Gradient behind it.</summary>
    public FlexBackground? Background { get; init; }

    /// <summary>Colour of the border.</summary>
    public string? BorderColor { get; init; }

    /// <summary>Width of the border: <c>none light normal medium semi-bold bold</c> or pixels.</summary>
    public string? BorderWidth { get; init; }

    /// <summary>Radius of the corners: <c>none xs sm md lg xl xxl</c> or pixels.</summary>
    public string? CornerRadius { get; init; }

    /// <summary>Along the layout: <c>flex-start center flex-end space-between space-around space-evenly</c>.</summary>
    public string? JustifyContent { get; init; }

    /// <summary>Across the layout: <c>flex-start center flex-end</c>.</summary>
    public string? AlignItems { get; init; }

    /// <summary>What a tap does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>What is behind a box.</summary>
[JsonConverter(typeof(FlexBackgroundConverter))]
public abstract record FlexBackground : LineObject
{
    private protected FlexBackground(string type) => Type = type;

    /// <summary><c>linearGradient</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }
}

/// <summary>A gradient from one colour to another.</summary>
public sealed record FlexLinearGradient() : FlexBackground("linearGradient")
{
    /// <summary>Direction: <c>0deg</c> is upwards, <c>90deg</c> to the right; 0 up to 360, decimals allowed.</summary>
    public required string Angle { get; init; }

    /// <summary>Colour at the start.</summary>
    public required string StartColor { get; init; }

    /// <summary>Colour at the end.</summary>
    public required string EndColor { get; init; }

    /// <summary>Colour in between.</summary>
    public string? CenterColor { get; init; }

    /// <summary>Where the colour in between stands: <c>0%</c> to <c>100%</c>; <c>50%</c> by default.</summary>
    public string? CenterPosition { get; init; }
}

/// <summary>Reads and writes every kind of <see cref="FlexBackground"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class FlexBackgroundConverter : KindConverter<FlexBackground>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind == "linearGradient" ? LineJson.Context.FlexLinearGradient : null;

    private protected override JsonTypeInfo ForValue(FlexBackground value) => ForKind(value.Type) ?? NotOfTheFamily(value);
}
