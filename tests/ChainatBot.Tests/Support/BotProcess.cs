using System.Collections.Concurrent;
using System.Diagnostics;
using ChainatBot.Hosting;
using Line.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Support;

/// <summary>The program as it is deployed: a process of its own, which can be killed without warning (SIGKILL).</summary>
public sealed class BotProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(ProcessStartInfo start, Uri address)
    {
        Address = address;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The program ended: {string.Join('\n', said)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it wrote to its console.</summary>
    public IReadOnlyList<string> Said => [.. said];

    /// <summary>The settings that a deployment on this LINE and this directory has, as configuration keys.</summary>
    public static Dictionary<string, string> SettingsFor(LineEmulatorServer line, string dataDirectory, string? storage = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["Line:ChannelSecret"] = line.Emulator.Options.ChannelSecret,
            ["Line:ChannelAccessToken"] = line.Emulator.Options.ChannelAccessToken,
            ["Line:ApiBaseUrl"] = line.ApiBaseUrl.ToString(),
            ["Line:DataApiBaseUrl"] = line.DataApiBaseUrl.ToString(),
            ["Storage:DataDirectory"] = dataDirectory,
        };
        if (storage is not null) (settings["ConnectionStrings:Storage"], settings["Privacy:Key"]) = (storage, AzureKey);
        return settings;
    }

    /// <summary>The replicas of one deployment share a key, and so do all tests on one Azurite.</summary>
    public static string AzureKey { get; } = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    /// <summary>The program's services on the same data, without serving: to look at what is stored.</summary>
    public static WebApplication Look(Dictionary<string, string> settings) =>
        Server.Build([.. settings.Select(s => $"--{s.Key}={s.Value}"), "--environment=Testing"], builder => builder.Logging.ClearProviders());

    /// <summary>Starts the program and hands it LINE's webhooks. Comes back at once; see <see cref="IsReadyAsync"/>.</summary>
    public static BotProcess Start(LineEmulatorServer line, Dictionary<string, string> settings, bool takesWebhooks = true)
    {
        var address = new Uri($"http://127.0.0.1:{BotHost.FreePort()}");
        var bot = new BotProcess(StartInfo(settings, $"--urls={address}"), address);
        if (takesWebhooks) line.Emulator.Options.WebhookUrl = new Uri(address, "/webhook").ToString();
        return bot;
    }

    /// <summary>Runs a verb to its end. Returns the exit code and what it wrote to stdout.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> settings, params string[] verb)
    {
        using var process = Process.Start(StartInfo(settings, verb))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public Task IsReadyAsync() => ready.Task.WaitAsync(Patience);

    /// <summary>SIGKILL: nothing is finished, flushed or said.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
        // Nobody may be waiting for it any more.
        _ = ready.Task.Exception;
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        said.Enqueue(line);
        if (line.StartsWith("ChainatBot is running", StringComparison.Ordinal)) ready.TrySetResult();
    }

    private static ProcessStartInfo StartInfo(Dictionary<string, string> settings, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("tests", "ChainatBot.Tests"), Path.Combine("src", "ChainatBot"), StringComparison.Ordinal), "ChainatBot.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[program, .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        return start;
    }
}
