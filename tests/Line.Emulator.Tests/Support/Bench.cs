using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Line.Emulator.Tests.Support;

/// <summary>An emulator on its own ports with a clock that stands still, and the plainest HTTP client.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private Bench(LineEmulatorServer server, FakeTimeProvider clock) => (Server, Clock) = (server, clock);

    public LineEmulatorServer Server { get; }
    public FakeTimeProvider Clock { get; }
    public LineEmulator Line => Server.Emulator;

    public static async Task<Bench> StartAsync(Action<LineEmulatorOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        var options = new LineEmulatorOptions { TimeProvider = clock };
        configure?.Invoke(options);
        return new Bench(await LineEmulatorServer.StartAsync(options), clock);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, JsonNode body, string? retryKey = null) => SendAsync(HttpMethod.Post, path, body, retryKey);

    public Task<Answer> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? retryKey = null, string? token = null, HttpContent? content = null, bool data = false)
    {
        using var request = new HttpRequestMessage(method, new Uri(data ? Server.DataApiBaseUrl : Server.ApiBaseUrl, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Line.Options.ChannelAccessToken);
        if (retryKey is not null) request.Headers.Add("X-Line-Retry-Key", retryKey);
        request.Content = content ?? (body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer(response.StatusCode, bytes, response.Content.Headers.ContentType?.MediaType,
            response.Headers.TryGetValues("x-line-request-id", out var ids) ? ids.Single() : null,
            response.Headers.TryGetValues("x-line-accepted-request-id", out var accepted) ? accepted.Single() : null);
    }

    public static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    public static JsonObject Push(string to, params JsonNode[] messages) => new() { ["to"] = to, ["messages"] = new JsonArray(messages) };

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }
}

public sealed record Answer(HttpStatusCode StatusCode, byte[] Bytes, string? ContentType, string? RequestId, string? AcceptedRequestId)
{
    public int Status => (int)StatusCode;
    public string Body => Encoding.UTF8.GetString(Bytes);
    public JsonNode Json => JsonNode.Parse(Bytes)!;
    public string? Message => Json["message"]?.GetValue<string>();
}

/// <summary>A bot that notes what it gets and answers as told.</summary>
public sealed class ListeningBot : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Received> received = new();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningBot(WebApplication application) => this.application = application;

    public string Url { get; private set; } = "";

    /// <summary>What to do with a webhook; the default answers 200 at once.</summary>
    public Func<HttpContext, Received, Task> Respond { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<Received> All => [.. received];

    public static async Task<ListeningBot> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        var bot = new ListeningBot(application);
        application.Run(bot.HandleAsync);
        await application.StartAsync();
        bot.Url = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/webhook";
        return bot;
    }

    /// <summary>The webhooks so far, once there are so many.</summary>
    public async Task<IReadOnlyList<Received>> WaitAsync(int count)
    {
        while (true)
        {
            var next = Volatile.Read(ref more).Task;
            if (received.Count >= count) return All;
            await next.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var webhook = new Received(body.ToArray(), context.Request.Headers["x-line-signature"].ToString());
        received.Enqueue(webhook);
        Interlocked.Exchange(ref more, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        await Respond(context, webhook);
    }
}

public sealed record Received(byte[] Body, string Signature)
{
    public string Raw => Encoding.UTF8.GetString(Body);
    public JsonArray Events => JsonNode.Parse(Body)!["events"]!.AsArray();
    public JsonNode Event => Events.Single()!;
}
