using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ChainatBot.BrowserTests.Support;

/// <summary>The program itself as a process of its own, with the emulator, on a free port and a data directory of its own.</summary>
public sealed partial class RunningBot : IAsyncDisposable
{
    private const string ChannelSecret = "a secret between the emulator and the bot";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("chainatbot-browser-");
    private readonly (string Key, string Value)[] settings;
    private readonly ConcurrentQueue<string> output = new();
    private Process process = null!;

    private RunningBot((string, string)[] settings) => this.settings = settings;

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    public Uri Page => new($"{Address}/emulator/");

    public ControlApi Control { get; private set; } = null!;

    /// <summary>What the program wrote so far. It is kept under TestResults/programs, by the port, for looking into failures.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Its log lines at Warning and above: none when all went well.</summary>
    public IEnumerable<string> Complaints => output.Where(line => Complaint().IsMatch(line));

    public static async Task<RunningBot> StartAsync(params (string Key, string Value)[] settings)
    {
        var bot = new RunningBot(settings);
        try
        {
            await bot.LaunchAsync("http://127.0.0.1:0");
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>The machine's plug is pulled: nothing is said to the program first.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Starts again where it was, on the data it had.</summary>
    public Task StartAgainAsync() => LaunchAsync(Address);

    /// <summary>Runs a verb of the same program on the same data while the server goes on.</summary>
    /// <returns>What it wrote to stdout.</returns>
    public async Task<string> RunVerbAsync(params string[] arguments)
    {
        using var verb = Create(arguments);
        verb.Start();
        using var limit = new CancellationTokenSource(Patience);
        var (words, complaints) = (verb.StandardOutput.ReadToEndAsync(limit.Token), verb.StandardError.ReadToEndAsync(limit.Token));
        await verb.WaitForExitAsync(limit.Token);
        return verb.ExitCode == 0 ? await words : throw new InvalidOperationException($"`{string.Join(' ', arguments)}` ended with {verb.ExitCode}: {await complaints}");
    }

    public async ValueTask DisposeAsync()
    {
        Control?.Dispose();
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It never started, or a test has killed it.
        }

        data.Delete(recursive: true);
        var kept = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Directory, "TestResults", "programs"));
        await File.WriteAllTextAsync(Path.Combine(kept.FullName, $"{new UriBuilder(Address).Port}.log"), Output);
    }

    private async Task LaunchAsync(string address)
    {
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = Create("--urls", address);
        process.OutputDataReceived += (_, line) => Keep(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, listening);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The program ended before it listened:\n{Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Address = await listening.Task.WaitAsync(Patience);
        Control ??= new ControlApi(new Uri($"{Address}/emulator/control/"));
        await WarmUpAsync(Address, ChannelSecret);
    }

    /// <summary>
    /// Hands in one event of nobody. LINE gives a webhook two seconds and sends it once: a cold program on a crowded machine
    /// may miss the first, and a test would wait in vain for what it answers.
    /// </summary>
    internal static async Task WarmUpAsync(string address, string channelSecret)
    {
        var body = """{"destination":"U00000000000000000000000000000000","events":[{"type":"unheard-of","webhookEventId":"01KB00000000000000000000WM","timestamp":1795392000000,"mode":"active","deliveryContext":{"isRedelivery":false}}]}"""u8.ToArray();
        using var client = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(channelSecret), body)));
        using var answer = await client.PostAsync(new Uri($"{address}/webhook"), content);
        answer.EnsureSuccessStatusCode();
    }

    private void Keep(string? line, TaskCompletionSource<string> listening)
    {
        if (line is null) return;
        output.Enqueue(line);
        if (Phones().Match(line) is { Success: true } told) listening.TrySetResult(told.Groups[1].Value);
    }

    private Process Create(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Storage__DataDirectory"] = data.FullName;
        start.Environment["Line__ChannelSecret"] = ChannelSecret;
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new Process { StartInfo = start };
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)/emulator")]
    private static partial Regex Phones();

    [GeneratedRegex("^(warn|fail|crit):|Unhandled exception")]
    private static partial Regex Complaint();
}
