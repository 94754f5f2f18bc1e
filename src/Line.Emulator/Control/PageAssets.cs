using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Line.Emulator;

/// <summary>The page with the phones, out of the assembly.</summary>
internal static class PageAssets
{
    private const string Root = "wwwroot/";
    private static readonly Assembly Home = typeof(PageAssets).Assembly;

    public static async Task WriteAsync(HttpContext context, string name)
    {
        context.Response.Headers["x-content-type-options"] = "nosniff";
        await using var content = Home.GetManifestResourceStream(Root + name);
        if (content is null || !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = content is null ? 404 : 405;
            return;
        }
        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".jpg" => "image/jpeg",
            ".json" => "application/json; charset=utf-8",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        };
        context.Response.ContentLength = content.Length;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
        if (HttpMethods.IsGet(context.Request.Method)) await content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
