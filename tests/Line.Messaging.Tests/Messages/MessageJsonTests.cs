using System.Text.Json;

namespace Line.Messaging.Tests;

public sealed class MessageJsonTests
{
    public static TheoryData<string, Message, string> Written => new()
    {
        {
            "text", Message.Text("สวัสดีค่ะ").WithQuickReply(QuickReply.Tap("ใช่", "yes"), QuickReply.Say("ไม่ใช่")),
            """{"type":"text","text":"สวัสดีค่ะ","quickReply":{"items":[{"type":"action","action":{"type":"postback","label":"ใช่","data":"yes","displayText":"ใช่"}},{"type":"action","action":{"type":"message","label":"ไม่ใช่","text":"ไม่ใช่"}}]}}"""
        },
        {
            "text with emoji and sender", (Message.Text("$ ค่ะ") with { Emojis = [new Emoji { Index = 0, ProductId = "p", EmojiId = "1" }], QuoteToken = "q" }).WithSender("น้องบอท", "https://a.example/i.png"),
            """{"type":"text","text":"$ ค่ะ","emojis":[{"index":0,"productId":"p","emojiId":"1"}],"quoteToken":"q","sender":{"name":"น้องบอท","iconUrl":"https://a.example/i.png"}}"""
        },
        {
            "text v2", Message.TextV2("{who} {all} {smile}").WithMention("who", "U1").WithMentionOfAll("all").WithEmoji("smile", "p", "2"),
            """{"type":"textV2","text":"{who} {all} {smile}","substitution":{"who":{"type":"mention","mentionee":{"type":"user","userId":"U1"}},"all":{"type":"mention","mentionee":{"type":"all"}},"smile":{"type":"emoji","productId":"p","emojiId":"2"}}}"""
        },
        { "sticker", Message.Sticker("446", "1988"), """{"type":"sticker","packageId":"446","stickerId":"1988"}""" },
        {
            "image", Message.Image("https://a.example/1.jpg", "https://a.example/2.jpg"),
            """{"type":"image","originalContentUrl":"https://a.example/1.jpg","previewImageUrl":"https://a.example/2.jpg"}"""
        },
        {
            "video", Message.Video("https://a.example/1.mp4", "https://a.example/2.jpg", "t1"),
            """{"type":"video","originalContentUrl":"https://a.example/1.mp4","previewImageUrl":"https://a.example/2.jpg","trackingId":"t1"}"""
        },
        {
            "audio", Message.Audio("https://a.example/1.m4a", TimeSpan.FromSeconds(2.5)),
            """{"type":"audio","originalContentUrl":"https://a.example/1.m4a","duration":2500}"""
        },
        {
            "location", Message.Location("ศาลา", "หมู่ 3", 15.5, 100.25),
            """{"type":"location","title":"ศาลา","address":"หมู่ 3","latitude":15.5,"longitude":100.25}"""
        },
        { "coupon", Message.Coupon("c1", "tag"), """{"type":"coupon","couponId":"c1","deliveryTag":"tag"}""" },
        {
            "imagemap",
            Message.Imagemap("https://a.example/map", "แผนที่", 700,
                new UriImagemapAction { Area = ImagemapArea.Of(0, 0, 520, 700), LinkUri = "https://a.example", Label = "ซ้าย" },
                new MessageImagemapAction { Area = ImagemapArea.Of(520, 0, 520, 350), Text = "ขวา" },
                new ClipboardImagemapAction { Area = ImagemapArea.Of(520, 350, 520, 350), ClipboardText = "คัดลอก" }) with
            {
                Video = new ImagemapVideo
                {
                    OriginalContentUrl = "https://a.example/v.mp4", PreviewImageUrl = "https://a.example/v.jpg", Area = ImagemapArea.Of(1, 2, 3, 4),
                    ExternalLink = new ImagemapExternalLink { LinkUri = "https://a.example/more", Label = "ดูต่อ" },
                },
            },
            """{"type":"imagemap","baseUrl":"https://a.example/map","altText":"แผนที่","baseSize":{"width":1040,"height":700},"actions":[{"type":"uri","label":"ซ้าย","area":{"x":0,"y":0,"width":520,"height":700},"linkUri":"https://a.example"},{"type":"message","area":{"x":520,"y":0,"width":520,"height":350},"text":"ขวา"},{"type":"clipboard","area":{"x":520,"y":350,"width":520,"height":350},"clipboardText":"คัดลอก"}],"video":{"originalContentUrl":"https://a.example/v.mp4","previewImageUrl":"https://a.example/v.jpg","area":{"x":1,"y":2,"width":3,"height":4},"externalLink":{"linkUri":"https://a.example/more","label":"ดูต่อ"}}}"""
        },
        {
            "buttons", Message.Buttons("เลือกค่ะ", "หัวข้อ", LineAction.Postback("ถนน", "road"), LineAction.Open("ดู", "https://a.example")),
            """{"type":"template","altText":"เลือกค่ะ","template":{"type":"buttons","title":"หัวข้อ","text":"เลือกค่ะ","actions":[{"type":"postback","label":"ถนน","data":"road"},{"type":"uri","label":"ดู","uri":"https://a.example"}]}}"""
        },
        {
            "confirm", Message.Confirm("ใช่ไหมคะ", LineAction.Say("ใช่"), LineAction.Say("ไม่")),
            """{"type":"template","altText":"ใช่ไหมคะ","template":{"type":"confirm","text":"ใช่ไหมคะ","actions":[{"type":"message","label":"ใช่","text":"ใช่"},{"type":"message","label":"ไม่","text":"ไม่"}]}}"""
        },
        {
            "carousel", Message.Carousel("เรื่อง", new CarouselColumn { Text = "ก", Actions = [LineAction.Copy("คัดลอก", "x")] }),
            """{"type":"template","altText":"เรื่อง","template":{"type":"carousel","columns":[{"text":"ก","actions":[{"type":"clipboard","label":"คัดลอก","clipboardText":"x"}]}]}}"""
        },
        {
            "image carousel", Message.ImageCarousel("ภาพ", new ImageCarouselColumn { ImageUrl = "https://a.example/1.jpg", Action = LineAction.PickDate("วัน", "d", new DateOnly(2026, 12, 5), max: new DateOnly(2027, 1, 1)) }),
            """{"type":"template","altText":"ภาพ","template":{"type":"image_carousel","columns":[{"imageUrl":"https://a.example/1.jpg","action":{"type":"datetimepicker","label":"วัน","data":"d","mode":"date","initial":"2026-12-05","max":"2027-01-01"}}]}}"""
        },
        {
            "flex",
            Message.Flex("สรุป", Flex.Bubble(
                body: Flex.Box.Vertical(
                    Flex.Text("หัวข้อ").Bold().Size("lg").Color("#1A5632"),
                    Flex.Text(Flex.Span("ก").Bold(), Flex.Span("ข")).Wrap(2).Margin("md"),
                    Flex.Box.Baseline(Flex.Icon("https://a.example/i.png").Size("sm"), Flex.Text("5").Flex(0)).Spacing("sm"),
                    Flex.Separator().Margin("lg"),
                    Flex.Filler()).Padding("20px").Gradient("90deg", "#ffffff", "#000000").CornerRadius("md").Border("light", "#cccccc"),
                hero: Flex.Image("https://a.example/h.jpg").Full().AspectRatio("20:13").Cover(),
                footer: Flex.Box.Horizontal(Flex.Button(LineAction.Postback("ตกลง", "ok")).Primary("#1A5632").Small()).Absolute(bottom: "0px"))),
            """
            {"type":"flex","altText":"สรุป","contents":{"type":"bubble",
             "hero":{"type":"image","url":"https://a.example/h.jpg","size":"full","aspectRatio":"20:13","aspectMode":"cover"},
             "body":{"type":"box","layout":"vertical","contents":[
               {"type":"text","text":"หัวข้อ","size":"lg","color":"#1A5632","weight":"bold"},
               {"type":"text","contents":[{"type":"span","text":"ก","weight":"bold"},{"type":"span","text":"ข"}],"wrap":true,"maxLines":2,"margin":"md"},
               {"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://a.example/i.png","size":"sm"},{"type":"text","text":"5","flex":0}],"spacing":"sm"},
               {"type":"separator","margin":"lg"},{"type":"filler"}],
               "paddingAll":"20px","background":{"type":"linearGradient","angle":"90deg","startColor":"#ffffff","endColor":"#000000"},"borderColor":"#cccccc","borderWidth":"light","cornerRadius":"md"},
             "footer":{"type":"box","layout":"horizontal","contents":[{"type":"button","action":{"type":"postback","label":"ตกลง","data":"ok"},"height":"sm","style":"primary","color":"#1A5632"}],"position":"absolute","offsetBottom":"0px"}}}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Messages_are_written_as_the_reference_has_them(string name, Message message, string json)
    {
        var written = LineJson.Format(message);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(written)), $"{name}: {written}");
        Assert.Equal(message, LineJson.ParseMessage(json));
        Assert.Empty(MessageValidator.Validate([message]));
    }

    [Fact]
    public void The_type_comes_first_and_thai_is_not_escaped() =>
        Assert.Equal("""{"type":"text","text":"น้ำ <b>&' 😀"}""", LineJson.Format(Message.Text("น้ำ <b>&' 😀")).Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));

    [Fact]
    public void Unknown_kinds_are_carried_through_and_can_be_given_quick_replies()
    {
        const string json = """{"type":"hologram","layers":[1,2],"quickReply":{"items":[]}}""";
        var message = Assert.IsType<UnknownMessage>(LineJson.ParseMessage(json));
        Assert.Equal(json, LineJson.Format(message));
        Assert.Equal(message, LineJson.ParseMessage(json));

        var richer = message.WithQuickReply(QuickReply.Say("ok")).WithSender("ก");
        Assert.Equal("""{"type":"hologram","layers":[1,2],"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"ok","text":"ok"}}]},"sender":{"name":"ก"}}""", LineJson.Format(richer));
    }

    [Fact]
    public void Unknown_actions_and_components_are_carried_through()
    {
        const string json = """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"map","zoom":3},{"type":"button","action":{"type":"teleport","to":"x"}}]}}""";
        Assert.Equal(json, LineJson.Format(LineJson.ParseFlex(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":"text","text":null}""")]
    [InlineData("""{"type":"template","altText":"x","template":{"type":"new"}}""")]
    [InlineData("""{"type":"flex","altText":"x","contents":{"type":"bubble","body":{"type":"box","contents":[{"text":"no type"}]}}}""")]
    public void What_is_not_a_message_is_refused(string json) => Assert.Throws<JsonException>(() => LineJson.ParseMessage(json));

    [Fact]
    public void A_list_of_messages_is_read_and_written()
    {
        IReadOnlyList<Message> messages = [Message.Text("ก"), Message.Sticker("1", "2")];
        Assert.Equal(messages, LineJson.ParseMessages(LineJson.Format(messages)));
        Assert.Empty(LineJson.ParseMessages("[]"));
        Assert.Throws<JsonException>(() => LineJson.ParseMessages("null"));
    }

    [Fact]
    public void Messages_travel_inside_types_of_the_programs_own()
    {
        var mine = new Owed("rt", [Message.Text("ค่ะ"), Message.Flex("alt", Flex.Carousel(Flex.Bubble(Flex.Box.Vertical())))]);
        var options = new JsonSerializerOptions(LineJson.Options) { TypeInfoResolver = OwedContext.Default };
        var written = JsonSerializer.Serialize(mine, options);
        Assert.StartsWith("""{"token":"rt","messages":[{"type":"text","text":"ค่ะ"}""", written, StringComparison.Ordinal);
        Assert.Equal(mine.Messages, JsonSerializer.Deserialize<Owed>(written, options)!.Messages);
    }

    [Fact]
    public void A_message_does_not_change_when_the_list_it_was_made_from_does()
    {
        var items = new List<QuickReplyItem> { QuickReply.Say("ก") };
        var message = Message.Text("x").WithQuickReply(items);
        items.Add(QuickReply.Say("ข"));
        Assert.Single(message.QuickReply!.Items);
    }

    [Fact]
    public void Date_pickers_are_written_the_same_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            // The Thai calendar counts 543 years more.
            System.Globalization.CultureInfo.CurrentCulture = new("th-TH");
            Assert.Equal("2026-12-05", LineAction.PickDate("x", "d", new DateOnly(2026, 12, 5)).Initial);
            Assert.Equal("2026-12-05T09:30", LineAction.PickDateTime("x", "d", min: new DateTime(2026, 12, 5, 9, 30, 0, DateTimeKind.Unspecified)).Min);
            Assert.Equal("09:30", LineAction.PickTime("x", "d", max: new TimeOnly(9, 30)).Max);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    internal sealed record Owed(string Token, IReadOnlyList<Message> Messages);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(MessageJsonTests.Owed))]
internal sealed partial class OwedContext : System.Text.Json.Serialization.JsonSerializerContext;
