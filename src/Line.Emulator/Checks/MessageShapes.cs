using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Line.Emulator;

/// <summary>Message objects, reference section "Message objects".</summary>
internal static partial class MessageShapes
{
    private const int MaxMentions = 20;

    private static readonly Shape AltText = Shape.Units(1_500, 1);
    private static readonly TextShape ImageLabel = Shape.Units(100);

    private static readonly Property[] Common =
    [
        Shape.Required("type", Shape.AnyText),
        Shape.Optional("quickReply", Shape.Object(Shape.Required("items", Shape.ListOf(
            Shape.Object(Shape.Required("type", Shape.OneOf("action")), Shape.Optional("imageUrl", Links.Media), Shape.Required("action", ActionShapes.QuickReply)), 1, 13)))),
        Shape.Optional("sender", Shape.Object(
            Shape.Optional("name", new TextShape { Max = 20, Rule = name => name.Contains("LINE", StringComparison.Ordinal) ? "invalid sender name" : null }),
            Shape.Optional("iconUrl", Links.Media))),
    ];

    private static readonly Shape Area = Shape.Object(Shape.Required("x", Shape.Whole(0)), Shape.Required("y", Shape.Whole(0)),
        Shape.Required("width", Shape.Whole(1)), Shape.Required("height", Shape.Whole(1)));

    private static readonly Shape Substitution = new TypedShape(
        ("mention", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Required("mentionee", new TypedShape(
            ("user", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Required("userId", Shape.Matching(UserId(), "invalid user id")))),
            ("all", Shape.Object(Shape.Required("type", Shape.AnyText))))))),
        ("emoji", Shape.Object(Shape.Required("type", Shape.AnyText), Shape.Required("productId", Shape.Units(100, 1)), Shape.Required("emojiId", Shape.Units(100, 1)))));

    private static readonly Shape Emojis = Shape.ListOf(Shape.Object(Shape.Required("index", Shape.Whole(0)), Shape.Required("productId", Shape.Units(100, 1)),
        Shape.Required("emojiId", Shape.Units(100, 1))), 0, 20);

    /// <summary>One of <c>messages</c>.</summary>
    public static readonly TypedShape Message = new(
        ("text", Kind([Shape.Required("text", Shape.Units(5_000, 1)), Shape.Optional("emojis", Emojis), Shape.Optional("quoteToken", Shape.AnyText)], EmojiPlaces)),
        ("textV2", Kind([Shape.Required("text", Shape.Units(5_000, 1)), Shape.Optional("substitution", new SubstitutionShape(Substitution)), Shape.Optional("quoteToken", Shape.AnyText)], Placeholders)),
        ("sticker", Kind([Shape.Required("packageId", Shape.Units(20, 1)), Shape.Required("stickerId", Shape.Units(20, 1)), Shape.Optional("quoteToken", Shape.AnyText)], Stickers.Check)),
        ("image", Kind([Shape.Required("originalContentUrl", Links.Media), Shape.Required("previewImageUrl", Links.Media)])),
        ("video", Kind([Shape.Required("originalContentUrl", Links.Media), Shape.Required("previewImageUrl", Links.Media),
            Shape.Optional("trackingId", new TextShape { Max = 100, Pattern = TrackingId() })])),
        ("audio", Kind([Shape.Required("originalContentUrl", Links.Media), Shape.Required("duration", Shape.Whole(1, long.MaxValue))])),
        ("location", Kind([Shape.Required("title", Shape.Units(100, 1)), Shape.Required("address", Shape.Units(100, 1)),
            Shape.Required("latitude", Shape.Decimal(-90, 90)), Shape.Required("longitude", Shape.Decimal(-180, 180))])),
        ("imagemap", Kind([Shape.Required("baseUrl", Links.Media), Shape.Required("altText", AltText),
            Shape.Required("baseSize", Shape.Object(Shape.Required("width", Shape.Whole(1_040, 1_040)), Shape.Required("height", Shape.Whole(1)))),
            Shape.Required("actions", Shape.ListOf(new TypedShape(
                ("message", Tappable(Shape.Required("text", Shape.Units(400, 1)))),
                ("uri", Tappable(Shape.Required("linkUri", Links.Action))),
                ("clipboard", Tappable(Shape.Required("clipboardText", Shape.Units(1_000, 1))))), 1, 50)),
            Shape.Optional("video", Shape.Object(Shape.Required("originalContentUrl", Links.Media), Shape.Required("previewImageUrl", Links.Media), Shape.Required("area", Area),
                Shape.Optional("externalLink", Shape.Object(Shape.Required("linkUri", Links.Action), Shape.Required("label", Shape.Units(30, 1))))))])),
        ("template", Kind([Shape.Required("altText", AltText), Shape.Required("template", TemplateShapes.Template)])),
        ("flex", Kind([Shape.Required("altText", AltText), Shape.Required("contents", FlexShapes.Container)])),
        ("coupon", Kind([Shape.Required("couponId", Shape.Units(100, 1)), Shape.Optional("deliveryTag", Shape.Units(30))])));

    /// <summary>1–5 messages.</summary>
    public static readonly ListShape Messages = new() { Item = Message, Min = 1, Max = 5, Rule = OnlyLastQuickReply };

    private static ObjectShape Kind(Property[] own, Action<JsonObject, Findings>? rule = null)
    {
        var shape = Shape.Object([.. Common, .. own]);
        return rule is null ? shape : shape.With(rule);
    }

    private static ObjectShape Tappable(Property own) =>
        Shape.Object(Shape.Required("type", Shape.AnyText), own, Shape.Optional("label", ImageLabel), Shape.Required("area", Area));

    private static void OnlyLastQuickReply(JsonArray messages, Findings findings)
    {
        for (var i = 0; i < messages.Count - 1; i++)
            if ((messages[i] as JsonObject)?["quickReply"] is { } quickReply)
                findings.Warn(quickReply, "only the quick reply of the last message is shown");
    }

    private static void EmojiPlaces(JsonObject message, Findings findings)
    {
        if (message["emojis"] is not JsonArray emojis || message["text"] is not JsonValue value || !value.TryGetValue<string>(out var text)) return;
        foreach (var emoji in emojis.OfType<JsonObject>())
            if (emoji["index"] is JsonValue place && place.TryGetValue<int>(out var index) && (index < 0 || index >= text.Length || text[index] != '$'))
                findings.Refuse(place, "there is no $ at this index of the text");
    }

    private static void Placeholders(JsonObject message, Findings findings)
    {
        if (message["text"] is not JsonValue value || !value.TryGetValue<string>(out var text)) return;
        var known = message["substitution"] as JsonObject ?? [];
        foreach (Match match in Placeholder().Matches(text.Replace("{{", "  ", StringComparison.Ordinal).Replace("}}", "  ", StringComparison.Ordinal)))
            if (!known.ContainsKey(match.Groups[1].Value))
                findings.Refuse(value, $"there is no substitution for {match.Value}");
        if (known.Count(s => (s.Value as JsonObject)?["type"]?.ToString() == "mention") > MaxMentions)
            findings.Refuse(message, "substitution", string.Create(CultureInfo.InvariantCulture, $"At most {MaxMentions} mentions"));
    }

    private sealed class SubstitutionShape(Shape item) : Shape
    {
        public override void Check(JsonNode node, Findings findings)
        {
            if (node is not JsonObject substitutions)
            {
                findings.Refuse(node, Findings.WrongType);
                return;
            }
            if (substitutions.Count > 100) findings.Refuse(node, "Size must be between 0 and 100");
            foreach (var (key, value) in substitutions)
            {
                if (key.Length is 0 or > 20) findings.Refuse(substitutions, key, "Length must be between 1 and 20");
                if (value is null) findings.Refuse(substitutions, key, "must be specified");
                else item.Check(value, findings);
            }
        }
    }

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^U[0-9a-f]{32}$")]
    private static partial Regex UserId();

    [GeneratedRegex(@"^[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]+$")]
    private static partial Regex TrackingId();
}
