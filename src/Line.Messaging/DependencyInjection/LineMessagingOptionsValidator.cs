using Microsoft.Extensions.Options;

namespace Line.Messaging;

/// <summary>Says what is wrong with the settings in sentences that name the key and what to do.</summary>
internal sealed class LineMessagingOptionsValidator(bool hasOwnTokenSource) : IValidateOptions<LineMessagingOptions>
{
    public ValidateOptionsResult Validate(string? name, LineMessagingOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.ChannelAccessToken))
        {
            if (string.IsNullOrWhiteSpace(options.ChannelId) && !hasOwnTokenSource)
                problems.Add("Line:ChannelAccessToken is missing: set it to a token from the LINE Developers Console, or set Line:ChannelId and Line:ChannelSecret and tokens are issued by themselves.");
            else if (string.IsNullOrWhiteSpace(options.ChannelSecret) && !hasOwnTokenSource)
                problems.Add("Line:ChannelSecret is missing: with Line:ChannelId it issues tokens; copy it from the channel's Basic settings in the LINE Developers Console.");
        }
        else if (options.ChannelAccessToken.Trim().AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            problems.Add("Line:ChannelAccessToken holds a space or another character that no token has: copy it again from the LINE Developers Console.");
        }

        AddUnlessBaseUrl(problems, "Line:ApiBaseUrl", options.ApiBaseUrl, LineMessagingOptions.DefaultApiBaseUrl);
        AddUnlessBaseUrl(problems, "Line:DataApiBaseUrl", options.DataApiBaseUrl, LineMessagingOptions.DefaultDataApiBaseUrl);
        AddUnlessBetween(problems, "Line:Timeout", options.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
        if (options.Retry.MaxRetries is < 0 or > 10)
            problems.Add("Line:Retry:MaxRetries must be between 0 and 10.");
        AddUnlessBetween(problems, "Line:Retry:BaseDelay", options.Retry.BaseDelay, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        AddUnlessBetween(problems, "Line:Retry:MaxDelay", options.Retry.MaxDelay, options.Retry.BaseDelay, TimeSpan.FromHours(1));
        AddUnlessBetween(problems, "Line:Retry:RateLimitedDelay", options.Retry.RateLimitedDelay, TimeSpan.Zero, TimeSpan.FromHours(1));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void AddUnlessBaseUrl(List<string> problems, string key, string? url, string @default)
    {
        if (string.IsNullOrWhiteSpace(url))
            return;
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            problems.Add($"{key} must be an absolute http or https URL without user, query or fragment, for example {@default}; leave it out for LINE itself.");
        }
    }

    private static void AddUnlessBetween(List<string> problems, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            problems.Add($"{key} must be between {least:c} and {most:c}.");
    }
}
