using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Line.Emulator;

/// <summary>
/// An emulator on ports of its own at 127.0.0.1: one port for each of LINE's hosts, so that their paths start at the root as LINE's do,
/// and one for the page.
/// </summary>
public sealed class LineEmulatorServer : IAsyncDisposable
{
    private const string Prefix = "/emulator";
    private readonly WebApplication application;

    private LineEmulatorServer(WebApplication application, LineEmulator emulator, Uri[] addresses)
    {
        this.application = application;
        Emulator = emulator;
        (ApiBaseUrl, DataApiBaseUrl, LoginAuthority, PageUrl) = (addresses[0], addresses[1], addresses[2], new Uri(addresses[3], Prefix));
    }

    /// <summary>People, groups, faults, what was called.</summary>
    public LineEmulator Emulator { get; }

    /// <summary>Stands for https://api.line.me.</summary>
    public Uri ApiBaseUrl { get; }

    /// <summary>Stands for https://api-data.line.me.</summary>
    public Uri DataApiBaseUrl { get; }

    /// <summary>Stands for https://access.line.me.</summary>
    public Uri LoginAuthority { get; }

    /// <summary>The page with the phones; its control calls are below it.</summary>
    public Uri PageUrl { get; }

    /// <summary>Starts on free ports.</summary>
    public static async Task<LineEmulatorServer> StartAsync(LineEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new LineEmulator(options ?? new LineEmulatorOptions()));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            for (var i = 0; i < 4; i++) kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        var emulator = application.Services.GetRequiredService<LineEmulator>();
        var hosts = new EmulatorHosts(emulator, Prefix);
        var addresses = Array.Empty<Uri>();
        application.Run(context => HandleAsync(context, hosts, addresses));
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a))];
        return new LineEmulatorServer(application, emulator, addresses);
    }

    /// <summary>Stops the server and its webhooks.</summary>
    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private static Task HandleAsync(HttpContext context, EmulatorHosts hosts, Uri[] addresses)
    {
        var path = context.Request.Path.ToUriComponent();
        return Array.FindIndex(addresses, a => a.Port == context.Connection.LocalPort) switch
        {
            0 => hosts.Api(context, LineHost.Api, path, addresses[0]),
            1 => hosts.Api(context, LineHost.Data, path, addresses[1]),
            2 => hosts.Login(context, path, addresses[2], addresses[0]),
            3 when path.StartsWith(Prefix, StringComparison.Ordinal) => hosts.HandleAsync(context),
            _ => NotFound(context),
        };
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
