using ChainatBot.Scheduling;

namespace ChainatBot.Digests;

internal static class DigestServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services)
    {
        services.AddSingleton<DigestWriter>();
        services.AddSingleton<IScheduledWork, DigestWork>();
        return services;
    }
}
