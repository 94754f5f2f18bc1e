namespace Line.Messaging;

public abstract partial record Message
{
    /// <summary>Text; 1 to 5000 UTF-16 units.</summary>
    public static TextMessage Text(string text) => new() { Text = text };

    /// <summary>Text in which each <c>{name}</c> is replaced: add <see cref="TextMessageV2.WithMention"/> or <see cref="TextMessageV2.WithEmoji"/>.</summary>
    public static TextMessageV2 TextV2(string text) => new() { Text = text };

    /// <summary>A sticker of LINE's official list for bots.</summary>
    public static StickerMessage Sticker(string packageId, string stickerId) => new() { PackageId = packageId, StickerId = stickerId };

    /// <summary>A picture; without a preview of its own it is its own preview, which LINE takes up to 1 MB.</summary>
    public static ImageMessage Image(string originalContentUrl, string? previewImageUrl = null) =>
        new() { OriginalContentUrl = originalContentUrl, PreviewImageUrl = previewImageUrl ?? originalContentUrl };

    /// <summary>A video.</summary>
    public static VideoMessage Video(string originalContentUrl, string previewImageUrl, string? trackingId = null) =>
        new() { OriginalContentUrl = originalContentUrl, PreviewImageUrl = previewImageUrl, TrackingId = trackingId };

    /// <summary>A sound.</summary>
    public static AudioMessage Audio(string originalContentUrl, TimeSpan duration) =>
        new() { OriginalContentUrl = originalContentUrl, Duration = (long)duration.TotalMilliseconds };

    /// <summary>A place.</summary>
    public static LocationMessage Location(string title, string address, double latitude, double longitude) =>
        new() { Title = title, Address = address, Latitude = latitude, Longitude = longitude };

    /// <summary>A picture, 1040 wide, with areas to tap.</summary>
    public static ImagemapMessage Imagemap(string baseUrl, string altText, int height, params IReadOnlyList<ImagemapAction> actions) => new()
    {
        BaseUrl = baseUrl,
        AltText = altText,
        BaseSize = new ImagemapBaseSize { Width = LineLimits.ImagemapBaseWidth, Height = height },
        Actions = actions,
    };

    /// <summary>One of LINE's ready-made layouts.</summary>
    public static TemplateMessage FromTemplate(string altText, Template template) => new() { AltText = altText, Template = template };

    /// <summary>A text and up to four buttons one above the other.</summary>
    /// <param name="text">At most 160 graphemes, 60 with a title. Also what notifications show.</param>
    /// <param name="title">At most 40 graphemes.</param>
    /// <param name="actions">The buttons.</param>
    public static TemplateMessage Buttons(string text, string? title, params IReadOnlyList<LineAction> actions) =>
        FromTemplate(text, new ButtonsTemplate { Text = text, Title = title, Actions = actions });

    /// <summary>A text and two buttons side by side; notifications show the text.</summary>
    public static TemplateMessage Confirm(string text, LineAction left, LineAction right) =>
        FromTemplate(text, new ConfirmTemplate { Text = text, Actions = [left, right] });

    /// <summary>Columns to leaf through.</summary>
    public static TemplateMessage Carousel(string altText, params IReadOnlyList<CarouselColumn> columns) =>
        FromTemplate(altText, new CarouselTemplate { Columns = columns });

    /// <summary>Pictures to leaf through.</summary>
    public static TemplateMessage ImageCarousel(string altText, params IReadOnlyList<ImageCarouselColumn> columns) =>
        FromTemplate(altText, new ImageCarouselTemplate { Columns = columns });

    /// <summary>A layout of one's own: see <see cref="global::Line.Messaging.Flex"/>.</summary>
    public static FlexMessage Flex(string altText, FlexContainer contents) => new() { AltText = altText, Contents = contents };

    /// <summary>A coupon of the account.</summary>
    public static CouponMessage Coupon(string couponId, string? deliveryTag = null) => new() { CouponId = couponId, DeliveryTag = deliveryTag };
}
