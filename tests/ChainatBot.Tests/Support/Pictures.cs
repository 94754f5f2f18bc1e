using System.Text;
using SkiaSharp;

namespace ChainatBot.Tests.Support;

/// <summary>Photos as phones send them.</summary>
public static class Pictures
{
    /// <summary>A 40 × 30 JPEG with a text in an EXIF segment, where cameras write places.</summary>
    public static byte[] JpegWithSecret(string secret)
    {
        using var surface = SKSurface.Create(new SKImageInfo(40, 30));
        surface.Canvas.Clear(SKColors.Olive);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        var jpeg = data.ToArray();
        var payload = Encoding.ASCII.GetBytes("Exif\0\0" + secret);
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload, .. jpeg[2..]];
    }
}
