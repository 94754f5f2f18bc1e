using ChainatBot.Privacy;

namespace ChainatBot.Priorities;

internal static class PriorityServices
{
    public static IServiceCollection AddPriorities(this IServiceCollection services)
    {
        services.AddSingleton<RoundStore>();
        services.AddSingleton<BallotStore>();
        services.AddSingleton<AgreementStore>();
        services.AddSingleton<OwnBallots>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<OwnBallots>());
        services.AddSingleton<BallotKeeper>();
        services.AddSingleton<RoundResults>();
        services.AddSingleton<BallotExport>();
        return services;
    }
}
