namespace ChainatBot.Hosting;

/// <summary>
/// Keeps frameworks from writing addresses, which can hold LINE user ids, whatever level is asked for. The program's own
/// messages carry neither ids of LINE nor anything that somebody said, so any level is safe for them.
/// </summary>
internal static class QuietLogging
{
    private static readonly string[] Loud = ["Microsoft.AspNetCore", "Microsoft.Extensions.Http", "System.Net.Http", "Azure", "Polly"];

    public static void Apply(ILoggingBuilder logging)
    {
        foreach (var category in Loud)
            logging.AddFilter((_, name, level) => level >= LogLevel.Warning || name?.StartsWith(category, StringComparison.Ordinal) != true);
    }
}
