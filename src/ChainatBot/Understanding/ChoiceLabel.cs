using System.Globalization;
using System.Text;

namespace ChainatBot.Understanding;

/// <summary>One of the offered choices, in the forms in which an answer may say it.</summary>
internal sealed class ChoiceLabel
{
    /// <summary>A word shorter than this says too little of the label it is from: น้ำ of น้ำประปา is also in น้ำท่วม.</summary>
    private const int ShortestChief = 6;

    // What amounts are counted in; an answer may leave it out, but not put another in its place.
    private static readonly string[] Units = ["บาท", "ปี", "เดือน", "วัน", "ไร่", "คน", "ครั้ง", "กิโลเมตร", "กม"];

    private static readonly string[] Partings = ["หรือ", "และ", "/", ",", "(", ")", " "];

    private static readonly string[] Denials = ["ไม่", "อย่า", "ยกเว้น", "นอกจาก", "มิ", "เปล่า", "ม่"];

    // A slip in ไม่ must not turn a refusal into consent.
    private static readonly string[] DenialsAtStart = ["ไม", "มั่ย", "มัย", "บ่"];

    // Words of degree with a denial's letters in them.
    private static readonly string[] Degrees = ["อย่างยิ่ง", "อย่างมาก", "อย่างแรง"];

    public ChoiceLabel(string label)
    {
        Normalised = ThaiText.Normalise(label);
        Key = ThaiText.Compact(Normalised);
        Core = ThaiText.Compact(Politeness.Strip(Normalised));
        Folded = ThaiText.Fold(Normalised);
        Denies = IsDenial(Key);
        Figures = InFigures(Politeness.Strip(Normalised));
        BareFigures = Figures is null ? null : Units.Aggregate(Figures, (figures, unit) => figures.Replace(unit, "", StringComparison.Ordinal));
        var cuts = WordCutter.Boundaries(Key);
        Endings = [.. cuts.Where(at => at > 0 && at < Key.Length).Select(at => ThaiText.Fold(Key[at..]))];
        Words = [.. cuts.Zip(cuts.Skip(1), (start, end) => Key[start..end])];
        Chief = [.. Words.Where(w => w.Length >= ShortestChief && w.Length * 2 >= Key.Length && w.Length < Key.Length)];
        Pieces = [.. Normalised.Split(Partings, StringSplitOptions.RemoveEmptyEntries).Select(ThaiText.Compact).Where(p => p.Length >= 3 && p.Length < Key.Length && !p.Any(char.IsDigit))];
        Number = NumberScanner.Find(Normalised) is [{ Value: { } value, InWords: false }] ? value : null;
    }

    public string Normalised { get; }
    public string Key { get; }
    public string Core { get; }
    public string Folded { get; }
    public bool Denies { get; }

    /// <summary>The label with its amounts in digits; null where it has none.</summary>
    public string? Figures { get; }

    public string? BareFigures { get; }

    /// <summary>What is left of the label, folded, when words are taken off its front: “อาทิต” of วันอาทิตย์.</summary>
    public IReadOnlyList<string> Endings { get; }

    public IReadOnlyList<string> Words { get; }

    /// <summary>Those that make up most of it.</summary>
    public IReadOnlyList<string> Chief { get; }

    /// <summary>What it names side by side: ธกส and ธนาคาร.</summary>
    public IReadOnlyList<string> Pieces { get; }

    public decimal? Number { get; }

    /// <summary>Whether it turns something away.</summary>
    public static bool IsDenial(string key)
    {
        foreach (var degree in Degrees)
            key = key.Replace(degree, "", StringComparison.Ordinal);
        foreach (var denial in DenialsAtStart)
            if (key.StartsWith(denial, StringComparison.Ordinal))
                return true;
        foreach (var denial in Denials)
            if (key.Contains(denial, StringComparison.Ordinal))
                return true;
        return false;
    }

    public static bool HasUnit(string figures) => Units.Any(u => figures.Contains(u, StringComparison.Ordinal));

    /// <summary>A text with its amounts in digits, whatever they were said in; null where it has none.</summary>
    public static string? InFigures(string text)
    {
        var numbers = NumberScanner.Find(text);
        if (numbers.Count == 0 || numbers.Any(n => n.Value is null))
            return null;
        var result = new StringBuilder();
        var at = 0;
        foreach (var number in numbers)
        {
            var between = text[at..number.Start];
            result.Append(at > 0 && between.Trim() == "-" ? "ถึง" : ThaiText.Compact(between)).Append(number.Value!.Value.ToString("0.####", CultureInfo.InvariantCulture));
            at = number.End;
        }
        return result.Append(ThaiText.Compact(text[at..])).ToString();
    }
}
