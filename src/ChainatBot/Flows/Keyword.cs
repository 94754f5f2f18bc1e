using System.Text;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <summary>Words that are whole messages: compared without spaces, marks and polite endings.</summary>
internal static class Keyword
{
    // Longer messages tell something, whatever word is in them.
    private const int LongestAsked = 40;
    // In a shorter word one letter more or less makes another word of it.
    private const int ShortestMisspelt = 6;

    // What people put after a word out of politeness; never the whole message.
    private static readonly string[] PoliteEndings = ["นะคะ", "นะครับ", "ครับผม", "ค่ะ", "คะ", "ครับ", "คับ", "จ้า", "จ้ะ", "จ๊ะ", "ค่า"];

    // “ขอดูเรื่องของฉันหน่อย”, “มีเวทีวันไหน”: what people ask with, around the word for what they want.
    private static readonly string[] Asking = ["ขอ", "อยากจะ", "อยาก", "ต้องการ", "จะ", "ช่วย", "ดู", "เปิด", "เข้า", "กด", "ตอบ", "ทำ", "ไป"];
    private static readonly string[] Requests = ["หน่อย", "ที", "ด้วย", "แล้ว", "เลย"];
    private static readonly string[] Questions =
        ["ได้ไหม", "ได้มั้ย", "ไหม", "มั้ย", "หรือยัง", "ทำยังไง", "ยังไง", "ทำอย่างไร", "อย่างไร", "ตรงไหน", "อยู่ไหน", "ที่ไหน", "วันไหน", "เมื่อไร", "เมื่อไหร่", "กี่โมง", "ไปถึงไหน", "ถึงไหน", "บ้าง"];

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in ThaiText.Composed(text, NormalizationForm.FormC))
            if (!char.IsWhiteSpace(c) && !char.IsPunctuation(c)) plain.Append(char.ToLowerInvariant(c));
        var result = plain.ToString();
        foreach (var ending in PoliteEndings)
            if (result.Length > ending.Length && result.EndsWith(ending, StringComparison.Ordinal)) return result[..^ending.Length];
        return result;
    }

    /// <summary>What may be asked for when the message does nothing but ask: it, and what is left as one word after another of asking is taken off.</summary>
    public static IEnumerable<string> Asked(string text)
    {
        var plain = Plain(text);
        return plain.Length > LongestAsked ? [plain] : AskedAfter(plain).Concat(AskedAfter(Plain(Politeness.Strip(ThaiText.Normalise(text))))).SelectMany(AskedBefore).Distinct();
    }

    private static IEnumerable<(string Word, bool IsQuestion)> AskedAfter(string plain)
    {
        var rest = plain;
        yield return (rest, false);
        var isQuestion = false;
        while (Questions.Concat(Requests).FirstOrDefault(w => rest.Length > w.Length && rest.EndsWith(w, StringComparison.Ordinal)) is { } word)
        {
            isQuestion |= Questions.Contains(word);
            yield return (rest = rest[..^word.Length], isQuestion);
        }
    }

    private static IEnumerable<string> AskedBefore((string Word, bool IsQuestion) asked)
    {
        var rest = asked.Word;
        yield return rest;
        // “มีเวทีไหม” asks; “อยากมีเวที” wishes, and a wish is an opinion.
        if (asked.IsQuestion && rest.StartsWith("มี", StringComparison.Ordinal)) yield return rest = rest["มี".Length..];
        while (Asking.FirstOrDefault(w => rest.Length > w.Length && rest.StartsWith(w, StringComparison.Ordinal)) is { } word)
            yield return rest = rest[word.Length..];
    }

    /// <summary>Whether a message is the keyword as somebody writes it who is not sure of its spelling: “แบบสอบถาน”, “เมณู”.</summary>
    /// <param name="message">As <see cref="Sound"/> leaves it.</param>
    /// <param name="keyword">The same of the keyword.</param>
    public static bool IsNear(string message, string keyword) =>
        message == keyword || (keyword.Length >= ShortestMisspelt && EditDistance.Between(message, keyword, 1) <= 1);

    /// <summary>How a word sounds, without tone marks and letters that sound alike; null where it is too long to be a keyword.</summary>
    public static string? Sound(string text) => Plain(text) is { Length: > 0 and <= LongestAsked } plain ? ThaiText.Fold(ThaiText.Normalise(plain)) : null;
}
