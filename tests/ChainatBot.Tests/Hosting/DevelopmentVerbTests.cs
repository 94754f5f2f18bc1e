using ChainatBot.Hosting;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Hosting;

/// <summary>In Development a verb in a second terminal speaks to the emulator of the server in the first.</summary>
public sealed class DevelopmentVerbTests
{
    [Fact]
    public async Task A_verb_asks_the_running_servers_own_LINE()
    {
        using var data = new TemporaryDirectory();
        await using var server = Build(data, serves: true);
        await server.StartAsync();
        server.Services.GetRequiredService<LineEmulator>().SetQuota(300, 123);

        await using (var verb = Build(data, serves: false))
            Assert.Equal(123, (await verb.Services.GetRequiredService<LineMessagingClient>().GetMessageQuotaConsumptionAsync()).TotalUsage);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.File("emulator.channel")));

        // A second server finds the directory taken and fails; verbs still find the first.
        await using (var second = Build(data, serves: true)) await Assert.ThrowsAnyAsync<Exception>(() => second.StartAsync());
        await using (var verb = Build(data, serves: false))
            Assert.Equal(123, (await verb.Services.GetRequiredService<LineMessagingClient>().GetMessageQuotaConsumptionAsync()).TotalUsage);
        await server.StopAsync();
    }

    private static WebApplication Build(TemporaryDirectory data, bool serves) => Server.Build(
        ["--environment=Development", "--urls=http://127.0.0.1:0", $"--Storage:DataDirectory={data.Path}"], builder => builder.Logging.ClearProviders(), serves);
}
