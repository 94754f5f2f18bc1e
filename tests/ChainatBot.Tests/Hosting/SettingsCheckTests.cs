using ChainatBot.Hosting;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Hosting;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("Team:Owners:0", "Uabc", "Team__Owners__0")]
    [InlineData("Privacy:MinimumGroupSize", "1", "Privacy__MinimumGroupSize")]
    [InlineData("Line:ApiBaseUrl", "api.line.me", "Line:ApiBaseUrl")]
    [InlineData("PublicUrl", "chainat", "PublicUrl")]
    public async Task A_wrong_setting_is_named(string key, string value, string named)
    {
        var problem = Assert.Single(await ProblemsAsync($"--{key}={value}"));
        Assert.StartsWith(named, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_without_a_channel_are_good_enough_for_checking_files() => Assert.Empty(await ProblemsAsync());

    private static async Task<IReadOnlyList<string>> ProblemsAsync(params string[] settings)
    {
        using var data = new TemporaryDirectory();
        await using var program = Server.Build(["--environment=Testing", $"--Storage:DataDirectory={data.Path}", .. settings]);
        return SettingsCheck.Problems(program.Services);
    }
}
