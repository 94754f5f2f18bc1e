using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Hosting;

/// <summary>What the verb <c>check</c> says about settings.</summary>
internal static class SettingsCheck
{
    /// <summary>
    /// Every setting that would stop the start, as a sentence that names the key. That a channel is not set is none of them: files are
    /// checked on machines that never serve.
    /// </summary>
    public static IReadOnlyList<string> Problems(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var problems = new List<string>();
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            problems.AddRange(FailuresOf(e, configuration));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            problems.AddRange(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => FailuresOf(inner, configuration)));
        }

        if (configuration["PublicUrl"] is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            problems.Add("PublicUrl is no address. Give the one under which villagers reach the program, such as https://chainat.example.");
        return problems;
    }

    private static IEnumerable<string> FailuresOf(OptionsValidationException e, IConfiguration configuration)
    {
        var withoutChannel = e.OptionsType == typeof(LineMessagingOptions)
            && string.IsNullOrWhiteSpace(configuration["Line:ChannelAccessToken"]) && string.IsNullOrWhiteSpace(configuration["Line:ChannelId"]);
        return e.Failures.Where(failure => !(withoutChannel && failure.StartsWith("Line:ChannelAccessToken is missing", StringComparison.Ordinal)));
    }
}
