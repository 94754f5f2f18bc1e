using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Line.Emulator.Tests.Support;

/// <summary>LINE's own SDK and TypeScript, as npm installs them under tests/node.</summary>
internal static class NodeTools
{
    public static string Folder => Find();

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output + await errors);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("Node.js could not be started.");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChainatBot.sln"))) folder = folder.Parent;
        var node = Path.Combine(folder?.FullName ?? "", "tests", "node");
        Assert.True(Directory.Exists(Path.Combine(node, "node_modules", "@line", "bot-sdk")), "LINE's Node SDK is not installed: run “npm ci --prefix tests/node”.");
        return node;
    }
}

/// <summary>A bot on LINE's Node SDK.</summary>
internal sealed class NodeBot : IAsyncDisposable
{
    private readonly Process process;

    private NodeBot(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    public static async Task<NodeBot> StartAsync(string channelSecret)
    {
        var process = NodeTools.Start("line-sdk-bot.mjs", channelSecret);
        var first = await ReadAsync(process);
        return new NodeBot(process, first["url"]!.GetValue<string>());
    }

    /// <summary>What the SDK made of the next webhook.</summary>
    public Task<JsonNode> NextAsync() => ReadAsync(process);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        process.Dispose();
    }

    private static async Task<JsonNode> ReadAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return JsonNode.Parse(line ?? await process.StandardError.ReadToEndAsync())!;
    }
}
