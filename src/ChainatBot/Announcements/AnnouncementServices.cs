using ChainatBot.Privacy;
using ChainatBot.Scheduling;

namespace ChainatBot.Announcements;

internal static class AnnouncementServices
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddSingleton<NoticeStore>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<AnnouncementDesk>();
        services.AddSingleton<IAudienceCriterion, HeardCriterion>();
        services.AddSingleton<IAudienceCriterion, SurveyCriterion>();
        services.AddSingleton<IAudienceCriterion, RoundCriterion>();
        services.AddSingleton<AudienceRules>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<Deliveries>());
        services.AddSingleton<NoticeRider>();
        services.AddSingleton<PayRuns>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<PayRuns>());
        services.AddSingleton<SendRate>();
        services.AddSingleton<Budgets>();
        services.AddSingleton<BatchMaker>();
        services.AddSingleton<BatchSender>();
        services.AddSingleton<GroupPosts>();
        services.AddSingleton<Alarms>();
        services.AddSingleton<Forecasts>();
        services.AddSingleton<ProgressReader>();
        services.AddSingleton(provider => new NoticeCleaning(
            provider.GetRequiredService<NoticeStore>(), provider.GetRequiredService<Deliveries>(), provider.GetRequiredService<PayRuns>(), provider.GetRequiredService<GroupPosts>(),
            provider.GetRequiredService<Budgets>(), provider.GetRequiredService<Participants.Subscribers>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IScheduledWork, PayWork>();
        return services;
    }
}
