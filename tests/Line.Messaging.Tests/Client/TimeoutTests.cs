using Microsoft.Extensions.Time.Testing;

namespace Line.Messaging.Tests.Client;

public sealed class TimeoutTests : AgainstLineServer
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_reply_without_an_answer_in_time_may_have_landed_and_is_not_repeated()
    {
        await using var line = new TestLine(Server, options => options.Timeout = TimeSpan.FromSeconds(10), _time);
        var arrived = Holds();

        var reply = line.Client.ReplyMessageAsync("t", [Message.Text("a")]);
        await arrived;
        _time.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<LineTimeoutException>(() => reply);
        Assert.True(error.MayHaveLanded);
        Assert.Equal(TimeSpan.FromSeconds(10), error.Timeout);
        Assert.Equal("LINE did not answer ReplyMessage within 10 s; it may have been carried out.", error.Message);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task It_is_not_over_before_its_time()
    {
        await using var line = new TestLine(Server, options => options.Timeout = TimeSpan.FromSeconds(10), _time);
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        Server.Answers(async _ =>
        {
            arrived.SetResult();
            await answer.Task;
        });

        var reply = line.Client.ReplyMessageAsync("t", [Message.Text("a")]);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(9.9));
        answer.SetResult();

        await reply;
    }

    [Fact]
    public async Task A_push_without_an_answer_is_repeated_under_its_key()
    {
        await using var line = new TestLine(
            Server,
            options =>
            {
                options.Timeout = TimeSpan.FromSeconds(10);
                options.Retry.BaseDelay = TimeSpan.Zero;
            },
            _time);
        var arrived = Holds();

        var push = line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);
        await arrived;
        _time.Advance(TimeSpan.FromSeconds(10));
        await push;

        Assert.Equal(2, Server.Requests.Count);
        Assert.Single(Server.Requests.Select(r => r.Header("X-Line-Retry-Key")).Distinct());
    }

    [Fact]
    public async Task A_read_without_an_answer_cannot_have_landed()
    {
        await using var line = new TestLine(Server, options => options.Retry.MaxRetries = 0, _time);
        var arrived = Holds();

        var read = line.Client.GetBotInfoAsync();
        await arrived;
        _time.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<LineTimeoutException>(() => read);
        Assert.False(error.MayHaveLanded);
    }

    [Fact]
    public async Task An_answer_that_begins_and_does_not_end_is_a_time_out()
    {
        await using var line = new TestLine(Server, options => options.Retry.MaxRetries = 0, _time);
        var begun = new TaskCompletionSource();
        Server.Answers(async context =>
        {
            await context.Response.Body.WriteAsync("{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var push = line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);
        await begun.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<LineTimeoutException>(() => push);
        Assert.NotNull(error.RetryKey);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_time_out()
    {
        await using var line = new TestLine(Server, time: _time);
        using var cancelled = new CancellationTokenSource();
        var arrived = Holds();

        var push = line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")], cancellationToken: cancelled.Token);
        await arrived;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => push);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_does_not_reach_LINE()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Line.Client.ReplyMessageAsync("t", [Message.Text("a")], cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(Server.Requests);
    }

    /// <summary>The next request is held until its caller goes away; the task ends when it has arrived.</summary>
    private Task Holds()
    {
        var arrived = new TaskCompletionSource();
        Server.Answers(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return arrived.Task;
    }
}
