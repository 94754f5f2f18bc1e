using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ChainatBot.Flows;

/// <summary>
/// What a button sends back: flow, version, node and session, so that a tap on an old button is known as such, and what
/// it means. Written as <c>f1|flow|version|node|session|verb|value</c>; the value comes last as it may hold anything.
/// </summary>
public sealed record ButtonData(string Flow, int Version, string Node, string Session, string Verb, string Value)
{
    /// <summary>LINE's limit on postback data, in UTF-16 units.</summary>
    public const int MaxLength = 300;

    public const string Choose = "c", Skip = "s", Back = "b", Leave = "l", Done = "d", More = "m", Pick = "p", Continue = "g", Restart = "r", Quit = "q", Start = "k", Forum = "f";

    /// <summary>The value, after a forum's id, that begins the questions after it.</summary>
    public const string AfterForum = "after";

    private const string Mark = "f1";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark}|{Flow}|{Version}|{Node}|{Session}|{Verb}|{Value}");

    public static bool TryParse(string? text, [NotNullWhen(true)] out ButtonData? data)
    {
        data = null;
        if (text is null || text.Length > MaxLength) return false;
        var parts = text.Split('|', 7);
        if (parts.Length != 7 || parts[0] != Mark || parts[5].Length != 1) return false;
        if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        data = new ButtonData(parts[1], version, parts[3], parts[4], parts[5], parts[6]);
        return true;
    }
}
