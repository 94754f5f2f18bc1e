using System.Net;
using System.Net.Sockets;
using ChainatBot.Hosting;
using Line.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Support;

/// <summary>
/// The whole program on a real port, on real files, talking to a LINE emulator that runs as a server of its own. Tests go in by
/// signed webhooks and look at LINE's calls, the stored rows and the log.
/// </summary>
public sealed class BotHost : IAsyncDisposable
{
    /// <summary>The person who owns the deployment in tests.</summary>
    public const string Owner = "Uaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryDirectory? ownDirectory;
    private readonly LineEmulatorServer? ownLine;

    private BotHost(WebApplication app, LineEmulatorServer line, TemporaryDirectory? ownDirectory, LineEmulatorServer? ownLine, string dataDirectory, TestLog log, Uri address)
    {
        (App, Line, this.ownDirectory, this.ownLine, DataDirectory, Log, Address) = (app, line.Emulator, ownDirectory, ownLine, dataDirectory, log, address);
        Http = new HttpClient { BaseAddress = address };
    }

    public WebApplication App { get; }
    public LineEmulator Line { get; }
    public TestLog Log { get; }
    public Uri Address { get; }
    public HttpClient Http { get; }
    public string DataDirectory { get; }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public Villager AddVillager(string? name = null, bool isFriend = false) => new(Line, Line.AddUser(name, isFriend));

    /// <param name="line">A LINE that outlives the bot, for restarts; one of its own otherwise.</param>
    /// <param name="dataDirectory">The same across restarts; one of its own otherwise.</param>
    public static async Task<BotHost> StartAsync(
        LineEmulatorServer? line = null, string? dataDirectory = null, Dictionary<string, string>? settings = null, TimeProvider? time = null, Action<WebApplicationBuilder>? configure = null)
    {
        var ownLine = line is null ? await LineEmulatorServer.StartAsync(new LineEmulatorOptions { BotDisplayName = "เสียงชัยนาท" }) : null;
        line ??= ownLine!;
        var ownDirectory = dataDirectory is null ? new TemporaryDirectory() : null;
        dataDirectory ??= ownDirectory!.Path;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var options = line.Emulator.Options;
        var all = new Dictionary<string, string>
        {
            ["urls"] = address.ToString(),
            ["environment"] = "Testing",
            ["Line:ChannelSecret"] = options.ChannelSecret,
            ["Line:ChannelAccessToken"] = options.ChannelAccessToken,
            ["Line:ApiBaseUrl"] = line.ApiBaseUrl.ToString(),
            ["Line:DataApiBaseUrl"] = line.DataApiBaseUrl.ToString(),
            ["Storage:DataDirectory"] = dataDirectory,
            ["Team:Owners:0"] = Owner,
            ["Logging:LogLevel:Default"] = "Trace",
        };
        foreach (var (key, value) in settings ?? []) all[key] = value;

        var log = new TestLog();
        var app = Server.Build([.. all.Select(s => $"--{s.Key}={s.Value}")], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (time is not null) builder.Services.AddSingleton(time);
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        options.WebhookUrl = new Uri(address, "/webhook").ToString();
        return new BotHost(app, line, ownDirectory, ownLine, dataDirectory, log, address);
    }

    /// <summary>All that is on disk, byte by byte.</summary>
    public IEnumerable<(string File, byte[] Bytes)> RawFiles()
    {
        foreach (var file in Directory.EnumerateFiles(DataDirectory, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            yield return (file, memory.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        if (ownLine is not null) await ownLine.DisposeAsync();
        ownDirectory?.Dispose();
    }

    /// <summary>
    /// A port below those the system gives away by itself, and never the same one twice: what a stopped server was sent must not reach
    /// the next one, and nobody may take it before it is listened on.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = LowestPort + (int)((uint)Interlocked.Increment(ref lastPort) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }

    private const int LowestPort = 12_000;
    private const int Ports = 20_000;
    private static int lastPort = Environment.ProcessId * 97;
}
