using System.Globalization;

namespace ChainatBot.Flows;

/// <summary>LINE's limits as they bear on what flows say, with LINE's own counting, and the paging that keeps within them.</summary>
/// <remarks>Source: LINE Messaging API reference, “Text message”, “Quick reply”, “Action objects”.</remarks>
internal static class FlowLimits
{
    /// <summary>UTF-16 units of a text message.</summary>
    public const int Text = 5000;
    /// <summary>Grapheme clusters of a button's label.</summary>
    public const int LabelGraphemes = 20;
    public const int QuickReplies = 13;
    /// <summary>Big buttons in a bubble, and the units of the text above them.</summary>
    public const int BigButtons = 4;
    public const int BigButtonsText = 160;
    /// <summary>Said before the bubbles of a step (a kind word, an acknowledgement): room is kept for it.</summary>
    public const int MessagesOfFlow = FlowEngine.MaxMessages - 1;

    public static int Graphemes(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>
    /// The text, cut where it is too long for a label. What is cut is cut to the stricter count, UTF-16 units: whether LINE takes
    /// every Thai sequence for as few characters as we do is not documented.
    /// </summary>
    public static string Label(string text) => Graphemes(text) <= LabelGraphemes ? text : Beginning(text);

    /// <summary>As much of somebody's own words as fits into a label by the stricter count: no checker has seen them before LINE does.</summary>
    public static string Beginning(string text)
    {
        if (text.Length <= LabelGraphemes) return text;
        var end = 0;
        for (int next; (next = end + StringInfo.GetNextTextElementLength(text, end)) < LabelGraphemes; end = next) { }
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>How many pages so many choices take beside the other buttons.</summary>
    public static int Pages(int options, int others)
    {
        var room = Math.Max(2, QuickReplies - others);
        return options <= room ? 1 : (options + room - 2) / (room - 1);
    }

    public static IEnumerable<T> Page<T>(List<T> options, int others, int page)
    {
        if (Pages(options.Count, others) == 1) return options;
        var size = Math.Max(2, QuickReplies - others) - 1;
        return options.Skip(page * size).Take(size);
    }
}
