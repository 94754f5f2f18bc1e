namespace ChainatBot.Opinions;

internal static class OpinionServices
{
    public static IServiceCollection AddOpinions(this IServiceCollection services)
    {
        services.AddSingleton<OpinionStore>();
        services.AddSingleton<MediaFetches>();
        services.AddSingleton<MediaWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaWorker>());
        return services;
    }
}
