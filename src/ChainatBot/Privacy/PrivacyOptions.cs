using ChainatBot.Storage;
using Microsoft.Extensions.Options;

namespace ChainatBot.Privacy;

/// <summary>Settings under <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    public const string Section = "Privacy";

    /// <summary>How to make a key, for messages and documents.</summary>
    public const string HowToMakeAKey = "openssl rand -base64 32";

    /// <summary>
    /// The deployment's one secret: base64 of 32 bytes. Where it is left out and storage is embedded, one is made and kept
    /// in the data directory. Never to be changed afterwards: pseudonyms and encrypted fields hang on it.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>The fewest people a group may have to be shown. Default: 5; not below 2.</summary>
    public int MinimumGroupSize { get; set; } = 5;

    /// <summary>Days that what was said is kept. Default: 730.</summary>
    public int RetentionDays { get; set; } = 730;
}

/// <summary>Says at the start what is wrong with the privacy settings.</summary>
internal sealed class PrivacyOptionsCheck(IConfiguration configuration) : IValidateOptions<PrivacyOptions>
{
    public ValidateOptionsResult Validate(string? name, PrivacyOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Key))
        {
            if (AzureAccount.Setting(configuration) is not null)
                problems.Add($"Privacy__Key is missing. With Azure storage every replica needs the same key: make one with “{PrivacyOptions.HowToMakeAKey}”, keep a copy in a safe place, and set it.");
        }
        else if (PrivacyKey.Parse(options.Key) is null)
        {
            problems.Add($"Privacy__Key is not base64 of {PrivacyKey.Length} bytes. Make one with “{PrivacyOptions.HowToMakeAKey}”, but not if this deployment had one before: what is stored can be read only with that.");
        }
        if (options.MinimumGroupSize < 2)
            problems.Add("Privacy__MinimumGroupSize is below 2: a group of one is a person. Give 5 or leave the setting out.");
        if (options.RetentionDays < 1)
            problems.Add("Privacy__RetentionDays is below 1. Give the days to keep what was said, such as 730, or leave the setting out.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
