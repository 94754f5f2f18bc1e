using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Line.Messaging;

/// <summary>What a picture's first bytes tell of it, and whether LINE would take it for a rich menu. The picture itself is not decoded.</summary>
/// <param name="ContentType"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Size">Its size in pixels.</param>
public sealed record RichMenuImage(string ContentType, RichMenuSize Size)
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads type and size from the header of a PNG or JPEG.</summary>
    /// <param name="image">The file's bytes, or its beginning.</param>
    /// <param name="header">Type and size.</param>
    /// <returns>False when it is neither, or broken off before its size.</returns>
    public static bool TryRead(ReadOnlySpan<byte> image, [NotNullWhen(true)] out RichMenuImage? header)
    {
        header = ReadPng(image) ?? ReadJpeg(image);
        return header is not null;
    }

    /// <summary>Why LINE would refuse the picture, as a sentence; null when it would take it.</summary>
    /// <param name="image">The file's bytes.</param>
    /// <param name="menu">The size that its menu gives; LINE refuses a picture of another size. Null to leave that out.</param>
    public static string? Problem(ReadOnlySpan<byte> image, RichMenuSize? menu = null)
    {
        if (!TryRead(image, out var header))
            return "The rich menu picture is neither a PNG nor a JPEG.";
        if (image.Length > LineLimits.RichMenuImageBytes)
            return Say($"The rich menu picture has {image.Length} bytes; LINE takes at most {LineLimits.RichMenuImageBytes}.");
        var (width, height) = header.Size;
        if (width is < LineLimits.RichMenuMinWidth or > LineLimits.RichMenuMaxWidth)
            return Say($"The rich menu picture is {width} pixels wide; LINE takes {LineLimits.RichMenuMinWidth} to {LineLimits.RichMenuMaxWidth}.");
        if (height < LineLimits.RichMenuMinHeight)
            return Say($"The rich menu picture is {height} pixels high; LINE takes {LineLimits.RichMenuMinHeight} or more.");
        if (width < height * LineLimits.RichMenuMinAspectRatio)
            return Say($"The rich menu picture is {width}×{height} pixels; LINE wants the width to be at least {LineLimits.RichMenuMinAspectRatio} times the height.");
        if (menu is not null && menu != header.Size)
            return Say($"The rich menu picture is {width}×{height} pixels, but its menu says {menu.Width}×{menu.Height}.");
        return null;
    }

    private static RichMenuImage? ReadPng(ReadOnlySpan<byte> image)
    {
        // Signature, length of the first chunk, "IHDR", width, height.
        if (image.Length < 24 || !image.StartsWith(PngSignature) || !image[12..].StartsWith("IHDR"u8))
            return null;
        var width = BinaryPrimitives.ReadUInt32BigEndian(image[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(image[20..]);
        return width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? null : new("image/png", new((int)width, (int)height));
    }

    private static RichMenuImage? ReadJpeg(ReadOnlySpan<byte> image)
    {
        if (!image.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return null;
        var at = 2;
        while (at + 4 <= image.Length && image[at] == 0xFF)
        {
            var marker = image[at + 1];
            if (marker == 0xFF)
            {
                // A fill byte before the marker.
                at++;
                continue;
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            if (marker is 0xD9 or 0xDA)
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
            if (length < 2)
                return null;
            // SOF0…SOF15 carry the size; C4 (tables), C8 (reserved) and CC (arithmetic tables) lie between them.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return ReadFrame(image[at..]);
            at += 2 + length;
        }

        return null;
    }

    private static RichMenuImage? ReadFrame(ReadOnlySpan<byte> frame)
    {
        // Marker, length, precision, height, width.
        if (frame.Length < 9)
            return null;
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[5..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[7..]);
        return width == 0 || height == 0 ? null : new("image/jpeg", new(width, height));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
