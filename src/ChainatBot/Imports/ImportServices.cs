namespace ChainatBot.Imports;

internal static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OpinionPapers>(provider, provider.GetRequiredService<Flows.FlowStore>().Current));
        services.AddSingleton<AnswerPapers>();
        return services;
    }
}
