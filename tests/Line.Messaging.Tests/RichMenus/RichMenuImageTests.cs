using CsCheck;

namespace Line.Messaging.Tests.RichMenus;

public sealed class RichMenuImageTests
{
    [Theory]
    [InlineData(2500, 1686)]
    [InlineData(2500, 843)]
    [InlineData(800, 250)]
    [InlineData(800, 551)]
    public void A_png_that_LINE_takes_has_no_problem(int width, int height)
    {
        var image = Pictures.Png(width, height);

        Assert.Null(RichMenuImage.Problem(image, new(width, height)));
        Assert.True(RichMenuImage.TryRead(image, out var header));
        Assert.Equal(new RichMenuImage("image/png", new(width, height)), header);
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xC2)]
    [InlineData(0xCF)]
    public void The_size_of_a_jpeg_is_found_behind_other_blocks(byte frame)
    {
        Assert.True(RichMenuImage.TryRead(Pictures.Jpeg(1200, 810, frame), out var header));
        Assert.Equal(new RichMenuImage("image/jpeg", new(1200, 810)), header);
    }

    public static TheoryData<byte[], string> Refused => new()
    {
        { [], "neither" },
        { "GIF89a............................"u8.ToArray(), "neither" },
        { Pictures.Png(2500, 1686)[..20], "neither" },
        { Pictures.Png(0, 1686), "neither" },
        { [0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 0, 0, 0, 0], "neither" },
        { [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0], "neither" },
        { Pictures.Jpeg(2500, 1686)[..300], "neither" },
        { Pictures.Png(2500, 1686, 1024 * 1024 + 1), "1048577 bytes" },
        { Pictures.Png(799, 250), "799 pixels wide" },
        { Pictures.Png(2501, 1000), "2501 pixels wide" },
        { Pictures.Png(800, 249), "249 pixels high" },
        { Pictures.Png(800, 552), "1.45 times" },
        { Pictures.Png(2500, 843), "but its menu says 2500×1686" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_picture_that_LINE_would_refuse_has_a_problem(byte[] image, string words) =>
        Assert.Contains(words, RichMenuImage.Problem(image, new(2500, 1686)), StringComparison.Ordinal);

    [Fact]
    public void The_largest_picture_is_taken() =>
        Assert.Null(RichMenuImage.Problem(Pictures.Png(2500, 1686, 1024 * 1024)));

    [Fact]
    public void No_bytes_at_all_make_it_fail() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Bool).Sample((bytes, jpeg) =>
        {
            byte[] image = jpeg ? [0xFF, 0xD8, 0xFF, .. bytes] : bytes;
            return RichMenuImage.TryRead(image, out var header) == (header is { Size: { Width: > 0, Height: > 0 } });
        });
}
