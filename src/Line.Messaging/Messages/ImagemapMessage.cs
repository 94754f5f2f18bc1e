using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>A picture with areas to tap, and perhaps a video on it.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#imagemap-message"/>
public sealed record ImagemapMessage() : Message("imagemap")
{
    /// <summary>Address of the picture without the width: LINE adds <c>/240</c>, <c>/300</c>, <c>/460</c>, <c>/700</c> or <c>/1040</c>. https; at most 2000 UTF-16 units.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>What is shown in notifications and where pictures can't be; 1 to 1500 UTF-16 units.</summary>
    public required string AltText { get; init; }

    /// <summary>Size of the picture at a width of 1040, in pixels.</summary>
    public required ImagemapBaseSize BaseSize { get; init; }

    /// <summary>What is tapped where; at most 50.</summary>
    [AllowNull]
    public IReadOnlyList<ImagemapAction> Actions { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>A video on the picture.</summary>
    public new ImagemapVideo? Video { get; init; }
}

/// <summary>Size of an imagemap's picture.</summary>
public sealed record ImagemapBaseSize : LineObject
{
    /// <summary>1040.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels when the width is 1040.</summary>
    public required int Height { get; init; }
}

/// <summary>A part of a picture, in pixels of the base size.</summary>
public sealed record ImagemapArea : LineObject
{
    /// <summary>From the left edge; 0 or more.</summary>
    public required int X { get; init; }

    /// <summary>From the top edge; 0 or more.</summary>
    public required int Y { get; init; }

    /// <summary>Width.</summary>
    public required int Width { get; init; }

    /// <summary>Height.</summary>
    public required int Height { get; init; }

    /// <summary>A part of a picture.</summary>
    public static ImagemapArea Of(int x, int y, int width, int height) => new() { X = x, Y = y, Width = width, Height = height };
}

/// <summary>What happens when an area of an imagemap is tapped.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#imagemap-action-objects"/>
[JsonConverter(typeof(ImagemapActionConverter))]
public abstract record ImagemapAction : LineObject
{
    private protected ImagemapAction(string type) => Type = type;

    /// <summary><c>message</c>, <c>uri</c> or <c>clipboard</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>What screen readers say; at most 100 UTF-16 units.</summary>
    public string? Label { get; init; }

    /// <summary>Where.</summary>
    public required ImagemapArea Area { get; init; }
}

/// <summary>Says a text for the person.</summary>
public sealed record MessageImagemapAction() : ImagemapAction("message")
{
    /// <summary>The text; 1 to 400 UTF-16 units.</summary>
    public required string Text { get; init; }
}

/// <summary>Opens an address.</summary>
public sealed record UriImagemapAction() : ImagemapAction("uri")
{
    /// <summary>The address: <c>http</c>, <c>https</c>, <c>line</c> or <c>tel</c>; at most 1000 UTF-16 units.</summary>
    public required string LinkUri { get; init; }
}

/// <summary>Copies text.</summary>
public sealed record ClipboardImagemapAction() : ImagemapAction("clipboard")
{
    /// <summary>The text; 1 to 1000 UTF-16 units.</summary>
    public required string ClipboardText { get; init; }
}

/// <summary>A video on an imagemap.</summary>
public sealed record ImagemapVideo : LineObject
{
    /// <summary>Address of the video: https, MP4, at most 200 MB; at most 2000 UTF-16 units.</summary>
    public required string OriginalContentUrl { get; init; }

    /// <summary>Address of the preview: https, JPEG or PNG, at most 1 MB; at most 2000 UTF-16 units.</summary>
    public required string PreviewImageUrl { get; init; }

    /// <summary>Where on the picture.</summary>
    public required ImagemapArea Area { get; init; }

    /// <summary>What is offered when the video has ended.</summary>
    public ImagemapExternalLink? ExternalLink { get; init; }
}

/// <summary>What is offered when a video has ended.</summary>
public sealed record ImagemapExternalLink : LineObject
{
    /// <summary>The address; at most 1000 UTF-16 units.</summary>
    public required string LinkUri { get; init; }

    /// <summary>What the link says; at most 30 UTF-16 units.</summary>
    public required string Label { get; init; }
}

/// <summary>Reads and writes every kind of <see cref="ImagemapAction"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class ImagemapActionConverter : KindConverter<ImagemapAction>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "message" => LineJson.Context.MessageImagemapAction,
        "uri" => LineJson.Context.UriImagemapAction,
        "clipboard" => LineJson.Context.ClipboardImagemapAction,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(ImagemapAction value) => ForKind(value.Type) ?? NotOfTheFamily(value);
}
