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
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || HasForbiddenCharacters(uri) || parsed.Host.Length == 0)
            found.Error(at, property, "Is not a valid absolute address.");
        else if (parsed.Scheme != Uri.UriSchemeHttps)
            found.Error(at, property, "Must be an https address.");
        else
            PercentEncoded(found, at, property, uri);
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
        else if (HasForbiddenCharacters(uri) || !IsWhole(uri, scheme, colon))
            found.Error(at, property, "Is not a valid address.");
        else
            PercentEncoded(found, at, property, uri);
    }

    private static bool IsWhole(string uri, string scheme, int colon) => scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0
        : uri.Length > colon + 1;

    private static bool HasForbiddenCharacters(string uri) => uri.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static void PercentEncoded(Findings found, At at, string property, string uri)
    {
        if (uri.Any(c => !char.IsAscii(c)))
            found.Warn(at, property, "Holds characters that should be percent-encoded as UTF-8.");
    }
}
