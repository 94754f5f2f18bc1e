using System.Text.RegularExpressions;

namespace Line.Messaging;

internal static partial class MessageRules
{
    public static void Check(Findings found, At at, Message message, bool isLast)
    {
        found.Unknown(at, message);
        switch (message)
        {
            case TextMessage text:
                Text(found, at, text);
                break;
            case TextMessageV2 text:
                TextV2Rules.Check(found, at, text);
                break;
            case StickerMessage sticker:
                Digits(found, at, "packageId", sticker.PackageId);
                Digits(found, at, "stickerId", sticker.StickerId);
                break;
            case ImageMessage image:
                UriRules.Media(found, at, "originalContentUrl", image.OriginalContentUrl);
                UriRules.Media(found, at, "previewImageUrl", image.PreviewImageUrl);
                break;
            case VideoMessage video:
                UriRules.Media(found, at, "originalContentUrl", video.OriginalContentUrl);
                UriRules.Media(found, at, "previewImageUrl", video.PreviewImageUrl);
                found.Text(at, "trackingId", video.TrackingId, LineLimits.TrackingId);
                if (video.TrackingId is { } id && !TrackingId().IsMatch(id))
                    found.Warn(at, "trackingId", "Should consist of a–z, A–Z, 0–9 and -.=,+*()%$&;:@{}!?<>[] only.");
                break;
            case AudioMessage audio:
                UriRules.Media(found, at, "originalContentUrl", audio.OriginalContentUrl);
                if (audio.Duration < 1)
                    found.Error(at, "duration", "Must be 1 millisecond or more.");
                break;
            case LocationMessage location:
                Location(found, at, location);
                break;
            case ImagemapMessage imagemap:
                ImagemapRules.Check(found, at, imagemap);
                break;
            case TemplateMessage template:
                found.Text(at, "altText", template.AltText, LineLimits.AltText);
                TemplateRules.Check(found, at.Of("template"), template.Template);
                break;
            case FlexMessage flex:
                found.Text(at, "altText", flex.AltText, LineLimits.AltText);
                FlexRules.Check(found, at.Of("contents"), flex.Contents);
                break;
            case CouponMessage coupon:
                found.Required(at, "couponId", coupon.CouponId);
                found.Text(at, "deliveryTag", coupon.DeliveryTag, LineLimits.CouponDeliveryTag);
                break;
            case UnknownMessage:
                found.Warn(at, "type", "This kind of message is not known here; it is sent as it is.");
                break;
        }
        if (message.Sender is { } sender)
            Sender(found, at.Of("sender"), sender);
        if (message.QuickReply is { } quickReply)
        {
            QuickReply(found, at.Of("quickReply"), quickReply);
            if (!isLast)
                found.Warn(at, "quickReply", "Is not shown: LINE shows the quick reply of the last message only.");
        }
    }

    public static void QuickReply(Findings found, At at, QuickReply quickReply)
    {
        found.Unknown(at, quickReply);
        found.Count(at, "items", quickReply.Items.Count, 1, LineLimits.QuickReplyItems);
        for (var i = 0; i < quickReply.Items.Count; i++)
        {
            var (item, place) = (quickReply.Items[i], at.Of("items", i));
            found.Unknown(place, item);
            if (item.ImageUrl is not null)
                UriRules.Media(found, place, "imageUrl", item.ImageUrl);
            ActionRules.Check(found, place.Of("action"), item.Action, ActionPlace.QuickReply);
        }
    }

    private static void Text(Findings found, At at, TextMessage message)
    {
        found.Text(at, "text", message.Text, LineLimits.Text);
        if (message.Emojis is not { } emojis)
            return;
        found.Count(at, "emojis", emojis.Count, 0, LineLimits.Emojis);
        var taken = new HashSet<int>();
        for (var i = 0; i < emojis.Count; i++)
        {
            var (emoji, place) = (emojis[i], at.Of("emojis", i));
            found.Unknown(place, emoji);
            found.Required(place, "productId", emoji.ProductId);
            found.Required(place, "emojiId", emoji.EmojiId);
            if (emoji.Index < 0 || emoji.Index >= message.Text.Length || message.Text[emoji.Index] != '$')
                found.Error(place, "index", "Must be the place of a $ in the text, counted in UTF-16 units from 0.");
            else if (!taken.Add(emoji.Index))
                found.Error(place, "index", "Another emoji has the same place.");
        }
    }

    private static void Location(Findings found, At at, LocationMessage location)
    {
        found.Text(at, "title", location.Title, LineLimits.LocationText);
        found.Text(at, "address", location.Address, LineLimits.LocationText);
        if (location.Latitude is not (>= -90 and <= 90))
            found.Error(at, "latitude", "Must lie between -90 and 90.");
        if (location.Longitude is not (>= -180 and <= 180))
            found.Error(at, "longitude", "Must lie between -180 and 180.");
    }

    private static void Sender(Findings found, At at, Sender sender)
    {
        found.Unknown(at, sender);
        found.Text(at, "name", sender.Name, LineLimits.SenderName);
        if (sender.Name is { } name)
        {
            if (LineAsWord().IsMatch(name))
                found.Error(at, "name", "May not hold the word LINE.");
            else if (name.Contains("LINE", StringComparison.OrdinalIgnoreCase))
                found.Warn(at, "name", "Holds the letters LINE, which LINE may refuse.");
        }
        if (sender.IconUrl is not null)
            UriRules.Media(found, at, "iconUrl", sender.IconUrl);
    }

    private static void Digits(Findings found, At at, string property, string value)
    {
        if (value.Length == 0 || !value.All(char.IsAsciiDigit))
            found.Error(at, property, "Must consist of digits.");
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]*\z")]
    private static partial Regex TrackingId();

    [GeneratedRegex(@"(?<![a-zA-Z])line(?![a-zA-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LineAsWord();
}
