using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Line.Messaging.Tests.Client;

/// <summary>Stands in for LINE on loopback: notes what it gets and answers as it was told, in order; after that 200 <c>{}</c>.</summary>
internal sealed class LineServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _requests = new();
    private readonly ConcurrentQueue<RequestDelegate> _answers = new();

    private LineServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public IReadOnlyList<Received> Requests => [.. _requests];

    public Received Request => Assert.Single(Requests);

    /// <summary>What is answered when nothing is queued.</summary>
    public RequestDelegate Otherwise { get; set; } = context => WriteAsync(context, 200, "{}", []);

    public static async Task<LineServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LineServer(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        return server;
    }

    public LineServer Answers(int status, string body = "{}", params (string Name, string Value)[] headers) =>
        Answers(context => WriteAsync(context, status, body, headers));

    public LineServer Answers(RequestDelegate answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Takes the request and breaks the connection.</summary>
    public LineServer Aborts() => Answers(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>What a call did not use up must not fall to the next.</summary>
    public void ForgetAnswers() => _answers.Clear();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static Task WriteAsync(HttpContext context, int status, string body, (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-line-request-id"] = "request-1";
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        _requests.Enqueue(new Received(
            context.Request.Method, target, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        await (_answers.TryDequeue(out var answer) ? answer : Otherwise)(context);
    }
}

internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Same JSON, whatever the order and white space.</summary>
    public void HasJson(string expected)
    {
        Assert.Equal("application/json", Header("Content-Type"));
        using var want = JsonDocument.Parse(expected);
        using var got = JsonDocument.Parse(Body);
        Assert.True(JsonElement.DeepEquals(want.RootElement, got.RootElement), $"Expected {expected}\nbut got  {Text}");
    }
}
