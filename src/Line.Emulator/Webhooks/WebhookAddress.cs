namespace Line.Emulator;

/// <summary>Where webhooks may go: https anywhere, as LINE demands; http on this machine alone, since nothing here has a certificate.</summary>
internal static class WebhookAddress
{
    public static bool IsAllowed(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
}
