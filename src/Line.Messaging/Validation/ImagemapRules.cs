namespace Line.Messaging;

internal static class ImagemapRules
{
    public static void Check(Findings found, At at, ImagemapMessage message)
    {
        UriRules.Media(found, at, "baseUrl", message.BaseUrl);
        found.Text(at, "altText", message.AltText, LineLimits.AltText);
        found.Unknown(at.Of("baseSize"), message.BaseSize);
        if (message.BaseSize.Width != LineLimits.ImagemapBaseWidth)
            found.Error(at.Of("baseSize"), "width", $"Must be {LineLimits.ImagemapBaseWidth}.");
        if (message.BaseSize.Height < 1)
            found.Error(at.Of("baseSize"), "height", "Must be 1 or more.");
        found.Count(at, "actions", message.Actions.Count, message.Video is null ? 1 : 0, LineLimits.ImagemapActions);
        for (var i = 0; i < message.Actions.Count; i++)
            Action(found, at.Of("actions", i), message.Actions[i], message.BaseSize);
        if (message.Video is { } video)
            Video(found, at.Of("video"), video, message.BaseSize);
    }

    private static void Action(Findings found, At at, ImagemapAction action, ImagemapBaseSize size)
    {
        found.Unknown(at, action);
        found.Text(at, "label", action.Label, LineLimits.ImagemapLabel);
        Area(found, at.Of("area"), action.Area, size);
        switch (action)
        {
            case MessageImagemapAction message:
                found.Text(at, "text", message.Text, LineLimits.ImagemapText);
                break;
            case UriImagemapAction uri:
                UriRules.Action(found, at, "linkUri", uri.LinkUri);
                break;
            case ClipboardImagemapAction clipboard:
                found.Text(at, "clipboardText", clipboard.ClipboardText, LineLimits.ClipboardText);
                break;
        }
    }

    private static void Video(Findings found, At at, ImagemapVideo video, ImagemapBaseSize size)
    {
        found.Unknown(at, video);
        UriRules.Media(found, at, "originalContentUrl", video.OriginalContentUrl);
        UriRules.Media(found, at, "previewImageUrl", video.PreviewImageUrl);
        Area(found, at.Of("area"), video.Area, size);
        if (video.ExternalLink is not { } link)
            return;
        found.Unknown(at.Of("externalLink"), link);
        UriRules.Action(found, at.Of("externalLink"), "linkUri", link.LinkUri);
        found.Text(at.Of("externalLink"), "label", link.Label, LineLimits.ImagemapLinkLabel);
    }

    private static void Area(Findings found, At at, ImagemapArea area, ImagemapBaseSize size)
    {
        found.Unknown(at, area);
        if (area.X < 0)
            found.Error(at, "x", "Must be 0 or more.");
        if (area.Y < 0)
            found.Error(at, "y", "Must be 0 or more.");
        if (area.Width < 1)
            found.Error(at, "width", "Must be 1 or more.");
        if (area.Height < 1)
            found.Error(at, "height", "Must be 1 or more.");
        if ((long)area.X + area.Width > size.Width || (long)area.Y + area.Height > size.Height)
            found.Warn(at, "", "Reaches beyond the picture.");
    }
}
