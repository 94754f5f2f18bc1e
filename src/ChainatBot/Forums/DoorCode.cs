using System.Text;
using QRCoder;

namespace ChainatBot.Forums;

/// <summary>The QR at the door of a forum: it opens the chat with the bot with the words that say that one is there.</summary>
public static class DoorCode
{
    private const int PixelsPerModule = 20;

    /// <summary>https://line.me/R/oaMessage/… : the chat, with the text ready to be sent (LINE, “Use LINE URL scheme”).</summary>
    /// <param name="basicId">The account's <c>@…</c>.</param>
    public static Uri Link(string basicId, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(basicId);
        return new Uri($"https://line.me/R/oaMessage/{Uri.EscapeDataString(basicId)}/?{Uri.EscapeDataString(text)}");
    }

    /// <summary>Read also where a part of the paper is torn or wet (a quarter may be missing).</summary>
    public static byte[] Svg(Uri link)
    {
        using var code = Of(link);
        using var svg = new SvgQRCode(code);
        return Encoding.UTF8.GetBytes(svg.GetGraphic(PixelsPerModule));
    }

    /// <inheritdoc cref="Svg"/>
    public static byte[] Png(Uri link)
    {
        using var code = Of(link);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Of(Uri link) => QRCodeGenerator.GenerateQrCode(link.AbsoluteUri, QRCodeGenerator.ECCLevel.Q);
}
