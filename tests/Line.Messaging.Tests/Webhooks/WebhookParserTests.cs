using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Line.Messaging.Tests;

public sealed class WebhookParserTests
{
    [Theory]
    [MemberData(nameof(WebhookSamples.Names), MemberType = typeof(WebhookSamples))]
    public void Every_kind_of_event_is_read_whole_and_written_back(string name)
    {
        var (type, json) = WebhookSamples.Events[name];
        var read = Assert.Single(WebhookParser.Parse(WebhookSamples.Body(json)).Events);

        Assert.Equal(type, read is MessageEvent message ? message.Message.GetType() : read.GetType());
        Assert.Equal("01KQWERTYUIOPASDFGHJKLZXCV", read.WebhookEventId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1790000000123), read.Timestamp);
        Assert.True(read.IsRedelivery);
        Assert.False(read.IsStandby);
        var source = Assert.IsType<GroupSource>(read.Source);
        Assert.Equal(("C77777777777777777777777777777777", "U22222222222222222222222222222222"), (source.ChatId, source.UserId));
        // Nothing fell through to the unknown properties, and nothing was lost.
        Assert.DoesNotContain(ObjectGraph.Of(read), part => part.AdditionalProperties is not null);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(LineJson.Format(read))), LineJson.Format(read));
    }

    [Fact]
    public void All_twenty_kinds_are_covered_by_the_samples() =>
        Assert.Equal(20, WebhookSamples.Events.Values.Select(sample => JsonElement.Parse(sample.Json).GetProperty("type").GetString()).Distinct().Count());

    [Theory]
    [MemberData(nameof(WebhookSamples.Names), MemberType = typeof(WebhookSamples))]
    public void The_order_of_properties_does_not_matter(string name)
    {
        var json = WebhookSamples.Events[name].Json;
        var turned = Reversed(JsonNode.Parse(json)!).ToJsonString();
        Assert.NotEqual(json, turned);

        var read = WebhookParser.Parse(WebhookSamples.Body(json)).Events[0];
        var readTurned = WebhookParser.Parse(WebhookSamples.Body(turned)).Events[0];

        Assert.Equal(LineJson.Format(read), LineJson.Format(readTurned));
    }

    [Theory]
    [MemberData(nameof(WebhookSamples.Names), MemberType = typeof(WebhookSamples))]
    public void Unknown_properties_are_kept_at_every_level(string name)
    {
        var node = JsonNode.Parse(WebhookSamples.Events[name].Json)!;
        var objects = Decorate(node);

        var read = WebhookParser.Parse(WebhookSamples.Body(node.ToJsonString())).Events[0];

        Assert.Equal(objects, ObjectGraph.Of(read).Count(part => part.AdditionalProperties?.ContainsKey("novelty") == true));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(node.ToJsonString()), JsonElement.Parse(LineJson.Format(read))));
    }

    [Theory]
    [MemberData(nameof(WebhookSamples.Names), MemberType = typeof(WebhookSamples))]
    public void The_raw_json_is_the_exact_slice_and_reads_back_to_an_equal_event(string name)
    {
        var json = WebhookSamples.Events[name].Json;
        var body = WebhookSamples.Body("""{"type":"leave","timestamp":1}""", json);

        var read = WebhookParser.Parse(body).Events[1];
        body.AsSpan().Clear();

        Assert.Equal(json, Encoding.UTF8.GetString(read.RawJson.Span));
        Assert.Equal("01KQWERTYUIOPASDFGHJKLZXCV", read.Raw.GetProperty("webhookEventId").GetString());
        Assert.Equal(read, WebhookParser.ParseEvent(read.RawJson.Span));
    }

    [Fact]
    public void Events_that_can_be_answered_are_marked_so()
    {
        string[] replyable = ["message", "messageEdited", "follow", "join", "memberJoined", "postback", "videoPlayComplete", "beacon", "accountLink", "membership"];
        var events = WebhookParser.Parse(WebhookSamples.Body(WebhookSamples.Events.Values.Select(sample => sample.Json))).Events;

        Assert.Equal(replyable.Order(), events.Where(read => read is IReplyable).Select(read => read.Type).Distinct().Order());
        Assert.All(events.OfType<IReplyable>(), read => Assert.Equal("rt", read.ReplyToken));
    }

    [Theory]
    [InlineData("active", "38ef843bde154d9b", true)]
    [InlineData("standby", "38ef843bde154d9b", false)]
    [InlineData("active", "", false)]
    [InlineData("active", "00000000000000000000000000000000", false)]
    [InlineData("active", "ffffffffffffffffffffffffffffffff", false)]
    public void Standby_and_dummy_events_are_not_to_be_answered(string mode, string token, bool expected) =>
        Assert.Equal(expected, One($$"""{"type":"follow","timestamp":1,"mode":"{{mode}}","replyToken":"{{token}}"}""").CanReply);

    [Fact]
    public void An_event_put_into_a_log_tells_its_kind_only()
    {
        var request = WebhookParser.Parse(WebhookSamples.Body(WebhookSamples.Events["text"].Json, """{"type":"new","timestamp":1}"""));
        Assert.Equal("CallbackRequest [MessageEvent, UnknownEvent]", request.ToString());
        Assert.All(ObjectGraph.Of(request.Events), part => Assert.Equal(part.GetType().Name, part.ToString()));
    }

    [Fact]
    public void An_empty_list_of_events_is_a_good_request()
    {
        var request = WebhookParser.Parse("""{"destination":"U1","events":[]}"""u8);
        Assert.Equal("U1", request.Destination);
        Assert.Empty(request.Events);
    }

    [Fact]
    public void An_unknown_kind_keeps_its_name_its_json_and_what_is_common()
    {
        var read = One("""{"type":"teleport","timestamp":1790000000000,"mode":"standby","webhookEventId":"01X","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"U1"},"where":{"to":"Bangkok"}}""");

        var unknown = Assert.IsType<UnknownEvent>(read);
        Assert.Equal(("teleport", "01X", true, "U1"), (unknown.Type, unknown.WebhookEventId, unknown.IsStandby, unknown.Source?.UserId));
        Assert.Null(unknown.ParseError);
        Assert.Equal("Bangkok", unknown.Raw.GetProperty("where").GetProperty("to").GetString());
    }

    [Fact]
    public void An_unknown_message_and_an_unknown_source_are_kept_raw()
    {
        var read = Assert.IsType<MessageEvent>(One("""
            {"type":"message","timestamp":1,"source":{"type":"square","squareId":"S1","userId":"U9"},"message":{"type":"hologram","id":77,"layers":[1,2]}}
            """));

        var message = Assert.IsType<UnknownMessageContent>(read.Message);
        Assert.Equal(("hologram", "77", 2), (message.Type, message.Id, message.Raw.GetProperty("layers").GetArrayLength()));
        var source = Assert.IsType<UnknownSource>(read.Source);
        Assert.Equal(("square", "U9", "S1"), (source.Type, source.UserId, source.Raw.GetProperty("squareId").GetString()));
        Assert.Contains("\"layers\":[1,2]", LineJson.Format(read), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"message","timestamp":1790000000000,"webhookEventId":"01BAD","source":{"type":"user","userId":"U1"}}""", "message")]
    [InlineData("""{"type":"message","timestamp":1790000000000,"webhookEventId":"01BAD","source":{"type":"user","userId":"U1"},"message":{"type":"text","id":"1","text":{"a":"secret words"}}}""", "message")]
    [InlineData("""{"type":"postback","timestamp":1790000000000,"webhookEventId":"01BAD","source":{"type":"user","userId":"U1"},"postback":null}""", "postback")]
    [InlineData("""{"timestamp":1790000000000,"webhookEventId":"01BAD","source":{"type":"user","userId":"U1"}}""", "")]
    public void A_malformed_event_is_told_apart_and_does_not_cost_the_others(string malformed, string type)
    {
        var good = WebhookSamples.Events["text"].Json;
        var events = WebhookParser.Parse(WebhookSamples.Body(good, malformed, good)).Events;

        Assert.Equal(3, events.Count);
        Assert.IsType<MessageEvent>(events[0]);
        Assert.IsType<MessageEvent>(events[2]);
        var bad = Assert.IsType<UnknownEvent>(events[1]);
        Assert.Equal((type, "01BAD", "U1"), (bad.Type, bad.WebhookEventId, bad.Source?.UserId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1790000000000), bad.Timestamp);
        Assert.NotNull(bad.ParseError);
        Assert.DoesNotContain("secret words", bad.ParseError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""\ud83d half""", "\ufffd half")]
    [InlineData("""half \ude00""", "half \ufffd")]
    [InlineData("""\ud83d\ud83d\ude00 whole, \\ud83d none""", "\ufffd😀 whole, \\ud83d none")]
    [InlineData("""\ud83d\n\u0e01\ud83""", null)]
    public void Half_a_character_costs_no_sentence(string escaped, string? text)
    {
        var json = """{"type":"message","timestamp":1,"webhookEventId":"01HALF","message":{"type":"text","id":"1","text":"TEXT"}}""".Replace("TEXT", escaped, StringComparison.Ordinal);
        if (text is null)
        {
            Assert.Throws<WebhookFormatException>(() => One(json));
            return;
        }

        var read = Assert.IsType<MessageEvent>(One(json));
        Assert.Equal(text, ((TextMessageContent)read.Message).Text);
        Assert.Equal(json, Encoding.UTF8.GetString(read.RawJson.Span));
    }

    [Fact]
    public void Bytes_that_are_no_character_cost_no_sentence()
    {
        var body = WebhookSamples.Body("""{"type":"message","timestamp":1,"webhookEventId":"01HALF","message":{"type":"text","id":"1","text":"the # road"}}""");
        body[body.AsSpan().IndexOf((byte)'#')] = 0xE0;
        Assert.Equal("the \ufffd road", ((TextMessageContent)Assert.IsType<MessageEvent>(Assert.Single(WebhookParser.Parse(body).Events)).Message).Text);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"follow","timestamp":"yesterday"}""")]
    [InlineData("""{"type":"follow","timestamp":99999999999999999}""")]
    public void What_is_hardly_an_event_is_an_unknown_one(string json) => Assert.IsType<UnknownEvent>(One(json));

    [Fact]
    public void Nulls_and_absent_details_are_tolerated()
    {
        Assert.False(Assert.IsType<FollowEvent>(One("""{"type":"follow","timestamp":1,"mode":null,"source":null,"deliveryContext":null,"webhookEventId":null,"replyToken":null,"follow":{"isUnblocked":null}}""")).Follow!.IsUnblocked);
        Assert.Null(Assert.IsType<FollowEvent>(One("""{"type":"follow","timestamp":1}""")).Follow);
        Assert.Empty(Assert.IsType<MemberJoinedEvent>(One("""{"type":"memberJoined","timestamp":1,"joined":{"members":null}}""")).Joined.Members);
        var text = (TextMessageContent)Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":1,"message":{"type":"text","id":"1","text":"","emojis":null,"mention":null}}""")).Message;
        Assert.Empty(text.Emojis);
        Assert.False(text.MentionsBot);
        var audio = (AudioMessageContent)Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":1,"message":{"type":"audio","id":"1","duration":null}}""")).Message;
        Assert.Null(audio.Duration);
    }

    [Fact]
    public void Numbers_and_strings_may_stand_for_each_other()
    {
        var image = (ImageMessageContent)Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":"1790000000000","message":{"type":"image","id":508000000000000009,"imageSet":{"id":"s","index":"1","total":2.0}}}""")).Message;
        Assert.Equal(("508000000000000009", 1, 2), (image.Id, image.ImageSet!.Index, image.ImageSet.Total));
        var sticker = (StickerMessageContent)Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":1,"message":{"type":"sticker","id":"1","packageId":446,"stickerId":1988}}""")).Message;
        Assert.Equal(("446", "1988"), (sticker.PackageId, sticker.StickerId));
        var video = (VideoMessageContent)Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":1,"message":{"type":"video","id":"1","duration":"61500"}}""")).Message;
        Assert.Equal(61500, video.Duration);
        Assert.Equal(9, Assert.IsType<MembershipEvent>(One("""{"type":"membership","timestamp":1,"membership":{"type":"joined","membershipId":"9"}}""")).Membership.MembershipId);
    }

    [Theory]
    [InlineData("""{"date":"2026-12-05"}""", "2026-12-05", null, null)]
    [InlineData("""{"time":"23:59"}""", null, "23:59", null)]
    [InlineData("""{"datetime":"2026-12-05t07:05"}""", null, null, "2026-12-05T07:05")]
    [InlineData("""{"date":"5 ธันวาคม"}""", null, null, null)]
    [InlineData("""{"date":{"odd":1},"time":true}""", null, null, null)]
    public void The_choice_of_a_date_picker_is_typed(string parameters, string? date, string? time, string? datetime)
    {
        var read = Assert.IsType<PostbackEvent>(One("""{"type":"postback","timestamp":1,"postback":{"data":"","params":PARAMS}}""".Replace("PARAMS", parameters, StringComparison.Ordinal))).Postback.Params!;
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(date, read.Date?.ToString("yyyy-MM-dd", invariant));
        Assert.Equal(time, read.Time?.ToString("HH:mm", invariant));
        Assert.Equal(datetime, read.Datetime?.ToString("yyyy-MM-dd'T'HH:mm", invariant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"destination":"U1"}""")]
    [InlineData("""{"destination":null,"events":[]}""")]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"destination":"U1","events":{}}""")]
    [InlineData("""{"destination":"U1","events":null}""")]
    [InlineData("""{"destination":"U1","events":[]""")]
    [InlineData("""{"destination":"U1","events":[{]}""")]
    [InlineData("""{"destination":"U1","events":[]} {}""")]
    [InlineData("""{"destination":"U1","events":[{"type":"message","text":"secret words}]}""")]
    public void A_body_of_another_shape_is_refused_with_a_sentence_that_does_not_quote_it(string body)
    {
        var error = Assert.Throws<WebhookFormatException>(() => WebhookParser.Parse(Encoding.UTF8.GetBytes(body)));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_with_new_properties_and_a_byte_order_mark_is_read() =>
        Assert.Single(WebhookParser.Parse(Encoding.UTF8.GetBytes("\uFEFF{ \"v\":{\"x\":[1]}, \"events\" : [ {\"type\":\"leave\",\"timestamp\":1} ] , \"destination\":\"U1\" }")).Events);

    [Fact]
    public void Escaped_emoji_are_read_as_what_they_stand_for()
    {
        var message = Assert.IsType<MessageEvent>(One("""{"type":"message","timestamp":1,"message":{"type":"text","id":"1","text":"\ud83d\ude00 \u0e19\u0e49\u0e33"}}"""));
        Assert.Equal("😀 น้ำ", ((TextMessageContent)message.Message).Text);
    }

    [Fact]
    public void An_event_made_by_hand_has_json_too()
    {
        var made = new FollowEvent { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(5), ReplyToken = "rt", Source = new UserSource { UserId = "U1" } };
        Assert.Equal("U1", made.Raw.GetProperty("source").GetProperty("userId").GetString());
        Assert.Equal(LineJson.Format(made), LineJson.Format(WebhookParser.ParseEvent(made.RawJson.Span)));
    }

    [Fact]
    public void One_event_that_is_not_json_is_refused()
    {
        Assert.Throws<WebhookFormatException>(() => WebhookParser.ParseEvent("{"u8));
        Assert.Throws<WebhookFormatException>(() => WebhookParser.ParseEvent(""u8));
        Assert.Throws<WebhookFormatException>(() => WebhookParser.ParseEvent("""{"type":"leave","timestamp":1}]"""u8));
    }

    private static WebhookEvent One(string json) => Assert.Single(WebhookParser.Parse(WebhookSamples.Body(json)).Events);

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject thing => new JsonObject(thing.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : (JsonNode?)Reversed(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Reversed(item))]),
        _ => node.DeepClone(),
    };

    private static int Decorate(JsonNode node)
    {
        var inner = node switch
        {
            JsonObject thing => thing.Select(p => p.Value).ToArray(),
            JsonArray list => [.. list],
            _ => [],
        };
        var count = inner.Sum(child => child is null ? 0 : Decorate(child));
        if (node is not JsonObject target)
            return count;
        target["novelty"] = new JsonArray(1, "สอง");
        return count + 1;
    }
}
