using System.Text;

namespace ChainatBot.Flows;

/// <summary>Words that are whole messages: compared without spaces, marks and polite endings.</summary>
internal static class Keyword
{
    // What people put after a word out of politeness; never the whole message.
    private static readonly string[] PoliteEndings = ["นะคะ", "นะครับ", "ครับผม", "ค่ะ", "คะ", "ครับ", "คับ", "จ้า", "จ้ะ", "จ๊ะ", "ค่า"];

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
            if (!char.IsWhiteSpace(c) && !char.IsPunctuation(c) && c is not ('\u200b' or '\u200c' or '\u200d' or '\ufeff')) plain.Append(char.ToLowerInvariant(c));
        var result = plain.ToString();
        foreach (var ending in PoliteEndings)
            if (result.Length > ending.Length && result.EndsWith(ending, StringComparison.Ordinal)) return result[..^ending.Length];
        return result;
    }
}
