using System.Text.Json;

namespace Line.Messaging;

/// <summary>Bubbles and carousels: what holds for the whole. The parts are in <see cref="FlexComponentRules"/>.</summary>
internal static class FlexRules
{
    private static readonly string[] BubbleSizes = ["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"];
    private static readonly string[] VideoSizes = ["kilo", "mega", "giga"];
    private static readonly string[] Directions = ["ltr", "rtl"];

    public static void Check(Findings found, At at, FlexContainer container)
    {
        found.Unknown(at, container);
        var animated = 0;
        switch (container)
        {
            case FlexBubble bubble:
                Bubble(found, at, bubble, inCarousel: false, ref animated);
                Bytes(found, at, Size(bubble), LineLimits.FlexBubbleBytes, 30, "bubble");
                break;
            case FlexCarousel carousel:
                found.Count(at, "contents", carousel.Contents.Count, 1, LineLimits.FlexCarouselBubbles);
                for (var i = 0; i < carousel.Contents.Count; i++)
                {
                    var (bubble, place) = (carousel.Contents[i], at.Of("contents", i));
                    found.Unknown(place, bubble);
                    Bubble(found, place, bubble, inCarousel: true, ref animated);
                    Bytes(found, place, Size(bubble), LineLimits.FlexBubbleBytes, 30, "bubble");
                    if ((bubble.Size ?? "mega") != (carousel.Contents[0].Size ?? "mega"))
                        found.Error(place, "size", "All bubbles of a carousel must have the same size.");
                }
                Bytes(found, at, Size(carousel), LineLimits.FlexCarouselBytes, 50, "carousel");
                break;
        }
        if (animated > LineLimits.FlexAnimatedImages)
            found.Error(at, "", $"Has {animated} animated pictures; at most {LineLimits.FlexAnimatedImages} are allowed.");
    }

    private static int Size(FlexContainer container)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(container, LineJson.Context.FlexContainer).Length;
        }
        catch (JsonException)
        {
            // Nested deeper than JSON is written, which has been found and reported by now.
            return 0;
        }
    }

    private static void Bytes(Findings found, At at, int bytes, int max, int kilobytes, string what)
    {
        if (bytes > max)
            found.Error(at, "", $"Is {bytes} bytes of JSON; a {what} may have {kilobytes} KB ({max} bytes).");
        else if (bytes > kilobytes * 1000)
            found.Warn(at, "", $"Is {bytes} bytes of JSON; a {what} may have {kilobytes} KB, and LINE may count 1000 bytes to the KB.");
    }

    private static void Bubble(Findings found, At at, FlexBubble bubble, bool inCarousel, ref int animated)
    {
        found.OneOf(at, "size", bubble.Size, BubbleSizes);
        found.OneOf(at, "direction", bubble.Direction, Directions);
        if (bubble is { Header: null, Hero: null, Body: null, Footer: null })
            found.Error(at, "", "Has no block: at least one of header, hero, body and footer is needed.");
        Styles(found, at, bubble.Styles);
        Box(found, at, "header", bubble.Header, ref animated);
        Hero(found, at, bubble, inCarousel, ref animated);
        Box(found, at, "body", bubble.Body, ref animated);
        Box(found, at, "footer", bubble.Footer, ref animated);
        if (bubble.Action is { } action)
            ActionRules.Check(found, at.Of("action"), action, ActionPlace.Flex);
    }

    private static void Box(Findings found, At at, string block, FlexBox? box, ref int animated)
    {
        if (box is not null)
            FlexComponentRules.Check(found, at.Of(block), box, ref animated);
    }

    private static void Hero(Findings found, At at, FlexBubble bubble, bool inCarousel, ref int animated)
    {
        if (bubble.Hero is null)
            return;
        if (bubble.Hero is not (FlexBox or FlexImage or FlexVideo or UnknownFlexComponent))
            found.Error(at, "hero", "Must be a box, an image or a video.");
        if (bubble.Hero is FlexVideo)
        {
            if (inCarousel)
                found.Error(at, "hero", "A carousel can't hold videos.");
            if (!VideoSizes.Contains(bubble.Size ?? "mega"))
                found.Error(at, "size", "Must be kilo, mega or giga for a video.");
        }
        FlexComponentRules.Check(found, at.Of("hero"), bubble.Hero, ref animated);
    }

    private static void Styles(Findings found, At at, FlexBubbleStyles? styles)
    {
        if (styles is null)
            return;
        var place = at.Of("styles");
        found.Unknown(place, styles);
        Block(found, place.Of("header"), styles.Header);
        Block(found, place.Of("hero"), styles.Hero);
        Block(found, place.Of("body"), styles.Body);
        Block(found, place.Of("footer"), styles.Footer);
    }

    private static void Block(Findings found, At at, FlexBlockStyle? style)
    {
        if (style is null)
            return;
        found.Unknown(at, style);
        FlexValueRules.Color(found, at, "backgroundColor", style.BackgroundColor);
        FlexValueRules.Color(found, at, "separatorColor", style.SeparatorColor);
    }
}
