using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Storage;

namespace ChainatBot.Forums;

/// <summary>What came of keeping a forum.</summary>
public enum ForumKeeping
{
    /// <summary>It is new.</summary>
    Created,
    /// <summary>It was there just so.</summary>
    Unchanged,
    /// <summary>Only how it is told was changed: nothing that people would notice.</summary>
    Renewed,
    /// <summary>What people were told is not so any more.</summary>
    Changed,
}

/// <summary>
/// Keeps forums. A few rows, read in every turn: they are kept in memory and read anew only when the stamp row, written after each
/// change, is another one, so that what one process changes another one knows at its next turn.
/// </summary>
public sealed class ForumStore(ITableStore store, TimeProvider time)
{
    private const string Table = "Forums";
    private const string Partition = "forum";
    private const string Stamp = "stamp";
    private const char Between = '\n';

    private Known? known;

    /// <summary>Keeps the forum as it is now. Nothing happens where it is kept so already; one that was called off is on again.</summary>
    public async Task<(ForumKeeping Keeping, KeptForum Now)> KeepAsync(ForumDefinition forum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forum);
        while (true)
        {
            var row = await store.GetAsync(Table, Partition, forum.Id, cancellationToken);
            var before = row is null ? null : FromRow(row);
            if (before is { IsCancelled: false } && before.Definition.IsSame(forum)) return (ForumKeeping.Unchanged, before);
            var told = before is not null && (before.IsCancelled || !before.Definition.TellsTheSame(forum));
            var now = new KeptForum(forum, before is null ? 0 : told ? before.Revision + 1 : before.Revision, before is null || told ? time.GetUtcNow() : before.ChangedAt, null);
            var saved = row is null
                ? await store.InsertAsync(Table, ToRow(now, null), cancellationToken)
                : await store.ReplaceAsync(Table, ToRow(now, row.ETag), cancellationToken);
            if (saved is null) continue;
            await StampAsync(cancellationToken);
            return (before is null ? ForumKeeping.Created : told ? ForumKeeping.Changed : ForumKeeping.Renewed, now);
        }
    }

    /// <summary>Calls a forum off. The forum as kept, or null where there is none; one called off before stays as it is.</summary>
    public async Task<KeptForum?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        while (await store.GetAsync(Table, Partition, id, cancellationToken) is { } row)
        {
            var forum = FromRow(row);
            if (forum.IsCancelled) return forum;
            var off = forum with { CancelledAt = time.GetUtcNow() };
            if (await store.ReplaceAsync(Table, ToRow(off, row.ETag), cancellationToken) is null) continue;
            await StampAsync(cancellationToken);
            return off;
        }

        return null;
    }

    public async Task<KeptForum?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(f => f.Id == id);

    /// <summary>All forums there are, also past ones and those called off; by start.</summary>
    public async Task<IReadOnlyList<KeptForum>> AllAsync(CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Table, Stamp, Stamp, cancellationToken) is not { ETag: { } stamp }) return [];
        if (Volatile.Read(ref known) is { } before && before.Stamp == stamp) return before.Forums;

        var forums = await store.RowsAsync(Table, Partition, cancellationToken: cancellationToken).Select(FromRow).ToListAsync(cancellationToken);

        // Rows are written before the stamp: these are at least as new as the stamp that was read first.
        forums.Sort((a, b) => (a.Definition.Start, a.Id).CompareTo((b.Definition.Start, b.Id)));
        Volatile.Write(ref known, new Known(stamp, forums));
        return forums;
    }

    /// <summary>Forgets a forum. Its replies must be gone before.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(Table, Partition, id, cancellationToken: cancellationToken);
        await StampAsync(cancellationToken);
    }

    private Task<string> StampAsync(CancellationToken cancellationToken) =>
        store.UpsertAsync(Table, new TableRow(Stamp, Stamp) { { "ChangedOn", time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) } }, cancellationToken);

    private static TableRow ToRow(KeptForum kept, string? etag)
    {
        var forum = kept.Definition;
        return new TableRow(Partition, forum.Id)
        {
            ETag = etag,
            ["Title"] = forum.Title,
            ["Tambon"] = forum.Tambon,
            ["Villages"] = string.Join(',', forum.Villages.Select(v => v.ToString(CultureInfo.InvariantCulture))),
            ["Start"] = forum.Start,
            ["End"] = forum.End,
            ["Place"] = forum.Place,
            ["Map"] = forum.Map,
            ["Agenda"] = string.Join(Between, forum.Agenda),
            ["Who"] = forum.Who,
            ["Questions"] = string.Join(Between, forum.Questions.Select(q => $"{q.Id} {q.Text}")),
            ["Remind"] = forum.Remind,
            ["Pay"] = forum.Pay,
            ["PayAfter"] = forum.PayAfter,
            ["Revision"] = kept.Revision,
            ["ChangedAt"] = kept.ChangedAt,
            ["CancelledAt"] = kept.CancelledAt,
        };
    }

    private static KeptForum FromRow(TableRow row)
    {
        var definition = new ForumDefinition(
            row.RowKey, row.GetString("Title")!, row.GetString("Tambon")!, [.. Parts(row, "Villages", ',').Select(v => int.Parse(v, CultureInfo.InvariantCulture))],
            At(row, "Start")!.Value, At(row, "End")!.Value, row.GetString("Place")!)
        {
            Map = row.GetString("Map"),
            Agenda = Parts(row, "Agenda", Between),
            Who = row.GetString("Who"),
            Questions = [.. Parts(row, "Questions", Between).Select(q => q.Split(' ', 2)).Select(q => new ForumQuestion(q[0], q[1]))],
            Remind = row.GetBoolean("Remind") ?? true,
            Pay = row.GetBoolean("Pay") ?? false,
            PayAfter = At(row, "PayAfter"),
        };
        return new KeptForum(definition, row.GetInt32("Revision") ?? 0, At(row, "ChangedAt") ?? definition.Start, At(row, "CancelledAt"));
    }

    private static DateTimeOffset? At(TableRow row, string column) => row.GetDateTimeOffset(column)?.ToOffset(BangkokTime.Offset);

    private static string[] Parts(TableRow row, string column, char between) => (row.GetString(column) ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries);

    private sealed record Known(string Stamp, IReadOnlyList<KeptForum> Forums);
}
