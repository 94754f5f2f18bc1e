namespace ChainatBot.Conversations;

internal static class ConversationServices
{
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<FactKeeper>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<TeamWords>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<Turns>();
        return services;
    }
}
