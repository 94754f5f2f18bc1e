using System.Text;

namespace ChainatBot.Understanding;

/// <summary>Brings Thai as typed on a phone into one form, so that every reader compares like with like.</summary>
public static class ThaiText
{
    /// <summary>
    /// Canonical order of marks, SARA AM in one piece, no invisible characters, Arabic digits, lower-case Latin, single spaces,
    /// drawn-out letters shortened (“มากกกก” → “มาก”). Never throws, whatever the characters; the cost is linear.
    /// </summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = Composed(text);
        var result = new StringBuilder(clean.Length);
        foreach (var raw in clean)
            Append(result, Mapped(raw));
        OrderMarks(result);
        Shorten(result);
        while (result.Length > 0 && result[^1] == ' ')
            result.Length--;
        return result.ToString();
    }

    /// <summary>Letters, digits and marks only: what is left when spaces, punctuation and pictures do not count.</summary>
    public static string Compact(string normalised)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        var result = new StringBuilder(normalised.Length);
        foreach (var c in normalised)
            if (IsWordCharacter(c))
                result.Append(c);
        return result.ToString();
    }

    /// <summary>
    /// A key under which usual misspellings fall together: tone marks and silenced letters dropped, long and short vowels alike, letters of one sound
    /// alike (ใจ, จัย), ประ said as ปะ, doubled letters single. Different words can share a key, so it only ever proposes.
    /// </summary>
    public static string Fold(string normalised)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        var letters = new StringBuilder(normalised.Length);
        var before = '\0';
        foreach (var c in Compact(normalised))
        {
            if (c == '\u0E4C')
                DropSilenced(letters);
            else if (c == 'ำ')
                letters.Append("ัม");
            else if (c == 'ะ')
                EndSyllable(letters, before);
            else if (c == 'ย' && letters.Length > 1 && letters[^1] == 'ั' && IsConsonant(letters[^2]))
                (letters[^2], letters[^1]) = ('ไ', letters[^2]);
            else if (!IsTone(c) && c is not ('็' or 'ฺ' or 'ํ' or 'ๆ' or 'ฯ'))
                letters.Append(OneSound(c));
            before = c;
        }
        var result = new StringBuilder(letters.Length);
        for (var i = 0; i < letters.Length; i++)
        {
            var c = letters[i];
            if (c == SyllableEnd)
                continue;
            if (c == 'ย' && i > 1 && letters[i - 2] == 'ไ' && (i + 1 == letters.Length || !IsDependent(letters[i + 1])))
                continue;
            if (c == 'ร' && i + 1 < letters.Length && letters[i + 1] == 'ร')
            {
                i++;
                result.Append('ั');
                if (i + 1 >= letters.Length || !IsConsonant(letters[i + 1]))
                    result.Append('น');
            }
            else if (!(result.Length > 0 && (result[^1] == c && letters[i - 1] != SyllableEnd || c == 'ร' && result[^1] == 'ส')))
            {
                // ศร and สร begin with a plain ส: “ศรี” is said “สี”.
                result.Append(c);
            }
        }
        return result.ToString();
    }

    /// <summary>Whether the character is a Thai consonant.</summary>
    public static bool IsConsonant(char c) => c is >= 'ก' and <= 'ฮ';

    /// <summary>Written before the consonant it is spoken after: เ แ โ ใ ไ.</summary>
    public static bool IsLeadingVowel(char c) => c is >= 'เ' and <= 'ไ';

    /// <summary>Whether the character cannot begin a syllable: a vowel written after, above or below its consonant, or a mark.</summary>
    public static bool IsDependent(char c) => c is >= 'ะ' and <= 'ฺ' or 'ๅ' or >= '็' and <= '๎';

    /// <summary>Whether the character is a letter, mark or digit of Thai or another script.</summary>
    public static bool IsWordCharacter(char c) =>
        c is >= 'ก' and <= 'ฺ' or >= 'เ' and <= '๎' or >= '๐' and <= '๙' || char.IsLetterOrDigit(c);

    /// <summary>0–9 for an Arabic or Thai digit, otherwise −1.</summary>
    public static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= '๐' and <= '๙' => c - '๐',
        _ => -1,
    };

    internal static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
            or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\uFE0E' or '\uFE0F';

    private const char SyllableEnd = '\u0001';

    private static bool IsTone(char c) => c is >= '่' and <= '๋';

    /// <summary>How many letters at the start say the word, whatever its tone marks and shortening (“เทียง” says “เที่ยง”); 0 when it does not stand there.</summary>
    internal static int StartsLoosely(ReadOnlySpan<char> text, string word)
    {
        var at = 0;
        foreach (var c in word)
        {
            if (IsTone(c) || c == '็')
                continue;
            while (at < text.Length && (IsTone(text[at]) || text[at] == '็'))
                at++;
            if (at >= text.Length || text[at++] != c)
                return 0;
        }
        while (at < text.Length && (IsTone(text[at]) || text[at] == '็'))
            at++;
        return at;
    }

    /// <summary>Composed, without invisible characters and what is no character at all. Compatibility composition unites full-width digits and the like.</summary>
    internal static string Composed(string text, NormalizationForm form = NormalizationForm.FormKC)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                kept.Append(c).Append(text[++i]);
            else if (!char.IsSurrogate(c) && !IsInvisible(c) && c is not ('\uFFFE' or '\uFFFF') && !char.IsBetween(c, '\uFDD0', '\uFDEF'))
                kept.Append(c);
        }
        // Refused for lone surrogates, which are gone by now.
        return kept.ToString().Normalize(form);
    }

    private static char Mapped(char c)
    {
        if (c is >= '๐' and <= '๙')
            return (char)('0' + (c - '๐'));
        return c switch
        {
            'ๅ' => 'า',
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
            _ when char.IsWhiteSpace(c) || char.IsControl(c) => ' ',
            _ => char.ToLowerInvariant(c),
        };
    }

    private static void Append(StringBuilder result, char c)
    {
        var last = result.Length > 0 ? result[^1] : '\0';
        if (c == ' ' && (result.Length == 0 || last == ' '))
            return;
        if (c == 'เ' && last == 'เ')
        {
            result[^1] = 'แ';
            if (result.Length > 1 && result[^2] == 'แ')
                result.Length--;
            return;
        }
        if (c == last && c is 'แ' or 'โ' or 'ไ' or 'ใ' or 'ๆ' && c == last)
            return;
        result.Append(c);
    }

    // The marks and vowels that hang on one consonant, in the order Thai is stored in: above and below, one tone, other marks, then า and ะ; each once.
    private static void OrderMarks(StringBuilder text)
    {
        Span<char> marks = stackalloc char[32];
        var write = 0;
        for (var read = 0; read < text.Length;)
        {
            if (!IsDependent(text[read]))
            {
                text[write++] = text[read++];
                continue;
            }
            var count = 0;
            for (; read < text.Length && IsDependent(text[read]); read++)
                if (count < marks.Length && !marks[..count].Contains(text[read]) && !(IsTone(text[read]) && HasTone(marks[..count])))
                    marks[count++] = text[read];
            // นิคหิต and า are SARA AM in two pieces.
            var ring = marks[..count].IndexOf('ํ');
            if (ring >= 0 && marks[..count].IndexOf('า') is var aa and >= 0)
            {
                marks[aa] = 'ำ';
                marks[(ring + 1)..count].CopyTo(marks[ring..]);
                count--;
                if (marks[..count].IndexOf('ำ') is var first && marks[..count].LastIndexOf('ำ') is var second && first != second)
                {
                    marks[(second + 1)..count].CopyTo(marks[second..]);
                    count--;
                }
            }
            for (var rank = 0; rank < 5; rank++)
                foreach (var mark in marks[..count])
                    if (Rank(mark) == rank)
                        text[write++] = mark;
        }
        text.Length = write;
    }

    private static bool HasTone(ReadOnlySpan<char> marks) => marks.ContainsAnyInRange('่', '๋');

    private static int Rank(char mark) => mark switch
    {
        // Unicode's own order puts พินทุ before the vowels below.
        'ฺ' => 0,
        >= '่' and <= '๋' => 2,
        '์' or 'ํ' or '๎' => 3,
        'ะ' or 'า' or 'ำ' => 4,
        _ => 1,
    };

    private static void Shorten(StringBuilder text)
    {
        var write = 0;
        for (var read = 0; read < text.Length;)
        {
            var c = text[read];
            var end = read;
            while (end < text.Length && text[end] == c)
                end++;
            var run = end - read;
            if (run >= 3 && IsWordCharacter(c) && Digit(c) < 0)
                run = c == 'น' && write > 0 && text[write - 1] == 'ถ' ? 2 : 1;
            for (var i = 0; i < run; i++)
                text[write++] = c;
            read = end;
        }
        text.Length = write;
    }

    private static void DropSilenced(StringBuilder letters)
    {
        while (letters.Length > 1 && IsDependent(letters[^1]))
            letters.Length--;
        if (letters.Length > 1 && IsConsonant(letters[^1]))
            letters.Length--;
    }

    // ะ is not written in the key, yet parts two like letters: ประปา is not ปา. The ร before it is seldom spoken, and as seldom typed.
    private static void EndSyllable(StringBuilder letters, char before)
    {
        if (before == 'ร' && letters.Length > 1 && letters[^1] == 'ร' && IsConsonant(letters[^2]))
            letters.Length--;
        letters.Append(SyllableEnd);
    }

    private static char OneSound(char c) => c switch
    {
        'ี' => 'ิ',
        'ื' => 'ึ',
        'ู' => 'ุ',
        'ใ' => 'ไ',
        'ณ' => 'น',
        'ศ' or 'ษ' => 'ส',
        'ฎ' => 'ด',
        'ฏ' => 'ต',
        'ฐ' or 'ฑ' or 'ฒ' or 'ธ' => 'ท',
        'ฆ' or 'ฅ' => 'ค',
        'ฃ' => 'ข',
        'ภ' => 'พ',
        'ฬ' => 'ล',
        'ญ' => 'ย',
        'ฤ' => 'ร',
        _ => c,
    };
}
