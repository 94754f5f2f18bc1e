using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Line.Emulator;

/// <summary>Flex containers and components, reference section "Flex Message". Unknown properties are refused here, as LINE does.</summary>
internal static partial class FlexShapes
{
    private const int BubbleBytes = 30 * 1024;
    private const int CarouselBytes = 50 * 1024;

    private static readonly TextShape Color = Shape.Matching(ColorPattern(), "invalid property");
    private static readonly TextShape Spacing = Shape.Matching(SpacingPattern(), "invalid property");
    private static readonly TextShape Offset = Shape.Matching(OffsetPattern(), "invalid property");
    private static readonly TextShape Border = Shape.Matching(BorderPattern(), "invalid property");
    private static readonly TextShape Length = Shape.Matching(LengthPattern(), "invalid property");
    private static readonly TextShape FontSize = Shape.Matching(FontSizePattern(), "invalid property");
    private static readonly TextShape ImageSize = Shape.Matching(ImageSizePattern(), "invalid property");
    private static readonly TextShape Pixels = Shape.Matching(PixelsPattern(), "invalid property");
    private static readonly TextShape Percent = Shape.Matching(PercentPattern(), "invalid property");
    private static readonly TextShape Angle = Shape.Matching(AnglePattern(), "invalid property");
    private static readonly TextShape Ratio = new() { Pattern = RatioPattern(), PatternMessage = "invalid property", Rule = RatioRule };
    private static readonly TextShape Gravity = Shape.OneOf("top", "bottom", "center");
    private static readonly TextShape Align = Shape.OneOf("start", "end", "center");
    private static readonly NumberShape Weight = Shape.Whole(0);
    private static readonly Property Type = Shape.Required("type", Shape.AnyText);
    private static readonly Property Tap = Shape.Optional("action", ActionShapes.Flex);

    private static readonly Property[] Placed =
    [
        Shape.Optional("margin", Spacing), Shape.Optional("position", Shape.OneOf("relative", "absolute")),
        Shape.Optional("offsetTop", Offset), Shape.Optional("offsetBottom", Offset), Shape.Optional("offsetStart", Offset), Shape.Optional("offsetEnd", Offset),
    ];

    private static readonly Property[] Lettering =
    [
        Shape.Optional("size", FontSize), Shape.Optional("color", Color), Shape.Optional("weight", Shape.OneOf("regular", "bold")),
        Shape.Optional("style", Shape.OneOf("normal", "italic")), Shape.Optional("decoration", Shape.OneOf("none", "underline", "line-through")),
    ];

    private static readonly ObjectShape Span = Shape.Object([Type, Shape.Required("text", Shape.AnyText), .. Lettering]).Strict();

    private static readonly ObjectShape Text = Shape.Object([Type, Shape.Optional("text", Shape.Units(int.MaxValue, 1)), .. Lettering, .. Placed, Tap,
        Shape.Optional("flex", Weight), Shape.Optional("align", Align), Shape.Optional("gravity", Gravity), Shape.Optional("wrap", Shape.Boolean),
        Shape.Optional("lineSpacing", Pixels), Shape.Optional("maxLines", Shape.Whole(0)), Shape.Optional("adjustMode", Shape.OneOf("shrink-to-fit")),
        Shape.Optional("scaling", Shape.Boolean), Shape.Optional("contents", Shape.ListOf(new TypedShape(("span", Span)), 1, int.MaxValue))]).With((text, findings) =>
        {
            if (text["text"] is null && text["contents"] is null) findings.Refuse(text, "text", "must be specified");
        }).Strict();

    private static readonly ObjectShape Icon = Shape.Object([Type, Shape.Required("url", Links.Media), .. Placed, Shape.Optional("size", FontSize),
        Shape.Optional("aspectRatio", Ratio), Shape.Optional("scaling", Shape.Boolean)]).Strict();

    private static readonly ObjectShape Image = Shape.Object([Type, Shape.Required("url", Links.Media), .. Placed, Tap, Shape.Optional("flex", Weight),
        Shape.Optional("align", Align), Shape.Optional("gravity", Gravity), Shape.Optional("size", ImageSize), Shape.Optional("aspectRatio", Ratio),
        Shape.Optional("aspectMode", Shape.OneOf("fit", "cover")), Shape.Optional("backgroundColor", Color), Shape.Optional("animated", Shape.Boolean)]).Strict();

    private static readonly ObjectShape Button = Shape.Object([Type, Shape.Required("action", ActionShapes.FlexButton), .. Placed, Shape.Optional("flex", Weight),
        Shape.Optional("color", Color), Shape.Optional("style", Shape.OneOf("primary", "secondary", "link")), Shape.Optional("gravity", Gravity),
        Shape.Optional("height", Shape.OneOf("md", "sm")), Shape.Optional("adjustMode", Shape.OneOf("shrink-to-fit")), Shape.Optional("scaling", Shape.Boolean)]).Strict();

    private static readonly ObjectShape Separator = Shape.Object(Type, Shape.Optional("margin", Spacing), Shape.Optional("color", Color)).Strict();
    private static readonly ObjectShape Filler = Shape.Object(Type, Shape.Optional("flex", Weight)).Strict();

    private static readonly TypedShape Background = new(("linearGradient", Shape.Object(Type, Shape.Required("angle", Angle), Shape.Required("startColor", Color),
        Shape.Required("endColor", Color), Shape.Optional("centerColor", Color), Shape.Optional("centerPosition", Percent)).Strict()));

    private static readonly ObjectShape BoxObject = Shape.Object([Type, Shape.Required("layout", Shape.OneOf("horizontal", "vertical", "baseline")),
        Shape.Required("contents", Shape.ListOf(Shape.Later(() => Component!), 0, int.MaxValue)), .. Placed, Tap, Shape.Optional("flex", Weight), Shape.Optional("spacing", Spacing),
        Shape.Optional("backgroundColor", Color), Shape.Optional("borderColor", Color), Shape.Optional("borderWidth", Border), Shape.Optional("cornerRadius", Spacing),
        Shape.Optional("width", Length), Shape.Optional("maxWidth", Length), Shape.Optional("height", Length), Shape.Optional("maxHeight", Length),
        Shape.Optional("paddingAll", Offset), Shape.Optional("paddingTop", Offset), Shape.Optional("paddingBottom", Offset), Shape.Optional("paddingStart", Offset),
        Shape.Optional("paddingEnd", Offset), Shape.Optional("justifyContent", Shape.OneOf("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly")),
        Shape.Optional("alignItems", Shape.OneOf("center", "flex-start", "flex-end")), Shape.Optional("background", Background)]).With(BoxRule).Strict();

    private static readonly TypedShape Box = new(("box", BoxObject));

    private static readonly ObjectShape Video = Shape.Object(Type, Shape.Required("url", Links.Media), Shape.Required("previewUrl", Links.Media),
        Shape.Required("altContent", new TypedShape(("box", BoxObject), ("image", Image))), Shape.Optional("aspectRatio", Ratio), Tap).Strict();

    private static readonly TypedShape Component = new(("box", BoxObject), ("button", Button), ("image", Image), ("icon", Icon), ("text", Text),
        ("separator", Separator), ("filler", Filler));

    private static readonly ObjectShape Block = Shape.Object(Shape.Optional("backgroundColor", Color), Shape.Optional("separator", Shape.Boolean), Shape.Optional("separatorColor", Color)).Strict();

    private static readonly ObjectShape Bubble = Shape.Object(Type, Tap, Shape.Optional("direction", Shape.OneOf("ltr", "rtl")),
        Shape.Optional("size", Shape.OneOf("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
        Shape.Optional("header", Box), Shape.Optional("body", Box), Shape.Optional("footer", Box),
        Shape.Optional("hero", new TypedShape(("box", BoxObject), ("image", Image), ("video", Video))),
        Shape.Optional("styles", Shape.Object(Shape.Optional("header", Block), Shape.Optional("hero", Block), Shape.Optional("body", Block), Shape.Optional("footer", Block)).Strict()))
        .With(BubbleRule).Strict();

    /// <summary><c>contents</c> of a flex message.</summary>
    public static readonly TypedShape Container = new(("bubble", Bubble),
        ("carousel", Shape.Object(Type, Shape.Required("contents", Shape.ListOf(new TypedShape(("bubble", Bubble)), 1, 12))).With(CarouselRule).Strict()));

    private static void BoxRule(JsonObject box, Findings findings)
    {
        if (box["contents"] is not JsonArray contents) return;
        var baseline = box["layout"]?.ToString() == "baseline";
        foreach (var child in contents)
        {
            var type = (child as JsonObject)?["type"]?.ToString();
            if (baseline && type is not ("icon" or "text" or "filler") || !baseline && type == "icon")
                findings.Refuse(child ?? contents, "invalid property");
        }
    }

    private static void BubbleRule(JsonObject bubble, Findings findings)
    {
        if (Compact.Utf8(bubble).Length > BubbleBytes) findings.Refuse(bubble, "A bubble must not be larger than 30 KB");
        if (bubble["hero"] is not JsonObject hero || hero["type"]?.ToString() != "video") return;
        if (bubble["size"]?.ToString() is "nano" or "micro" or "deca" or "hecto") findings.Refuse(hero, "invalid property");
        if (bubble.Parent is JsonArray) findings.Refuse(hero, "A video cannot be used in a carousel");
    }

    private static void CarouselRule(JsonObject carousel, Findings findings)
    {
        if (Compact.Utf8(carousel).Length > CarouselBytes) findings.Refuse(carousel, "A carousel must not be larger than 50 KB");
        if (carousel["contents"] is JsonArray bubbles && bubbles.Select(b => (b as JsonObject)?["size"]?.ToString() ?? "mega").Distinct(StringComparer.Ordinal).Count() > 1)
            findings.Refuse(carousel, "contents", "All bubbles in a carousel must have the same size");
    }

    private static string? RatioRule(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (width, height) = (double.Parse(text[..colon], CultureInfo.InvariantCulture), double.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));
        return width is >= 1 and <= 100_000 && height is >= 1 and <= 100_000 && height <= 3 * width ? null : "invalid property";
    }

    [GeneratedRegex("^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")]
    private static partial Regex ColorPattern();

    [GeneratedRegex(@"^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px)$")]
    private static partial Regex SpacingPattern();

    [GeneratedRegex(@"^(none|xs|sm|md|lg|xl|xxl|-?\d+(\.\d+)?(px|%))$")]
    private static partial Regex OffsetPattern();

    [GeneratedRegex(@"^(none|light|normal|medium|semi-bold|bold|\d+(\.\d+)?px)$")]
    private static partial Regex BorderPattern();

    [GeneratedRegex(@"^\d+(\.\d+)?(px|%)$")]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|\d+(\.\d+)?px)$")]
    private static partial Regex FontSizePattern();

    [GeneratedRegex(@"^(xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|full|\d+(\.\d+)?(px|%))$")]
    private static partial Regex ImageSizePattern();

    [GeneratedRegex(@"^\d+(\.\d+)?px$")]
    private static partial Regex PixelsPattern();

    [GeneratedRegex(@"^\d+(\.\d+)?%$")]
    private static partial Regex PercentPattern();

    [GeneratedRegex(@"^-?\d+(\.\d+)?deg$")]
    private static partial Regex AnglePattern();

    [GeneratedRegex(@"^\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?$")]
    private static partial Regex RatioPattern();
}
