using ChainatBot.Hosting;
using ChainatBot.Storage;

namespace ChainatBot.Privacy;

/// <summary>
/// Stops the start when the store was made with another key: under a wrong key people would get second pseudonyms, be
/// counted twice and could not delete what they said. The store keeps the fingerprint of the key it was first used with.
/// </summary>
internal sealed partial class PrivacyKeyGuard(ITableStore store, PrivacyKey key, ILogger<PrivacyKeyGuard> logger) : IHostedService
{
    private const string Table = "Deployment";
    private const string Column = "Fingerprint";

    /// <exception cref="SettingsException">The store belongs to another key.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var row = new TableRow("privacy", "key") { { Column, key.Fingerprint } };
            // Reading first: an insert that finds its row has still cost a write.
            var kept = await store.GetAsync(Table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            if (kept is null && await store.InsertAsync(Table, row, cancellationToken).ConfigureAwait(false) is null)
                kept = await store.GetAsync(Table, row.PartitionKey, row.RowKey, cancellationToken).ConfigureAwait(false);
            if (kept is not null && kept.GetString(Column) != key.Fingerprint)
                throw new SettingsException("Privacy__Key (or privacy.key in the data directory) is not the key that this store was made with. Put the right key back; under another one everybody would be counted anew, and nobody could find or delete what they said.");
        }
        catch (StorageUnavailableException fault)
        {
            // Readiness says so too, until storage is back; refusing to start would only hide it.
            Log.NotChecked(logger, fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Storage does not answer, so it could not be checked that the privacy key is the right one.")]
        public static partial void NotChecked(ILogger logger, Exception fault);
    }
}
