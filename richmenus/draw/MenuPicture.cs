using Line.Messaging;
using SkiaSharp;

namespace RichMenus.Draw;

/// <summary>
/// Draws a menu from its own JSON: a card for every area, with the drawing that belongs to the word the area says and the
/// area's label. The first area, the one that matters most, is the dark one.
/// </summary>
public static class MenuPicture
{
    private static readonly SKColor Accent = SKColor.Parse("#06703A");
    private static readonly SKColor Tint = SKColor.Parse("#BFE0CC");
    private static readonly SKColor Ground = SKColor.Parse("#E3EFE7");
    private static readonly SKColor Letters = SKColor.Parse("#12251B");

    private const float Gap = 14;
    private const float Corner = 44;
    private const float Margin = 36;
    private const float LargestLetters = 168;

    /// <returns>A PNG of the menu's size.</returns>
    /// <exception cref="DrawingException">An area has no label, or its word no drawing.</exception>
    public static byte[] Draw(RichMenu menu, ThaiFont font)
    {
        ArgumentNullException.ThrowIfNull(menu);
        ArgumentNullException.ThrowIfNull(font);
        using var surface = SKSurface.Create(new SKImageInfo(menu.Size.Width, menu.Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new DrawingException($"A picture of {menu.Size.Width}×{menu.Size.Height} pixels can't be made.");
        surface.Canvas.Clear(Ground);
        var tiles = menu.Areas.Select((area, n) => new Tile(area, n == 0)).ToList();
        // One size of letters for the whole menu: the largest at which every label fits.
        var size = tiles.Min(tile => Math.Min(LargestLetters, LargestLetters * tile.RoomForLabel / font.Width(tile.Label, LargestLetters)));
        foreach (var tile in tiles) Draw(surface.Canvas, tile, font, size);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static void Draw(SKCanvas canvas, Tile tile, ThaiFont font, float size)
    {
        using var card = new SKPaint { IsAntialias = true, Color = tile.IsFirst ? Accent : SKColors.White };
        canvas.DrawRoundRect(tile.Card, Corner, Corner, card);
        var inks = tile.IsFirst ? new Inks(SKColors.White, Tint, Accent) : new Inks(Accent, Tint, SKColors.White);
        var letters = tile.IsFirst ? SKColors.White : Letters;
        var letterHeight = font.LetterHeight(size);
        var symbol = tile.SymbolSize(size);
        if (tile.IsWide)
        {
            var left = tile.Card.MidX - ((symbol + Margin + Margin + font.Width(tile.Label, size)) / 2);
            tile.Symbol.Draw(canvas, SKRect.Create(left, tile.Card.MidY - (symbol / 2), symbol, symbol), inks);
            font.Draw(canvas, tile.Label, left + symbol + Margin + Margin + (font.Width(tile.Label, size) / 2), tile.Card.MidY + (letterHeight / 2), size, letters);
            return;
        }

        // Above the letters stand vowels and tone marks, below them a vowel: the space between is theirs.
        var marks = size * 0.62f;
        var below = size * 0.22f;
        var top = tile.Card.MidY - ((symbol + marks + letterHeight + below) / 2);
        tile.Symbol.Draw(canvas, SKRect.Create(tile.Card.MidX - (symbol / 2), top, symbol, symbol), inks);
        font.Draw(canvas, tile.Label, tile.Card.MidX, top + symbol + marks + letterHeight, size, letters);
    }

    private sealed class Tile
    {
        public Tile(RichMenuArea area, bool isFirst)
        {
            var (x, y, width, height) = (area.Bounds.X, area.Bounds.Y, area.Bounds.Width, area.Bounds.Height);
            Card = SKRect.Create(x + Gap, y + Gap, width - Gap - Gap, height - Gap - Gap);
            Label = area.Action.Label is { Length: > 0 } label ? label : throw new DrawingException("An area has no label; its label is what the picture says and what screen readers read.");
            Symbol = Symbols.For((area.Action as MessageAction)?.Text ?? "");
            IsFirst = isFirst;
        }

        public SKRect Card { get; }
        public string Label { get; }
        public Symbol Symbol { get; }
        public bool IsFirst { get; }

        /// <summary>Flat areas have the drawing beside the label, not above.</summary>
        public bool IsWide => Card.Width > Card.Height * 2;

        public float RoomForLabel => IsWide ? Card.Width - Card.Height - (4 * Margin) : Card.Width - (2 * Margin);

        public float SymbolSize(float letters) => IsWide ? Card.Height * 0.74f : Math.Min(Card.Width, Card.Height - (letters * 1.6f)) * 0.84f;
    }
}
