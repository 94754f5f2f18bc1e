namespace Line.Messaging;

internal static class TemplateRules
{
    private static readonly string[] AspectRatios = ["rectangle", "square"];
    private static readonly string[] ImageSizes = ["cover", "contain"];

    public static void Check(Findings found, At at, Template template)
    {
        found.Unknown(at, template);
        switch (template)
        {
            case ButtonsTemplate buttons:
                Buttons(found, at, buttons);
                break;
            case ConfirmTemplate confirm:
                found.Text(at, "text", confirm.Text, LineLimits.ConfirmText);
                Actions(found, at, confirm.Actions, LineLimits.ConfirmActions, LineLimits.ConfirmActions);
                break;
            case CarouselTemplate carousel:
                Carousel(found, at, carousel);
                break;
            case ImageCarouselTemplate carousel:
                ImageCarousel(found, at, carousel);
                break;
        }
    }

    private static void Buttons(Findings found, At at, ButtonsTemplate template)
    {
        found.OneOf(at, "imageAspectRatio", template.ImageAspectRatio, AspectRatios);
        found.OneOf(at, "imageSize", template.ImageSize, ImageSizes);
        Head(found, at, template.ThumbnailImageUrl, template.ImageBackgroundColor, template.Title, template.Text, LineLimits.ButtonsText, template.DefaultAction);
        Actions(found, at, template.Actions, 1, LineLimits.ButtonsActions);
    }

    private static void Carousel(Findings found, At at, CarouselTemplate template)
    {
        found.OneOf(at, "imageAspectRatio", template.ImageAspectRatio, AspectRatios);
        found.OneOf(at, "imageSize", template.ImageSize, ImageSizes);
        found.Count(at, "columns", template.Columns.Count, 1, LineLimits.CarouselColumns);
        for (var i = 0; i < template.Columns.Count; i++)
        {
            var (column, place, first) = (template.Columns[i], at.Of("columns", i), template.Columns[0]);
            found.Unknown(place, column);
            Head(found, place, column.ThumbnailImageUrl, column.ImageBackgroundColor, column.Title, column.Text, LineLimits.CarouselText, column.DefaultAction);
            Actions(found, place, column.Actions, 1, LineLimits.CarouselActions);
            if (column.Actions.Count != first.Actions.Count)
                found.Error(place, "actions", "Every column must have the same number of actions.");
            if (column.ThumbnailImageUrl is null != first.ThumbnailImageUrl is null)
                found.Error(place, "thumbnailImageUrl", "Every column must have a picture, or none.");
            if (string.IsNullOrEmpty(column.Title) != string.IsNullOrEmpty(first.Title))
                found.Error(place, "title", "Every column must have a title, or none.");
        }
    }

    private static void ImageCarousel(Findings found, At at, ImageCarouselTemplate template)
    {
        found.Count(at, "columns", template.Columns.Count, 1, LineLimits.CarouselColumns);
        for (var i = 0; i < template.Columns.Count; i++)
        {
            var (column, place) = (template.Columns[i], at.Of("columns", i));
            found.Unknown(place, column);
            UriRules.Media(found, place, "imageUrl", column.ImageUrl);
            ActionRules.Check(found, place.Of("action"), column.Action, ActionPlace.ImageCarousel);
        }
    }

    private static void Head(
        Findings found, At at, string? image, string? color, string? title, string text, TextLimit limit, LineAction? defaultAction)
    {
        if (image is not null)
            UriRules.Media(found, at, "thumbnailImageUrl", image);
        FlexValueRules.OpaqueColor(found, at, "imageBackgroundColor", color);
        found.Text(at, "title", title, LineLimits.TemplateTitle);
        found.Text(at, "text", text, image is null && string.IsNullOrEmpty(title) ? limit : LineLimits.TextBesideImageOrTitle);
        if (defaultAction is not null)
            ActionRules.Check(found, at.Of("defaultAction"), defaultAction, ActionPlace.TemplateDefault);
    }

    private static void Actions(Findings found, At at, IReadOnlyList<LineAction> actions, int min, int max)
    {
        found.Count(at, "actions", actions.Count, min, max);
        for (var i = 0; i < actions.Count; i++)
            ActionRules.Check(found, at.Of("actions", i), actions[i], ActionPlace.Template);
    }
}
