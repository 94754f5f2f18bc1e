using ChainatBot.Privacy;

namespace ChainatBot.Surveys;

internal static class SurveyServices
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.AddSingleton<SurveyStore>();
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<IPersonalRecords>(provider => provider.GetRequiredService<AnswerStore>());
        services.AddSingleton<AnswerKeeper>();
        services.AddSingleton<SurveyResults>();
        return services;
    }
}
