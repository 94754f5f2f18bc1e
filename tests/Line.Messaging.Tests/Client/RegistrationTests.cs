using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Line.Messaging.Tests.Client;

public sealed class RegistrationTests : AgainstLineServer
{
    [Fact]
    public async Task Settings_come_from_the_section_Line()
    {
        var configuration = Configuration(
            ("Line:ChannelAccessToken", "from-configuration"),
            ("Line:ChannelSecret", "secret"),
            ("Line:ApiBaseUrl", Server.Url + "/emulator/api"),
            ("Line:DataApiBaseUrl", Server.Url + "/emulator/data"),
            ("Line:Timeout", "00:00:03"),
            ("Line:Retry:MaxRetries", "1"),
            ("Line:Retry:RateLimited", "true"));

        foreach (var part in (IConfiguration[])[configuration, configuration.GetSection("Line")])
        {
            await using var services = new ServiceCollection().AddLineMessaging(part).BuildServiceProvider();
            await services.GetRequiredService<LineMessagingClient>().GetBotInfoAsync();
            (await services.GetRequiredService<LineMessagingClient>().GetMessageContentAsync("1")).Dispose();
            var options = services.GetRequiredService<IOptions<LineMessagingOptions>>().Value;
            Assert.Equal((TimeSpan.FromSeconds(3), 1, true, "secret"), (options.Timeout, options.Retry.MaxRetries, options.Retry.RateLimited, options.ChannelSecret));
        }

        Assert.Equal(
            ["/emulator/api/v2/bot/info", "/emulator/data/v2/bot/message/1/content", "/emulator/api/v2/bot/info", "/emulator/data/v2/bot/message/1/content"],
            Server.Requests.Select(r => r.Target));
        Assert.All(Server.Requests, request => Assert.Equal("Bearer from-configuration", request.Header("Authorization")));
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Line:ChannelAccessToken", "", "Line:ChannelAccessToken is missing" },
        { "Line:ChannelAccessToken", "two words", "Line:ChannelAccessToken holds a space" },
        { "Line:ApiBaseUrl", "api.line.me", "Line:ApiBaseUrl must be an absolute http or https URL" },
        { "Line:ApiBaseUrl", "ftp://api.line.me", "Line:ApiBaseUrl must be an absolute http or https URL" },
        { "Line:DataApiBaseUrl", "https://api.line.me/?a=1", "Line:DataApiBaseUrl must be an absolute http or https URL" },
        { "Line:Timeout", "00:00:00", "Line:Timeout must be between" },
        { "Line:Retry:MaxRetries", "11", "Line:Retry:MaxRetries must be between 0 and 10" },
        { "Line:Retry:BaseDelay", "-00:00:01", "Line:Retry:BaseDelay must be between" },
        { "Line:Retry:MaxDelay", "00:00:00.1", "Line:Retry:MaxDelay must be between" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named(string key, string value, string sentence)
    {
        using var services = new ServiceCollection()
            .AddLineMessaging(Configuration(("Line:ChannelAccessToken", "t"), (key, value)))
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.StartsWith(sentence, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_without_its_secret_is_named()
    {
        using var services = new ServiceCollection().AddLineMessaging(options => options.ChannelId = "1").BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<LineMessagingClient>);

        Assert.StartsWith("Line:ChannelSecret is missing", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_addresses_mean_LINE_itself()
    {
        using var services = new ServiceCollection()
            .AddLineMessaging(Configuration(("Line:ChannelAccessToken", "t"), ("Line:ApiBaseUrl", ""), ("Line:DataApiBaseUrl", " ")))
            .BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<LineMessagingClient>());
    }

    [Fact]
    public async Task Added_twice_is_added_once()
    {
        await using var line = new TestLine(Server, register: services => services.AddLineMessaging(options => options.Retry.MaxRetries = 1));
        for (var i = 0; i < 10; i++)
            Server.Answers(500);

        await Assert.ThrowsAsync<LineApiException>(() => line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]));

        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_program_can_put_its_own_handler_below()
    {
        var seen = new List<string>();
        await using var line = new TestLine(Server, register: services => services.AddHttpClient(LineHttpClients.Send)
            .ConfigurePrimaryHttpMessageHandler(() => new Noting(seen)));

        await line.Client.PushMessageAsync(TestLine.User, [Message.Text("a")]);

        Assert.Equal(["/v2/bot/message/push"], seen);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_to_make_never_was()
    {
        var register = (IServiceCollection services) => services.AddHttpClient(LineHttpClients.Reply).ConfigurePrimaryHttpMessageHandler(() =>
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellationToken) =>
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return Stream.Null;
                },
            });
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var line = new TestLine(
            Server,
            options =>
            {
                options.Timeout = TimeSpan.FromMilliseconds(20);
                options.Retry.MaxRetries = 0;
            },
            time,
            services => register(services));

        var error = await Assert.ThrowsAsync<LineConnectionException>(() => line.Client.ReplyMessageAsync("t", [Message.Text("a")]));

        Assert.False(error.MayHaveLanded);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task The_library_says_who_it_is()
    {
        await Line.Client.GetBotInfoAsync();

        Assert.StartsWith("Line.Messaging.NET/1.", Server.Request.Header("User-Agent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_name_the_operation_and_no_person()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var root = new Activity("root").Start();

        await Line.Client.GetProfileAsync(TestLine.User);

        root.Stop();
        var mine = spans.Where(span => span.TraceId == root.TraceId && span != root && span.Source.Name != "Microsoft.AspNetCore").ToList();
        var span = Assert.Single(mine);
        Assert.Equal(("LINE GetProfile", LineHttpClients.ActivitySourceName), (span.OperationName, span.Source.Name));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains(TestLine.User, StringComparison.Ordinal) == true);
        Assert.Null(Server.Request.Header("traceparent"));
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
            values[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    private sealed class Noting(List<string> seen) : HttpClientHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
