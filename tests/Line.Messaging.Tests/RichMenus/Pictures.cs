using System.Buffers.Binary;

namespace Line.Messaging.Tests.RichMenus;

/// <summary>Headers of pictures, filled up with zeros: all that is looked at before an upload.</summary>
internal static class Pictures
{
    public static byte[] Png(int width, int height, int bytes = 200)
    {
        var image = new byte[bytes];
        byte[] head = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8];
        head.CopyTo(image, 0);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    /// <summary>As cameras write it: an APP1 block of some length, a quantisation table, fill bytes, then the frame.</summary>
    public static byte[] Jpeg(int width, int height, byte frame = 0xC0, int bytes = 2000)
    {
        var image = new byte[bytes];
        byte[] head =
        [
            0xFF, 0xD8,
            0xFF, 0xE1, 0x01, 0x00, .. new byte[0xFE],
            0xFF, 0xDB, 0x00, 0x43, .. new byte[0x41],
            0xFF, 0xC4, 0x00, 0x04, 0x00, 0x00,
            0xFF, 0xFF, frame, 0x00, 0x11, 0x08,
            (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
        ];
        head.CopyTo(image, 0);
        return image;
    }
}
