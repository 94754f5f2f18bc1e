using System.Globalization;

namespace ChainatBot.Understanding;

/// <param name="Value">Null for what looks like a number but is no single amount: a range in words (“ห้าหก”), a phone number, a date, a misplaced comma.</param>
internal readonly record struct NumberSpan(int Start, int End, decimal? Value, bool InWords);

/// <summary>Finds the numbers in a normalised text, in digits, words or both (“2 พัน 5 ร้อย”).</summary>
internal static class NumberScanner
{
    private enum Kind { Unit, EndUnit, TwentyUnit, Multiplier, Half }

    private readonly record struct Word(string Text, Kind Kind, int Value);

    // Longest first where one begins another.
    private static readonly Word[] Words =
    [
        new("ศูนย์", Kind.Unit, 0), new("หนึ่ง", Kind.Unit, 1), new("หนึง", Kind.Unit, 1), new("หนี่ง", Kind.Unit, 1), new("นึ่ง", Kind.Unit, 1), new("นึง", Kind.Unit, 1),
        new("เอ็ด", Kind.EndUnit, 1), new("เอด", Kind.EndUnit, 1), new("สอง", Kind.Unit, 2), new("ยี่", Kind.TwentyUnit, 2), new("ยี", Kind.TwentyUnit, 2), new("สาม", Kind.Unit, 3),
        new("สี่", Kind.Unit, 4), new("ห้า", Kind.Unit, 5), new("หก", Kind.Unit, 6), new("เจ็ด", Kind.Unit, 7), new("เจด", Kind.Unit, 7), new("เจ้ด", Kind.Unit, 7),
        new("แปด", Kind.Unit, 8), new("เก้า", Kind.Unit, 9),
        new("สิบ", Kind.Multiplier, 10), new("สิป", Kind.Multiplier, 10), new("ร้อย", Kind.Multiplier, 100), new("พัน", Kind.Multiplier, 1000), new("หมื่น", Kind.Multiplier, 10_000),
        new("หมืน", Kind.Multiplier, 10_000), new("หมื้น", Kind.Multiplier, 10_000), new("แสน", Kind.Multiplier, 100_000), new("ล้าน", Kind.Multiplier, Million),
        new("ครึ่ง", Kind.Half, 0), new("ครี่ง", Kind.Half, 0),
    ];

    private const int Million = 1_000_000;

    // Words that begin with a number word and say no number.
    private static readonly string[] Other =
    [
        "สิบล้อ", "หกล้อ", "สี่ล้อ", "สามล้อ", "สองแถว", "สี่แยก", "สามแยก", "ห้าแยก", "ร้อยละ", "พันธุ์", "พันธ์", "พันเอก", "พันโท", "พันตรี", "เก้าอี้", "ห้าม", "หกล้ม", "หนึ่งเดียว", "แสนสาหัส",
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
            else if (c is >= 'ก' and <= '๎' && WordAt(text, at) is { Kind: not Kind.EndUnit } && !StartsAny(text, at, Other))
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
        at < text.Length && (char.IsAsciiDigit(text[at]) || WordAt(text, at) is { Kind: not Kind.EndUnit }) && Parse(text, at) is var span && span.End > at ? span : null;

    /// <summary>The digit 0–9 said by one word or digit here, with its length; null when there is none.</summary>
    public static (int Value, int Length)? UnitAt(string text, int at) =>
        at < text.Length && WordAt(text, at) is { Kind: Kind.Unit } word && !(at + word.Text.Length < text.Length && ThaiText.IsDependent(text[at + word.Text.Length]))
            ? (word.Value, word.Text.Length)
            : null;

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
        var sum = new Sum();
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
                if (word.Kind is Kind.Unit && spaced && !MultiplierFollows(text, end))
                    break;
                if (word.Kind is Kind.TwentyUnit && !MultiplierFollows(text, end))
                    break;
                if (StartsAny(text, p, Other) || !sum.Takes(word))
                    break;
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
        return WordAt(text, at) is { Kind: Kind.Multiplier };
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
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
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

    private static Word? WordAt(string text, int at)
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
            if (rest.StartsWith(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    // Adds up as it is read. A unit left over after พัน and above counts the next lower place: “สองพันห้า” is 2500; after ร้อย it is itself: 205.
    private struct Sum
    {
        private decimal _millions;
        private decimal _section;
        private decimal? _open;
        private int _openDigits;
        private bool _openIsEnd;
        private bool _any;
        private bool _bare;
        private bool _half;
        private bool _broken;
        private int _last;

        public bool Done { get; private set; }

        public readonly bool TakesLiteral(bool apart) => !_any || _open is null && !_half && !apart;

        public void Literal(decimal? value, int digits)
        {
            _any = true;
            _openDigits = digits;
            if (value is null)
                _broken = Done = true;
            _open = value;
        }

        public bool Takes(Word word)
        {
            var taken = word.Kind switch
            {
                Kind.Unit => Unit(word.Value),
                Kind.TwentyUnit => _open is null && Unit(word.Value),
                Kind.EndUnit => End(),
                Kind.Multiplier => Multiplier(word.Value),
                _ => Half(),
            };
            _any |= taken;
            return taken;
        }

        public bool Thousands()
        {
            if (_open is not { } open || _last != 0 || _openDigits == 0)
                return false;
            (_section, _open, Done) = (open * 1000, null, true);
            return true;
        }

        public int Decimals(string text, int at)
        {
            var fraction = 0m;
            for (var place = 0.1m; UnitAt(text, at) is { } unit; place /= 10, at += unit.Length)
                fraction += place > 0.0000000001m ? unit.Value * place : 0;
            _open = (_open ?? 0) + fraction;
            _openDigits = 2;
            _broken |= fraction == 0 && _open is null;
            return at;
        }

        public readonly decimal? Total()
        {
            if (_broken || _half && _section == 0 && _millions == 0 && _open is null && !Done)
                return null;
            var total = _millions + _section;
            if (_open is not { } open)
                return total;
            var last = _last != 0 ? _last : _millions > 0 ? Million : 0;
            if (last == 0)
                return open;
            if (_openIsEnd)
                return total + open;
            if (_bare && open == 1 && last >= 100)
                return total;
            if (_openDigits >= 2)
                return open < last ? total + open : null;
            if (last <= 100)
                return open is > 0 and < 10 ? total + open : null;
            return open is > 0 and < 10 ? total + open * last / 10 : null;
        }

        private bool Unit(int value)
        {
            if (_openIsEnd)
                return false;
            // Two units side by side are a range (“ห้าหกคน”) or digits read out; the whole is then no single amount.
            if (_open is not null)
                _broken = true;
            (_open, _openDigits) = (value, 0);
            return true;
        }

        private bool End()
        {
            if (_last == 0 || _open is not null)
                return false;
            (_open, _openDigits, _openIsEnd) = (1, 0, true);
            return true;
        }

        private bool Half()
        {
            if (!_any)
            {
                _half = true;
                return true;
            }
            if (_half)
                return false;
            if (_open is { } open && _last == 0)
                _open = open + 0.5m;
            else if (_open is null && _last >= 100)
                _section += _last / 2m;
            else if (_open is null && _last == 0 && _millions > 0)
                _millions += Million / 2m;
            else
                return false;
            Done = true;
            return true;
        }

        private bool Multiplier(int size)
        {
            if (_half)
            {
                if (size < 100 || _section != 0)
                    return false;
                (_section, Done) = (size / 2m, true);
                return true;
            }
            var beforeMillion = size == Million;
            if (beforeMillion)
            {
                if (_millions != 0)
                    return false;
                var count = Total() ?? 0;
                _bare = !_any;
                (_millions, _section, _open, _openIsEnd, _last) = ((_any ? count : 1) * Million, 0, null, false, 0);
                return true;
            }
            if (_last == 10 && size >= 1000)
            {
                // “สิบห้าหมื่น”, as people do say.
                (_section, _open, _openIsEnd, _last) = ((_section + (_open ?? 0)) * size, null, false, size);
                return true;
            }
            // สิบ alone is ten also within a number (“หกร้อยสิบ”); the others need a count before them.
            if (_open is null && _last != 0 && !(size == 10 && _last > 10))
                return false;
            if (_openIsEnd)
                return false;
            if (_last != 0 && size >= _last)
            {
                _broken = true;
                return false;
            }
            _bare = !_any;
            (_section, _open, _last) = (_section + (_open ?? 1) * size, null, size);
            return true;
        }
    }
}
