using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChainatBot.RichMenus;
using ChainatBot.Storage;
using Line.Emulator;

namespace ChainatBot.Hosting;

/// <summary>
/// In Development the program brings a LINE of its own under <c>/emulator</c>. Unless a channel of the real LINE is set, the
/// bot talks to that one. In any other environment none of this exists.
/// </summary>
internal sealed class DevelopmentEmulator
{
    private const string Prefix = "/emulator";
    private const string DefaultAddress = "http://127.0.0.1:5080";

    private readonly string address;
    private readonly string channelSecret;
    private readonly string channelAccessToken;
    private readonly EmulatorChannelFile file;

    private DevelopmentEmulator(string address, string channelSecret, string channelAccessToken, EmulatorChannelFile file, bool isLine) =>
        (this.address, this.channelSecret, this.channelAccessToken, this.file, IsLine) = (address, channelSecret, channelAccessToken, file, isLine);

    /// <summary>Whether the bot talks to this emulator, and not to the real LINE or to another one.</summary>
    public bool IsLine { get; }

    /// <param name="serves">False for a verb: LINE is then the emulator of the server that runs on the same data directory.</param>
    public static DevelopmentEmulator? Prepare(WebApplicationBuilder builder, bool serves)
    {
        if (!builder.Environment.IsDevelopment()) return null;
        var configuration = builder.Configuration;
        var isLine = configuration["Line:ChannelAccessToken"] is null && configuration["Line:ApiBaseUrl"] is null;
        var file = new EmulatorChannelFile(new DataDirectory(configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}"] ?? new StorageOptions().DataDirectory));
        if (!serves && isLine && file.Read() is var (served, secret, token))
        {
            configuration[WebHostDefaults.ServerUrlsKey] = served;
            configuration["Line:ChannelSecret"] ??= secret;
            configuration["Line:ChannelAccessToken"] = token;
            configuration["Line:ApiBaseUrl"] = served + Prefix + "/api";
            configuration["Line:DataApiBaseUrl"] = served + Prefix + "/data";
            return null;
        }

        var address = (configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultAddress).Split(';')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
        if (address.EndsWith(":0", StringComparison.Ordinal)) address = address[..^1] + FreePort();
        configuration[WebHostDefaults.ServerUrlsKey] = address;
        builder.WebHost.UseUrls(address);

        var emulator = new DevelopmentEmulator(address, configuration["Line:ChannelSecret"] ?? Secret(), configuration["Line:ChannelAccessToken"] ?? Secret(), file, isLine);
        if (configuration["Line:ChannelAccessToken"] is null)
        {
            configuration["Line:ApiBaseUrl"] ??= address + Prefix + "/api";
            configuration["Line:DataApiBaseUrl"] ??= address + Prefix + "/data";
        }

        configuration["Line:ChannelSecret"] = emulator.channelSecret;
        configuration["Line:ChannelAccessToken"] = emulator.channelAccessToken;
        return emulator;
    }

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddLineEmulator(options =>
        {
            options.ChannelSecret = channelSecret;
            options.ChannelAccessToken = channelAccessToken;
            options.WebhookUrl = address + "/webhook";
            options.BotDisplayName = "เสียงชัยนาท";
        });
        if (IsLine) services.AddHostedService<EmulatorRichMenus>();
    }

    public void Map(WebApplication app)
    {
        app.MapLineEmulator(Prefix);
        app.MapGet("/", () => Results.Redirect(Prefix));
        // Not earlier: a second server on the same data directory fails to start, and must not lead verbs astray.
        if (IsLine) app.Lifetime.ApplicationStarted.Register(() => file.Write(address, channelSecret, channelAccessToken));
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The emulator has to know the address before the server listens, so “any port” is settled here.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
