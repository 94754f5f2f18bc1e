namespace ChainatBot.Hosting;

/// <summary>
/// Keeps frameworks from writing addresses, which can hold LINE user ids, whatever level is asked for. The program's own
/// messages carry neither ids of LINE nor anything that somebody said, so any level is safe for them.
/// </summary>
internal static class QuietLogging
{
    private static readonly string[] Loud = ["Microsoft.AspNetCore", "Microsoft.Extensions.Http", "System.Net.Http", "Azure", "Polly"];

    public static void Apply(ILoggingBuilder logging) =>
        logging.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            var asked = options.Rules.Where(rule => IsLoud(rule.CategoryName) && !(rule.LogLevel >= LogLevel.Warning)).ToList();
            foreach (var rule in asked) options.Rules.Remove(rule);
            // A start that fails is told in a sentence; the host would add a stack trace.
            options.Rules.Add(new LoggerFilterRule(null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical, null));
            foreach (var category in Loud) options.Rules.Add(new LoggerFilterRule(null, category, LogLevel.Warning, null));
        });

    private static bool IsLoud(string? category) => category is not null && Loud.Any(loud => category.StartsWith(loud, StringComparison.Ordinal));
}
