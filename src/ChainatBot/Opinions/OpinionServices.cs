using ChainatBot.Privacy;

namespace ChainatBot.Opinions;

internal static class OpinionServices
{
    public static IServiceCollection AddOpinions(this IServiceCollection services)
    {
        services.AddSingleton<OpinionStore>();
        services.AddSingleton<MediaFetches>();
        services.AddSingleton<OwnOpinions>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<OwnOpinions>());
        services.AddSingleton<AlikeOpinions>();
        services.AddSingleton<MediaWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<MediaWorker>());
        return services;
    }
}
