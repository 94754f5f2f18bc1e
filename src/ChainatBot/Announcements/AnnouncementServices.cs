using ChainatBot.Privacy;

namespace ChainatBot.Announcements;

internal static class AnnouncementServices
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddSingleton<NoticeStore>();
        services.AddSingleton<IAudienceCriterion, HeardCriterion>();
        services.AddSingleton<IAudienceCriterion, SurveyCriterion>();
        services.AddSingleton<IAudienceCriterion, RoundCriterion>();
        services.AddSingleton<AudienceRules>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<Deliveries>());
        services.AddSingleton<NoticeRider>();
        return services;
    }
}
