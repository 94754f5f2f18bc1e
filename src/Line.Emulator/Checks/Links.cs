using System.Text.RegularExpressions;

namespace Line.Emulator;

/// <summary>Addresses in messages.</summary>
internal static partial class Links
{
    /// <summary>An image, video or sound: https, at most 2,000 units, percent-encoded.</summary>
    public static readonly TextShape Media = new() { Min = 1, Max = 2_000, Rule = text => IsHttps(text) ? null : "invalid uri" };

    /// <summary>What a uri action opens: http, https, line or tel, at most 1,000 units.</summary>
    public static readonly TextShape Action = new() { Min = 1, Max = 1_000, Rule = text => IsOpenable(text) ? null : "invalid uri" };

    public static bool IsHttps(string text) => Ascii().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.Host.Length > 0;

    private static bool IsOpenable(string text)
    {
        if (!Ascii().IsMatch(text)) return false;
        var scheme = text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? text[..colon].ToLowerInvariant() : "";
        return scheme switch
        {
            "http" or "https" => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0,
            "line" => text.Length > "line://".Length,
            "tel" => text.Length > "tel:".Length,
            _ => false,
        };
    }

    /// <summary>Printable ASCII without what a URI must encode.</summary>
    [GeneratedRegex("^[!#-;=?-Z_a-z~\\[\\]@%]+$")]
    private static partial Regex Ascii();
}
