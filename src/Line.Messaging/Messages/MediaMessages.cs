using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>A sticker of LINE's official list for bots.</summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/sticker-list/"/>
public sealed record StickerMessage() : Message("sticker")
{
    /// <summary>The package it is from.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string PackageId { get; init; }

    /// <summary>Its id.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string StickerId { get; init; }

    /// <summary>What quotes a message of the same chat.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>A picture.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#image-message"/>
public sealed record ImageMessage() : Message("image")
{
    /// <summary>Address of the picture: https, JPEG or PNG, at most 10 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string OriginalContentUrl { get; init; }

    /// <summary>Address of the preview: https, JPEG or PNG, at most 1 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string PreviewImageUrl { get; init; }
}

/// <summary>A video.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#video-message"/>
public sealed record VideoMessage() : Message("video")
{
    /// <summary>Address of the video: https, MP4, at most 200 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string OriginalContentUrl { get; init; }

    /// <summary>Address of the preview: https, JPEG or PNG, at most 1 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string PreviewImageUrl { get; init; }

    /// <summary>Brings a <see cref="VideoPlayCompleteEvent"/> when the video was watched; at most 100 characters. Not in group chats.</summary>
    public string? TrackingId { get; init; }
}

/// <summary>A sound.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#audio-message"/>
public sealed record AudioMessage() : Message("audio")
{
    /// <summary>Address of the sound: https, MP3 or M4A, at most 200 MB; at most 2000 UTF-16 units, percent-encoded.</summary>
    public required string OriginalContentUrl { get; init; }

    /// <summary>Length in milliseconds.</summary>
    public required long Duration { get; init; }
}

/// <summary>A place.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#location-message"/>
public sealed record LocationMessage() : Message("location")
{
    /// <summary>Name of the place; 1 to 100 UTF-16 units.</summary>
    public required string Title { get; init; }

    /// <summary>Address of the place; 1 to 100 UTF-16 units.</summary>
    public required string Address { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public required double Longitude { get; init; }
}

/// <summary>A coupon of the account.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#coupon-message"/>
public sealed record CouponMessage() : Message("coupon")
{
    /// <summary>Which coupon.</summary>
    public required string CouponId { get; init; }

    /// <summary>Tells ways of delivery apart in LINE's statistics; at most 30 UTF-16 units.</summary>
    public string? DeliveryTag { get; init; }
}
