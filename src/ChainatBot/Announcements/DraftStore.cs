using System.Text.Json;
using ChainatBot.Storage;

namespace ChainatBot.Announcements;

/// <summary>
/// Announcements that are written and not yet told. A draft is what the team wrote, and becomes a notice with its times only when it is sent. Table <c>Drafts</c>: one partition, a row each.
/// </summary>
public sealed class DraftStore(ITableStore store)
{
    internal const string Table = "Drafts";
    private const string Partition = "drafts";
    private const string Content = "Announcement";

    /// <summary>In place of what was kept under its id before.</summary>
    public Task KeepAsync(Announcement announcement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        return store.UpsertAsync(Table, new TableRow(Partition, announcement.Id) { { Content, JsonSerializer.Serialize(announcement, NoticeJson.Default.Announcement) } }, cancellationToken);
    }

    public async Task<Announcement?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        Notice.IsId(id) && await store.GetAsync(Table, Partition, id, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>By id.</summary>
    public async Task<IReadOnlyList<Announcement>> AllAsync(CancellationToken cancellationToken = default) =>
        await store.RowsAsync(Table, Partition, cancellationToken: cancellationToken).Select(Read).ToListAsync(cancellationToken);

    /// <summary>False where there is none.</summary>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => store.DeleteAsync(Table, Partition, id, cancellationToken: cancellationToken);

    private static Announcement Read(TableRow row) => JsonSerializer.Deserialize(row.GetString(Content)!, NoticeJson.Default.Announcement)!;
}
