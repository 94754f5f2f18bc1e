using ChainatBot.Hosting;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.RichMenus;

public sealed class EmulatorRichMenusTests
{
    [Fact]
    public async Task A_phone_of_the_programs_own_emulator_has_the_menu_also_after_a_reset()
    {
        using var data = new TemporaryDirectory();
        var log = new TestLog();
        await using var program = Server.Build(
            ["--environment=Development", "--urls=http://127.0.0.1:0", $"--Storage:DataDirectory={data.Path}"], builder => builder.Logging.ClearProviders().AddProvider(log));
        await program.StartAsync();
        var line = program.Services.GetRequiredService<LineEmulator>();
        await SeesMenuAsync(line);
        Assert.Empty(log.WarningsAndWorse);
        Assert.Empty(line.Violations);

        line.Reset();
        await SeesMenuAsync(line);
        await program.StopAsync();
    }

    [Fact]
    public async Task Nothing_is_published_by_itself_to_the_real_LINE()
    {
        await using var line = await LineEmulatorServer.StartAsync();
        await using var bot = await BotHost.StartAsync(line, settings: new() { ["environment"] = "Development" });
        await bot.AddVillager().FollowAsync();
        Assert.DoesNotContain(line.Emulator.CallCounts.Keys, call => call.Contains("richmenu", StringComparison.Ordinal));
        Assert.DoesNotContain(bot.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>(), service => service is ChainatBot.RichMenus.EmulatorRichMenus);
    }

    private static async Task SeesMenuAsync(LineEmulator line)
    {
        var person = line.AddUser();
        await Eventually.TrueAsync(() => Task.FromResult(line.RichMenuOf(person) is not null));
        Assert.Equal(6, line.RichMenuOf(person)!["areas"]!.AsArray().Count);
    }
}
