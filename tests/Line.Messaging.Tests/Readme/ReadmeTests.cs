using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using Line.Messaging.Tests.Client;
using Line.Messaging.Tests.RichMenus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReadmeSamples;

namespace Line.Messaging.Tests.Readme;

/// <summary>The README's samples compile (they stand in <see cref="Samples"/>), and do what it says.</summary>
public sealed class ReadmeTests : AgainstLineServer
{
    private readonly List<string> _said = [];

    [Fact]
    public void Every_sample_stands_in_the_compiled_file()
    {
        var samples = Lines(Resource("ReadmeSamples.cs"));
        var blocks = Blocks(Resource("README.md"), "csharp").ToList();

        Assert.True(blocks.Count >= 8);
        foreach (var block in blocks)
            Assert.Contains("\n" + Lines(block), "\n" + samples, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_told()
    {
        var readme = Resource("README.md");

        foreach (var property in typeof(LineMessagingOptions).GetProperties().Where(p => p.Name != nameof(LineMessagingOptions.Retry)))
            Assert.Contains($"`Line:{property.Name}`", readme, StringComparison.Ordinal);
        foreach (var property in typeof(LineRetryOptions).GetProperties())
            Assert.Contains($"`Line:Retry:{property.Name}`", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_call_is_told()
    {
        var readme = Resource("README.md");
        var calls = typeof(LineMessagingClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

        Assert.True(calls.Length > 60);
        Assert.All(calls, call => Assert.Contains(call.Name.Replace("Async", "", StringComparison.Ordinal), readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_error_is_told() =>
        Assert.All(Enum.GetNames<LineErrorKind>(), kind => Assert.Contains($"`{kind}`", Resource("README.md"), StringComparison.Ordinal));

    [Fact]
    public async Task The_first_sample_sends()
    {
        Server.Answers(200, """{"sentMessages":[{"id":"1"}]}""");

        var services = new ServiceCollection();
        services.Configure<LineMessagingOptions>(options => options.ApiBaseUrl = Server.Url);
        await Samples.ConsoleAsync(services, "token-1", TestLine.User);

        Assert.Equal("/v2/bot/message/push", Server.Request.Target);
        Assert.Equal("Bearer token-1", Server.Request.Header("Authorization"));
        Assert.Contains("\"quickReply\"", Server.Request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_webhook_sample_answers_what_is_signed_and_nothing_else()
    {
        const string secret = "8c570fa6dd201bb328f1c1eac23a96d8";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Line:ChannelAccessToken", "t"), new("Line:ApiBaseUrl", Server.Url)]);
        Samples.Add(builder.Services, builder.Configuration);
        await using var app = builder.Build();
        Samples.MapWebhook(app, secret);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var body = Encoding.UTF8.GetBytes("""
            {"destination":"U0","events":[{"type":"message","timestamp":1,"mode":"active","webhookEventId":"01H","deliveryContext":{"isRedelivery":false},
              "source":{"type":"user","userId":"U1"},"replyToken":"r-1","message":{"type":"text","id":"1","text":"ถนนพัง","quoteToken":"q"}}]}
            """);

        async Task<HttpStatusCode> PostAsync(string signature)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook") { Content = new ByteArrayContent(body) };
            request.Headers.Add(WebhookSignature.HeaderName, signature);
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(WebhookSignature.Sign(body, "another")));
        Assert.Empty(Server.Requests);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(WebhookSignature.Sign(body, secret)));
        Server.Request.HasJson("""{"replyToken":"r-1","messages":[{"type":"text","text":"คุณบอกว่า “ถนนพัง” ใช่ไหมคะ"}],"notificationDisabled":false}""");
    }

    [Fact]
    public async Task The_error_sample_tells_the_cases_apart()
    {
        Server.Answers(400, """{"message":"Invalid reply token"}""")
            .Answers(400, """{"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}""")
            .Aborts();

        for (var i = 0; i < 3; i++)
            await Samples.ErrorsAsync(Line.Client, "r", Message.Text("a"), _said.Add);

        Assert.Equal("Too late, or answered already.", _said[0]);
        Assert.Contains("messages[0].text: May not be empty", _said[1], StringComparison.Ordinal);
        Assert.StartsWith("No answer", _said[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_retry_validation_and_flex_samples_do_what_they_say()
    {
        Server.Answers(409, "{}");
        await Samples.RetryAsync(Line.Client, TestLine.User, Samples.Card(), Guid.NewGuid(), _said.Add);
        Assert.Equal(["It had gone out before."], _said);

        Samples.Validate(Samples.Card(), _said.Add);
        Assert.Single(_said);
        Samples.Validate(Message.Text(""), _said.Add);
        Assert.StartsWith("Error messages[0].text", _said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_content_sample_keeps_the_bytes_or_says_why_not()
    {
        Server.Answers(200, "bytes").Answers(202).Answers(410).Answers(404);
        using var file = new MemoryStream();

        for (var i = 0; i < 4; i++)
            await Samples.ContentAsync(Line.Client, "1", file, _said.Add);

        Assert.Equal("bytes", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(["LINE still prepares it; ask again.", "The person took it back.", "LINE doesn't have it any more."], _said);
    }

    [Fact]
    public async Task The_rich_menu_sample_creates_once_and_reuses_after()
    {
        var picture = Pictures.Png(800, 250);
        Server.Answers(200, """{"richmenus":[]}""").Answers(200, """{"richMenuId":"richmenu-1"}""").Answers(200).Answers(200)
            .Answers(200, "{\"richmenus\":[" + Menus.SmallJson.Trim()[..^1] + ",\"richMenuId\":\"richmenu-1\"}]}").Answers(200);

        await Samples.RichMenuAsync(Line.Client, Menus.Small, picture);
        await Samples.RichMenuAsync(Line.Client, Menus.Small, picture);

        Assert.Equal(
            [
                "/v2/bot/richmenu/list", "/v2/bot/richmenu", "/data/v2/bot/richmenu/richmenu-1/content", "/v2/bot/user/all/richmenu/richmenu-1",
                "/v2/bot/richmenu/list", "/v2/bot/user/all/richmenu/richmenu-1",
            ],
            Server.Requests.Select(r => r.Target));
    }

    private static IEnumerable<string> Blocks(string markdown, string language)
    {
        var parts = markdown.ReplaceLineEndings("\n").Split("```");
        return parts.Where((part, i) => i % 2 == 1 && part.StartsWith(language + "\n", StringComparison.Ordinal)).Select(part => part[(language.Length + 1)..]);
    }

    /// <summary>Without indentation, as the README's stands further left, and without empty lines.</summary>
    private static string Lines(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line + "\n"));

    private static string Resource(string name)
    {
        using var stream = typeof(ReadmeTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
