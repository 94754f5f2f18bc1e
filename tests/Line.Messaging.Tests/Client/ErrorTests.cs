using System.Net;

namespace Line.Messaging.Tests.Client;

public sealed class ErrorTests : AgainstLineServer
{
    private protected override void Configure(LineMessagingOptions options) => options.Retry.MaxRetries = 0;

    [Theory]
    [InlineData(400, "The request body has 1 error(s)", LineErrorKind.BadRequest, false)]
    [InlineData(400, "Invalid reply token", LineErrorKind.InvalidReplyToken, false)]
    [InlineData(401, "Authentication failed due to the following reason: invalid token", LineErrorKind.Unauthorized, false)]
    [InlineData(403, "Access to this API is not available for your account", LineErrorKind.Forbidden, false)]
    [InlineData(404, "Not found", LineErrorKind.NotFound, false)]
    [InlineData(409, "conflict", LineErrorKind.Conflict, false)]
    [InlineData(410, "The content is gone", LineErrorKind.Gone, false)]
    [InlineData(413, "too large", LineErrorKind.TooLarge, false)]
    [InlineData(415, "unsupported", LineErrorKind.UnsupportedMediaType, false)]
    [InlineData(418, "teapot", LineErrorKind.Unexpected, false)]
    [InlineData(302, "moved", LineErrorKind.Unexpected, false)]
    [InlineData(429, "You have reached your monthly limit.", LineErrorKind.MonthlyLimitReached, false)]
    [InlineData(429, "The API rate limit has been exceeded. Try again later.", LineErrorKind.RateLimited, false)]
    [InlineData(500, "Internal server error", LineErrorKind.ServerError, true)]
    [InlineData(503, "", LineErrorKind.ServerError, true)]
    public async Task The_kind_follows_from_the_status(int status, string message, LineErrorKind kind, bool mayHaveLanded)
    {
        Server.Answers(status, $$"""{"message":"{{message}}","details":[]}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Equal(kind, error.Kind);
        Assert.Equal((HttpStatusCode)status, error.Status);
        Assert.Equal(message, error.Error);
        Assert.Empty(error.Details);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal("ReplyMessage", error.Operation);
        Assert.Equal(mayHaveLanded, error.MayHaveLanded);
        Assert.Null(error.RetryKey);
    }

    [Fact]
    public async Task Details_name_the_properties()
    {
        Server.Answers(400, """
            {"message":"The request body has 2 error(s)","details":[
              {"message":"May not be empty","property":"messages[0].text"},
              {"message":"Must be one of the following values: [text, image]","property":"messages[1].type"}]}
            """);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Equal(
            [new("May not be empty", "messages[0].text"), new LineErrorDetail("Must be one of the following values: [text, image]", "messages[1].type")],
            error.Details);
        Assert.Equal("LINE answered 400 (BadRequest) to ReplyMessage; messages[0].text: May not be empty; messages[1].type. Request request-1.", error.Message);
    }

    [Fact]
    public async Task The_message_repeats_nothing_that_was_said_and_no_id()
    {
        const string said = "ถนนหมู่ 3 พัง";
        Server.Answers(400, $$"""
            {"message":"cannot send {{said}} to {{TestLine.User}} with {{TestLine.Token}}",
             "details":[{"message":"{{said}}","property":"messages[0].text"},{"message":"x","property":"{{said}}"},{"property":"{{TestLine.User}} {{said}}"},{},7,null]}
            """);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.PushMessageAsync(TestLine.User, [Message.Text(said)]));

        foreach (var secret in (string[])[said, "ถนน", TestLine.User, TestLine.Token])
        {
            Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, Line.Log.Text, StringComparison.Ordinal);
        }

        Assert.Contains(said, error.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("")]
    [InlineData("[1,2]")]
    [InlineData("{\"message\":7,\"details\":\"none\"}")]
    public async Task A_proxys_page_is_an_error_without_words(string body)
    {
        Server.Answers(502, body);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.GetBotInfoAsync());

        Assert.Equal(LineErrorKind.ServerError, error.Kind);
        Assert.Null(error.Error);
        Assert.Empty(error.Details);
        Assert.False(error.MayHaveLanded, "A read can't land.");
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_success_that_cannot_be_read_is_an_error_of_a_read(string body)
    {
        Server.Answers(200, body);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.GetBotInfoAsync());

        Assert.Equal(LineErrorKind.Unexpected, error.Kind);
        Assert.Equal(HttpStatusCode.OK, error.Status);
    }

    [Fact]
    public async Task A_reply_token_is_invalid_only_to_a_reply()
    {
        Server.Answers(400, """{"message":"Invalid reply token"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(LineErrorKind.BadRequest, error.Kind);
    }

    [Fact]
    public async Task A_failed_send_gives_its_key_back()
    {
        Server.Answers(500);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(Server.Request.Header("X-Line-Retry-Key"), error.RetryKey.ToString());
    }

    [Fact]
    public async Task Who_may_not_list_friends_is_told_why()
    {
        Server.Otherwise = async context =>
        {
            context.Response.StatusCode = 403;
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                context.Response, """{"message":"Access to this API is not available for your account"}""");
        };

        foreach (var ids in (IAsyncEnumerable<string>[])
            [Line.Client.GetFollowersAsync(), Line.Client.GetGroupMembersIdsAsync("C1"), Line.Client.GetRoomMembersIdsAsync("R1")])
        {
            var error = await Assert.ThrowsAsync<LineApiException>(async () =>
            {
                await foreach (var _ in ids)
                    Assert.Fail("There are none.");
            });
            Assert.Equal(LineErrorKind.Forbidden, error.Kind);
            Assert.Contains("verified and premium", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_retry_after_is_handed_on()
    {
        Server.Answers(429, """{"message":"The API rate limit has been exceeded. Try again later."}""", ("Retry-After", "7"));

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.GetBotInfoAsync());

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }
}
