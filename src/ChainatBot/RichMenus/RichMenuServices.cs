namespace ChainatBot.RichMenus;

public static class RichMenuServices
{
    /// <summary>Adds <see cref="RichMenuPublisher"/> and <see cref="TeamMenu"/>. Nothing is published by itself, except to the emulator in Development.</summary>
    public static IServiceCollection AddRichMenus(this IServiceCollection services) =>
        services.AddSingleton<TeamMenuHolders>().AddSingleton<TeamMenu>().AddSingleton<RichMenuPublisher>();
}
