namespace ChainatBot.Announcements;

internal static class AnnouncementServices
{
    public static IServiceCollection AddAnnouncements(this IServiceCollection services)
    {
        services.AddSingleton<NoticeStore>();
        return services;
    }
}
