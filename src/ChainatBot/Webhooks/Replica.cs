using ChainatBot.Hosting;
using ChainatBot.Storage;

namespace ChainatBot.Webhooks;

/// <summary>Which of the running copies this is.</summary>
public sealed record Replica(string Id)
{
    private const string Alone = "alone";

    /// <summary>With the embedded store there is one copy, and after a crash it is still the same, so its leases are its own again at once.</summary>
    public bool IsAlone => Id == Alone;

    public static Replica Of(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration.GetConnectionString("Storage")) ? new Replica(Alone) : new Replica(Guid.NewGuid().ToString("N"));
}

/// <summary>With the embedded store, keeps a second server from working on the same data directory.</summary>
internal sealed class SingleServer(Replica replica, DataDirectory directory) : IHostedService, IDisposable
{
    private FileStream? held;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!replica.IsAlone) return Task.CompletedTask;
        try
        {
            held = new FileStream(Path.Combine(directory.Path, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new SettingsException(
                $"Another ChainatBot serves the data directory {directory.Path}. Stop it first, or give this one a directory of its own with Storage__DataDirectory.");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => held?.Dispose();
}
