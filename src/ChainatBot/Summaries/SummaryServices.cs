using System.Security.Cryptography;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Hosting;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Surveys;
using ChainatBot.Understanding;
using Microsoft.Extensions.Options;

namespace ChainatBot.Summaries;

internal static class SummaryServices
{
    public static IServiceCollection AddSummaries(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var topics = provider.GetRequiredService<TopicLexicon>();
            var places = provider.GetRequiredService<Places>();
            return new SummaryService(provider.GetRequiredService<ITableStore>(), new SummaryOptions
            {
                MinimumGroupSize = provider.GetRequiredService<IOptions<PrivacyOptions>>().Value.MinimumGroupSize,
                Terms = topics.Terms,
                LexiconVersion = VersionOf(Path.Combine(provider.GetRequiredService<ContentDirectories>().Flows, FlowLoader.ThemesFile)),
                Mask = PersonalDetails.Mask,
                TopicName = id => topics.Topics.FirstOrDefault(t => t.Id == id)?.Label ?? id,
                TambonName = code => places.Tambon(code)?.Name ?? code,
            }, provider.GetRequiredService<SurveyResults>(), provider.GetRequiredService<RoundResults>(), provider.GetRequiredService<ForumResults>());
        });
        return services;
    }

    private static string VersionOf(string lexicon) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(lexicon)).AsSpan(0, 8));
}
