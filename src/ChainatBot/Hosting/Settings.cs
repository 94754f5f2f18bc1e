using Microsoft.Extensions.Options;

namespace ChainatBot.Hosting;

/// <summary>Who owns the deployment (<c>Team__Owners__0</c> …).</summary>
public sealed class TeamOptions
{
    public const string Section = "Team";

    /// <summary>LINE user ids, <c>U</c> and 32 hexadecimal digits.</summary>
    public IList<string> Owners { get; init; } = [];

    /// <summary>The weekly digest is sent as a paid message to those whom no reply has reached by Monday evening.</summary>
    public bool PaidDigest { get; init; }
}

/// <summary>Where the program is reached from outside (<c>PublicUrl</c>), for links in messages.</summary>
public sealed record PublicAddress(string Url)
{
    public string PrivacyPage => Url + "/privacy";
}

/// <summary>Where flows and rich menus are read from.</summary>
public sealed record ContentDirectories(string Flows, string RichMenus);

internal static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TeamOptions>().Bind(configuration.GetSection(TeamOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamOptions>, TeamOptionsValidation>();
        services.AddSingleton(new PublicAddress((configuration["PublicUrl"] ?? configuration[WebHostDefaults.ServerUrlsKey]?.Split(';')[0] ?? "http://localhost:5000").TrimEnd('/')));
        services.AddSingleton(new ContentDirectories(
            configuration["Flows:Directory"] ?? Path.Combine(AppContext.BaseDirectory, "flows"),
            configuration["RichMenus:Directory"] ?? Path.Combine(AppContext.BaseDirectory, "richmenus")));
        return services;
    }

    /// <summary>What serving needs and verbs such as <c>check</c> do not.</summary>
    /// <exception cref="SettingsException">Names every key that is missing.</exception>
    public static void RequireChannel(IConfiguration configuration)
    {
        var missing = new List<string>();
        if (string.IsNullOrWhiteSpace(configuration["Line:ChannelSecret"]))
            missing.Add("Line__ChannelSecret is not set. Copy “Channel secret” from the Basic settings of your Messaging API channel in the LINE Developers console.");
        if (string.IsNullOrWhiteSpace(configuration["Line:ChannelAccessToken"]) && string.IsNullOrWhiteSpace(configuration["Line:ChannelId"]))
            missing.Add("Line__ChannelAccessToken is not set. Issue one under “Messaging API” in the LINE Developers console, or set Line__ChannelId to have short-lived tokens issued with the channel secret.");
        if (missing.Count > 0) throw new SettingsException(string.Join(Environment.NewLine, missing));
    }
}

internal sealed class TeamOptionsValidation : IValidateOptions<TeamOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamOptions options)
    {
        var wrong = options.Owners.Select((id, n) => (id, n)).Where(o => !IsUserId(o.id)).Select(o =>
            $"Team__Owners__{o.n} is not a LINE user id. Give 'U' and 32 hexadecimal digits, as the LINE Developers console shows under “Your user ID”.").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsUserId(string id) => id.Length == 33 && id[0] == 'U' && id.Skip(1).All(char.IsAsciiHexDigitLower);
}
