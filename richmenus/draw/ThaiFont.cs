using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace RichMenus.Draw;

/// <summary>
/// A bold Thai typeface of this machine, looked up as a file. Letters with loops come first: people who learned to read
/// decades ago know them from school books and tell ค from ด and พ from ผ by them.
/// </summary>
public sealed class ThaiFont : IDisposable
{
    /// <summary>The file whose letters the committed pictures have.</summary>
    public const string Preferred = "Loma-Bold.ttf";

    // Not NotoLoopedThai: as Debian has it, it draws a tone mark into the vowel under it (เรื่อง, ที่).
    private static readonly string[] Files = [Preferred, "Loma-Bold.otf", "Garuda-Bold.ttf", "Garuda-Bold.otf", "NotoSansThai-Bold.ttf"];

    private readonly SKTypeface typeface;
    private readonly SKShaper shaper;

    private ThaiFont(string file)
    {
        Name = Path.GetFileName(file);
        typeface = SKTypeface.FromFile(file) ?? throw new DrawingException($"{file} is no font that can be read; reinstall the package fonts-thai-tlwg.");
        shaper = new SKShaper(typeface);
    }

    public string Name { get; }

    /// <exception cref="DrawingException">There is none on this machine.</exception>
    public static ThaiFont Find()
    {
        var installed = Folders().Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
            .Where(file => Files.Contains(Path.GetFileName(file), StringComparer.Ordinal))
            .OrderBy(file => Array.IndexOf(Files, Path.GetFileName(file))).ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault();
        return installed is null
            ? throw new DrawingException($"There is no Thai font here ({string.Join(", ", Files)}). On Debian and Ubuntu: apt-get install fonts-thai-tlwg")
            : new ThaiFont(installed);
    }

    /// <summary>How wide the text is, shaped, in pixels.</summary>
    public float Width(string text, float size)
    {
        using var font = Sized(size);
        return shaper.Shape(text, font).Width;
    }

    /// <summary>How high the tallest letters without marks stand above the line, in pixels.</summary>
    public float LetterHeight(float size)
    {
        using var font = Sized(size);
        font.MeasureText("บ", out var bounds);
        return bounds.Height;
    }

    /// <summary>Draws the text around <paramref name="center"/>, its vowels and tone marks where they belong.</summary>
    public void Draw(SKCanvas canvas, string text, float center, float baseline, float size, SKColor color)
    {
        using var font = Sized(size);
        // A thin line around them makes the letters stronger, and leaves their loops open.
        using var paint = new SKPaint { Color = color, IsAntialias = true, Style = SKPaintStyle.StrokeAndFill, StrokeWidth = size * 0.02f, StrokeJoin = SKStrokeJoin.Round };
        canvas.DrawShapedText(shaper, text, center - (shaper.Shape(text, font).Width / 2), baseline, font, paint);
    }

    public void Dispose()
    {
        shaper.Dispose();
        typeface.Dispose();
    }

    // A little narrower than the typeface is: so the letters of the longest label can be a tenth larger.
    private SKFont Sized(float size) => new(typeface, size) { ScaleX = 0.9f, Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    private static IEnumerable<string> Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return
        [
            "/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"), Path.Combine(home, ".fonts"),
            "/Library/Fonts", Path.Combine(home, "Library/Fonts"),
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts) is { Length: > 0 } fonts ? fonts : "/usr/share/fonts",
        ];
    }
}
