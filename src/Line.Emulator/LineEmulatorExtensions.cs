using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Line.Emulator;

/// <summary>Puts the emulator into an ASP.NET Core program.</summary>
public static class LineEmulatorExtensions
{
    /// <summary>Adds one <see cref="LineEmulator"/>, with the container's <see cref="TimeProvider"/> unless the options bring one.</summary>
    public static IServiceCollection AddLineEmulator(this IServiceCollection services, Action<LineEmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(provider =>
        {
            var options = new LineEmulatorOptions();
            configure?.Invoke(options);
            options.TimeProvider ??= provider.GetService<TimeProvider>();
            return new LineEmulator(options);
        });
    }

    /// <summary>
    /// Serves LINE's hosts and the page below a prefix: <c>/api</c> is api.line.me, <c>/data</c> api-data.line.me, <c>/access</c> access.line.me;
    /// the prefix itself is the page, <c>/control</c> its calls. For development only: whoever reaches it acts as any person.
    /// </summary>
    public static IEndpointConventionBuilder MapLineEmulator(this IEndpointRouteBuilder endpoints, string prefix = "/emulator")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        prefix = prefix.TrimEnd('/');
        var emulator = endpoints.ServiceProvider.GetRequiredService<LineEmulator>();
        var hosts = new EmulatorHosts(emulator, prefix);
        return endpoints.Map(prefix + "/{**path}", hosts.HandleAsync).WithMetadata(new AllowAnonymousAttribute()).DisableAntiforgery().WithDisplayName("LINE emulator");
    }
}

/// <summary>Leads a request to the host it is for.</summary>
internal sealed class EmulatorHosts
{
    private readonly string prefix;
    private readonly ApiHost api;
    private readonly LoginHost login;
    private readonly ControlHost control;

    public EmulatorHosts(LineEmulator emulator, string prefix)
    {
        this.prefix = prefix;
        emulator.Platform.ControlPrefix = prefix;
        (api, login, control) = (new ApiHost(emulator.Platform), new LoginHost(emulator.Platform), new ControlHost(emulator));
    }

    public Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var path = Below(request.Path.ToUriComponent(), prefix);
        var root = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}{prefix}");
        if (IsBelow(path, "/api")) return Api(context, LineHost.Api, Below(path, "/api"), new Uri(root + "/api"));
        if (IsBelow(path, "/data")) return Api(context, LineHost.Data, Below(path, "/data"), new Uri(root + "/data"));
        if (IsBelow(path, "/access")) return login.HandleAsync(context, Below(path, "/access"), new Uri(root + "/access"), new Uri(root + "/api"));
        if (IsBelow(path, "/control")) return control.HandleAsync(context, Below(path, "/control"));
        if (path is "")
        {
            // The page names its parts relative to itself, so it has to be below the prefix.
            context.Response.Redirect($"{request.PathBase}{prefix}/");
            return Task.CompletedTask;
        }
        return PageAssets.WriteAsync(context, path is "/" ? "index.html" : IsBelow(path, "/assets") ? path[1..] : "");
    }

    public Task Api(HttpContext context, LineHost host, string path, Uri address) => api.HandleAsync(context, host, path, address);

    public Task Login(HttpContext context, string path, Uri authority, Uri apiAddress) => login.HandleAsync(context, path, authority, apiAddress);

    private static bool IsBelow(string path, string start) => path.StartsWith(start + "/", StringComparison.Ordinal);

    private static string Below(string path, string start) => path.Length >= start.Length ? path[start.Length..] : "";
}
