using System.Globalization;

namespace ChainatBot.Understanding;

/// <param name="Value">Null for what looks like a number but is no single amount: a range in words (“ห้าหก”), a phone number, a date, a misplaced comma.</param>
internal readonly record struct NumberSpan(int Start, int End, decimal? Value, bool InWords);

/// <summary>Finds the numbers in a normalised text, in digits, words or both (“2 พัน 5 ร้อย”).</summary>
internal static class NumberScanner
{
    // Longest first where one begins another.
    private static readonly NumberWord[] Words =
    [
        new("ศูนย์", NumberWordKind.Unit, 0), new("หนึ่ง", NumberWordKind.Unit, 1), new("หนึง", NumberWordKind.Unit, 1), new("หนี่ง", NumberWordKind.Unit, 1), new("นึ่ง", NumberWordKind.Unit, 1), new("นึง", NumberWordKind.Unit, 1),
        new("เอ็ด", NumberWordKind.EndUnit, 1), new("เอด", NumberWordKind.EndUnit, 1), new("สอง", NumberWordKind.Unit, 2), new("ยี่", NumberWordKind.TwentyUnit, 2), new("ยี", NumberWordKind.TwentyUnit, 2), new("สาม", NumberWordKind.Unit, 3),
        new("สี่", NumberWordKind.Unit, 4), new("ห้า", NumberWordKind.Unit, 5), new("หก", NumberWordKind.Unit, 6), new("เจ็ด", NumberWordKind.Unit, 7), new("เจด", NumberWordKind.Unit, 7), new("เจ้ด", NumberWordKind.Unit, 7),
        new("แปด", NumberWordKind.Unit, 8), new("เก้า", NumberWordKind.Unit, 9),
        new("สิบ", NumberWordKind.Multiplier, 10), new("สิป", NumberWordKind.Multiplier, 10), new("ร้อย", NumberWordKind.Multiplier, 100), new("พัน", NumberWordKind.Multiplier, 1000), new("หมื่น", NumberWordKind.Multiplier, 10_000),
        new("หมืน", NumberWordKind.Multiplier, 10_000), new("หมื้น", NumberWordKind.Multiplier, 10_000), new("หมึ่น", NumberWordKind.Multiplier, 10_000), new("มื่น", NumberWordKind.Multiplier, 10_000), new("แสน", NumberWordKind.Multiplier, 100_000), new("ล้าน", NumberWordKind.Multiplier, Million),
        new("โหล", NumberWordKind.Dozen, 12), new("ครึ่ง", NumberWordKind.Half, 0), new("ครี่ง", NumberWordKind.Half, 0),
    ];

    // Words of their own, and a slip only where a place follows at once: “หาพัน”, “ก้าวสิบ”.
    private static readonly NumberWord[] BeforePlaces =
        [.. Words.Where(w => w.Kind == NumberWordKind.Unit && w.Value > 0), new("ก้าว", NumberWordKind.Unit, 9), new("ก้า", NumberWordKind.Unit, 9)];

    // The same after a count: “สองรอย”. ลาน is a threshing floor.
    private static readonly NumberWord[] AfterCounts = [.. Words.Where(w => w.Kind == NumberWordKind.Multiplier && w.Value is > 10 and < Million)];

    public const int Million = 1_000_000;

    private static readonly NumberWord Ten = new("สิบ", NumberWordKind.Multiplier, 10);

    // Words that begin with a number word and say no number.
    private static readonly string[] Other =
    [
        "สิบล้อ", "หกล้อ", "สี่ล้อ", "สามล้อ", "สองแถว", "สี่แยก", "สามแยก", "ห้าแยก", "ร้อยละ", "พันธุ์", "พันธ์", "พันเอก", "พันโท", "พันตรี", "เก้าอี้", "ห้าม", "หกล้ม", "หนึ่งเดียว", "แสนสาหัส", "แสนดี", "แสนจะ", "ร้อยเรียง", "พันธมิตร", "พันผูก",
        "ยี่ห้อ", "ล้านนา", "สองข้าง", "สองฝั่ง", "สองฟาก", "ทั้งสอง", "ศูนย์เด็ก", "ศูนย์พัฒนา", "ศูนย์ดำรง", "ศูนย์เรียน", "ศูนย์ราช",
    ];

    /// <param name="text">As <see cref="ThaiText.Normalise"/> leaves it.</param>
    public static List<NumberSpan> Find(string text)
    {
        var spans = new List<NumberSpan>();
        HashSet<int>? boundaries = null;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c))
            {
                var span = Parse(text, at);
                spans.Add(span);
                at = span.End;
            }
            else if (c is >= 'ก' and <= '๎' && StartAt(text, at) is not null && !StartsAny(text, at, Other))
            {
                var span = Parse(text, at);
                if (span.End > at && StandsAlone(text, span, ref boundaries))
                {
                    spans.Add(span);
                    at = span.End;
                }
                else
                {
                    at++;
                }
            }
            else
            {
                at++;
            }
        }
        return spans;
    }

    /// <summary>The number that begins exactly here, whatever stands before and after it.</summary>
    public static NumberSpan? At(string text, int at) =>
        at < text.Length && (char.IsAsciiDigit(text[at]) || StartAt(text, at) is not null) && Parse(text, at) is var span && span.End > at ? span : null;

    /// <summary>The digit 0–9 said by one word or digit here, with its length; null when there is none.</summary>
    public static (int Value, int Length)? UnitAt(string text, int at) =>
        at < text.Length && WordAt(text, at) is { Kind: NumberWordKind.Unit } word && !(at + word.Text.Length < text.Length && ThaiText.IsDependent(text[at + word.Text.Length]))
            ? (word.Value, word.Text.Length)
            : null;

    /// <summary>Whether it begins with a place without a count, as “พันห้า” does.</summary>
    public static bool IsBare(string text, NumberSpan span) => WordAt(text, span.Start) is { Kind: NumberWordKind.Multiplier or NumberWordKind.Dozen };

    private static NumberWord? StartAt(string text, int at) => WordAt(text, at) is { } word ? word.Kind == NumberWordKind.EndUnit ? null : word : LooseUnitAt(text, at, out _);

    private static NumberWord? LooseUnitAt(string text, int at, out int length)
    {
        foreach (var word in BeforePlaces)
            if (ThaiText.StartsLoosely(text.AsSpan(at), word.Text) is > 0 and var said && WordAt(text, at + said) is { Kind: NumberWordKind.Multiplier })
            {
                length = said;
                return word;
            }
        length = 0;
        return null;
    }

    private static NumberWord? LoosePlaceAt(string text, int at, out int length)
    {
        foreach (var word in AfterCounts)
            if (ThaiText.StartsLoosely(text.AsSpan(at), word.Text) is > 0 and var said)
            {
                length = said;
                return word;
            }
        length = 0;
        return null;
    }

    private static bool StandsAlone(string text, NumberSpan span, ref HashSet<int>? boundaries)
    {
        var startsFree = span.Start == 0 || !ThaiText.IsWordCharacter(text[span.Start - 1]);
        var endsFree = span.End == text.Length || !ThaiText.IsWordCharacter(text[span.End]) || char.IsAsciiDigit(text[span.End - 1]);
        if (startsFree && endsFree)
            return true;
        boundaries ??= [.. WordCutter.Boundaries(text)];
        return (startsFree || boundaries.Contains(span.Start)) && (endsFree || boundaries.Contains(span.End));
    }

    private static NumberSpan Parse(string text, int start)
    {
        var sum = new NumberSum();
        var at = start;
        var inWords = !char.IsAsciiDigit(text[start]);
        while (at < text.Length && !sum.Done)
        {
            var spaced = text[at] == ' ' && at > start;
            var p = spaced ? at + 1 : at;
            if (p >= text.Length)
                break;
            int end;
            if (char.IsAsciiDigit(text[p]))
            {
                var literal = Literal(text, p, out end);
                if (!sum.TakesLiteral(literal is null || spaced && !MultiplierFollows(text, end)))
                    break;
                sum.Literal(literal, end - p);
            }
            else if (WordAt(text, p) is { } word)
            {
                end = p + word.Text.Length;
                if (end < text.Length && ThaiText.IsDependent(text[end]))
                    break;
                if (word.Kind is NumberWordKind.Unit && spaced && !MultiplierFollows(text, end))
                    break;
                if (StartsAny(text, p, Other))
                    break;
                if (word.Kind is NumberWordKind.TwentyUnit && !MultiplierFollows(text, end))
                {
                    // “ยี่ห้า” is said for twenty-five.
                    if (WordAt(text, end) is not { Kind: NumberWordKind.Unit or NumberWordKind.EndUnit } || !sum.Takes(word) || !sum.Takes(Ten))
                        break;
                }
                else if (!sum.Takes(word))
                {
                    break;
                }
            }
            else if (p == at && LooseUnitAt(text, p, out var length) is { } unit && sum.Takes(unit))
            {
                end = p + length;
            }
            else if (p == at && at > start && sum.Counts && LoosePlaceAt(text, p, out length) is { } place && !StartsAny(text, p, Other) && sum.Takes(place))
            {
                end = p + length;
            }
            else if (p == at && text.AsSpan(p).StartsWith("จุด") && UnitAt(text, p + 3) is not null)
            {
                end = sum.Decimals(text, p + 3);
            }
            else if (p == at && text[p] == 'k' && p + 1 <= text.Length && (p + 1 == text.Length || !char.IsAsciiLetter(text[p + 1])) && sum.Thousands())
            {
                end = p + 1;
            }
            else
            {
                break;
            }
            at = end;
        }
        return new NumberSpan(start, at, at == start ? null : sum.Total(), inWords);
    }

    private static bool MultiplierFollows(string text, int at)
    {
        if (at < text.Length && text[at] == ' ')
            at++;
        return WordAt(text, at) is { Kind: NumberWordKind.Multiplier };
    }

    // Digits with commas by threes and a decimal point; null when the marks do not make an amount.
    private static decimal? Literal(string text, int start, out int end)
    {
        end = start;
        var sound = true;
        var whole = 0;
        var commas = false;
        var group = 0;
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                whole++;
                group++;
                end++;
            }
            else if (text[end] == ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
            {
                sound &= commas ? group == 3 : group <= 3;
                commas = true;
                group = 0;
                end++;
            }
            else
            {
                break;
            }
        }
        sound &= !commas || group == 3;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            var point = end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            // “5.000” is as often five thousand with the wrong mark.
            sound &= end - point != 4 || commas || whole > 3 || MultiplierFollows(text, end);
        }
        // Dates, fractions, clock times, phone and account numbers are no amounts.
        while (end + 1 < text.Length && text[end] is '/' or ':' or '.' && char.IsAsciiDigit(text[end + 1]))
        {
            sound = false;
            end += 2;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
        }
        if (!sound || end - start > 24 || whole > 15 || text[start] == '0' && whole >= 7)
            return null;
        return decimal.Parse(text.AsSpan(start, end - start).ToString().Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private static NumberWord? WordAt(string text, int at)
    {
        var rest = text.AsSpan(Math.Min(at, text.Length));
        foreach (var word in Words)
            if (rest.StartsWith(word.Text, StringComparison.Ordinal))
                return word;
        return null;
    }

    private static bool StartsAny(string text, int at, string[] words)
    {
        var rest = text.AsSpan(at);
        foreach (var word in words)
            if (rest.StartsWith(word, StringComparison.Ordinal) && !(rest.Length > word.Length && ThaiText.IsDependent(rest[word.Length])))
                return true;
        return false;
    }
}
