using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Line.Messaging.Tests.Client;

public sealed class ContentTests : AgainstLineServer
{
    [Fact]
    public async Task A_content_is_handed_on_as_it_arrives()
    {
        var readFirst = new TaskCompletionSource();
        Server.Answers(async context =>
        {
            context.Response.ContentType = "audio/x-m4a";
            context.Response.ContentLength = 10;
            await context.Response.Body.WriteAsync("first"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await readFirst.Task;
            await context.Response.Body.WriteAsync("after"u8.ToArray());
        });

        await using var content = await Line.Client.GetMessageContentAsync("461230966842064897");

        var ready = Assert.IsType<ContentResult.Ready>(content);
        Assert.Equal(("audio/x-m4a", 10L), (ready.ContentType, ready.Length));
        var buffer = new byte[5];
        await ready.Stream.ReadExactlyAsync(buffer);
        Assert.Equal("first"u8.ToArray(), buffer);
        readFirst.SetResult();
        await ready.Stream.ReadExactlyAsync(buffer);
        Assert.Equal("after"u8.ToArray(), buffer);
        Assert.Equal(0, await ready.Stream.ReadAsync(buffer));
        Assert.Equal(("GET", "/data/v2/bot/message/461230966842064897/content"), (Server.Request.Method, Server.Request.Target));
        Assert.Equal("Bearer token-1", Server.Request.Header("Authorization"));
    }

    [Fact]
    public async Task An_unknown_length_is_null()
    {
        Server.Answers(async context =>
        {
            await context.Response.Body.WriteAsync("a"u8.ToArray());
            await context.Response.Body.FlushAsync();
        });

        await using var content = await Line.Client.GetMessageContentAsync("1");

        var ready = Assert.IsType<ContentResult.Ready>(content);
        Assert.Null(ready.Length);
        Assert.Equal("application/octet-stream", ready.ContentType);
        using var copy = new MemoryStream();
        await ready.Stream.CopyToAsync(copy);
        Assert.Equal("a"u8.ToArray(), copy.ToArray());
    }

    [Theory]
    [InlineData(202, typeof(ContentResult.Preparing))]
    [InlineData(404, typeof(ContentResult.NotFound))]
    [InlineData(410, typeof(ContentResult.Gone))]
    public async Task What_is_not_there_is_a_value(int status, Type expected)
    {
        Server.Answers(status, """{"message":"not found"}""").Answers(status);

        Assert.IsType(expected, await Line.Client.GetMessageContentAsync("1"));
        Assert.IsType(expected, await Line.Client.GetMessageContentPreviewAsync("1"));

        Assert.Equal(["/data/v2/bot/message/1/content", "/data/v2/bot/message/1/content/preview"], Server.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task Another_refusal_is_an_error()
    {
        Server.Answers(400, """{"message":"not a video"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.GetMessageContentPreviewAsync("1"));

        Assert.Equal("not a video", error.Error);
    }

    [Fact]
    public async Task A_content_is_asked_for_again_until_it_begins()
    {
        Server.Answers(500).Aborts().Answers(200, "bytes");

        await using var content = await Line.Client.GetMessageContentAsync("1");

        Assert.IsType<ContentResult.Ready>(content);
        Assert.Equal(3, Server.Requests.Count);
    }

    [Fact]
    public async Task A_content_that_stalls_ends_in_a_time_out()
    {
        var time = new FakeTimeProvider();
        await using var line = new TestLine(Server, time: time);
        Server.Answers(async context =>
        {
            await context.Response.Body.WriteAsync("a"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        await using var content = await line.Client.GetMessageContentAsync("1");
        var stream = Assert.IsType<ContentResult.Ready>(content).Stream;
        var buffer = new byte[10];
        Assert.Equal(1, await stream.ReadAsync(buffer));
        var stalled = stream.ReadAsync(buffer).AsTask();
        time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<LineTimeoutException>(() => stalled);
    }

    [Fact]
    public async Task A_content_that_breaks_off_is_not_taken_for_whole()
    {
        var begun = new TaskCompletionSource();
        Server.Answers(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync("a"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await begun.Task;
            context.Abort();
        });

        await using var content = await Line.Client.GetMessageContentAsync("1");

        var stream = Assert.IsType<ContentResult.Ready>(content).Stream;
        begun.SetResult();
        await Assert.ThrowsAsync<LineConnectionException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Letting_go_of_a_content_ends_its_request()
    {
        var ended = new TaskCompletionSource();
        Server.Answers(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            await context.Response.Body.WriteAsync("a"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await ended.Task;
        });

        (await Line.Client.GetMessageContentAsync("1")).Dispose();

        await ended.Task;
    }

    [Theory]
    [InlineData("processing", TranscodingStatus.Processing)]
    [InlineData("succeeded", TranscodingStatus.Succeeded)]
    [InlineData("failed", TranscodingStatus.Failed)]
    [InlineData("a_new_word", TranscodingStatus.Unknown)]
    public async Task Transcoding_is_told(string word, TranscodingStatus status)
    {
        Server.Answers(200, $$"""{"status":"{{word}}"}""");

        Assert.Equal(status, await Line.Client.GetMessageContentTranscodingByMessageIdAsync("1"));
        Assert.Equal("/data/v2/bot/message/1/content/transcoding", Server.Request.Target);
    }
}
