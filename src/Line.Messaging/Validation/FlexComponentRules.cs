using static Line.Messaging.FlexValueRules;

namespace Line.Messaging;

internal static class FlexComponentRules
{
    // Far deeper than anything shown on a telephone, and within the 64 levels of JSON that are written (a box takes two).
    private const int DeepestNesting = 25;

    private static readonly string[] Layouts = ["horizontal", "vertical", "baseline"];
    private static readonly string[] Justify = ["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"];
    private static readonly string[] Items = ["center", "flex-start", "flex-end"];
    private static readonly string[] Weights = ["regular", "bold"];
    private static readonly string[] Styles = ["normal", "italic"];
    private static readonly string[] Decorations = ["none", "underline", "line-through"];
    private static readonly string[] AdjustModes = ["shrink-to-fit"];
    private static readonly string[] ButtonStyles = ["primary", "secondary", "link"];
    private static readonly string[] ButtonHeights = ["md", "sm"];
    private static readonly string[] AspectModes = ["fit", "cover"];

    public static void Check(Findings found, At at, FlexComponent component, ref int animated, int depth = 0)
    {
        found.Unknown(at, component);
        if (component is FlexPlacedComponent placed)
            Placed(found, at, placed);
        switch (component)
        {
            case FlexBox box:
                Box(found, at, box, ref animated, depth);
                break;
            case FlexText text:
                Text(found, at, text);
                break;
            case FlexSpan span:
                Span(found, at, span);
                break;
            case FlexButton button:
                Button(found, at, button);
                break;
            case FlexImage image:
                animated += image.Animated == true ? 1 : 0;
                Image(found, at, image);
                break;
            case FlexIcon icon:
                UriRules.Media(found, at, "url", icon.Url);
                Length(found, at, "size", icon.Size, Fonts, percent: true);
                AspectRatio(found, at, "aspectRatio", icon.AspectRatio);
                break;
            case FlexVideo video:
                Video(found, at, video, ref animated, depth);
                break;
            case FlexSeparator separator:
                Length(found, at, "margin", separator.Margin, Spaces);
                Color(found, at, "color", separator.Color);
                break;
            case FlexFiller filler:
                NotNegative(found, at, "flex", filler.Flex);
                break;
            case UnknownFlexComponent:
                found.Warn(at, "type", "This kind of component is not known here; it is sent as it is.");
                break;
        }
    }

    private static void Placed(Findings found, At at, FlexPlacedComponent component)
    {
        Length(found, at, "margin", component.Margin, Spaces);
        found.OneOf(at, "position", component.Position, Positions);
        Length(found, at, "offsetTop", component.OffsetTop, Spaces, percent: true, negative: true);
        Length(found, at, "offsetBottom", component.OffsetBottom, Spaces, percent: true, negative: true);
        Length(found, at, "offsetStart", component.OffsetStart, Spaces, percent: true, negative: true);
        Length(found, at, "offsetEnd", component.OffsetEnd, Spaces, percent: true, negative: true);
    }

    private static void Box(Findings found, At at, FlexBox box, ref int animated, int depth)
    {
        found.OneOf(at, "layout", box.Layout, Layouts);
        NotNegative(found, at, "flex", box.Flex);
        Length(found, at, "spacing", box.Spacing, Spaces);
        Length(found, at, "width", box.Width, [], percent: true);
        Length(found, at, "maxWidth", box.MaxWidth, [], percent: true);
        Length(found, at, "height", box.Height, [], percent: true);
        Length(found, at, "maxHeight", box.MaxHeight, [], percent: true);
        Length(found, at, "paddingAll", box.PaddingAll, Spaces, percent: true);
        Length(found, at, "paddingTop", box.PaddingTop, Spaces, percent: true);
        Length(found, at, "paddingBottom", box.PaddingBottom, Spaces, percent: true);
        Length(found, at, "paddingStart", box.PaddingStart, Spaces, percent: true);
        Length(found, at, "paddingEnd", box.PaddingEnd, Spaces, percent: true);
        Color(found, at, "backgroundColor", box.BackgroundColor);
        Color(found, at, "borderColor", box.BorderColor);
        Length(found, at, "borderWidth", box.BorderWidth, Borders);
        Length(found, at, "cornerRadius", box.CornerRadius, Spaces);
        found.OneOf(at, "justifyContent", box.JustifyContent, Justify);
        found.OneOf(at, "alignItems", box.AlignItems, Items);
        if (box.Background is FlexLinearGradient gradient)
            Gradient(found, at.Of("background"), gradient);
        Tap(found, at, box.Action);
        if (depth == DeepestNesting)
        {
            found.Error(at, "contents", "Boxes are nested too deep.");
            return;
        }
        for (var i = 0; i < box.Contents.Count; i++)
        {
            var (child, place) = (box.Contents[i], at.Of("contents", i));
            if (!MayHold(box, child))
                found.Error(place, "type", $"A {box.Layout} box can't hold a {child.Type}.");
            Check(found, place, child, ref animated, depth + 1);
        }
    }

    private static bool MayHold(FlexBox box, FlexComponent child) => child switch
    {
        UnknownFlexComponent or FlexText or FlexFiller => true,
        FlexIcon => box.Layout == "baseline",
        FlexSpan or FlexVideo => false,
        _ => box.Layout != "baseline",
    };

    private static void Gradient(Findings found, At at, FlexLinearGradient gradient)
    {
        found.Unknown(at, gradient);
        Angle(found, at, "angle", gradient.Angle);
        Color(found, at, "startColor", gradient.StartColor);
        Color(found, at, "endColor", gradient.EndColor);
        Color(found, at, "centerColor", gradient.CenterColor);
        FlexValueRules.Position(found, at, "centerPosition", gradient.CenterPosition);
    }

    private static void Text(Findings found, At at, FlexText text)
    {
        if (text.Contents is null)
            found.Required(at, "text", text.Text);
        for (var i = 0; i < (text.Contents?.Count ?? 0); i++)
        {
            found.Unknown(at.Of("contents", i), text.Contents![i]);
            Span(found, at.Of("contents", i), text.Contents[i]);
        }
        Font(found, at, text.Size, text.Color, text.Weight, text.Style, text.Decoration);
        NotNegative(found, at, "flex", text.Flex);
        NotNegative(found, at, "maxLines", text.MaxLines);
        found.OneOf(at, "align", text.Align, Aligns);
        found.OneOf(at, "gravity", text.Gravity, Gravities);
        found.OneOf(at, "adjustMode", text.AdjustMode, AdjustModes);
        Length(found, at, "lineSpacing", text.LineSpacing, []);
        Tap(found, at, text.Action);
    }

    private static void Span(Findings found, At at, FlexSpan span)
    {
        if (string.IsNullOrEmpty(span.Text))
            found.Warn(at, "text", "Is empty.");
        Font(found, at, span.Size, span.Color, span.Weight, span.Style, span.Decoration);
    }

    private static void Font(Findings found, At at, string? size, string? color, string? weight, string? style, string? decoration)
    {
        Length(found, at, "size", size, Fonts);
        Color(found, at, "color", color);
        found.OneOf(at, "weight", weight, Weights);
        found.OneOf(at, "style", style, Styles);
        found.OneOf(at, "decoration", decoration, Decorations);
    }

    private static void Button(Findings found, At at, FlexButton button)
    {
        NotNegative(found, at, "flex", button.Flex);
        found.OneOf(at, "height", button.Height, ButtonHeights);
        found.OneOf(at, "style", button.Style, ButtonStyles);
        found.OneOf(at, "gravity", button.Gravity, Gravities);
        found.OneOf(at, "adjustMode", button.AdjustMode, AdjustModes);
        Color(found, at, "color", button.Color);
        ActionRules.Check(found, at.Of("action"), button.Action, ActionPlace.FlexButton);
    }

    private static void Image(Findings found, At at, FlexImage image)
    {
        UriRules.Media(found, at, "url", image.Url);
        NotNegative(found, at, "flex", image.Flex);
        Length(found, at, "size", image.Size, Images, percent: true);
        AspectRatio(found, at, "aspectRatio", image.AspectRatio);
        found.OneOf(at, "aspectMode", image.AspectMode, AspectModes);
        Color(found, at, "backgroundColor", image.BackgroundColor);
        found.OneOf(at, "align", image.Align, Aligns);
        found.OneOf(at, "gravity", image.Gravity, Gravities);
        Tap(found, at, image.Action);
    }

    private static void Video(Findings found, At at, FlexVideo video, ref int animated, int depth)
    {
        UriRules.Media(found, at, "url", video.Url);
        UriRules.Media(found, at, "previewUrl", video.PreviewUrl);
        AspectRatio(found, at, "aspectRatio", video.AspectRatio);
        if (video.AltContent is not (FlexBox or FlexImage or UnknownFlexComponent))
            found.Error(at, "altContent", "Must be a box or an image.");
        else
            Check(found, at.Of("altContent"), video.AltContent, ref animated, depth + 1);
        if (video.Action is not (null or UriAction or UnknownAction))
            found.Error(at, "action", "Only an address can be opened from a video.");
        Tap(found, at, video.Action);
    }

    private static void Tap(Findings found, At at, LineAction? action)
    {
        if (action is not null)
            ActionRules.Check(found, at.Of("action"), action, ActionPlace.Flex);
    }
}
