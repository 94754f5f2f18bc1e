using ChainatBot.Announcements;
using ChainatBot.Privacy;

namespace ChainatBot.Outcomes;

internal static class OutcomeServices
{
    public static IServiceCollection AddOutcomes(this IServiceCollection services)
    {
        services.AddSingleton<OutcomePeople>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<OutcomePeople>());
        services.AddSingleton<OutcomeTelling>();
        services.AddSingleton<IAudienceCriterion, SaidCriterion>();
        return services;
    }
}
