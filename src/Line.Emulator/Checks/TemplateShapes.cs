using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>Template messages, reference section "Template messages".</summary>
internal static class TemplateShapes
{
    private static readonly Property Type = Shape.Required("type", Shape.AnyText);
    private static readonly Property Ratio = Shape.Optional("imageAspectRatio", Shape.OneOf("rectangle", "square"));
    private static readonly Property Size = Shape.Optional("imageSize", Shape.OneOf("cover", "contain"));

    private static readonly Property[] Card =
    [
        Shape.Optional("thumbnailImageUrl", Links.Media), Shape.Optional("imageBackgroundColor", Shape.AnyText),
        Shape.Optional("title", Shape.Graphemes(40)), Shape.Optional("defaultAction", ActionShapes.TemplateDefault),
    ];

    private static readonly ObjectShape Column = Shape.Object([.. Card, Shape.Required("text", Shape.Graphemes(120, 1)),
        Shape.Required("actions", Shape.ListOf(ActionShapes.Template, 1, 3))]).With(ShorterBesidePicture);

    /// <summary><c>template</c> of a template message.</summary>
    public static readonly TypedShape Template = new(
        ("buttons", Shape.Object([Type, Ratio, Size, .. Card, Shape.Required("text", Shape.Graphemes(160, 1)),
            Shape.Required("actions", Shape.ListOf(ActionShapes.Template, 1, 4))]).With(ShorterBesidePicture)),
        ("confirm", Shape.Object(Type, Shape.Required("text", Shape.Graphemes(240, 1)), Shape.Required("actions", Shape.ListOf(ActionShapes.Template, 2, 2)))),
        ("carousel", Shape.Object(Type, Ratio, Size, Shape.Required("columns", new ListShape { Item = Column, Min = 1, Max = 10, Rule = Alike }))),
        ("image_carousel", Shape.Object(Type, Shape.Required("columns", Shape.ListOf(
            Shape.Object(Shape.Required("imageUrl", Links.Media), Shape.Required("action", ActionShapes.ImageCarousel)), 1, 10)))));

    private static void ShorterBesidePicture(JsonObject card, Findings findings)
    {
        if (card["thumbnailImageUrl"] is null && card["title"] is null) return;
        if (card["text"] is JsonValue text && text.TryGetValue<string>(out var value) && value.Length > 60 && new StringInfo(value).LengthInTextElements > 60)
            findings.Refuse(text, "must not be longer than 60 characters");
    }

    private static void Alike(JsonArray columns, Findings findings)
    {
        var kinds = columns.OfType<JsonObject>().Select(c => (Actions: (c["actions"] as JsonArray)?.Count, Image: c["thumbnailImageUrl"] is null, Title: c["title"] is null)).ToList();
        if (kinds.Select(k => k.Actions).Distinct().Count() > 1)
            findings.Refuse(columns, "The number of actions must be the same in all columns");
        if (kinds.Select(k => (k.Image, k.Title)).Distinct().Count() > 1)
            findings.Refuse(columns, "The use of image and title must be the same in all columns");
    }
}
