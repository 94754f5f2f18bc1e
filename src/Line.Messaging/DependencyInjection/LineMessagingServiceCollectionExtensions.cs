using System.Net.Http.Headers;
using Line.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts LINE's Messaging API into a service collection.</summary>
public static class LineMessagingServiceCollectionExtensions
{
    private static readonly ProductInfoHeaderValue s_userAgent =
        new("Line.Messaging.NET", typeof(LineMessagingClient).Assembly.GetName().Version?.ToString(3));

    /// <summary>
    /// Adds <see cref="LineMessagingClient"/> and <see cref="IChannelTokenSource"/> with the settings under <c>Line</c>: <c>Line:ChannelSecret</c>,
    /// <c>Line:ChannelAccessToken</c>, <c>Line:ApiBaseUrl</c>, … Wrong settings stop the start of a host with a sentence that names the key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The whole configuration, or the section that holds the settings.</param>
    public static IServiceCollection AddLineMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration as IConfigurationSection ?? configuration.GetSection(LineMessagingOptions.SectionName);
        services.AddOptions<LineMessagingOptions>().Bind(section);
        return services.AddLineMessagingCore();
    }

    /// <summary>Adds <see cref="LineMessagingClient"/> and <see cref="IChannelTokenSource"/> with settings made in code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the settings.</param>
    public static IServiceCollection AddLineMessaging(this IServiceCollection services, Action<LineMessagingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<LineMessagingOptions>().Configure(configure);
        return services.AddLineMessagingCore();
    }

    private static IServiceCollection AddLineMessagingCore(this IServiceCollection services)
    {
        // Twice is once: a second set of handlers would repeat the repetitions.
        if (services.Any(service => service.ServiceType == typeof(LineTransport)))
            return services;
        services.AddOptions<LineMessagingOptions>().ValidateOnStart();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        var hasOwnTokenSource = services.Any(service => service.ServiceType == typeof(IChannelTokenSource));
        services.AddSingleton<IValidateOptions<LineMessagingOptions>>(new LineMessagingOptionsValidator(hasOwnTokenSource));
        services.AddSingleton(provider => new LineRetryPolicies(Options(provider).Retry, Time(provider), Logger(provider)));
        services.AddSingleton(provider => new LineTransport(
            provider.GetRequiredService<IHttpClientFactory>(), Options(provider), Time(provider), Logger(provider)));
        services.TryAddSingleton(TokenSource);
        services.AddSingleton(provider => new LineMessagingClient(
            provider.GetRequiredService<LineTransport>(), provider.GetRequiredService<IChannelTokenSource>()));
        services.AddLineHttpClient(LineHttpClients.Reply, LineRepeat.Once);
        services.AddLineHttpClient(LineHttpClients.Send, LineRepeat.WithRetryKey);
        services.AddLineHttpClient(LineHttpClients.Idempotent, LineRepeat.Always);
        return services;
    }

    private static void AddLineHttpClient(this IServiceCollection services, string name, LineRepeat repeat) =>
        services.AddHttpClient(name, Configure)
            // The factory's loggers write request addresses, and those hold user ids.
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(ConfigureSockets)
            .AddPolicyHandler((provider, _) => provider.GetRequiredService<LineRetryPolicies>().For(repeat))
            .AddHttpMessageHandler(provider => new LineAttemptHandler(Options(provider).Timeout, Time(provider)));

    private static void Configure(HttpClient client)
    {
        // Each try is timed by its own handler; this would bound all tries and pauses together.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.Add(s_userAgent);
    }

    /// <summary>Only what is there is set, so that a test or a proxy can bring a handler of its own.</summary>
    private static void ConfigureSockets(HttpMessageHandler handler, IServiceProvider provider)
    {
        if (handler is not SocketsHttpHandler sockets)
            return;
        sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        sockets.AllowAutoRedirect = false;
        sockets.UseCookies = false;
        // Half the time-out: a connection that can't be made is then told from an answer that doesn't come.
        sockets.ConnectTimeout = Options(provider).Timeout / 2;
        // No activity of its own: it would carry the address, and so user ids, into traces.
        sockets.ActivityHeadersPropagator = null;
    }

    private static IChannelTokenSource TokenSource(IServiceProvider provider)
    {
        var options = Options(provider);
        return string.IsNullOrWhiteSpace(options.ChannelAccessToken)
            ? new StatelessChannelToken(provider.GetRequiredService<LineTransport>(), options.ChannelId!, options.ChannelSecret!)
            : new FixedChannelToken(options.ChannelAccessToken);
    }

    private static LineMessagingOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<LineMessagingOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger Logger(IServiceProvider provider) => provider.GetRequiredService<ILogger<LineMessagingClient>>();
}
