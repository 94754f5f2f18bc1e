using ChainatBot.Privacy;

namespace ChainatBot.Priorities;

internal static class PriorityServices
{
    public static IServiceCollection AddPriorities(this IServiceCollection services)
    {
        services.AddSingleton<RoundStore>();
        services.AddSingleton<BallotStore>();
        services.AddSingleton<IPersonalRecords, OwnBallots>();
        services.AddSingleton<BallotExport>();
        return services;
    }
}
