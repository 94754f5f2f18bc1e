using ChainatBot.Hosting;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

internal static class FlowServices
{
    /// <summary>Adds the flows with the places and topics that stand beside them; in Development they reload when a file changes.</summary>
    public static IServiceCollection AddFlows(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var store = new FlowStore(provider.GetRequiredService<ContentDirectories>().Flows, provider.GetRequiredService<ILogger<FlowStore>>(), provider.GetRequiredService<TimeProvider>());
            if (provider.GetRequiredService<IHostEnvironment>().IsDevelopment()) store.Watch();
            return store;
        });
        services.AddSingleton(provider => Places.Load(Path.Combine(provider.GetRequiredService<ContentDirectories>().Flows, FlowLoader.PlacesFile)));
        services.AddSingleton(provider => TopicLexicon.Load(Path.Combine(provider.GetRequiredService<ContentDirectories>().Flows, FlowLoader.ThemesFile)));
        services.AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<FlowStore>();
            return new Understander(provider.GetRequiredService<Places>(), line => (store.Current.ByKeyword(line) ?? store.Current.ByMisspeltKeyword(line)) is not null);
        });
        services.AddHostedService<FlowWarmUp>();
        return services;
    }

    /// <summary>The first cut of Thai words costs a third of a second: better at start than in somebody's first reply.</summary>
    private sealed class FlowWarmUp(FlowStore flows, TopicLexicon topics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            topics.WarmUp();
            _ = flows.IsReady;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
