using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Line.Messaging.Tests.Client;

public sealed class RetryTests : AgainstLineServer
{
    private const string RateLimit = """{"message":"The API rate limit has been exceeded. Try again later."}""";
    private const string MonthlyLimit = """{"message":"You have reached your monthly limit."}""";

    public static TheoryData<string, Func<LineMessagingClient, Task<SendResult>>> Sends => new()
    {
        { "push", c => c.PushMessageAsync(TestLine.User, [Message.Text("a")]) },
        { "multicast", c => c.MulticastAsync([TestLine.User], [Message.Text("a")]) },
        { "narrowcast", c => c.NarrowcastAsync([Message.Text("a")]) },
        { "broadcast", c => c.BroadcastAsync([Message.Text("a")]) },
    };

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_repeated_with_the_same_key_and_body(string kind, Func<LineMessagingClient, Task<SendResult>> send)
    {
        Server.Answers(500).Aborts().Answers(503).Answers(200);

        var sent = await send(Line.Client);

        Assert.EndsWith(kind, Server.Requests[0].Target, StringComparison.Ordinal);
        Assert.Equal(4, Server.Requests.Count);
        Assert.Single(Server.Requests.Select(r => (r.Method, r.Target, r.Text, r.Header("X-Line-Retry-Key"), r.Header("Authorization"))).Distinct());
        Assert.Equal(Server.Requests[0].Header("X-Line-Retry-Key"), sent.RetryKey.ToString());
    }

    [Fact]
    public async Task Pauses_double_with_some_chance_up_to_a_most()
    {
        await using var line = new TestLine(Server, options =>
        {
            options.Retry.MaxRetries = 6;
            options.Retry.BaseDelay = TimeSpan.FromSeconds(1);
            options.Retry.MaxDelay = TimeSpan.FromSeconds(6);
        });
        for (var i = 0; i < 7; i++)
            Server.Answers(500);

        await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(7, Server.Requests.Count);
        double[] most = [1, 2, 4, 6, 6, 6];
        Assert.Equal(most.Length, line.Time.Pauses.Count);
        Assert.All(line.Time.Pauses.Zip(most), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second / 2, pair.Second));
    }

    [Fact]
    public async Task What_landed_before_the_error_is_found_by_its_key()
    {
        Server.Answers(500).Answers(409, """{"message":"The retry key is already accepted","sentMessages":[{"id":"7"}]}""", ("x-line-accepted-request-id", "first"));

        var sent = await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);

        Assert.True(sent.AlreadyAccepted);
        Assert.Equal("first", sent.RequestId);
        Assert.Equal("7", sent.SentMessages.Single().Id);
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(401, "{}")]
    [InlineData(403, "{}")]
    [InlineData(404, "{}")]
    [InlineData(410, "{}")]
    [InlineData(413, "{}")]
    [InlineData(415, "{}")]
    [InlineData(429, RateLimit)]
    [InlineData(429, MonthlyLimit)]
    public async Task A_clear_no_is_final(int status, string body)
    {
        Server.Answers(status, body);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Single(Server.Requests);
        Assert.Empty(Line.Time.Pauses);
        Assert.False(error.MayHaveLanded);
    }

    [Fact]
    public async Task A_clear_no_after_an_unclear_try_does_not_say_that_nothing_landed()
    {
        Server.Aborts().Answers(429, RateLimit);

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(LineErrorKind.RateLimited, error.Kind);
        Assert.True(error.MayHaveLanded);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_when_asked_but_never_the_monthly_one()
    {
        await using var line = new TestLine(Server, options => options.Retry.RateLimited = true);
        Server.Answers(429, RateLimit).Answers(429, RateLimit, ("Retry-After", "9")).Answers(200);
        await line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);
        Assert.Equal([5, 9], line.Time.Pauses.Select(pause => pause.TotalSeconds));

        Server.Answers(429, MonthlyLimit);
        await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));
        Assert.Equal(4, Server.Requests.Count);
    }

    [Fact]
    public async Task A_retry_after_beyond_patience_is_not_waited_for()
    {
        await using var line = new TestLine(Server, options => options.Retry.RateLimited = true);
        Server.Answers(429, RateLimit, ("Retry-After", "3600"));

        var error = await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    public async Task A_reply_is_said_once_whatever_is_answered(int status)
    {
        Server.Answers(status);

        await Assert.ThrowsAsync<LineApiException>(() => Line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_reply_whose_connection_broke_is_not_repeated_and_may_have_landed()
    {
        Server.Aborts();

        var error = await Assert.ThrowsAsync<LineConnectionException>(() => Line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Single(Server.Requests);
        Assert.True(error.MayHaveLanded);
        Assert.Contains("may have been carried out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_never_had_a_connection_is_repeated()
    {
        await using var line = new TestLine("http://127.0.0.1:" + ClosedPort());

        var error = await Assert.ThrowsAsync<LineConnectionException>(() => line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.Equal(3, line.Time.Pauses.Count);
        Assert.False(error.MayHaveLanded);
        Assert.Contains("nothing was carried out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_to_a_name_that_does_not_exist_never_had_a_connection()
    {
        await using var line = new TestLine("http://line.invalid");

        var error = await Assert.ThrowsAsync<LineConnectionException>(() => line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.False(error.MayHaveLanded);
        Assert.Equal(3, line.Time.Pauses.Count);
    }

    [Fact]
    public async Task Reads_are_repeated()
    {
        Server.Answers(500).Aborts().Answers(200, """{"type":"limited","value":300}""");

        Assert.Equal(new MessageQuota(QuotaType.Limited, 300), await Line.Client.GetMessageQuotaAsync());
        Assert.Equal(3, Server.Requests.Count);
    }

    [Fact]
    public async Task A_broken_answer_to_a_read_is_read_again()
    {
        Server.Answers(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync("{\"type\""u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        }).Answers(200, """{"type":"none"}""");

        Assert.Equal(new MessageQuota(QuotaType.None), await Line.Client.GetMessageQuotaAsync());
    }

    public static TheoryData<string, Func<LineMessagingClient, Task>> Writes => new()
    {
        { "create a menu", c => c.CreateRichMenuAsync(RichMenus.Menus.Small) },
        { "delete a menu", c => c.DeleteRichMenuAsync("richmenu-1") },
        { "create an alias", c => c.CreateRichMenuAliasAsync("main", "richmenu-1") },
        { "delete an alias", c => c.DeleteRichMenuAliasAsync("main") },
        { "upload a picture", c => c.SetRichMenuImageAsync("richmenu-1", RichMenus.Pictures.Png(800, 250)) },
        { "batch", c => c.RichMenuBatchAsync([new RichMenuBatchUnlinkAll()]) },
        { "leave a group", c => c.LeaveGroupAsync("C1") },
        { "leave a room", c => c.LeaveRoomAsync("R1") },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_cannot_be_done_twice_is_not_repeated(string what, Func<LineMessagingClient, Task> write)
    {
        Server.Answers(500);

        var error = await Assert.ThrowsAsync<LineApiException>(() => write(Line.Client));

        Assert.True(Server.Requests.Count == 1, what);
        Assert.True(error.MayHaveLanded);
    }

    [Fact]
    public async Task No_repetition_can_be_asked_for()
    {
        await using var line = new TestLine(Server, options => options.Retry.MaxRetries = 0);
        Server.Answers(500);

        await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_pause_ends_when_the_caller_cancels()
    {
        using var cancelled = new CancellationTokenSource();
        var time = new PausesForever(cancelled);
        await using var line = new TestLine(Server, options => options.Retry.BaseDelay = TimeSpan.FromSeconds(1), time);
        Server.Answers(500);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")], cancellationToken: cancelled.Token));

        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Repetitions_are_logged_by_operation_only_and_a_good_path_logs_no_warning()
    {
        await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("secret words")]);
        Assert.DoesNotContain(Line.Log.All, line => line.Level >= LogLevel.Information);

        Server.Answers(500);
        await Line.Client.PushMessageAsync(TestLine.User, [Message.Text("secret words")]);
        await Line.Client.GetProfileAsync(TestLine.User);

        var warning = Assert.Single(Line.Log.All, line => line.Level >= LogLevel.Information);
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("LINE PushMessage failed (500); repetition 1", warning.Text, StringComparison.Ordinal);
        Assert.Contains("LINE GetProfile answered 200", Line.Log.Text, StringComparison.Ordinal);
        foreach (var secret in (string[])["secret", TestLine.User, TestLine.Token])
            Assert.DoesNotContain(secret, Line.Log.Text, StringComparison.Ordinal);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The pause between tries begins, and at that moment the caller gives up.</summary>
    private sealed class PausesForever(CancellationTokenSource cancelled) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.FromSeconds(1) && dueTime > TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => cancelled.Cancel());
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
