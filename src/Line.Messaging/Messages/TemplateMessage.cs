using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>A message in one of LINE's ready-made layouts with buttons.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#template-messages"/>
public sealed record TemplateMessage() : Message("template")
{
    /// <summary>What is shown in notifications and where templates can't be; 1 to 1500 UTF-16 units.</summary>
    public required string AltText { get; init; }

    /// <summary>The layout.</summary>
    public required Template Template { get; init; }
}

/// <summary>One of LINE's ready-made layouts.</summary>
[JsonConverter(typeof(TemplateConverter))]
public abstract record Template : LineObject
{
    private protected Template(string type) => Type = type;

    /// <summary><c>buttons</c>, <c>confirm</c>, <c>carousel</c> or <c>image_carousel</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }
}

/// <summary>Picture, title, text and buttons one above the other.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#buttons"/>
public sealed record ButtonsTemplate() : Template("buttons")
{
    /// <summary>Address of the picture: https, JPEG or PNG, at most 10 MB and 1024 pixels wide; at most 2000 UTF-16 units.</summary>
    public string? ThumbnailImageUrl { get; init; }

    /// <summary><c>rectangle</c> (1.51:1, the default) or <c>square</c>.</summary>
    public string? ImageAspectRatio { get; init; }

    /// <summary><c>cover</c> (the default) or <c>contain</c>.</summary>
    public string? ImageSize { get; init; }

    /// <summary>Colour behind the picture, <c>#RRGGBB</c>.</summary>
    public string? ImageBackgroundColor { get; init; }

    /// <summary>Title; at most 40 graphemes.</summary>
    public string? Title { get; init; }

    /// <summary>Text; at most 160 graphemes, 60 with a picture or title.</summary>
    public required string Text { get; init; }

    /// <summary>What a tap on picture, title or text does.</summary>
    public LineAction? DefaultAction { get; init; }

    /// <summary>The buttons; 1 to 4.</summary>
    [AllowNull]
    public IReadOnlyList<LineAction> Actions { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>A text and two buttons side by side.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#confirm"/>
public sealed record ConfirmTemplate() : Template("confirm")
{
    /// <summary>Text; at most 240 graphemes.</summary>
    public required string Text { get; init; }

    /// <summary>The buttons; exactly 2.</summary>
    [AllowNull]
    public IReadOnlyList<LineAction> Actions { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>Columns to leaf through, all of one build: the same number of buttons, and picture and title in all or none.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#carousel"/>
public sealed record CarouselTemplate() : Template("carousel")
{
    /// <summary>The columns; 1 to 10.</summary>
    [AllowNull]
    public IReadOnlyList<CarouselColumn> Columns { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary><c>rectangle</c> (1.51:1, the default) or <c>square</c>, for all columns.</summary>
    public string? ImageAspectRatio { get; init; }

    /// <summary><c>cover</c> (the default) or <c>contain</c>, for all columns.</summary>
    public string? ImageSize { get; init; }
}

/// <summary>A column of a carousel.</summary>
public sealed record CarouselColumn : LineObject
{
    /// <summary>Address of the picture: https, JPEG or PNG, at most 10 MB and 1024 pixels wide; at most 2000 UTF-16 units.</summary>
    public string? ThumbnailImageUrl { get; init; }

    /// <summary>Colour behind the picture, <c>#RRGGBB</c>.</summary>
    public string? ImageBackgroundColor { get; init; }

    /// <summary>Title; at most 40 graphemes.</summary>
    public string? Title { get; init; }

    /// <summary>Text; at most 120 graphemes, 60 with a picture or title.</summary>
    public required string Text { get; init; }

    /// <summary>What a tap on picture, title or text does.</summary>
    public LineAction? DefaultAction { get; init; }

    /// <summary>The buttons; 1 to 3.</summary>
    [AllowNull]
    public IReadOnlyList<LineAction> Actions { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>Pictures to leaf through.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#image-carousel"/>
public sealed record ImageCarouselTemplate() : Template("image_carousel")
{
    /// <summary>The pictures; 1 to 10.</summary>
    [AllowNull]
    public IReadOnlyList<ImageCarouselColumn> Columns { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>A picture of an image carousel.</summary>
public sealed record ImageCarouselColumn : LineObject
{
    /// <summary>Address of the picture: https, JPEG or PNG, square, at most 10 MB and 1024 pixels wide; at most 2000 UTF-16 units.</summary>
    public required string ImageUrl { get; init; }

    /// <summary>What a tap does; its label is at most 12 graphemes.</summary>
    public required LineAction Action { get; init; }
}

/// <summary>Reads and writes every kind of <see cref="Template"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class TemplateConverter : KindConverter<Template>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "buttons" => LineJson.Context.ButtonsTemplate,
        "confirm" => LineJson.Context.ConfirmTemplate,
        "carousel" => LineJson.Context.CarouselTemplate,
        "image_carousel" => LineJson.Context.ImageCarouselTemplate,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(Template value) => ForKind(value.Type) ?? NotOfTheFamily(value);
}
