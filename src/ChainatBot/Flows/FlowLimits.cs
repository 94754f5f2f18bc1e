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

    public static string Label(string text)
    {
        var info = new StringInfo(text);
        return info.LengthInTextElements <= LabelGraphemes ? text : info.SubstringByTextElements(0, LabelGraphemes - 1) + "…";
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
