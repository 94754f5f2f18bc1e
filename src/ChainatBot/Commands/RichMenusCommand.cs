using System.CommandLine;
using ChainatBot.Hosting;
using ChainatBot.RichMenus;

namespace ChainatBot.Commands;

/// <summary><c>richmenus publish</c>.</summary>
internal static class RichMenusCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be done and sends nothing." };
        var publish = new Command("publish", "Makes LINE show the menus of the richmenus directory; what LINE has already is used again.") { dryRun };
        publish.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => PublishAsync(services, parsed.GetValue(dryRun), cancellationToken)));
        return new Command("richmenus", "The menus at the foot of the chat.") { publish };
    }

    private static async Task<int> PublishAsync(IServiceProvider services, bool dryRun, CancellationToken cancellationToken)
    {
        if (services.GetService<DevelopmentEmulator>() is { IsLine: true })
        {
            await Console.Error.WriteLineAsync("Without a channel there is only the emulator, and the program gives it the menus by itself when it starts. To publish to LINE set Line__ChannelAccessToken.");
            return CommandLine.Misuse;
        }

        var directories = services.GetRequiredService<ContentDirectories>();
        return await new RichMenuCommands(directories.RichMenus, directories.Flows, Console.Out, Console.Error)
            .PublishAsync(services.GetRequiredService<RichMenuPublisher>(), dryRun, cancellationToken);
    }
}
