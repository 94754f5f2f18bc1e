using ChainatBot.Announcements;
using ChainatBot.Privacy;
using ChainatBot.Scheduling;

namespace ChainatBot.Forums;

internal static class ForumServices
{
    public static IServiceCollection AddForums(this IServiceCollection services)
    {
        services.AddSingleton<ForumStore>();
        services.AddSingleton<ForumReplyStore>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<ForumReplyStore>());
        services.AddSingleton<ForumKeeper>();
        services.AddSingleton<ForumResults>();
        services.AddSingleton<IAudienceCriterion, ForumCriterion>();
        services.AddSingleton<ForumNotices>();
        services.AddSingleton<ForumDesk>();
        services.AddSingleton<IScheduledWork, ReminderWork>();
        services.AddSingleton<IScheduledWork, AfterForumWork>();
        return services;
    }
}
