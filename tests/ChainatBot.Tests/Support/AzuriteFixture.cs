using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace ChainatBot.Tests.Support;

/// <summary>
/// A real Azurite (tables and blobs, in memory) for the tests of one collection. All fixtures of a run share one process, which
/// ends with the last of them, or with the test process itself, however that ends. Put a class into
/// <see cref="AzuriteCollection"/>, take the fixture in its constructor, and use names of its own for tables and blobs.
/// </summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static AzuriteProcess? shared;
    private static int users;

    private AzuriteProcess? process;

    /// <summary>Goes into <c>ConnectionStrings:Storage</c>.</summary>
    public string ConnectionString => (process ?? throw new InvalidOperationException("Azurite has not been started.")).ConnectionString;

    public TableServiceClient Tables => new(ConnectionString);

    public BlobServiceClient Blobs => new(ConnectionString);

    public async Task InitializeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            process = shared ??= await AzuriteProcess.StartAsync();
            users++;
        }
        finally
        {
            Gate.Release();
        }
    }

    public async Task DisposeAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (process is null || --users > 0) return;
            shared = null;
            process.Dispose();
        }
        finally
        {
            Gate.Release();
        }
    }

    private sealed partial class AzuriteProcess : IDisposable
    {
        // The well-known account and key of the storage emulator; they open nothing else.
        private const string Account = "devstoreaccount1";
        private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

        // Ends Azurite when the pipe from the tests closes, so that it never outlives them.
        private const string EndWithTheTests = "data:text/javascript,process.stdin.resume();process.stdin.on('end',()=>process.exit(0))";

        private readonly Process process;

        private AzuriteProcess(Process process, string tables, string blobs)
        {
            this.process = process;
            ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={blobs}/{Account};TableEndpoint={tables}/{Account};";
        }

        public string ConnectionString { get; }

        public static async Task<AzuriteProcess> StartAsync()
        {
            var tools = Path.Combine(RepositoryRoot.Directory, "tests", "node");
            var script = Path.Combine(tools, "node_modules", "azurite", "dist", "src", "azurite.js");
            if (!File.Exists(script))
                throw new InvalidOperationException("Azurite is not installed, and the tests of Azure Storage need it: run “npm ci --prefix tests/node” (bash tests/run.sh does).");
            var start = new ProcessStartInfo("node")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // Its database files, if it wrote any, would land there.
                WorkingDirectory = Path.GetTempPath(),
                ArgumentList =
                {
                    "--import", EndWithTheTests, script, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                    "--tableHost", "127.0.0.1", "--tablePort", "0", "--blobHost", "127.0.0.1", "--blobPort", "0", "--queueHost", "127.0.0.1", "--queuePort", "0",
                },
            };
            Process process;
            try
            {
                process = Process.Start(start)!;
            }
            catch (System.ComponentModel.Win32Exception fault)
            {
                throw new InvalidOperationException("Node.js is not installed, and the tests of Azure Storage need it: install Node.js 20, then run “npm ci --prefix tests/node” (bash tests/run.sh does).", fault);
            }
            string? tables = null, blobs = null;
            var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
            process.EnableRaisingEvents = true;
            process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Azurite ended at once: {string.Join(" ", said)}"));
            process.ErrorDataReceived += (_, line) => { if (line.Data is not null) said.Enqueue(line.Data); };
            process.OutputDataReceived += (_, line) =>
            {
                if (line.Data is null) return;
                said.Enqueue(line.Data);
                if (Listening().Match(line.Data) is not { Success: true } match) return;
                if (match.Groups["service"].Value == "Table") tables = match.Groups["address"].Value;
                if (match.Groups["service"].Value == "Blob") blobs = match.Groups["address"].Value;
                if (tables is not null && blobs is not null) ready.TrySetResult();
            };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await ready.Task.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                End(process);
                throw new InvalidOperationException($"Azurite did not start listening within {Patience.TotalSeconds} s. It said: {string.Join(" ", said)}");
            }
            return new AzuriteProcess(process, tables!, blobs!);
        }

        public void Dispose() => End(process);

        private static void End(Process process)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        [GeneratedRegex(@"Azurite (?<service>Table|Blob) service is successfully listening at (?<address>http://\S+)")]
        private static partial Regex Listening();
    }
}

/// <summary>The tests that talk to Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
