using ChainatBot.Hosting;
using ChainatBot.RichMenus;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.RichMenus;

/// <summary>A copy of the shipped menus, the program's services on real files, and a LINE to publish to.</summary>
internal sealed class PublishBench : IAsyncDisposable
{
    public const string Owner = BotHost.Owner;

    private readonly TemporaryDirectory directory = new();
    private readonly LineEmulatorServer line;
    private readonly FaultAtCall fault;
    private WebApplication program;

    private PublishBench(LineEmulatorServer line)
    {
        this.line = line;
        fault = new FaultAtCall(line.Emulator);
        Directory.CreateDirectory(Menus);
        foreach (var file in Directory.EnumerateFiles(ShippedMenus.Directory)) File.Copy(file, Path.Combine(Menus, Path.GetFileName(file)));
        program = Build([Owner]);
        line.Emulator.AddUser("เจ้าของ", isFriend: true, Owner);
        Villager = line.Emulator.AddUser("ชาวบ้าน", isFriend: true);
    }

    public LineEmulator Line => line.Emulator;
    public string Menus => Path.Combine(directory.Path, "richmenus");
    public string Villager { get; }
    public LineMessagingClient Client => program.Services.GetRequiredService<LineMessagingClient>();

    public static async Task<PublishBench> StartAsync(LineEmulatorOptions? options = null) => new(await LineEmulatorServer.StartAsync(options));

    public Task<PublishOutcome> PublishAsync(bool dryRun = false)
    {
        var load = RichMenuLoader.Load(Menus, null);
        Assert.Empty(load.Problems);
        return program.Services.GetRequiredService<RichMenuPublisher>().PublishAsync(load.Menus, dryRun, CancellationToken.None);
    }

    /// <summary>Publishes while the call of this number (from 1) fails. False where there were fewer calls.</summary>
    public async Task<bool> BreakOffAsync(int call, string kind)
    {
        fault.At(call, kind);
        var outcome = await PublishAsync();
        var happened = fault.Happened;
        fault.At(0, kind);
        Assert.Equal(happened, outcome.Failure is not null);
        return happened;
    }

    /// <summary>The verb as typed, with what it wrote.</summary>
    public async Task<(int Code, string Stdout, string Stderr)> RunVerbAsync(bool dryRun = false)
    {
        using StringWriter stdout = new(), stderr = new();
        var code = await new RichMenuCommands(Menus, Path.Combine(AppContext.BaseDirectory, "flows"), stdout, stderr)
            .PublishAsync(program.Services.GetRequiredService<RichMenuPublisher>(), dryRun, CancellationToken.None);
        return (code, stdout.ToString(), stderr.ToString());
    }

    /// <summary>The program starts anew with other owners, on the same files.</summary>
    public async Task ChangeTeamAsync(params string[] owners)
    {
        await program.DisposeAsync();
        program = Build(owners);
    }

    /// <summary>One byte after the end of the picture: another picture for LINE, the same for the eye.</summary>
    public void ChangePicture(string name) => File.AppendAllText(Path.Combine(Menus, name + ".png"), ".");

    public string FileAtLine(string name) => RichMenuLoader.Load(Menus, null).Menus.Single(menu => menu.Name == name).NameAtLine;

    public string? NameSeenBy(string userId) => Line.RichMenuOf(userId)?["name"]!.GetValue<string>();

    public Dictionary<string, long> WritesSoFar() => Line.CallCounts.Where(call => !call.Key.StartsWith("GET", StringComparison.Ordinal)).ToDictionary();

    /// <summary>LINE has exactly the menus of the files, in use as they should be, and others' menus as they were.</summary>
    public async Task AssertSettledAsync(params string[] foreign)
    {
        var menus = await Client.GetRichMenuListAsync();
        string[] expected = [FileAtLine("team"), FileAtLine("villager"), .. foreign];
        Assert.Equal(expected.Order(StringComparer.Ordinal), menus.Select(menu => menu.Name).Order(StringComparer.Ordinal));
        var aliases = await Client.GetRichMenuAliasListAsync();
        Assert.Equal(
            [("team", FileAtLine("team")), ("villager", FileAtLine("villager"))],
            aliases.Select(alias => (alias.RichMenuAliasId, menus.Single(menu => menu.RichMenuId == alias.RichMenuId).Name)).Order());
        Assert.Equal((FileAtLine("villager"), FileAtLine("team")), (NameSeenBy(Villager), NameSeenBy(Owner)));
        var writes = WritesSoFar();
        Assert.Null((await PublishAsync()).Failure);
        Assert.Equal(writes, WritesSoFar());
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await line.DisposeAsync();
        directory.Dispose();
    }

    private WebApplication Build(string[] owners)
    {
        var options = line.Emulator.Options;
        string[] settings =
        [
            "--environment=Testing", $"--Line:ChannelSecret={options.ChannelSecret}", $"--Line:ChannelAccessToken={options.ChannelAccessToken}", $"--Line:ApiBaseUrl={line.ApiBaseUrl}",
            $"--Line:DataApiBaseUrl={line.DataApiBaseUrl}", "--Line:Retry:MaxRetries=0", $"--Storage:DataDirectory={Path.Combine(directory.Path, "data")}",
            .. owners.Select((owner, n) => $"--Team:Owners:{n}={owner}"),
        ];
        return Server.Build(settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new Counting(fault)));
        });
    }

    /// <summary>Lets LINE fail at the call of a number.</summary>
    private sealed class FaultAtCall(LineEmulator line)
    {
        private int calls;
        private (int Call, string Kind) plan;

        public bool Happened => plan.Call > 0 && calls >= plan.Call;

        public void At(int call, string kind) => (calls, plan) = (0, (call, kind));

        public void Count()
        {
            if (++calls == plan.Call) line.AddFault(new Fault(plan.Kind));
        }
    }

    private sealed class Counting(FaultAtCall fault) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            fault.Count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
