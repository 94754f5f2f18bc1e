using System.Text;

namespace ChainatBot.Understanding;

/// <summary>What a free message is for.</summary>
public enum MessageSense
{
    /// <summary>Says something; it is kept.</summary>
    Opinion,
    Greeting,
    Thanks,

    /// <summary>Yes, no, understood, skip: an answer without a matter.</summary>
    Acknowledgement,

    /// <summary>Asks for help or for one of the journeys by name.</summary>
    Help,

    /// <summary>Nothing but abuse.</summary>
    Abuse,

    /// <summary>Laughter, numbers, links, single letters, pictures.</summary>
    Noise,
}

/// <summary>
/// Tells opinions from greetings, thanks and noise. Whatever says more than small talk is an opinion: one word (“น้ำ”) is enough, and a greeting or a rude word
/// beside it takes nothing away. In doubt it is an opinion, for a voice must not be lost.
/// </summary>
public static class OpinionReader
{
    /// <summary>Never throws; the cost is linear.</summary>
    public static MessageSense Classify(string text)
    {
        var normalised = ThaiText.Normalise(text);
        var plain = WithoutLinks(normalised, out var links);
        if ((links || Says(plain, OpinionWords.Calls)) && Says(plain, OpinionWords.Advertising) || Says(plain, OpinionWords.Forwarding) && Says(plain, OpinionWords.Promises))
            return MessageSense.Noise;
        var key = Vocabulary<MessageSense?>.Key(Letters(plain));
        if (key.Length == 0 || !HasWord(key) || Letters(plain).Length > 1 && plain.Split(' ').All(w => w.Length <= 1))
            return MessageSense.Noise;
        if (OpinionWords.Known.Cut(key) is { } senses)
            return Chief(senses);
        if (YesNoReader.IsAll(key))
            return MessageSense.Acknowledgement;
        if (key.Length <= 40 && NearCourtesy(plain) is { } courtesy)
            return courtesy;
        return IsPosition(plain) ? MessageSense.Acknowledgement : IsMash(key) ? MessageSense.Noise : MessageSense.Opinion;
    }

    private static bool Says(string text, IReadOnlyList<string> words) => words.Any(w => text.Contains(w, StringComparison.Ordinal));

    private static MessageSense Chief(IReadOnlyList<MessageSense?> senses)
    {
        // “ขอให้ครอบครัวปลอดภัย” is a wish beside a greeting; with ไม่ before it, or by itself, it is a matter.
        if (senses.Contains(MessageSense.Opinion) && (senses.Contains(MessageSense.Acknowledgement) || !(senses.Contains(MessageSense.Greeting) || senses.Contains(MessageSense.Thanks))))
            return MessageSense.Opinion;
        foreach (var sense in (ReadOnlySpan<MessageSense>)[MessageSense.Abuse, MessageSense.Help, MessageSense.Thanks, MessageSense.Greeting, MessageSense.Acknowledgement, MessageSense.Noise])
            if (senses.Contains(sense))
                return sense;
        return MessageSense.Acknowledgement;
    }

    // Links, e-mail addresses and LINE's emoji written out as “(moon smile)”.
    private static string WithoutLinks(string text, out bool found)
    {
        found = false;
        var result = new StringBuilder(text.Length);
        foreach (var word in text.Split(' '))
        {
            if (word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.Ordinal) || word.Contains("line.me/", StringComparison.Ordinal)
                || word.StartsWith('@') && word.Length > 1 || word.Contains(".com", StringComparison.Ordinal))
            {
                found = true;
                var at = word.IndexOf("http", StringComparison.Ordinal);
                if (at > 0)
                    result.Append(word.AsSpan(0, at));
            }
            else
            {
                result.Append(word);
            }
            result.Append(' ');
        }
        return WithoutNamedEmoji(result.ToString());
    }

    private static string WithoutNamedEmoji(string text)
    {
        if (!text.Contains('('))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(' && text.AsSpan(i + 1, Math.Min(30, text.Length - i - 1)).IndexOf(')') is > 0 and var length && text.AsSpan(i + 1, length).IndexOfAnyExceptInRange('a', 'z') is var odd
                && (odd < 0 || text.AsSpan(i + 1, length).TrimStart("abcdefghijklmnopqrstuvwxyz ").Length == 0))
                i += length + 1;
            else
                result.Append(text[i]);
        }
        return result.ToString();
    }

    // Numbers, laughter by fives among them, say nothing by themselves.
    private static string Letters(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            if (ThaiText.IsWordCharacter(c) && !char.IsDigit(c))
                result.Append(c);
        return result.ToString();
    }

    // “ไฟ” and “ยา” are words; “ก” and “a” are not. Any other script counts as words from two letters.
    private static bool HasWord(string key)
    {
        var consonants = 0;
        var vowels = 0;
        foreach (var c in key)
        {
            if (ThaiText.IsConsonant(c) || char.IsLetter(c) && c is < 'ก' or > '๛')
                consonants++;
            else if (c is >= 'เ' and <= 'ไ' or 'ะ' or 'า' or 'ำ' or 'ั' or >= 'ิ' and <= 'ู')
                vowels++;
        }
        return consonants >= 2 && key.Distinct().Skip(1).Any() || consonants == 1 && vowels > 0;
    }

    private static MessageSense? NearCourtesy(string plain)
    {
        var folded = ThaiText.Fold(Politeness.Strip(plain));
        foreach (var (word, sense) in OpinionWords.Courtesies)
            if (word.Length >= 6 && EditDistance.Between(folded, word, 1) <= 1)
                return sense;
        return null;
    }

    // “ข้อ 2” and “หมู่ 3” answer a question that is no longer open.
    private static bool IsPosition(string plain)
    {
        var core = Politeness.Strip(plain.Trim());
        foreach (var head in (ReadOnlySpan<string>)["ข้อที่", "ข้อ", "หมู่ที่", "หมู่", "ม.", "อันที่", "เบอร์", "ตัวเลือกที่", "วันที่"])
        {
            if (!core.StartsWith(head, StringComparison.Ordinal))
                continue;
            var at = head.Length;
            while (at < core.Length && core[at] == ' ')
                at++;
            if (NumberScanner.At(core, at) is { } number && number.End == core.Length)
                return true;
        }
        return NumberScanner.At(core, 0) is { InWords: true } alone && alone.End == core.Length;
    }

    private static bool IsMash(string key)
    {
        if (key.Length is < 3 or > 30)
            return false;
        foreach (var row in OpinionWords.KeyRows)
            if (row.Contains(key, StringComparison.Ordinal) || key.Length >= 5 && key.All(c => row.Contains(c, StringComparison.Ordinal)) && !key.Any(ThaiText.IsDependent) && ThaiText.IsConsonant(key[0]))
                return true;
        return key.Length >= 5 && key.All(c => char.IsAsciiLetterLower(c) && !"aeiouy".Contains(c));
    }
}
