namespace ChainatBot.Storage;

/// <summary>Deleted is not yet gone from a file.</summary>
internal static class Scrubbing
{
    /// <summary>
    /// Wipes what was deleted so far where the store is a file of ours. A file that others read all the time is wiped later, when it
    /// is quiet; the cloud's tables leave nothing to wipe.
    /// </summary>
    public static async Task ScrubAsync(this ITableStore store, CancellationToken cancellationToken)
    {
        if (store is not SqliteTableStore file) return;
        try
        {
            await file.ScrubAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // The store owes it to itself and does it when the file is quiet.
        }
    }
}
