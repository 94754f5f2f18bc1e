using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Line.Emulator;

/// <summary>The calls by which the page acts as people. Only from this machine and from the page itself.</summary>
internal sealed partial class ControlHost(LineEmulator emulator)
{
    private const int MaxUpload = 200 * 1024 * 1024;
    private static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(15);
    private readonly Platform platform = emulator.Platform;

    public async Task HandleAsync(HttpContext context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["x-content-type-options"] = "nosniff";
        if (!IsOurs(context.Request))
        {
            await WriteAsync(context, 403, ApiAnswer.Error("Only pages of this machine may act as people.")).ConfigureAwait(false);
            return;
        }
        try
        {
            var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (context.Request.Method == "GET" && await ReadAsync(context, segments).ConfigureAwait(false)) return;
            var answer = context.Request.Method is "POST" or "DELETE" ? await ActAsync(context, segments).ConfigureAwait(false) : null;
            if (answer is null) await WriteAsync(context, 404, ApiAnswer.Error("There is no such control call.")).ConfigureAwait(false);
            else await WriteAsync(context, 200, answer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LineEmulatorException or JsonException or FormatException || e is InvalidOperationException && e.StackTrace?.Contains("JsonNode", StringComparison.Ordinal) == true)
        {
            await WriteAsync(context, 400, ApiAnswer.Error(e.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    /// <summary>A name that resolves to this machine by definition, and no foreign page behind the call (DNS rebinding, CSRF).</summary>
    public static bool IsOurs(HttpRequest request) =>
        IsLoopback(request.Host.Host)
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLoopback(from.Host) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) => host.Trim('[', ']') is "localhost" or "127.0.0.1" or "::1";

    private async Task<bool> ReadAsync(HttpContext context, string[] path)
    {
        switch (path)
        {
            case ["snapshot"]:
                await WriteAsync(context, 200, ControlJson.Snapshot(platform)).ConfigureAwait(false);
                return true;
            case ["stream"]:
                await StreamAsync(context).ConfigureAwait(false);
                return true;
            case ["calls"]:
                await WriteAsync(context, 200, ControlJson.Calls(platform, long.TryParse(context.Request.Query["after"], out var after) ? after : 0)).ConfigureAwait(false);
                return true;
            case ["faults"]:
                await WriteAsync(context, 200, ControlJson.Faults(platform)).ConfigureAwait(false);
                return true;
            case ["content", var id]:
                if (platform.Contents.Find(id) is not { IsGone: false } content) return false;
                await FileAsync(context, content.Bytes, content.ContentType).ConfigureAwait(false);
                return true;
            case ["richmenus", var id, "image"]:
                if (platform.Menus.Find(id) is not { Image: var (bytes, type) }) return false;
                await FileAsync(context, bytes, type).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        // An open page must not hold up the program's end.
        var stopping = context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var heart = new PeriodicTimer(HeartBeat);
        var stop = end.Token;
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var listener = platform.Hub.Listen();
        try
        {
            await context.Response.WriteAsync("retry: 1000\n\n", stop).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(stop).ConfigureAwait(false);
            var more = listener.Reader.WaitToReadAsync(stop).AsTask();
            var beat = heart.WaitForNextTickAsync(stop).AsTask();
            while (true)
            {
                if (await Task.WhenAny(more, beat).ConfigureAwait(false) == beat)
                {
                    await beat.ConfigureAwait(false);
                    await context.Response.WriteAsync(": still here\n\n", stop).ConfigureAwait(false);
                    beat = heart.WaitForNextTickAsync(stop).AsTask();
                }
                else
                {
                    if (!await more.ConfigureAwait(false)) return;
                    while (listener.Reader.TryRead(out var frame)) await context.Response.WriteAsync(frame, stop).ConfigureAwait(false);
                    more = listener.Reader.WaitToReadAsync(stop).AsTask();
                }
                await context.Response.Body.FlushAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            platform.Hub.Leave(listener);
        }
    }

    private static async Task<JsonObject> BodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        if (buffer.Length == 0) return [];
        return JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) as JsonObject ?? throw new LineEmulatorException("The body has to be a JSON object.");
    }

    private static async Task<byte[]> BytesAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxUpload;
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        return buffer.ToArray();
    }

    /// <summary>Files of people may be anything; they must never run as a page of this origin.</summary>
    private static Task FileAsync(HttpContext context, byte[] bytes, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Task WriteAsync(HttpContext context, int status, JsonNode json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(Compact.Utf8(json), context.RequestAborted).AsTask();
    }
}
