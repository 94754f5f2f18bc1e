namespace Line.Messaging;

/// <summary>LINE's limits, all in one place. From the Messaging API reference
/// (https://developers.line.biz/en/reference/messaging-api/), its page on counting characters
/// (https://developers.line.biz/en/docs/messaging-api/text-character-count/) and LINE's OpenAPI documents
/// (https://github.com/line/line-openapi), as of 2026.</summary>
public static class LineLimits
{
    /// <summary>Messages in one call: 1 to 5 (reference, "Send reply message" and the other send calls).</summary>
    public const int MessagesPerCall = 5;

    /// <summary>Text of a text message (reference, "Text message").</summary>
    public static readonly TextLimit Text = new(5000, TextUnit.Utf16Units, Min: 1);

    /// <summary>LINE emoji in a text message (reference, "Text message").</summary>
    public const int Emojis = 20;

    /// <summary>Placeholders of a text message v2 (reference, "Text message (v2)").</summary>
    public const int Substitutions = 100;

    /// <summary>Name of a placeholder (reference, "Text message (v2)").</summary>
    public static readonly TextLimit SubstitutionName = new(20, TextUnit.Utf16Units, Min: 1);

    /// <summary>Mentions in a text message v2 (reference, "Text message (v2)").</summary>
    public const int Mentions = 20;

    /// <summary>Buttons of a quick reply (reference, "Quick reply"; OpenAPI QuickReply.items).</summary>
    public const int QuickReplyItems = 13;

    /// <summary>Label of a quick reply button (reference, "Action objects").</summary>
    public static readonly TextLimit QuickReplyLabel = new(20, TextUnit.Graphemes, Min: 1);

    /// <summary>Label of a template's button (reference, "Action objects").</summary>
    public static readonly TextLimit TemplateLabel = new(20, TextUnit.Graphemes, Min: 1);

    /// <summary>Label of a template's default action, which is not shown (reference, "Action objects").</summary>
    public static readonly TextLimit DefaultActionLabel = new(20, TextUnit.Graphemes);

    /// <summary>Label in an image carousel (reference, "Action objects").</summary>
    public static readonly TextLimit ImageCarouselLabel = new(12, TextUnit.Graphemes);

    /// <summary>Label of a rich menu area, read by screen readers (reference, "Action objects").</summary>
    public static readonly TextLimit RichMenuLabel = new(20, TextUnit.Graphemes);

    /// <summary>Label of a Flex button (reference, "Button").</summary>
    public static readonly TextLimit FlexButtonLabel = new(40, TextUnit.Graphemes, Min: 1);

    /// <summary>Label of any other action in Flex (reference, "Action objects").</summary>
    public static readonly TextLimit FlexLabel = new(40, TextUnit.Graphemes);

    /// <summary>Data of postback, date picker and rich menu switch (OpenAPI PostbackAction.data).</summary>
    public static readonly TextLimit PostbackData = new(300, TextUnit.Utf16Units);

    /// <summary>Text, displayText and fillInText of a postback (reference, "Postback action").</summary>
    public static readonly TextLimit PostbackText = new(300, TextUnit.Graphemes);

    /// <summary>Text of a message action (reference, "Message action").</summary>
    public static readonly TextLimit MessageActionText = new(300, TextUnit.Graphemes, Min: 1);

    /// <summary>Address of a URI action (reference, "URI action").</summary>
    public static readonly TextLimit ActionUri = new(1000, TextUnit.Utf16Units, Min: 1);

    /// <summary>Text to copy (OpenAPI ClipboardAction.clipboardText).</summary>
    public static readonly TextLimit ClipboardText = new(1000, TextUnit.Utf16Units, Min: 1);

    /// <summary>Address of a picture, video or sound (reference, each message's own table).</summary>
    public static readonly TextLimit MediaUrl = new(2000, TextUnit.Utf16Units, Min: 1);

    /// <summary>Earliest day of a date picker (reference, "Datetime picker action").</summary>
    public static readonly DateTime DatetimeMin = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Latest day and minute of a date picker (reference, "Datetime picker action").</summary>
    public static readonly DateTime DatetimeMax = new(2100, 12, 31, 23, 59, 0, DateTimeKind.Unspecified);

    /// <summary>altText of Flex, template and imagemap messages (reference, raised from 400).</summary>
    public static readonly TextLimit AltText = new(1500, TextUnit.Utf16Units, Min: 1);

    /// <summary>Tracking id of a video (reference, "Video message").</summary>
    public static readonly TextLimit TrackingId = new(100, TextUnit.Utf16Units);

    /// <summary>Title and address of a place (reference, "Location message").</summary>
    public static readonly TextLimit LocationText = new(100, TextUnit.Utf16Units, Min: 1);

    /// <summary>Name of a sender (OpenAPI Sender.name).</summary>
    public static readonly TextLimit SenderName = new(20, TextUnit.Utf16Units);

    /// <summary>Delivery tag of a coupon (OpenAPI CouponMessage.deliveryTag).</summary>
    public static readonly TextLimit CouponDeliveryTag = new(30, TextUnit.Utf16Units);

    /// <summary>Width of an imagemap's base size, in pixels (reference, "Imagemap message").</summary>
    public const int ImagemapBaseWidth = 1040;

    /// <summary>Areas of an imagemap (reference, "Imagemap message").</summary>
    public const int ImagemapActions = 50;

    /// <summary>Text that an imagemap's area says (reference, "Imagemap message action object").</summary>
    public static readonly TextLimit ImagemapText = new(400, TextUnit.Utf16Units, Min: 1);

    /// <summary>Label of an imagemap's area (reference, "Imagemap action objects").</summary>
    public static readonly TextLimit ImagemapLabel = new(100, TextUnit.Utf16Units);

    /// <summary>Label of the link after an imagemap's video (reference, "Imagemap message").</summary>
    public static readonly TextLimit ImagemapLinkLabel = new(30, TextUnit.Utf16Units, Min: 1);

    /// <summary>Title of a buttons template or carousel column (reference, "Buttons template").</summary>
    public static readonly TextLimit TemplateTitle = new(40, TextUnit.Graphemes);

    /// <summary>Text of a buttons template without picture and title (reference, "Buttons template").</summary>
    public static readonly TextLimit ButtonsText = new(160, TextUnit.Graphemes, Min: 1);

    /// <summary>Text of a carousel column without picture and title (reference, "Carousel template").</summary>
    public static readonly TextLimit CarouselText = new(120, TextUnit.Graphemes, Min: 1);

    /// <summary>Text of a buttons template or carousel column with picture or title (reference, "Buttons template").</summary>
    public static readonly TextLimit TextBesideImageOrTitle = new(60, TextUnit.Graphemes, Min: 1);

    /// <summary>Text of a confirm template (reference, "Confirm template").</summary>
    public static readonly TextLimit ConfirmText = new(240, TextUnit.Graphemes, Min: 1);

    /// <summary>Buttons of a buttons template (reference, "Buttons template").</summary>
    public const int ButtonsActions = 4;

    /// <summary>Buttons of a confirm template, no more and no fewer (reference, "Confirm template").</summary>
    public const int ConfirmActions = 2;

    /// <summary>Columns of a carousel or image carousel (reference, "Carousel template").</summary>
    public const int CarouselColumns = 10;

    /// <summary>Buttons of a carousel column (reference, "Carousel template").</summary>
    public const int CarouselActions = 3;

    /// <summary>JSON of a bubble, in bytes: 30 KB (reference, "Bubble"). LINE does not say whether a KB is 1000 or 1024 bytes.</summary>
    public const int FlexBubbleBytes = 30 * 1024;

    /// <summary>JSON of a carousel, in bytes: 50 KB (reference, "Carousel").</summary>
    public const int FlexCarouselBytes = 50 * 1024;

    /// <summary>Bubbles of a carousel (reference, "Carousel").</summary>
    public const int FlexCarouselBubbles = 12;

    /// <summary>Animated pictures in one Flex message (OpenAPI FlexImage.animated).</summary>
    public const int FlexAnimatedImages = 10;

    /// <summary>Greatest width and height in a Flex aspect ratio (OpenAPI FlexImage.aspectRatio).</summary>
    public const int FlexAspectRatioMax = 100_000;

    /// <summary>Text of the bar under the chat that opens a rich menu (OpenAPI RichMenuRequest.chatBarText; counted in graphemes).</summary>
    public static readonly TextLimit RichMenuChatBarText = new(14, TextUnit.Graphemes, Min: 1);

    /// <summary>Name of a rich menu (OpenAPI RichMenuRequest.name; counted in graphemes).</summary>
    public static readonly TextLimit RichMenuName = new(300, TextUnit.Graphemes, Min: 1);

    /// <summary>Areas of a rich menu (reference, "Rich menu object").</summary>
    public const int RichMenuAreas = 20;

    /// <summary>Least width of a rich menu, in pixels (reference, "Size object").</summary>
    public const int RichMenuMinWidth = 800;

    /// <summary>Greatest width of a rich menu, in pixels (reference, "Size object").</summary>
    public const int RichMenuMaxWidth = 2500;

    /// <summary>Least height of a rich menu, in pixels (reference, "Size object").</summary>
    public const int RichMenuMinHeight = 250;

    /// <summary>Least ratio of a rich menu's width to its height (reference, "Size object").</summary>
    public const double RichMenuMinAspectRatio = 1.45;

    /// <summary>Picture of a rich menu, in bytes: 1 MB (reference, "Upload rich menu image").</summary>
    public const int RichMenuImageBytes = 1024 * 1024;

    /// <summary>Alias of a rich menu; <c>a–z 0–9 _ -</c> (OpenAPI CreateRichMenuAliasRequest.richMenuAliasId).</summary>
    public const int RichMenuAliasIdLength = 32;
}
