using System.Text;

namespace Line.Messaging.Tests;

/// <summary>The rules that are not about length or number.</summary>
public sealed class RuleTests
{
    private const string Https = "https://a.example/";

    /// <summary>name, what is reported (severity and property), and the action as it stands in a quick reply.</summary>
    public static TheoryData<string, string, LineAction> QuickReplyActions => new()
    {
        { "camera", "", LineAction.Camera("l") },
        { "camera roll", "", LineAction.CameraRoll("l") },
        { "location", "", LineAction.Location("l") },
        { "no label", "Error action.label", new CameraAction() },
        { "rich menu switch", "Error action.type", LineAction.SwitchRichMenu("menu-b", "d", "l") },
        { "displayText with text", "Error action.displayText", LineAction.Postback("l", "d", "x") with { Text = "y" } },
        { "fillInText alone", "Warning action.fillInText", LineAction.Postback("l", "d") with { FillInText = "x" } },
        { "input option", "", LineAction.Postback("l", "d") with { InputOption = InputOptions.OpenVoice } },
        { "strange input option", "Error action.inputOption", LineAction.Postback("l", "d") with { InputOption = "openDoor" } },
        { "empty text", "Error action.text", new MessageAction { Label = "l", Text = "" } },
        { "empty clipboard", "Error action.clipboardText", LineAction.Copy("l", "") },
        { "empty data is allowed", "", LineAction.Postback("l", "") },
        { "date", "", Pick("date", "2026-12-05", "1900-01-01", "2100-12-31") },
        { "time", "", Pick("time", "10:00", "00:00", "23:59") },
        { "datetime", "", Pick("datetime", "2026-12-05T10:00", "1900-01-01t00:00", "2100-12-31T23:59") },
        { "mode", "Error action.mode", Pick("year", null, null, null) },
        { "date form", "Error action.initial", Pick("date", "5/12/2569", null, null) },
        { "time form", "Error action.initial", Pick("time", "9:30", null, null) },
        { "time beyond the day", "Error action.max", Pick("time", null, null, "24:00") },
        { "datetime form", "Error action.min", Pick("datetime", null, "2026-12-05 10:00", null) },
        { "no such day", "Error action.initial", Pick("date", "2026-02-30", null, null) },
        { "too early", "Error action.min", Pick("date", null, "1899-12-31", null) },
        { "too late", "Error action.max", Pick("datetime", null, null, "2101-01-01T00:00") },
        { "max equals min", "Error action.max", Pick("date", null, "2026-12-05", "2026-12-05") },
        { "max one more than min", "", Pick("date", null, "2026-12-05", "2026-12-06") },
        { "initial before min", "Warning action.initial", Pick("date", "2026-12-04", "2026-12-05", null) },
        { "initial after max", "Warning action.initial", Pick("time", "12:01", null, "12:00") },
        { "unknown kind", "Warning action.type", LineJson.ParseAction("""{"type":"teleport"}""") },
        { "unknown property", "Warning action.lable", LineJson.ParseAction("""{"type":"message","label":"l","text":"t","lable":"x"}""") },
    };

    [Theory]
    [MemberData(nameof(QuickReplyActions))]
    public void Actions_keep_their_rules(string name, string expected, LineAction action) =>
        Same(name, expected.Length == 0 ? "" : expected.Replace("action", "items[0].action", StringComparison.Ordinal), MessageValidator.Validate(QuickReply.Of(QuickReply.Item(action))));

    [Theory]
    [InlineData(ActionPlace.Template)]
    [InlineData(ActionPlace.TemplateDefault)]
    [InlineData(ActionPlace.ImageCarousel)]
    [InlineData(ActionPlace.FlexButton)]
    [InlineData(ActionPlace.Flex)]
    [InlineData(ActionPlace.RichMenu)]
    public void Cameras_and_places_are_for_quick_replies_only(ActionPlace place)
    {
        foreach (LineAction action in new LineAction[] { LineAction.Camera("l"), LineAction.CameraRoll("l"), LineAction.Location("l") })
            Same(action.Type, "Error type", MessageValidator.Validate(action, place));
        Same("switch", place == ActionPlace.RichMenu ? "" : "Error type", MessageValidator.Validate(LineAction.SwitchRichMenu("a", "d", "l"), place));
    }

    [Theory]
    [InlineData(ActionPlace.Template, true)]
    [InlineData(ActionPlace.QuickReply, true)]
    [InlineData(ActionPlace.FlexButton, true)]
    [InlineData(ActionPlace.TemplateDefault, false)]
    [InlineData(ActionPlace.ImageCarousel, false)]
    [InlineData(ActionPlace.Flex, false)]
    [InlineData(ActionPlace.RichMenu, false)]
    public void Labels_are_required_where_they_are_shown(ActionPlace place, bool required) =>
        Same(place.ToString(), required ? "Error areas[1].action.label" : "", MessageValidator.Validate(new PostbackAction { Data = "d" }, place, "areas[1].action"));

    [Theory]
    [InlineData("menu-b_2", true)]
    [InlineData("", false)]
    [InlineData("Menu", false)]
    [InlineData("เมนู", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    [InlineData("a\n", false)]
    public void Rich_menu_aliases_have_a_form(string alias, bool good) =>
        Same(alias, good ? "" : "Error richMenuAliasId", MessageValidator.Validate(LineAction.SwitchRichMenu(alias, "d"), ActionPlace.RichMenu));

    [Theory]
    [InlineData("LINE", "Error sender.name")]
    [InlineData("line ชัยนาท", "Error sender.name")]
    [InlineData("ทีมLINEชัยนาท", "Error sender.name")]
    [InlineData("Online", "Warning sender.name")]
    [InlineData("น้องชัยนาท", "")]
    public void The_name_LINE_is_reserved(string name, string expected) => Same(name, expected, MessageValidator.Validate(Message.Text("t").WithSender(name)));

    [Fact]
    public void Only_the_last_messages_quick_reply_is_shown()
    {
        var asks = Message.Text("t").WithQuickReply(QuickReply.Say("l"));
        Same("last", "", MessageValidator.Validate([Message.Text("t"), asks]));
        Same("first", "Warning messages[0].quickReply", MessageValidator.Validate([asks, Message.Text("t")]));
    }

    public static TheoryData<string, string, Message> Messages => new()
    {
        { "sticker", "Error stickerId", Message.Sticker("446", "x1") },
        { "sticker package", "Error packageId", Message.Sticker("", "1") },
        { "silent audio", "Error duration", Message.Audio(Https, TimeSpan.Zero) },
        { "north of the pole", "Error latitude", Message.Location("t", "a", 90.1, 0) },
        { "nowhere", "Error longitude", Message.Location("t", "a", 0, double.NaN) },
        { "at the edge", "", Message.Location("t", "a", -90, 180) },
        { "no coupon", "Error couponId", Message.Coupon("") },
        { "tracking id", "Warning trackingId", Message.Video(Https, Https, "ก") },
        { "emoji beside the $", "Error emojis[0].index", Message.Text("a$") with { Emojis = [Emoji(0)] } },
        { "emoji beyond the text", "Error emojis[0].index", Message.Text("a$") with { Emojis = [Emoji(2)] } },
        { "two emoji in one place", "Error emojis[1].index", Message.Text("a$") with { Emojis = [Emoji(1), Emoji(1)] } },
        { "emoji without id", "Error emojis[0].emojiId", Message.Text("$") with { Emojis = [Emoji(0) with { EmojiId = "" }] } },
        { "text v2 without what replaces", "Error substitution", Message.TextV2("hi {who}") },
        { "text v2 with too much", "Warning substitution.who", Message.TextV2("hi").WithMention("who", "U1") },
        { "text v2 open brace", "Error text", Message.TextV2("hi {who") },
        { "text v2 closing brace", "Error text", Message.TextV2("hi }") },
        { "text v2 escaped braces", "", Message.TextV2("{{hi}}") },
        { "text v2 name", "Error substitution.ใคร", Message.TextV2("{ใคร}").WithMentionOfAll("ใคร") },
        { "text v2 name of 20", "", Message.TextV2("{a2345678901234567890}").WithMentionOfAll("a2345678901234567890") },
        { "text v2 name of 21", "Error substitution", Message.TextV2("{a23456789012345678901}").WithMentionOfAll("a23456789012345678901") },
        { "text v2 nobody", "Error substitution.a.mentionee.userId", Message.TextV2("{a}").With("a", new MentionSubstitution { Mentionee = new MentionTarget { Type = "user" } }) },
        { "text v2 mention kind", "Error substitution.a.mentionee.type", Message.TextV2("{a}").With("a", new MentionSubstitution { Mentionee = new MentionTarget { Type = "role" } }) },
        { "imagemap width", "Error baseSize.width", Message.Imagemap(Https, "a", 1040, Area(0, 0, 1, 1)) with { BaseSize = new ImagemapBaseSize { Width = 1041, Height = 1040 } } },
        { "imagemap height", "Error baseSize.height|Warning actions[0].area", Message.Imagemap(Https, "a", 0, Area(0, 0, 1, 1)) },
        { "imagemap edge", "", Message.Imagemap(Https, "a", 500, Area(0, 0, 1040, 500)) },
        { "imagemap beyond", "Warning actions[0].area", Message.Imagemap(Https, "a", 500, Area(1, 0, 1040, 500)) },
        { "imagemap before", "Error actions[0].area.x|Error actions[0].area.y", Message.Imagemap(Https, "a", 500, Area(-1, -1, 5, 5)) },
        { "imagemap nothing", "Error actions[0].area.width|Error actions[0].area.height", Message.Imagemap(Https, "a", 500, Area(0, 0, 0, 0)) },
        { "template ratio", "Error template.imageAspectRatio|Error template.imageSize", Template(new ButtonsTemplate { Text = "t", ImageAspectRatio = "1:1", ImageSize = "fit", Actions = [Tap] }) },
        { "template colour", "Error template.imageBackgroundColor", Template(new ButtonsTemplate { Text = "t", ImageBackgroundColor = "red", Actions = [Tap] }) },
        { "unequal actions", "Error template.columns[1].actions", Columns(new() { Text = "t", Actions = [Tap] }, new() { Text = "t", Actions = [Tap, Tap] }) },
        { "unequal titles", "Error template.columns[1].title", Columns(new() { Text = "t", Actions = [Tap] }, new() { Text = "t", Title = "t", Actions = [Tap] }) },
        { "unequal pictures", "Error template.columns[1].thumbnailImageUrl", Columns(new() { Text = "t", ThumbnailImageUrl = Https, Actions = [Tap] }, new() { Text = "t", Actions = [Tap] }) },
        { "equal columns", "", Columns(new() { Text = "t", Title = "a", Actions = [Tap] }, new() { Text = "t", Title = "b", Actions = [Tap] }) },
        { "unknown message", "Warning type", LineJson.ParseMessage("""{"type":"hologram"}""") },
        { "unknown property", "Warning txet", LineJson.ParseMessage("""{"type":"text","text":"a","txet":"b"}""") },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_keep_their_rules(string name, string expected, Message message) => Same(name, expected, MessageValidator.Validate(message));

    public static TheoryData<string, string, FlexContainer> Layouts => new()
    {
        { "no block", "Error ", new FlexBubble() },
        { "size", "Error size", Flex.Bubble(Flex.Box.Vertical(), size: "huge") },
        { "direction", "Error direction", Flex.Bubble(Flex.Box.Vertical()) with { Direction = "up" } },
        { "unequal bubbles", "Error contents[1].size", Flex.Carousel(Flex.Bubble(Flex.Box.Vertical(), size: "kilo"), Flex.Bubble(Flex.Box.Vertical(), size: "mega")) },
        { "mega is the default", "", Flex.Carousel(Flex.Bubble(Flex.Box.Vertical()), Flex.Bubble(Flex.Box.Vertical(), size: "mega")) },
        { "text as hero", "Error hero", Flex.Bubble(hero: Flex.Text("t")) },
        { "video in a carousel", "Error contents[0].hero", Flex.Carousel(Flex.Bubble(hero: Film)) },
        { "video in a small bubble", "Error size", Flex.Bubble(hero: Film, size: "micro") },
        { "video in a body", "Error body.contents[0].type", Body(Film) },
        { "text instead of a video", "Error hero.altContent", Flex.Bubble(hero: Flex.Video(Https, Https, Flex.Text("t"))) },
        { "postback on a video", "Error hero.action", Flex.Bubble(hero: Film with { Action = Tap }) },
        { "block colours", "Error styles.body.backgroundColor|Error styles.body.separatorColor", Flex.Bubble(Flex.Box.Vertical()).Styles(body: new FlexBlockStyle { BackgroundColor = "white", SeparatorColor = "#fff" }) },
        { "icon in a column", "Error body.contents[0].type", Body(Flex.Icon(Https)) },
        { "span in a column", "Error body.contents[0].type", Body(Flex.Span("t")) },
        { "button on a baseline", "Error body.contents[0].contents[0].type", Body(Flex.Box.Baseline(Flex.Button(Tap))) },
        { "separator on a baseline", "Error body.contents[0].contents[0].type", Body(Flex.Box.Baseline(Flex.Separator())) },
        { "empty text", "Error body.contents[0].text", Body(Flex.Text("")) },
        { "empty span", "Warning body.contents[0].contents[0].text", Body(Flex.Text(Flex.Span(""))) },
        { "layout", "Error body.layout", Flex.Bubble(new FlexBox { Layout = "diagonal" }) },
        { "spacing", "Error body.spacing", Flex.Bubble(Flex.Box.Vertical().Spacing("huge")) },
        { "padding in per cent", "", Flex.Bubble(Flex.Box.Vertical().Padding("5%")) },
        { "spacing in per cent", "Error body.spacing", Flex.Bubble(Flex.Box.Vertical().Spacing("5%")) },
        { "width by keyword", "Error body.width", Flex.Bubble(Flex.Box.Vertical().Width("md")) },
        { "all good box", "", Flex.Bubble(Flex.Box.Vertical().Spacing("12.5px").Padding("sm", "none", "3px", "1%").Border("semi-bold", "#00000080").CornerRadius("xxl").Width("50%").Height("20px").Justify("space-evenly").AlignItems("flex-end").Flex(0)) },
        { "bad box", "Error body.flex|Error body.borderColor|Error body.borderWidth|Error body.cornerRadius|Error body.justifyContent|Error body.alignItems", Flex.Bubble(Flex.Box.Vertical().Flex(-1).Border("thick", "black").CornerRadius("10%").Justify("left").AlignItems("baseline")) },
        { "gradient", "Error body.background.angle|Error body.background.startColor|Error body.background.centerPosition", Flex.Bubble(Flex.Box.Vertical().Gradient("360deg", "red", "#000000", "#111111", "101%")) },
        { "good gradient", "", Flex.Bubble(Flex.Box.Vertical().Gradient("22.5deg", "#ffffff", "#000000", "#11111180", "0%")) },
        { "offsets", "", Body(Flex.Text("t").Offset("-5px", "10%", "md", "-1%").Margin("none")) },
        { "bad offsets", "Error body.contents[0].margin|Error body.contents[0].position|Error body.contents[0].offsetTop", Body(Flex.Text("t").Margin("-5px").Offset("5em") with { Position = "fixed" }) },
        { "fonts", "", Body(Flex.Text("t").Size("5xl").Color("#AbCdEf").Align("end").Gravity("bottom").Wrap(0).Underline().Italic()) },
        { "bad fonts", "Error body.contents[0].size|Error body.contents[0].color|Error body.contents[0].weight|Error body.contents[0].style|Error body.contents[0].decoration|Error body.contents[0].maxLines|Error body.contents[0].align|Error body.contents[0].gravity|Error body.contents[0].adjustMode|Error body.contents[0].lineSpacing", Body(new FlexText { Text = "t", Size = "full", Color = "#12345", Weight = "700", Style = "oblique", Decoration = "overline", MaxLines = -1, Align = "left", Gravity = "middle", AdjustMode = "shrink", LineSpacing = "md" }) },
        { "button", "Error body.contents[0].height|Error body.contents[0].style", Body(Flex.Button(Tap) with { Height = "lg", Style = "danger" }) },
        { "ratio", "", Body(Flex.Image(Https).AspectRatio("1:3"), Flex.Image(Https).AspectRatio("100000:1").Size("33%")) },
        { "too tall", "Error body.contents[0].aspectRatio", Body(Flex.Image(Https).AspectRatio("1:3.01")) },
        { "too wide", "Error body.contents[0].aspectRatio", Body(Flex.Image(Https).AspectRatio("100001:1")) },
        { "no ratio", "Error body.contents[0].aspectRatio", Body(Flex.Image(Https).AspectRatio("16/9")) },
        { "picture", "Error body.contents[0].size|Error body.contents[0].aspectMode|Error body.contents[0].align", Body(Flex.Image(Https) with { Size = "huge", AspectMode = "fill", Align = "left" }) },
        { "unknown component", "Warning body.contents[0].type", LineJson.ParseFlex("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"map"}]}}""") },
        { "unknown property", "Warning body.contents[0].colour", LineJson.ParseFlex("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"t","colour":"#000000"}]}}""") },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Flex_keeps_its_rules(string name, string expected, FlexContainer container) => Same(name, expected, MessageValidator.Validate(container));

    [Fact]
    public void Boxes_nested_without_end_are_refused_rather_than_followed()
    {
        var box = Flex.Box.Vertical();
        for (var i = 0; i < 24; i++)
            box = Flex.Box.Vertical(box);
        IReadOnlyList<Message> deepest = [Message.Flex("a", Flex.Carousel(Flex.Bubble(box)))];
        Assert.Empty(MessageValidator.Validate(deepest));
        Assert.Equal(deepest, LineJson.ParseMessages(LineJson.Format(deepest)));

        for (var i = 0; i < 1000; i++)
            box = Flex.Box.Vertical(box);
        Assert.Contains("nested", Assert.Single(MessageValidator.Validate(Flex.Bubble(box))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_throw_and_warnings_do_not()
    {
        MessageValidator.ThrowIfInvalid([Message.Text("t").WithQuickReply(QuickReply.Say("l")), Message.Text("t")]);

        var error = Assert.Throws<LineValidationException>(() => MessageValidator.ThrowIfInvalid([Message.Text("ลับมาก").WithQuickReply(QuickReply.Tap(new string('ล', 21), "d")), Message.Text("")]));
        Assert.Equal(["messages[0].quickReply.items[0].action.label", "messages[0].quickReply", "messages[1].text"], error.Violations.Select(violation => violation.Property));
        Assert.Contains("messages[1].text: May not be empty.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ล", error.Message, StringComparison.Ordinal);
    }

    private static readonly PostbackAction Tap = LineAction.Postback("l", "d");
    private static readonly FlexVideo Film = Flex.Video(Https, Https, Flex.Image(Https));

    private static void Same(string name, string expected, IReadOnlyList<LimitViolation> violations)
    {
        var found = new StringBuilder().AppendJoin('|', violations.Select(violation => $"{violation.Severity} {violation.Property}")).ToString();
        Assert.True(expected == found, $"{name}: expected '{expected}', found '{found}'.");
    }

    private static DatetimePickerAction Pick(string mode, string? initial, string? min, string? max) =>
        new() { Label = "l", Data = "d", Mode = mode, Initial = initial, Min = min, Max = max };

    private static Emoji Emoji(int index) => new() { Index = index, ProductId = "p", EmojiId = "e" };

    private static MessageImagemapAction Area(int x, int y, int width, int height) => new() { Area = ImagemapArea.Of(x, y, width, height), Text = "t" };

    private static TemplateMessage Template(Template template) => Message.FromTemplate("a", template);

    private static TemplateMessage Columns(params CarouselColumn[] columns) => Message.Carousel("a", columns);

    private static FlexBubble Body(params IReadOnlyList<FlexComponent> contents) => Flex.Bubble(Flex.Box.Vertical(contents));
}
