namespace ChainatBot.Groups;

internal static class GroupServices
{
    public static IServiceCollection AddGroups(this IServiceCollection services)
    {
        services.AddSingleton<GroupStore>();
        services.AddSingleton<GroupTurns>();
        return services;
    }
}
