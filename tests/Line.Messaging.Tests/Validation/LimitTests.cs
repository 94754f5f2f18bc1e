namespace Line.Messaging.Tests;

/// <summary>Every limit on length and number, exactly at its edge (good) and one beyond (refused at the right property).</summary>
public sealed class LimitTests
{
    private const string Https = "https://a.example/";

    /// <summary>name, limit in LINE's unit, property that is reported, and the message whose one text has the given length.</summary>
    public static TheoryData<string, int, bool, string, Func<string, Message>> Texts => new()
    {
        { "text", 5000, false, "messages[0].text", Message.Text },
        { "textV2", 5000, false, "messages[0].text", Message.TextV2 },
        { "quick reply label", 20, true, "messages[0].quickReply.items[0].action.label", s => Quick(LineAction.Postback(s, "d")) },
        { "postback data", 300, false, "messages[0].quickReply.items[0].action.data", s => Quick(LineAction.Postback("l", s)) },
        { "postback displayText", 300, true, "messages[0].quickReply.items[0].action.displayText", s => Quick(LineAction.Postback("l", "d", s)) },
        { "postback text", 300, true, "messages[0].quickReply.items[0].action.text", s => Quick(LineAction.Postback("l", "d") with { Text = s }) },
        { "postback fillInText", 300, true, "messages[0].quickReply.items[0].action.fillInText", s => Quick(LineAction.Postback("l", "d") with { InputOption = InputOptions.OpenKeyboard, FillInText = s }) },
        { "message action text", 300, true, "messages[0].quickReply.items[0].action.text", s => Quick(LineAction.Say("l", s)) },
        { "datetimepicker data", 300, false, "messages[0].quickReply.items[0].action.data", s => Quick(LineAction.PickDate("l", s)) },
        { "clipboard text", 1000, false, "messages[0].quickReply.items[0].action.clipboardText", s => Quick(LineAction.Copy("l", s)) },
        { "template label", 20, true, "messages[0].template.actions[0].label", s => Message.Buttons("t", null, LineAction.Postback(s, "d")) },
        { "template default label", 20, true, "messages[0].template.defaultAction.label", s => Template(new ButtonsTemplate { Text = "t", DefaultAction = LineAction.Postback(s, "d"), Actions = [Tap] }) },
        { "image carousel label", 12, true, "messages[0].template.columns[0].action.label", s => Message.ImageCarousel("a", new ImageCarouselColumn { ImageUrl = Https, Action = LineAction.Postback(s, "d") }) },
        { "flex button label", 40, true, "messages[0].contents.body.contents[0].action.label", s => InFlex(Flex.Button(LineAction.Postback(s, "d"))) },
        { "flex label", 40, true, "messages[0].contents.body.contents[0].action.label", s => InFlex(Flex.Text("t").OnTap(LineAction.Postback(s, "d"))) },
        { "flex altText", 1500, false, "messages[0].altText", s => Message.Flex(s, Flex.Bubble(Flex.Box.Vertical())) },
        { "template altText", 1500, false, "messages[0].altText", s => Message.FromTemplate(s, new ConfirmTemplate { Text = "t", Actions = [Tap, Tap] }) },
        { "imagemap altText", 1500, false, "messages[0].altText", s => Map(s) },
        { "buttons title", 40, true, "messages[0].template.title", s => Message.Buttons("t", s, Tap) },
        { "buttons text", 160, true, "messages[0].template.text", s => Template(new ButtonsTemplate { Text = s, Actions = [Tap] }) },
        { "buttons text with title", 60, true, "messages[0].template.text", s => Template(new ButtonsTemplate { Text = s, Title = "t", Actions = [Tap] }) },
        { "buttons text with picture", 60, true, "messages[0].template.text", s => Template(new ButtonsTemplate { Text = s, ThumbnailImageUrl = Https, Actions = [Tap] }) },
        { "confirm text", 240, true, "messages[0].template.text", s => Template(new ConfirmTemplate { Text = s, Actions = [Tap, Tap] }) },
        { "carousel title", 40, true, "messages[0].template.columns[0].title", s => Message.Carousel("a", new CarouselColumn { Text = "t", Title = s, Actions = [Tap] }) },
        { "carousel text", 120, true, "messages[0].template.columns[0].text", s => Message.Carousel("a", new CarouselColumn { Text = s, Actions = [Tap] }) },
        { "carousel text with title", 60, true, "messages[0].template.columns[0].text", s => Message.Carousel("a", new CarouselColumn { Text = s, Title = "t", Actions = [Tap] }) },
        { "carousel text with picture", 60, true, "messages[0].template.columns[0].text", s => Message.Carousel("a", new CarouselColumn { Text = s, ThumbnailImageUrl = Https, Actions = [Tap] }) },
        { "location title", 100, false, "messages[0].title", s => Message.Location(s, "a", 0, 0) },
        { "location address", 100, false, "messages[0].address", s => Message.Location("t", s, 0, 0) },
        { "sender name", 20, false, "messages[0].sender.name", s => Message.Text("t").WithSender(s) },
        { "tracking id", 100, false, "messages[0].trackingId", s => Message.Video(Https, Https, s) },
        { "delivery tag", 30, false, "messages[0].deliveryTag", s => Message.Coupon("c", s) },
        { "imagemap text", 400, false, "messages[0].actions[0].text", s => Map("a", new MessageImagemapAction { Area = Area, Text = s }) },
        { "imagemap label", 100, false, "messages[0].actions[0].label", s => Map("a", new MessageImagemapAction { Area = Area, Text = "t", Label = s }) },
        { "imagemap clipboard", 1000, false, "messages[0].actions[0].clipboardText", s => Map("a", new ClipboardImagemapAction { Area = Area, ClipboardText = s }) },
        { "imagemap link label", 30, false, "messages[0].video.externalLink.label", s => Map("a") with { Video = Film with { ExternalLink = new ImagemapExternalLink { LinkUri = Https, Label = s } } } },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_may_be_as_long_as_the_limit_and_no_longer(string name, int max, bool inGraphemes, string property, Func<string, Message> make)
    {
        Assert.True(Validate(make(new string('x', max))).Count == 0, name);

        var over = Assert.Single(Validate(make(new string('x', max + 1))));
        Assert.Equal((property, LimitSeverity.Error), (over.Property, over.Severity));
        Assert.Contains($"{max + 1}", over.Message, StringComparison.Ordinal);
        Assert.Contains($"at most {max}", over.Message, StringComparison.Ordinal);

        // Two units and one grapheme each: where graphemes count it fits, with a warning.
        if (property.EndsWith("trackingId", StringComparison.Ordinal))
            return;
        var thai = Assert.Single(Validate(make(string.Concat(Enumerable.Repeat("กี", max)))));
        Assert.Equal((property, inGraphemes ? LimitSeverity.Warning : LimitSeverity.Error), (thai.Property, thai.Severity));
    }

    /// <summary>name, limit, property that is reported, and the message whose one address has the given length.</summary>
    public static TheoryData<string, int, string, Func<string, Message>> Addresses => new()
    {
        { "uri action", 1000, "messages[0].quickReply.items[0].action.uri", s => Quick(LineAction.Open("l", s)) },
        { "desktop uri", 1000, "messages[0].quickReply.items[0].action.altUri.desktop", s => Quick(LineAction.Open("l", Https) with { AltUri = new AltUri { Desktop = s } }) },
        { "quick reply icon", 2000, "messages[0].quickReply.items[0].imageUrl", s => Message.Text("t").WithQuickReply(QuickReply.Tap("l", "d", imageUrl: s)) },
        { "sender icon", 2000, "messages[0].sender.iconUrl", s => Message.Text("t").WithSender("n", s) },
        { "image", 2000, "messages[0].originalContentUrl", s => Message.Image(s, Https) },
        { "image preview", 2000, "messages[0].previewImageUrl", s => Message.Image(Https, s) },
        { "video", 2000, "messages[0].originalContentUrl", s => Message.Video(s, Https) },
        { "video preview", 2000, "messages[0].previewImageUrl", s => Message.Video(Https, s) },
        { "audio", 2000, "messages[0].originalContentUrl", s => Message.Audio(s, TimeSpan.FromSeconds(1)) },
        { "buttons picture", 2000, "messages[0].template.thumbnailImageUrl", s => Template(new ButtonsTemplate { Text = "t", ThumbnailImageUrl = s, Actions = [Tap] }) },
        { "carousel picture", 2000, "messages[0].template.columns[0].thumbnailImageUrl", s => Message.Carousel("a", new CarouselColumn { Text = "t", ThumbnailImageUrl = s, Actions = [Tap] }) },
        { "image carousel picture", 2000, "messages[0].template.columns[0].imageUrl", s => Message.ImageCarousel("a", new ImageCarouselColumn { ImageUrl = s, Action = Tap }) },
        { "imagemap base", 2000, "messages[0].baseUrl", s => Map("a") with { BaseUrl = s } },
        { "imagemap link", 1000, "messages[0].actions[0].linkUri", s => Map("a", new UriImagemapAction { Area = Area, LinkUri = s }) },
        { "imagemap video", 2000, "messages[0].video.originalContentUrl", s => Map("a") with { Video = Film with { OriginalContentUrl = s } } },
        { "imagemap video preview", 2000, "messages[0].video.previewImageUrl", s => Map("a") with { Video = Film with { PreviewImageUrl = s } } },
        { "imagemap video link", 1000, "messages[0].video.externalLink.linkUri", s => Map("a") with { Video = Film with { ExternalLink = new ImagemapExternalLink { LinkUri = s, Label = "l" } } } },
        { "flex image", 2000, "messages[0].contents.body.contents[0].url", s => InFlex(Flex.Image(s)) },
        { "flex icon", 2000, "messages[0].contents.body.contents[0].contents[0].url", s => InFlex(Flex.Box.Baseline(Flex.Icon(s))) },
        { "flex video", 2000, "messages[0].contents.hero.url", s => Hero(Flex.Video(s, Https, Flex.Image(Https))) },
        { "flex video preview", 2000, "messages[0].contents.hero.previewUrl", s => Hero(Flex.Video(Https, s, Flex.Image(Https))) },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Addresses_may_be_as_long_as_the_limit_and_no_longer(string name, int max, string property, Func<string, Message> make)
    {
        Assert.True(Validate(make(Https.PadRight(max, 'x'))).Count == 0, name);
        var over = Assert.Single(Validate(make(Https.PadRight(max + 1, 'x'))));
        Assert.Equal((property, LimitSeverity.Error), (over.Property, over.Severity));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Addresses_must_be_https_where_line_fetches_them(string name, int max, string property, Func<string, Message> make)
    {
        var opens = max == 1000;
        foreach (var (address, good) in new[] { ("http://a.example/", opens), ("tel:+6656411000", opens), ("line://nv/camera/", opens), ("ftp://a.example/", false), ("javascript:alert(1)", false), ("/relative", false), ("https://", false), ("https://a b.example/", false), ("https://a.example/ทาง", false), ("https://a.example/%E0%B8%97", true), ("https://a.example/a|b", false), ("", false) })
        {
            var violations = Validate(make(address));
            Assert.True(violations.Any(v => v.Property == property && v.Severity == LimitSeverity.Error) != good, $"{name}: {address}");
        }
    }

    /// <summary>name, least, most, property that is reported, and the message with that many items.</summary>
    public static TheoryData<string, int, int, string, Func<int, Message>> Counts => new()
    {
        { "quick reply items", 1, 13, "messages[0].quickReply.items", n => Message.Text("t").WithQuickReply(new QuickReply { Items = Many(n, _ => QuickReply.Say("l")) }) },
        { "buttons actions", 1, 4, "messages[0].template.actions", n => Template(new ButtonsTemplate { Text = "t", Actions = Many(n, _ => Tap) }) },
        { "confirm actions", 2, 2, "messages[0].template.actions", n => Template(new ConfirmTemplate { Text = "t", Actions = Many(n, _ => Tap) }) },
        { "carousel columns", 1, 10, "messages[0].template.columns", n => Message.Carousel("a", Many(n, _ => new CarouselColumn { Text = "t", Actions = [Tap] })) },
        { "carousel actions", 1, 3, "messages[0].template.columns[0].actions", n => Message.Carousel("a", new CarouselColumn { Text = "t", Actions = Many(n, _ => Tap) }) },
        { "image carousel columns", 1, 10, "messages[0].template.columns", n => Message.ImageCarousel("a", Many(n, _ => new ImageCarouselColumn { ImageUrl = Https, Action = Tap })) },
        { "imagemap actions", 1, 50, "messages[0].actions", n => Map("a") with { Actions = Many<ImagemapAction>(n, _ => new MessageImagemapAction { Area = Area, Text = "t" }) } },
        { "flex bubbles", 1, 12, "messages[0].contents.contents", n => Message.Flex("a", Flex.Carousel(Many(n, _ => Flex.Bubble(Flex.Box.Vertical())))) },
        { "emojis", 0, 20, "messages[0].emojis", n => Message.Text(new string('$', 30)) with { Emojis = Many(n, i => new Emoji { Index = i, ProductId = "p", EmojiId = "e" }) } },
        { "substitutions", 0, 100, "messages[0].substitution", n => Many(n, i => i).Aggregate(Message.TextV2("t" + string.Concat(Many(n, i => $"{{k{i}}}"))), (text, i) => text.WithEmoji($"k{i}", "p", "e")) },
        { "mentions", 0, 20, "messages[0].substitution", n => Many(n, i => i).Aggregate(Message.TextV2("t" + string.Concat(Many(n, i => $"{{k{i}}}"))), (text, i) => text.WithMention($"k{i}", "U1")) },
        { "animated pictures", 0, 10, "messages[0].contents", n => InFlex([.. Many(n, _ => Flex.Image(Https) with { Animated = true })]) },
    };

    [Theory]
    [MemberData(nameof(Counts))]
    public void Lists_may_be_as_long_as_the_limit_and_no_longer(string name, int min, int max, string property, Func<int, Message> make)
    {
        Assert.True(Validate(make(min)).Count == 0, name);
        Assert.True(Validate(make(max)).Count == 0, name);
        var over = Assert.Single(Validate(make(max + 1)));
        Assert.Equal((property, LimitSeverity.Error), (over.Property, over.Severity));
        if (min > 0)
            Assert.Equal((property, LimitSeverity.Error), Validate(make(min - 1)).Select(v => (v.Property, v.Severity)).Single());
    }

    [Fact]
    public void A_call_holds_one_to_five_messages()
    {
        Assert.Empty(MessageValidator.Validate(Many(5, _ => Message.Text("t"))));
        Assert.Equal("messages", Assert.Single(MessageValidator.Validate(Many(6, _ => Message.Text("t")))).Property);
        Assert.Equal("messages", Assert.Single(MessageValidator.Validate([])).Property);
        Assert.Equal("messages[1]", Assert.Single(MessageValidator.Validate([Message.Text("t"), null!])).Property);
    }

    [Theory]
    [InlineData(30_000, null)]
    [InlineData(30_001, LimitSeverity.Warning)]
    [InlineData(30_720, LimitSeverity.Warning)]
    [InlineData(30_721, LimitSeverity.Error)]
    public void A_bubble_holds_30_KB_of_json(int bytes, LimitSeverity? expected) =>
        Assert.Equal(expected, MessageValidator.Validate(BubbleOf(bytes)).SingleOrDefault()?.Severity);

    [Fact]
    public void Thai_weighs_three_bytes_a_character()
    {
        var bubble = Flex.Bubble(Flex.Box.Vertical(Flex.Text(new string('ก', 10_300))));
        Assert.Contains("30 KB", Assert.Single(MessageValidator.Validate(bubble)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50_000, null)]
    [InlineData(50_001, LimitSeverity.Warning)]
    [InlineData(51_200, LimitSeverity.Warning)]
    [InlineData(51_201, LimitSeverity.Error)]
    public void A_carousel_holds_50_KB_of_json(int bytes, LimitSeverity? expected)
    {
        var frame = LineJson.Format(Flex.Carousel(BubbleOf(25_000), BubbleOf(1_000))).Length - 1_000;
        Assert.Equal(expected, MessageValidator.Validate(Flex.Carousel(BubbleOf(25_000), BubbleOf(bytes - frame))).SingleOrDefault()?.Severity);
    }

    private static readonly PostbackAction Tap = LineAction.Postback("l", "d");
    private static readonly ImagemapArea Area = ImagemapArea.Of(0, 0, 10, 10);
    private static readonly ImagemapVideo Film = new() { OriginalContentUrl = Https, PreviewImageUrl = Https, Area = Area };

    private static IReadOnlyList<LimitViolation> Validate(Message message) => MessageValidator.Validate([message]);

    private static TextMessage Quick(LineAction action) => Message.Text("t").WithQuickReply(QuickReply.Item(action));

    private static TemplateMessage Template(Template template) => Message.FromTemplate("a", template);

    private static FlexMessage InFlex(params IReadOnlyList<FlexComponent> contents) => Message.Flex("a", Flex.Bubble(Flex.Box.Vertical(contents)));

    private static FlexMessage Hero(FlexComponent hero) => Message.Flex("a", Flex.Bubble(hero: hero));

    private static ImagemapMessage Map(string altText, ImagemapAction? action = null) =>
        Message.Imagemap(Https, altText, 1040, action ?? new MessageImagemapAction { Area = Area, Text = "t" });

    private static IReadOnlyList<T> Many<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static FlexBubble BubbleOf(int bytes)
    {
        var frame = LineJson.Format(Flex.Bubble(Flex.Box.Vertical(Flex.Text("x")))).Length - 1;
        return Flex.Bubble(Flex.Box.Vertical(Flex.Text(new string('x', bytes - frame))));
    }
}
