using Line.Messaging;
using RichMenus.Draw;
using SkiaSharp;

namespace ChainatBot.Tests.RichMenus;

/// <summary>The committed pictures are what the drawer makes of the committed menus.</summary>
public sealed class MenuPictureTests
{
    // Another version of the font or of the rasteriser moves edges a little; another word, drawing or place changes whole blocks.
    private const int Block = 10;
    private const int MuchDifference = 40;

    [Theory]
    [InlineData("villager")]
    [InlineData("team")]
    public void The_committed_picture_is_the_drawn_one(string name)
    {
        using var font = Font();
        var drawn = MenuPicture.Draw(Menu(name), font);
        Assert.True(DifferentBlocks(File.ReadAllBytes(PictureOf(name)), drawn) < 50, $"{name}.png is out of date: run `dotnet run --project richmenus/draw`, look at it and commit it.");
    }

    [Fact]
    public void A_changed_word_would_be_noticed()
    {
        using var font = Font();
        var menu = Menu("villager");
        var changed = menu with { Areas = [.. menu.Areas.Select((area, n) => n == 5 ? area with { Action = area.Action with { Label = "ช่วยเหลิอ" } } : area)] };
        Assert.True(DifferentBlocks(MenuPicture.Draw(menu, font), MenuPicture.Draw(changed, font)) is > 5 and < 200);
        var moved = menu with { Areas = [.. menu.Areas.Select((area, n) => n == 5 ? area with { Action = menu.Areas[4].Action } : area)] };
        Assert.True(DifferentBlocks(File.ReadAllBytes(PictureOf("villager")), MenuPicture.Draw(moved, font)) > 200);
    }

    [Fact]
    public void A_tone_mark_stands_above_the_vowel_it_belongs_to()
    {
        // Unshaped, or with a font that can't stack marks, the mark falls into the vowel and the word is no higher than without it.
        using var font = Font();
        Assert.True(TopOfInk(font, "เรื่อง") < TopOfInk(font, "เรือง") - 10);
    }

    [Fact]
    public void What_can_not_be_drawn_is_said()
    {
        using var font = Font();
        var menu = Menu("villager");
        var word = menu with { Areas = [new(new(0, 0, 2500, 1686), LineAction.Say("สวัสดี"))] };
        Assert.Contains("“สวัสดี”", Assert.Throws<DrawingException>(() => MenuPicture.Draw(word, font)).Message, StringComparison.Ordinal);
        var unlabelled = menu with { Areas = [new(new(0, 0, 2500, 1686), new MessageAction { Text = "เวที" })] };
        Assert.Contains("label", Assert.Throws<DrawingException>(() => MenuPicture.Draw(unlabelled, font)).Message, StringComparison.Ordinal);
    }

    private static ThaiFont Font()
    {
        var font = ThaiFont.Find();
        Assert.True(font.Name.StartsWith("Loma", StringComparison.Ordinal), $"The pictures are drawn with Loma, but here is only {font.Name}: install fonts-thai-tlwg.");
        return font;
    }

    private static RichMenu Menu(string name) => RichMenu.Parse(File.ReadAllBytes(Path.Combine(ShippedMenus.Directory, name + ".json")));

    private static string PictureOf(string name) => Path.Combine(ShippedMenus.Directory, name + ".png");

    private static int TopOfInk(ThaiFont font, string word)
    {
        using var bitmap = new SKBitmap(800, 400);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        font.Draw(canvas, word, 400, 300, 150, SKColors.Black);
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
                if (bitmap.GetPixel(x, y).Red < 128) return y;
        throw new InvalidOperationException("Nothing was drawn.");
    }

    private static int DifferentBlocks(byte[] one, byte[] other)
    {
        using SKBitmap a = Small(one), b = Small(other);
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        var different = 0;
        for (var y = 0; y < a.Height; y++)
        {
            for (var x = 0; x < a.Width; x++)
            {
                var (p, q) = (a.GetPixel(x, y), b.GetPixel(x, y));
                if (Math.Max(Math.Abs(p.Red - q.Red), Math.Max(Math.Abs(p.Green - q.Green), Math.Abs(p.Blue - q.Blue))) > MuchDifference) different++;
            }
        }

        return different;
    }

    /// <summary>One pixel for each block, its mean.</summary>
    private static SKBitmap Small(byte[] picture)
    {
        using var whole = SKBitmap.Decode(picture);
        return whole.Resize(new SKImageInfo(whole.Width / Block, whole.Height / Block), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }
}
