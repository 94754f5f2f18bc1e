using System.Text;

namespace Line.Messaging.Tests;

public sealed class WebhookParserTests
{
    [Fact]
    public void A_text_message_is_read()
    {
        var body = """
            {"destination":"U00000000000000000000000000000001","events":[{"mode":"active","timestamp":1790000000123,"new":{"a":1},
             "message":{"text":"ถนนพัง","id":123,"quoteToken":"q","mention":null,"type":"text"},"source":{"type":"user","userId":"U1"},
             "replyToken":"r","webhookEventId":"01H","deliveryContext":{"isRedelivery":null},"type":"message"},{"type":"message","timestamp":1},{"type":"new","timestamp":5}]}
            """;
        var request = WebhookParser.Parse(Encoding.UTF8.GetBytes(body));
        var message = Assert.IsType<MessageEvent>(request.Events[0]);
        var text = Assert.IsType<TextMessageContent>(message.Message);
        Assert.Equal("ถนนพัง", text.Text);
        Assert.Equal("123", text.Id);
        Assert.Equal("U1", message.Source?.UserId);
        Assert.Single(message.AdditionalProperties!);
        Assert.Equal(message, WebhookParser.ParseEvent(message.RawJson.Span));
        Assert.NotNull(Assert.IsType<UnknownEvent>(request.Events[1]).ParseError);
        Assert.Null(Assert.IsType<UnknownEvent>(request.Events[2]).ParseError);
    }

    [Fact]
    public void A_message_is_written_in_readable_thai()
    {
        var message = Message.Text("สวัสดีค่ะ").WithQuickReply(QuickReply.Tap("ใช่", "data"));
        Assert.Equal("""{"type":"text","text":"สวัสดีค่ะ","quickReply":{"items":[{"type":"action","action":{"type":"postback","label":"ใช่","data":"data","displayText":"ใช่"}}]}}""", LineJson.Format(message));
        Assert.Equal(message, LineJson.ParseMessage(LineJson.Format(message)));
    }
}
