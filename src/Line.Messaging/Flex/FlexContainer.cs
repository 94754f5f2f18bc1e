using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>The outermost part of a Flex message: one bubble, or several to leaf through.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#container"/>
[JsonConverter(typeof(FlexContainerConverter))]
public abstract record FlexContainer : LineObject
{
    private protected FlexContainer(string type) => Type = type;

    /// <summary><c>bubble</c> or <c>carousel</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }
}

/// <summary>One bubble: header, hero, body and footer from top to bottom, each optional. At most 30 KB of JSON.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#bubble"/>
public sealed record FlexBubble() : FlexContainer("bubble")
{
    /// <summary>Width: <c>nano</c>, <c>micro</c>, <c>deca</c>, <c>hecto</c>, <c>kilo</c>, <c>mega</c> (the default) or <c>giga</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Direction of text and of horizontal boxes: <c>ltr</c> (the default) or <c>rtl</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>At the top.</summary>
    public FlexBox? Header { get; init; }

    /// <summary>Under the header: a box, image or video.</summary>
    public FlexComponent? Hero { get; init; }

    /// <summary>The middle.</summary>
    public FlexBox? Body { get; init; }

    /// <summary>At the bottom.</summary>
    public FlexBox? Footer { get; init; }

    /// <summary>Colours and lines of the blocks.</summary>
    public FlexBubbleStyles? Styles { get; init; }

    /// <summary>What a tap anywhere does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>Bubbles of one width, side by side. At most 12, and 50 KB of JSON.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#f-carousel"/>
public sealed record FlexCarousel() : FlexContainer("carousel")
{
    /// <summary>The bubbles; 1 to 12.</summary>
    [AllowNull]
    public IReadOnlyList<FlexBubble> Contents { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>Colours and lines of a bubble's blocks.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#bubble-style"/>
public sealed record FlexBubbleStyles : LineObject
{
    /// <summary>Of the header.</summary>
    public FlexBlockStyle? Header { get; init; }

    /// <summary>Of the hero.</summary>
    public FlexBlockStyle? Hero { get; init; }

    /// <summary>Of the body.</summary>
    public FlexBlockStyle? Body { get; init; }

    /// <summary>Of the footer.</summary>
    public FlexBlockStyle? Footer { get; init; }
}

/// <summary>Colour and line of one block.</summary>
public sealed record FlexBlockStyle : LineObject
{
    /// <summary>Colour behind the block, <c>#RRGGBB</c> or <c>#RRGGBBAA</c>.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>A line above the block (not above the first).</summary>
    public bool? Separator { get; init; }

    /// <summary>Colour of the line, <c>#RRGGBB</c> or <c>#RRGGBBAA</c>.</summary>
    public string? SeparatorColor { get; init; }
}

/// <summary>Reads and writes every kind of <see cref="FlexContainer"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class FlexContainerConverter : KindConverter<FlexContainer>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "bubble" => LineJson.Context.FlexBubble,
        "carousel" => LineJson.Context.FlexCarousel,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(FlexContainer value) => ForKind(value.Type) ?? NotOfTheFamily(value);
}
