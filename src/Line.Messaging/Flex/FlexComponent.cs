using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>A part of a bubble. Sizes are LINE's keywords (<c>none xs sm md lg xl xxl</c>, …), pixels (<c>"12px"</c>) or, where it
/// makes sense, per cent (<c>"50%"</c>); colours are <c>#RRGGBB</c> or <c>#RRGGBBAA</c>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#component"/>
[JsonConverter(typeof(FlexComponentConverter))]
public abstract record FlexComponent : LineObject
{
    private protected FlexComponent(string type) => Type = type;

    /// <summary>LINE's name of the kind of component.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }
}

/// <summary>A component that can stand away from its neighbours and out of the flow.</summary>
public abstract record FlexPlacedComponent : FlexComponent
{
    private protected FlexPlacedComponent(string type) : base(type)
    {
    }

    /// <summary>Least space before it: <c>none xs sm md lg xl xxl</c> or pixels.</summary>
    public string? Margin { get; init; }

    /// <summary>What the offsets count from: <c>relative</c> (the default: where it would stand) or <c>absolute</c> (the parent's edges).</summary>
    public string? Position { get; init; }

    /// <summary>Offset from the top: keyword, pixels or per cent.</summary>
    public string? OffsetTop { get; init; }

    /// <summary>Offset from the bottom: keyword, pixels or per cent.</summary>
    public string? OffsetBottom { get; init; }

    /// <summary>Offset from the start of the line: keyword, pixels or per cent.</summary>
    public string? OffsetStart { get; init; }

    /// <summary>Offset from the end of the line: keyword, pixels or per cent.</summary>
    public string? OffsetEnd { get; init; }
}

/// <summary>A line between components.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#separator"/>
public sealed record FlexSeparator() : FlexComponent("separator")
{
    /// <summary>Least space before it: <c>none xs sm md lg xl xxl</c> or pixels.</summary>
    public string? Margin { get; init; }

    /// <summary>Colour.</summary>
    public string? Color { get; init; }
}

/// <summary>Empty space. LINE advises box properties instead.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#filler"/>
public sealed record FlexFiller() : FlexComponent("filler")
{
    /// <summary>Share of the free space; 0 or more.</summary>
    public int? Flex { get; init; }
}

/// <summary>A component of a kind that this library does not know: written as it was read.</summary>
public sealed record UnknownFlexComponent : FlexComponent, IRawJson
{
    internal UnknownFlexComponent(string type, JsonElement raw) : base(type) => Origin = new RawJson(JsonText.Bytes(raw));

    /// <summary>The component's JSON.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin.Element;

    private RawJson Origin { get; }
}

/// <summary>Reads and writes every kind of <see cref="FlexComponent"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class FlexComponentConverter : KindConverter<FlexComponent>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "box" => LineJson.Context.FlexBox,
        "text" => LineJson.Context.FlexText,
        "span" => LineJson.Context.FlexSpan,
        "button" => LineJson.Context.FlexButton,
        "image" => LineJson.Context.FlexImage,
        "icon" => LineJson.Context.FlexIcon,
        "video" => LineJson.Context.FlexVideo,
        "separator" => LineJson.Context.FlexSeparator,
        "filler" => LineJson.Context.FlexFiller,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(FlexComponent value) => ForKind(value.Type) ?? NotOfTheFamily(value);

    private protected override FlexComponent Unknown(string kind, JsonElement raw) => new UnknownFlexComponent(kind, raw);
}
