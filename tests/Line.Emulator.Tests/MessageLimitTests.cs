using System.Text.Json.Nodes;
using Line.Emulator.Tests.Support;

namespace Line.Emulator.Tests;

/// <summary>Every limit of message objects, at it and one beyond, over HTTP.</summary>
public sealed class MessageLimitTests(MessageLimitTests.Fixture fixture) : IClassFixture<MessageLimitTests.Fixture>
{
    /// <summary>18 UTF-16 units, 12 characters as LINE counts.</summary>
    private const string Thai = "เริ่มใช้งานเมนูนี้";
    private const string Https = "https://example.com/a.png";

    public sealed class Fixture : IAsyncLifetime
    {
        internal Bench Bench { get; private set; } = null!;

        public async Task InitializeAsync() => Bench = await Bench.StartAsync(o => o.RateLimitsEnabled = false);

        public async Task DisposeAsync() => await Bench.DisposeAsync();
    }

    /// <summary>Name, message, property refused (null: accepted).</summary>
    public static TheoryData<string, string, string?> Cases()
    {
        var cases = new TheoryData<string, string, string?>();
        void Limit(string name, Func<int, JsonNode> message, int limit, string property, int min = 1)
        {
            cases.Add($"{name} {limit}", message(limit).ToJsonString(), null);
            cases.Add($"{name} {limit + 1}", message(limit + 1).ToJsonString(), property);
            if (min > 0) cases.Add($"{name} {min - 1}", message(min - 1).ToJsonString(), property);
        }
        void Refused(string name, JsonNode message, string property) => cases.Add(name, message.ToJsonString(), property);
        void Fine(string name, JsonNode message) => cases.Add(name, message.ToJsonString(), null);

        Limit("text", n => Text(new('ก', n)), 5_000, "text");
        Limit("text in textV2", n => new JsonObject { ["type"] = "textV2", ["text"] = new string('ก', n) }, 5_000, "text");
        Limit("emojis", n => new JsonObject { ["type"] = "text", ["text"] = new string('$', 30), ["emojis"] = Many(n, i => new JsonObject { ["index"] = i, ["productId"] = "5ac1bfd5040ab15980c9b435", ["emojiId"] = "001" }) }, 20, "emojis", 0);
        Refused("emoji beside its $", new JsonObject { ["type"] = "text", ["text"] = "ก$", ["emojis"] = Many(1, _ => new JsonObject { ["index"] = 0, ["productId"] = "a", ["emojiId"] = "1" }) }, "emojis[0].index");
        Refused("placeholder without substitution", new JsonObject { ["type"] = "textV2", ["text"] = "สวัสดี {name}" }, "text");
        Limit("quick replies", n => QuickReply(Many(n, _ => Item("ตกลง"))), 13, "quickReply.items");
        Limit("quick reply label", n => QuickReply(Many(1, _ => Item(Repeat("กี่", n)))), 20, "quickReply.items[0].action.label");
        Refused("quick reply without label", QuickReply(Many(1, _ => new JsonObject { ["type"] = "action", ["action"] = new JsonObject { ["type"] = "message", ["text"] = "ก" } })), "quickReply.items[0].action.label");
        Refused("quick reply that switches menus", QuickReply(Many(1, _ => new JsonObject { ["type"] = "action", ["action"] = new JsonObject { ["type"] = "richmenuswitch", ["label"] = "ก", ["data"] = "d", ["richMenuAliasId"] = "a" } })), "quickReply.items[0].action.type");
        Fine("quick reply that asks for a place", QuickReply(Many(1, _ => new JsonObject { ["type"] = "action", ["action"] = new JsonObject { ["type"] = "location", ["label"] = "แชร์ที่อยู่" } })));

        Limit("postback data", n => Confirm(Postback(data: new('d', n))), 300, "template.actions[0].data");
        Limit("postback displayText", n => Confirm(Postback(displayText: Repeat("กี่", n))), 300, "template.actions[0].displayText", 0);
        var both = Postback(displayText: "ก");
        both["text"] = "ก";
        Refused("postback with text and displayText", Confirm(both), "template.actions[0].text");
        var fill = Postback();
        fill["fillInText"] = "ก";
        Refused("fillInText without keyboard", Confirm(fill), "template.actions[0].fillInText");
        Limit("message action", n => Confirm(new JsonObject { ["type"] = "message", ["label"] = "ก", ["text"] = Repeat("กี่", n) }), 300, "template.actions[0].text");
        Limit("uri", n => Confirm(Uri("https://e.co/" + new string('a', Math.Max(0, n - 13)))), 1_000, "template.actions[0].uri", 0);
        foreach (var bad in (string[])["ftp://example.com", "example.com", "https://example.com/ไทย", "javascript:alert(1)", "https://"]) Refused("uri " + bad, Confirm(Uri(bad)), "template.actions[0].uri");
        foreach (var good in (string[])["tel:0811111111", "line://nv/location", "http://example.com", "https://line.me/R/oaMessage/%40id/?text"]) Fine("uri " + good, Confirm(Uri(good)));
        Limit("clipboard", n => Confirm(new JsonObject { ["type"] = "clipboard", ["label"] = "ก", ["clipboardText"] = new string('c', n) }), 1_000, "template.actions[0].clipboardText");
        Refused("camera outside quick replies", Confirm(new JsonObject { ["type"] = "camera", ["label"] = "ก" }), "template.actions[0].type");
        Fine("date", Confirm(Picker("date", "2026-12-01", "2026-01-01", "2026-12-31")));
        Fine("datetime with t", Confirm(Picker("datetime", "2026-12-01t09:00", null, null)));
        Refused("date in the mode of time", Confirm(Picker("time", "2026-12-01", null, null)), "template.actions[0].initial");
        Refused("date beyond 2100", Confirm(Picker("date", null, null, "2101-01-01")), "template.actions[0].max");
        Refused("max before min", Confirm(Picker("date", null, "2026-12-31", "2026-01-01")), "template.actions[0].max");

        Limit("altText", n => Template(ConfirmOf(Postback(), Postback()), new('ก', n)), 1_500, "altText");
        Limit("label in a template", n => Confirm(Postback(Repeat("กี่", n))), 20, "template.actions[0].label");
        Limit("buttons text", n => Template(Buttons(Repeat("กี่", n), 1)), 160, "template.text");
        Limit("buttons text with title", n => Template(Buttons(Repeat("กี่", n), 1, "ก")), 60, "template.text");
        Limit("buttons title", n => Template(Buttons("ก", 1, Repeat("กี่", n))), 40, "template.title", 0);
        Limit("buttons actions", n => Template(Buttons("ก", n)), 4, "template.actions");
        Limit("confirm text", n => Template(new JsonObject { ["type"] = "confirm", ["text"] = Repeat("กี่", n), ["actions"] = Many(2, _ => Postback()) }), 240, "template.text");
        Limit("confirm actions", n => Template(new JsonObject { ["type"] = "confirm", ["text"] = "ก", ["actions"] = Many(n, _ => Postback()) }), 2, "template.actions", 2);
        Limit("columns", n => Template(Carousel(n)), 10, "template.columns");
        Limit("column text", n => Template(Carousel(1, Repeat("กี่", n))), 120, "template.columns[0].text");
        Limit("column text with title", n => Template(Carousel(1, Repeat("กี่", n), "ก")), 60, "template.columns[0].text");
        Limit("column actions", n => Template(Carousel(1, actions: n)), 3, "template.columns[0].actions");
        var uneven = Carousel(2);
        uneven["columns"]![1]!["actions"]!.AsArray().Add((JsonNode)Postback());
        Refused("columns with unlike actions", Template(uneven), "template.columns");
        var titled = Carousel(2);
        titled["columns"]![1]!["title"] = "ก";
        Refused("columns with unlike titles", Template(titled), "template.columns");
        Limit("image columns", n => Template(new JsonObject { ["type"] = "image_carousel", ["columns"] = Many(n, _ => new JsonObject { ["imageUrl"] = Https, ["action"] = Uri("https://a.co", null) }) }), 10, "template.columns");
        Limit("image column label", n => Template(new JsonObject { ["type"] = "image_carousel", ["columns"] = Many(1, _ => new JsonObject { ["imageUrl"] = Https, ["action"] = Uri("https://a.co", Repeat("กี่", n)) }) }), 12, "template.columns[0].action.label", 0);

        Limit("bubbles", n => Flex(new JsonObject { ["type"] = "carousel", ["contents"] = Many(n, _ => Bubble()) }), 12, "contents.contents");
        Refused("bubbles of unlike size", Flex(new JsonObject { ["type"] = "carousel", ["contents"] = new JsonArray(Bubble("kilo"), Bubble("mega")) }), "contents.contents");
        Fine("bubble below 30 KB", Flex(Bubble(text: new('a', 2_000), texts: 14)));
        Refused("bubble above 30 KB", Flex(Bubble(text: new('a', 2_000), texts: 16)), "contents");
        Refused("carousel above 50 KB", Flex(new JsonObject { ["type"] = "carousel", ["contents"] = Many(2, _ => Bubble(text: new('a', 2_000), texts: 14)) }), "contents");
        Limit("flex button label", n => Flex(Box(new JsonObject { ["type"] = "button", ["action"] = Postback(Repeat("กี่", n)) })), 40, "contents.body.contents[0].action.label");
        Refused("unknown field in flex", Flex(Box(new JsonObject { ["type"] = "text", ["text"] = "ก", ["fontSize"] = "md" })), "contents.body.contents[0].fontSize");
        Refused("empty text in flex", Flex(Box(new JsonObject { ["type"] = "text", ["text"] = "" })), "contents.body.contents[0].text");
        Refused("colour by name", Flex(Box(new JsonObject { ["type"] = "text", ["text"] = "ก", ["color"] = "red" })), "contents.body.contents[0].color");
        Refused("icon in a vertical box", Flex(Box(new JsonObject { ["type"] = "icon", ["url"] = Https })), "contents.body.contents[0]");
        Refused("span outside a text", Flex(Box(new JsonObject { ["type"] = "span", ["text"] = "ก" })), "contents.body.contents[0].type");
        Refused("image by http", Flex(Box(new JsonObject { ["type"] = "image", ["url"] = "http://example.com/a.png" })), "contents.body.contents[0].url");
        Refused("aspect ratio too tall", Flex(Box(new JsonObject { ["type"] = "image", ["url"] = Https, ["aspectRatio"] = "1:4" })), "contents.body.contents[0].aspectRatio");

        Limit("image URL", n => new JsonObject { ["type"] = "image", ["originalContentUrl"] = "https://e.co/" + new string('a', Math.Max(0, n - 13)), ["previewImageUrl"] = Https }, 2_000, "originalContentUrl", 0);
        Refused("image without preview", new JsonObject { ["type"] = "image", ["originalContentUrl"] = Https }, "previewImageUrl");
        Limit("trackingId", n => new JsonObject { ["type"] = "video", ["originalContentUrl"] = Https, ["previewImageUrl"] = Https, ["trackingId"] = new string('t', n) }, 100, "trackingId", 0);
        Refused("audio without duration", new JsonObject { ["type"] = "audio", ["originalContentUrl"] = Https }, "duration");
        Limit("location title", n => Location(new('ก', n), "ก"), 100, "title");
        Limit("location address", n => Location("ก", new('ก', n)), 100, "address");
        Refused("place beyond the pole", Location("ก", "ก", 91), "latitude");
        Limit("imagemap actions", n => Imagemap(n, "ก"), 50, "actions");
        Limit("imagemap text", n => Imagemap(1, new('ก', n)), 400, "actions[0].text");
        Refused("imagemap of another width", Imagemap(1, "ก", 1_000), "baseSize.width");
        Limit("sender name", n => new JsonObject { ["type"] = "text", ["text"] = "ก", ["sender"] = new JsonObject { ["name"] = new string('ก', n) } }, 20, "sender.name", 0);
        Refused("sender that calls itself LINE", new JsonObject { ["type"] = "text", ["text"] = "ก", ["sender"] = new JsonObject { ["name"] = "LINE" } }, "sender.name");
        Fine("sticker of the list", Sticker("11537", "52002734"));
        Refused("sticker of a shop", Sticker("1", "1"), "packageId");
        Refused("unknown type", new JsonObject { ["type"] = "poll" }, "type");
        Refused("no type", new JsonObject { ["text"] = "ก" }, "type");
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_limit_holds(string name, string message, string? property)
    {
        var before = fixture.Bench.Line.ViolationCount;
        var answer = await fixture.Bench.PostAsync("/v2/bot/message/validate/push", new JsonObject { ["messages"] = new JsonArray(JsonNode.Parse(message)!) });
        var call = fixture.Bench.Line.Calls[^1];
        if (property is null)
        {
            Assert.True(answer.Status == 200, $"{name}: {answer.Body}");
            Assert.Empty(call.Violations);
            return;
        }
        Assert.True(answer.Status == 400, $"{name} was accepted");
        Assert.Contains($"messages[0].{property}", call.Violations.Select(v => v.Property));
        Assert.Equal(before + call.Violations.Count, fixture.Bench.Line.ViolationCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_call_carries_one_to_five_messages(int count)
    {
        var answer = await fixture.Bench.PostAsync("/v2/bot/message/validate/reply", new JsonObject { ["messages"] = Many(count, _ => Text("ก")) });
        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Json["details"]!.AsArray(), d => d!["message"]!.GetValue<string>() == "Size must be between 1 and 5" && d["property"]!.GetValue<string>() == "messages");
    }

    [Fact]
    public async Task Errors_read_as_LINE_writes_them()
    {
        var plain = await ValidateAsync(Text(""));
        Assert.Equal("""{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}""", plain.Body);
        var flex = await ValidateAsync(Flex(Box(new JsonObject { ["type"] = "text", ["text"] = "ก", ["kind"] = "x" })));
        Assert.Equal("""{"message":"A message (messages[0]) in the request body is invalid","details":[{"message":"unknown field","property":"/body/contents/0/kind"}]}""", flex.Body);
        var template = await ValidateAsync(Template(Carousel(1, "ก", Repeat("ก", 41))));
        Assert.Equal("template/columns/0/title", template.Json["details"]![0]!["property"]!.GetValue<string>());
        Assert.Equal("The property, messages[0].text, in the request body is invalid (line: -, column: -)", (await ValidateAsync(new JsonObject { ["type"] = "text", ["text"] = 5 })).Message);
    }

    [Fact]
    public async Task What_is_legal_but_bad_is_warned_of_and_what_the_reference_does_not_know_is_flagged()
    {
        var twelve = QuickReply(Many(1, _ => Item(Thai + "กกก")));
        var answer = await fixture.Bench.PostAsync("/v2/bot/message/validate/push", new JsonObject { ["messages"] = new JsonArray(twelve, Text("ท้ายสุด")) });
        var call = fixture.Bench.Line.Calls[^1];
        Assert.Equal(200, answer.Status);
        Assert.Empty(call.Violations);
        Assert.Equal(["messages[0].quickReply.items[0].action.label", "messages[0].quickReply"], call.Warnings.Select(w => w.Property));

        Assert.Equal(200, (await ValidateAsync(new JsonObject { ["type"] = "text", ["text"] = "ก", ["colour"] = "red" })).Status);
        Assert.Equal("messages[0].colour", Assert.Single(fixture.Bench.Line.Calls[^1].Violations).Property);
    }

    private Task<Answer> ValidateAsync(JsonNode message) => fixture.Bench.PostAsync("/v2/bot/message/validate/push", new JsonObject { ["messages"] = new JsonArray(message) });

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static JsonArray Many(int count, Func<int, JsonNode> item) => [.. Enumerable.Range(0, count).Select(item)];

    private static JsonObject Text(string text) => Bench.Text(text);

    private static JsonObject Item(string label) => new() { ["type"] = "action", ["action"] = new JsonObject { ["type"] = "message", ["label"] = label, ["text"] = "ก" } };

    private static JsonObject QuickReply(JsonArray items) => new() { ["type"] = "text", ["text"] = "เลือก", ["quickReply"] = new JsonObject { ["items"] = items } };

    private static JsonObject Postback(string label = "ก", string data = "d", string? displayText = null)
    {
        var action = new JsonObject { ["type"] = "postback", ["label"] = label, ["data"] = data };
        if (displayText is not null) action["displayText"] = displayText;
        return action;
    }

    private static JsonObject Uri(string uri, string? label = "ก")
    {
        var action = new JsonObject { ["type"] = "uri", ["uri"] = uri };
        if (label is not null) action["label"] = label;
        return action;
    }

    private static JsonObject Picker(string mode, string? initial, string? min, string? max)
    {
        var action = new JsonObject { ["type"] = "datetimepicker", ["label"] = "ก", ["data"] = "d", ["mode"] = mode };
        foreach (var (name, value) in new[] { ("initial", initial), ("min", min), ("max", max) })
            if (value is not null) action[name] = value;
        return action;
    }

    private static JsonObject Template(JsonObject template, string altText = "ก") => new() { ["type"] = "template", ["altText"] = altText, ["template"] = template };

    private static JsonObject ConfirmOf(JsonNode first, JsonNode second) => new() { ["type"] = "confirm", ["text"] = "ก", ["actions"] = new JsonArray(first, second) };

    private static JsonObject Confirm(JsonNode first) => Template(ConfirmOf(first, Postback()));

    private static JsonObject Buttons(string text, int actions, string? title = null)
    {
        var template = new JsonObject { ["type"] = "buttons", ["text"] = text, ["actions"] = Many(actions, _ => Postback()) };
        if (title is not null) template["title"] = title;
        return template;
    }

    private static JsonObject Carousel(int columns, string text = "ก", string? title = null, int actions = 1) => new()
    {
        ["type"] = "carousel",
        ["columns"] = Many(columns, _ =>
        {
            var column = new JsonObject { ["text"] = text, ["actions"] = Many(actions, _ => Postback()) };
            if (title is not null) column["title"] = title;
            return column;
        }),
    };

    private static JsonObject Flex(JsonNode contents) => new() { ["type"] = "flex", ["altText"] = "ก", ["contents"] = contents };

    private static JsonObject Bubble(string size = "mega", string text = "ก", int texts = 1) => new()
    {
        ["type"] = "bubble",
        ["size"] = size,
        ["body"] = new JsonObject { ["type"] = "box", ["layout"] = "vertical", ["contents"] = Many(texts, _ => new JsonObject { ["type"] = "text", ["text"] = text, ["wrap"] = true }) },
    };

    private static JsonObject Box(JsonNode component) => new()
    {
        ["type"] = "bubble",
        ["body"] = new JsonObject { ["type"] = "box", ["layout"] = "vertical", ["contents"] = new JsonArray(component) },
    };

    private static JsonObject Location(string title, string address, double latitude = 15.18) =>
        new() { ["type"] = "location", ["title"] = title, ["address"] = address, ["latitude"] = latitude, ["longitude"] = 100.12 };

    private static JsonObject Imagemap(int actions, string text, int width = 1_040) => new()
    {
        ["type"] = "imagemap", ["baseUrl"] = "https://example.com/map", ["altText"] = "ก", ["baseSize"] = new JsonObject { ["width"] = width, ["height"] = 500 },
        ["actions"] = Many(actions, _ => new JsonObject
        {
            ["type"] = "message", ["text"] = text, ["area"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = 10, ["height"] = 10 },
        }),
    };

    private static JsonObject Sticker(string package, string sticker) => new() { ["type"] = "sticker", ["packageId"] = package, ["stickerId"] = sticker };
}
