using System.Globalization;

namespace Line.Messaging;

/// <summary>How LINE counts text: in UTF-16 units, but in grapheme clusters (what a reader takes for one character) for labels,
/// menu texts and the like. In Thai the two differ much: "ที่นี่" is 6 units and 2 graphemes.</summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/text-character-count/"/>
public static class TextLength
{
    /// <summary>Length in UTF-16 units, the default.</summary>
    public static int Utf16Units(string text) => text.Length;

    /// <summary>Length in extended grapheme clusters (UAX #29).</summary>
    public static int Graphemes(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
            text = text[StringInfo.GetNextTextElementLength(text)..];
        return count;
    }

    /// <summary>The text when it fits, else its beginning and an ellipsis that together fit. Never cuts a grapheme in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">How much fits; for a limit in graphemes the units are kept within it too, so that nothing is left to how LINE counts.</param>
    /// <param name="ellipsis">What stands for the part left out.</param>
    public static string Shorten(string text, TextLimit limit, string ellipsis = "…")
    {
        if (text.Length <= limit.Max)
            return text;
        var room = limit.Max - ellipsis.Length;
        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (next > room)
                break;
            end = next;
        }
        return end == 0 ? "" : string.Concat(text.AsSpan(0, end).TrimEnd(), ellipsis);
    }

    /// <summary>The text ends or begins within a character: the trace of a cut at the wrong place.</summary>
    internal static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}

/// <summary>What a limit on text counts.</summary>
public enum TextUnit
{
    /// <summary>UTF-16 units.</summary>
    Utf16Units,

    /// <summary>Extended grapheme clusters.</summary>
    Graphemes,
}

/// <summary>How long a text may be.</summary>
/// <param name="Max">The most there may be.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Min">The least there must be; 0 when the text may be left out.</param>
public sealed record TextLimit(int Max, TextUnit Unit, int Min = 0)
{
    /// <summary>What is wrong with the text, or <c>null</c>. Over the limit is an error; when it fits in graphemes but not in UTF-16
    /// units it is a warning, because nobody knows that LINE cuts graphemes just as .NET does. The text itself is never quoted.</summary>
    /// <param name="property">Where the text stands, for the report.</param>
    /// <param name="text">The text.</param>
    public LimitViolation? Check(string property, string? text) =>
        Reason(text) is var (message, severity) ? new LimitViolation(property, message, severity) : null;

    internal (string Message, LimitSeverity Severity)? Reason(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Min > 0 ? ("May not be empty.", LimitSeverity.Error) : null;
        if (text.Length > Max)
        {
            if (Unit == TextUnit.Utf16Units)
                return ($"Is {text.Length} UTF-16 units long; at most {Max} are allowed.", LimitSeverity.Error);
            return TextLength.Graphemes(text) is var graphemes && graphemes > Max
                ? ($"Is {graphemes} graphemes long; at most {Max} are allowed.", LimitSeverity.Error)
                : ($"Is {graphemes} graphemes long, which is allowed, but {text.Length} UTF-16 units, which LINE may count otherwise; {Max} or fewer units are safe.", LimitSeverity.Warning);
        }
        return TextLength.HasLoneSurrogate(text) ? ("Holds half a character: it was cut at the wrong place.", LimitSeverity.Warning) : null;
    }
}
