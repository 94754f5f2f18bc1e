using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Line.Messaging.Tests.Client;

public sealed class TokenTests : AgainstLineServer
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private int _issued;

    [Fact]
    public async Task A_token_is_issued_from_id_and_secret_and_used()
    {
        await using var line = Stateless();

        await line.Client.GetBotInfoAsync();

        var (issue, call) = (Server.Requests[0], Server.Requests[1]);
        Assert.Equal(("POST", "/oauth2/v3/token"), (issue.Method, issue.Target));
        Assert.Equal("application/x-www-form-urlencoded", issue.Header("Content-Type"));
        Assert.Equal("grant_type=client_credentials&client_id=1234567890&client_secret=a%2Bb%26c", issue.Text);
        Assert.Null(issue.Header("Authorization"));
        Assert.Equal("Bearer stateless-1", call.Header("Authorization"));
    }

    [Fact]
    public async Task Fifty_calls_at_once_wait_for_one_token()
    {
        await using var line = Stateless();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => line.Client.GetBotInfoAsync()));

        Assert.Equal(1, Issues());
        Assert.Equal(50, Server.Requests.Count(r => r.Header("Authorization") == "Bearer stateless-1"));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        await using var line = Stateless();
        await line.Client.GetBotInfoAsync();

        _time.Advance(TimeSpan.FromMinutes(12) - TimeSpan.FromSeconds(1));
        await line.Client.GetBotInfoAsync();
        Assert.Equal(1, Issues());

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => line.Client.GetBotInfoAsync()));
        Assert.Equal(2, Issues());
        Assert.Equal(50, Server.Requests.Count(r => r.Header("Authorization") == "Bearer stateless-2"));
    }

    [Fact]
    public async Task While_it_lasts_the_old_token_serves_when_no_new_one_can_be_had()
    {
        await using var line = Stateless();
        await line.Client.GetBotInfoAsync();
        var good = Server.Otherwise;
        Server.Otherwise = context => IsIssue(context) ? Fail(context, 400, """{"error":"invalid_request","error_description":"odd"}""") : good(context);

        _time.Advance(TimeSpan.FromMinutes(13));
        await line.Client.GetBotInfoAsync();
        await line.Client.GetBotInfoAsync();
        Assert.Equal(2, Issues());
        Assert.Equal(3, Server.Requests.Count(r => r.Header("Authorization") == "Bearer stateless-1"));

        _time.Advance(TimeSpan.FromSeconds(10));
        await line.Client.GetBotInfoAsync();
        Assert.Equal(3, Issues());

        _time.Advance(TimeSpan.FromMinutes(2));
        var error = await Assert.ThrowsAsync<LineApiException>(() => line.Client.ReplyMessageAsync("t", [Message.Text("a")]));
        Assert.Equal("IssueStatelessChannelToken", error.Operation);
        Assert.Equal("invalid_request: odd", error.Error);
        Assert.False(error.MayHaveLanded);
        Assert.DoesNotContain("a%2Bb", error.ToString(), StringComparison.Ordinal);

        Server.Otherwise = good;
        await line.Client.GetBotInfoAsync();
        Assert.Equal("Bearer stateless-2", Server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_for_all_and_the_calls_are_made_again()
    {
        await using var line = Stateless();
        await line.Client.GetBotInfoAsync();
        var good = Server.Otherwise;
        Server.Otherwise = context => context.Request.Headers.Authorization == "Bearer stateless-1" ? Fail(context, 401, """{"message":"Authentication failed"}""") : good(context);

        var sent = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")])));

        Assert.Equal(2, Issues());
        var accepted = Server.Requests.Where(r => r.Header("Authorization") == "Bearer stateless-2").Select(r => r.Header("X-Line-Retry-Key"));
        Assert.Equal(sent.Select(s => s.RetryKey.ToString()).Order(), accepted.Order());
    }

    [Fact]
    public async Task A_reply_refused_for_its_token_is_said_again()
    {
        await using var line = Stateless();
        await line.Client.GetBotInfoAsync();
        Server.Answers(401, """{"message":"Authentication failed"}""");

        await line.Client.ReplyMessageAsync("t", [Message.Text("a")]);

        Assert.Equal(
            ["/v2/bot/info", "/v2/bot/message/reply", "/v2/bot/message/reply"],
            Server.Requests.Select(r => r.Target).Where(target => target != "/oauth2/v3/token"));
    }

    [Fact]
    public async Task A_second_refusal_reaches_the_caller()
    {
        await using var line = Stateless();
        var good = Server.Otherwise;
        Server.Otherwise = context => IsIssue(context) ? good(context) : Fail(context, 401, """{"message":"Authentication failed"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => line.Client.GetBotInfoAsync());

        Assert.Equal(LineErrorKind.Unauthorized, error.Kind);
        Assert.Equal(2, Server.Requests.Count(r => r.Target == "/v2/bot/info"));
        Assert.Equal(2, Issues());
    }

    [Fact]
    public async Task A_refusal_that_no_new_token_mends_says_so()
    {
        await using var line = Stateless();
        await line.Client.GetBotInfoAsync();
        Server.Otherwise = context => Fail(context, IsIssue(context) ? 400 : 401, """{"message":"no"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(("PushMessage", LineErrorKind.Unauthorized), (error.Operation, error.Kind));
        Assert.NotNull(error.RetryKey);
        Assert.Equal("IssueStatelessChannelToken", Assert.IsType<LineApiException>(error.InnerException).Operation);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_spoil_the_token_for_others()
    {
        await using var line = Stateless();
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var good = Server.Otherwise;
        Server.Answers(async context =>
        {
            asked.SetResult();
            await answer.Task;
            await good(context);
        });
        using var cancelled = new CancellationTokenSource();

        var impatient = line.Client.GetBotInfoAsync(cancelled.Token);
        var patient = line.Client.GetBotInfoAsync();
        await asked.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        answer.SetResult();

        await patient;
        Assert.Equal(1, Issues());
    }

    [Fact]
    public async Task A_fixed_token_is_not_renewed()
    {
        Server.Answers(401, """{"message":"Authentication failed due to the following reason: invalid token"}""");

        var error = await Assert.ThrowsAsync<LineApiException>(() => Line.Client.GetBotInfoAsync());

        Assert.Equal(LineErrorKind.Unauthorized, error.Kind);
        Assert.Equal("Bearer token-1", Server.Request.Header("Authorization"));
    }

    [Fact]
    public async Task A_fixed_token_wins_over_id_and_secret()
    {
        await using var line = new TestLine(Server, options => (options.ChannelId, options.ChannelSecret) = ("1", "s"));

        await line.Client.GetBotInfoAsync();

        Assert.Equal("Bearer token-1", Server.Request.Header("Authorization"));
    }

    [Fact]
    public async Task A_token_source_of_ones_own_takes_the_place()
    {
        await using var line = new TestLine(
            Server, options => options.ChannelAccessToken = null, register: services => services.AddSingleton<IChannelTokenSource>(new FixedChannelToken("from-a-vault")));

        await line.Client.GetBotInfoAsync();

        Assert.Equal("Bearer from-a-vault", Server.Request.Header("Authorization"));
    }

    [Fact]
    public async Task A_short_lived_token_is_renewed_a_fifth_before_its_end()
    {
        await using var line = Stateless(expiresIn: 100);
        await line.Client.GetBotInfoAsync();

        _time.Advance(TimeSpan.FromSeconds(79));
        await line.Client.GetBotInfoAsync();
        Assert.Equal(1, Issues());

        _time.Advance(TimeSpan.FromSeconds(1));
        await line.Client.GetBotInfoAsync();
        Assert.Equal(2, Issues());
    }

    private static bool IsIssue(HttpContext context) => context.Request.Path == "/oauth2/v3/token";

    private static Task Fail(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private int Issues() => Server.Requests.Count(r => r.Target == "/oauth2/v3/token");

    private TestLine Stateless(int expiresIn = 900)
    {
        Server.Otherwise = context => context.Response.WriteAsync(IsIssue(context)
            ? $$"""{"token_type":"Bearer","access_token":"stateless-{{Interlocked.Increment(ref _issued)}}","expires_in":{{expiresIn}}}"""
            : "{}");
        return new TestLine(
            Server, options => (options.ChannelAccessToken, options.ChannelId, options.ChannelSecret) = (null, "1234567890", "a+b&c"), _time);
    }
}
