namespace ChainatBot.Helping;

internal static class HelpingServices
{
    public static IServiceCollection AddHelping(this IServiceCollection services) => services.AddSingleton<NeighbourKeeper>();
}
