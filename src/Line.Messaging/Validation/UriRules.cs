namespace Line.Messaging;

/// <summary>What addresses LINE takes.</summary>
internal static class UriRules
{
    private static readonly string[] ActionSchemes = ["http", "https", "line", "tel"];

    /// <summary>An address that LINE fetches: https only.</summary>
    public static void Media(Findings found, At at, string property, string? uri)
    {
        found.Text(at, property, uri, LineLimits.MediaUrl);
        if (string.IsNullOrEmpty(uri))
            return;
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || !IsEncoded(uri) || parsed.Host.Length == 0)
            found.Error(at, property, "Is not a valid absolute address, percent-encoded as UTF-8.");
        else if (parsed.Scheme != Uri.UriSchemeHttps)
            found.Error(at, property, "Must be an https address.");
    }

    /// <summary>An address that opens on a tap.</summary>
    public static void Action(Findings found, At at, string property, string? uri)
    {
        found.Text(at, property, uri, LineLimits.ActionUri);
        if (string.IsNullOrEmpty(uri))
            return;
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? uri[..colon] : "";
        if (!ActionSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
            found.Error(at, property, "Must begin with http, https, line or tel.");
        else if (!IsEncoded(uri) || !IsWhole(uri, scheme, colon))
            found.Error(at, property, "Is not a valid address, percent-encoded as UTF-8.");
    }

    private static bool IsWhole(string uri, string scheme, int colon) => scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0
        : uri.Length > colon + 1;

    /// <summary>Printable ASCII without what a URI must encode (RFC 3986); LINE refuses the message otherwise.</summary>
    private static bool IsEncoded(string uri) => uri.All(c => c is > ' ' and < (char)0x7F and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'));
}
