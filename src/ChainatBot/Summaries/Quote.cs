using System.Globalization;
using System.Text;
using ICU4N.Globalization;
using ICU4N.Text;

namespace ChainatBot.Summaries;

/// <summary>Makes a quote of what somebody said: one line, short, never cut inside a letter or, where it can be helped, a word.</summary>
internal static class Quote
{
    /// <summary>In UTF-16 units, the ellipsis included.</summary>
    public const int MaximumLength = 120;

    private const string Ellipsis = "…";

    public static string Shorten(string text, int maximum = MaximumLength)
    {
        var line = OneLine(text);
        if (line.Length <= maximum) return line;
        var room = maximum - Ellipsis.Length;
        var graphemes = StringInfo.ParseCombiningCharacters(line).Last(start => start <= room);
        var words = BreakIterator.GetWordInstance(new UCultureInfo("th"));
        words.SetText(line);
        var word = words.IsBoundary(graphemes) ? graphemes : words.Preceding(graphemes);
        // One very long “word” (a link, a row of dots) is cut between letters after all.
        return line[..(word > maximum / 2 ? word : graphemes)].TrimEnd() + Ellipsis;
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c)) line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }
}
