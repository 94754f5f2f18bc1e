using SkiaSharp;

namespace RichMenus.Draw;

/// <summary>The colours of a drawing: strong, soft, and that of the card it is on.</summary>
public sealed record Inks(SKColor Strong, SKColor Soft, SKColor Card);

/// <summary>Which of the colours a shape has.</summary>
public enum Ink { Strong, Soft, Card }

/// <summary>A shape on a field of 100 × 100, in the path language of SVG; filled, or drawn as a line of some width with round ends.</summary>
public sealed record Shape(string Path, Ink Ink, float Line = 0);

/// <summary>A drawing: shapes, the later above the earlier.</summary>
public sealed record Symbol(params Shape[] Shapes)
{
    public void Draw(SKCanvas canvas, SKRect place, Inks inks)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentNullException.ThrowIfNull(inks);
        var saved = canvas.Save();
        canvas.Translate(place.Left, place.Top);
        canvas.Scale(place.Width / 100);
        foreach (var shape in Shapes)
        {
            using var path = SKPath.ParseSvgPathData(shape.Path) ?? throw new DrawingException($"This is no SVG path: {shape.Path}");
            using var paint = new SKPaint
            {
                IsAntialias = true,
                Color = shape.Ink switch { Ink.Strong => inks.Strong, Ink.Soft => inks.Soft, _ => inks.Card },
                Style = shape.Line > 0 ? SKPaintStyle.Stroke : SKPaintStyle.Fill,
                StrokeWidth = shape.Line,
                StrokeCap = SKStrokeCap.Round,
                StrokeJoin = SKStrokeJoin.Round,
            };
            canvas.DrawPath(path, paint);
        }

        canvas.RestoreToCount(saved);
    }
}

/// <summary>The drawings, by the word that an area says for the person.</summary>
public static class Symbols
{
    private static readonly Dictionary<string, Symbol> ByWord = new(StringComparer.Ordinal)
    {
        ["ความเห็น"] = SpeechBubble(),
        ["จัดลำดับ"] = Podium(),
        ["แบบสอบถาม"] = Checklist(),
        ["เวที"] = PeopleUnderARoof(),
        ["เรื่องของฉัน"] = PersonWithShield(),
        ["ช่วยเหลือ"] = QuestionMark(),
        ["สรุป"] = Bars(),
    };

    /// <exception cref="DrawingException">No drawing belongs to the word.</exception>
    public static Symbol For(string word) => ByWord.TryGetValue(word, out var symbol)
        ? symbol
        : throw new DrawingException($"There is no drawing for “{word}”. Add one to richmenus/draw/Symbols.cs; there are {string.Join(", ", ByWord.Keys)}.");

    private static Symbol SpeechBubble() => new(
        new("M22 8 H78 A17 17 0 0 1 95 25 V55 A17 17 0 0 1 78 72 H50 L26 93 V72 H22 A17 17 0 0 1 5 55 V25 A17 17 0 0 1 22 8 Z", Ink.Strong),
        new("M26 31 H74", Ink.Card, 8),
        new("M26 50 H57", Ink.Card, 8));

    private static Symbol Podium() => new(
        new("M8 60 Q8 56 12 56 H36 V94 H8 Z", Ink.Soft),
        new("M64 68 H88 Q92 68 92 72 V94 H64 Z", Ink.Soft),
        new("M36 44 Q36 40 40 40 H60 Q64 40 64 44 V94 H36 Z", Ink.Strong),
        new("M50 3 L54.6 13.6 L66.2 14.7 L57.5 22.4 L60 33.7 L50 27.8 L40 33.7 L42.5 22.4 L33.8 14.7 L45.4 13.6 Z", Ink.Strong),
        new("M45.5 56 L51 52 V74", Ink.Card, 6),
        new("M16.5 67 C17 62.5 27 62 27 68.5 C27 74 16 77 16 83 H28", Ink.Strong, 5),
        new("M72.5 75.5 C74 72 83.5 72 83 77 C83 80.5 79 81 77.5 81 C80 81 84 81.5 84 85.5 C84 91 73.5 91 72 87", Ink.Strong, 4.6f));

    private static Symbol Checklist() => new(
        new("M23 13 H77 Q85 13 85 21 V88 Q85 96 77 96 H23 Q15 96 15 88 V21 Q15 13 23 13 Z", Ink.Strong),
        new("M27 23 H73 Q75 23 75 25 V84 Q75 86 73 86 H27 Q25 86 25 84 V25 Q25 23 27 23 Z", Ink.Card),
        new("M40 5 H60 Q66 5 66 11 V19 Q66 24 60 24 H40 Q34 24 34 19 V11 Q34 5 40 5 Z", Ink.Strong),
        new("M32 38 L36.5 42.5 L44 34", Ink.Strong, 5.5f),
        new("M32 56 L36.5 60.5 L44 52", Ink.Strong, 5.5f),
        new("M32 74 L36.5 78.5 L44 70", Ink.Strong, 5.5f),
        new("M53 39 H68 M53 57 H68 M53 75 H68", Ink.Soft, 6.5f));

    private static Symbol PeopleUnderARoof() => new(
        new("M50 3 C59 21 77 32 97 37 Q99 38 99 40 V44 Q99 46 97 46 H3 Q1 46 1 44 V40 Q1 38 3 37 C23 32 41 21 50 3 Z", Ink.Strong),
        new("M24 54 A9 9 0 1 1 23.99 54 Z M7 95 C7 82 14 75 24 75 C34 75 41 82 41 95 Z", Ink.Soft),
        new("M76 54 A9 9 0 1 1 75.99 54 Z M59 95 C59 82 66 75 76 75 C86 75 93 82 93 95 Z", Ink.Soft),
        new("M29 95 C29 82 37 74 50 74 C63 74 71 82 71 95", Ink.Card, 7),
        new("M50 51 A10.5 10.5 0 1 1 49.99 51 Z M29 95 C29 82 37 75.5 50 75.5 C63 75.5 71 82 71 95 Z", Ink.Strong));

    private static Symbol PersonWithShield() => new(
        new("M42 5 A20 20 0 1 1 41.99 5 Z", Ink.Strong),
        new("M4 92 C4 66 20 52 42 52 C64 52 80 66 80 92 Q80 95 77 95 H7 Q4 95 4 92 Z", Ink.Strong),
        new("M74 46 L95 53 V70 C95 83 86 92 74 97 C62 92 53 83 53 70 V53 Z", Ink.Card, 9),
        new("M74 46 L95 53 V70 C95 83 86 92 74 97 C62 92 53 83 53 70 V53 Z", Ink.Soft),
        new("M64 71 L71.5 78.5 L85 64", Ink.Strong, 6.5f));

    private static Symbol QuestionMark() => new(
        new("M50 5 A45 45 0 1 1 49.99 5 Z", Ink.Strong),
        new("M35.5 39 C35.5 28 42 23 50 23 C59 23 65 29 65 37 C65 47.5 50 49 50 61", Ink.Card, 9.5f),
        new("M50 71.5 A6 6 0 1 1 49.99 71.5 Z", Ink.Card));

    private static Symbol Bars() => new(
        new("M14 56 H30 Q32 56 32 58 V88 H12 V58 Q12 56 14 56 Z", Ink.Soft),
        new("M42 34 H58 Q60 34 60 36 V88 H40 V36 Q40 34 42 34 Z", Ink.Soft),
        new("M70 12 H86 Q88 12 88 14 V88 H68 V14 Q68 12 70 12 Z", Ink.Strong),
        new("M6 92 H94", Ink.Strong, 7));
}
