using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>
/// Keeps notices. Table <c>Notices</c>: one partition, a row each, and a stamp row that every change writes together with the notice's own.
/// Each turn of each chat asks what is live, so notices are kept in memory and read anew only when the stamp is another one.
/// </summary>
public sealed class NoticeStore(ITableStore store, Schedule schedule)
{
    /// <summary>The kind of the job that pays for those not reached.</summary>
    internal const string PayJob = "pay";
    internal const string Table = "Notices";
    private const string Partition = "notices";
    private const string Stamp = "stamp";
    private const string Prefix = "notice_";
    private const int MaxMessages = 2;
    private const int MaxMessage = 32_000;

    private Known? known;

    /// <summary>Has the notice told from its time on. False where there is one of this id already; nothing is changed then.</summary>
    /// <exception cref="ArgumentException">No such id or messages can be kept.</exception>
    public async Task<bool> AddAsync(Notice notice, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (!Notice.IsId(notice.Id)) throw new ArgumentException("A notice's id is 1 to 64 of a–z, 0–9 and -.", nameof(notice));
        if (notice.Messages.Count is < 1 or > MaxMessages) throw new ArgumentException("A notice has one or two messages.", nameof(notice));
        if (notice.Messages.Any(m => m.Length > MaxMessage)) throw new ArgumentException("A message of a notice is too long to be kept.", nameof(notice));
        // A message that LINE refuses would spoil each reply it rides on.
        if (MessageValidator.Validate([.. notice.Messages.Select(LineJson.ParseMessage)]).FirstOrDefault(v => v.Severity == LimitSeverity.Error) is { } wrong)
            throw new ArgumentException($"LINE would refuse a message of the notice: {wrong.Property}: {wrong.Message}", nameof(notice));
        if (notice.From >= notice.Until) throw new ArgumentException("A notice must begin before it ends.", nameof(notice));
        if (await FindAsync(notice.Id, cancellationToken) is not null) return false;

        // The job first: one without a notice does nothing, and a notice without a job would never be paid for.
        if (notice.PayAfter is not null) await schedule.AddAsync(JobOf(notice), cancellationToken);
        while (true)
        {
            if (await store.BatchAsync(Table, [new TableOperation.Insert(ToRow(new KeptNotice(notice, Stopped: false))), new TableOperation.Upsert(NewStamp())], cancellationToken)) return true;
            if (await FindAsync(notice.Id, cancellationToken) is not null) return false;
        }
    }

    /// <summary>The notice of this id, stopped or stale ones too; null where there is none.</summary>
    public async Task<KeptNotice?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        Notice.IsId(id) && await store.GetAsync(Table, Partition, Prefix + id, cancellationToken) is { } row ? FromRow(row) : null;

    /// <summary>Changes when those not reached get it paid; null: never. False where there is no such notice.</summary>
    public async Task<bool> PayAfterAsync(string id, DateTimeOffset? payAfter, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, cancellationToken) is not { Notice: var notice }) return false;
        if (payAfter is not null) await schedule.AddAsync(JobOf(notice with { PayAfter = payAfter }), cancellationToken);
        return await ChangeAsync(id, kept => kept with { Notice = kept.Notice with { PayAfter = payAfter } }, cancellationToken);
    }

    /// <summary>Tells nobody else, free or paid. False where there is no such notice.</summary>
    public Task<bool> StopAsync(string id, CancellationToken cancellationToken = default) => ChangeAsync(id, kept => kept with { Stopped = true }, cancellationToken);

    /// <summary>Goes on telling those not reached. False where there is no such notice.</summary>
    public async Task<bool> ResumeAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!await ChangeAsync(id, kept => kept with { Stopped = false }, cancellationToken)) return false;
        if (await FindAsync(id, cancellationToken) is { Notice: { PayAfter: not null } notice }) await schedule.AddAsync(JobOf(notice), cancellationToken);
        return true;
    }

    /// <summary>All notices that are kept, oldest first; one read of one row while nothing changes.</summary>
    public async Task<IReadOnlyList<KeptNotice>> AllAsync(CancellationToken cancellationToken = default)
    {
        if (await store.GetAsync(Table, Partition, Stamp, cancellationToken) is not { ETag: { } stamp }) return [];
        if (Volatile.Read(ref known) is { } before && before.Stamp == stamp) return before.Notices;

        var notices = await store.RowsAsync(Table, Partition, Prefix, RowKeys.After(Prefix), cancellationToken: cancellationToken).Select(FromRow).ToListAsync(cancellationToken);
        notices.Sort((a, b) => (a.Notice.From, a.Notice.Id).CompareTo((b.Notice.From, b.Notice.Id)));

        // A notice and the stamp are written together: these are at least as new as the stamp that was read first.
        Volatile.Write(ref known, new Known(stamp, notices));
        return notices;
    }

    /// <summary>Forgets a notice that has been stale for long.</summary>
    internal Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        store.BatchAsync(Table, [new TableOperation.Delete(Partition, Prefix + id), new TableOperation.Upsert(NewStamp())], cancellationToken);

    private async Task<bool> ChangeAsync(string id, Func<KeptNotice, KeptNotice> change, CancellationToken cancellationToken)
    {
        while (Notice.IsId(id) && await store.GetAsync(Table, Partition, Prefix + id, cancellationToken) is { } row)
        {
            if (await store.BatchAsync(Table, [new TableOperation.Replace(ToRow(change(FromRow(row)), row.ETag)), new TableOperation.Upsert(NewStamp())], cancellationToken)) return true;
        }

        return false;
    }

    /// <summary>Never stale: what lies ready when the notice is over has to be given back.</summary>
    private static ScheduledJob JobOf(Notice notice) => new(PayJob, notice.Id, notice.PayAfter!.Value);

    /// <summary>Its ETag is what matters; the value makes each write a new one on any backend.</summary>
    private static TableRow NewStamp() => new(Partition, Stamp) { { "Change", Guid.NewGuid().ToString("N") } };

    private static TableRow ToRow(KeptNotice kept, string? etag = null)
    {
        var notice = kept.Notice;
        var row = new TableRow(Partition, Prefix + notice.Id)
        {
            ETag = etag,
            ["Kind"] = notice.Kind.ToString(),
            ["Title"] = notice.Title,
            ["Audience"] = JsonSerializer.Serialize(notice.Audience, NoticeJson.Default.Audience),
            ["From"] = notice.From,
            ["PayAfter"] = notice.PayAfter,
            ["Until"] = notice.Until,
            ["OverBudget"] = notice.OverBudget,
            ["Stopped"] = kept.Stopped,
        };
        for (var i = 0; i < notice.Messages.Count; i++) row[MessageColumn(i)] = notice.Messages[i];
        return row;
    }

    private static KeptNotice FromRow(TableRow row) => new(
        new Notice(
            row.RowKey[Prefix.Length..],
            Enum.TryParse<NoticeKind>(row.GetString("Kind"), out var kind) ? kind : NoticeKind.Announcement,
            row.GetString("Title") ?? "",
            JsonSerializer.Deserialize(row.GetString("Audience")!, NoticeJson.Default.Audience)!,
            [.. Enumerable.Range(0, MaxMessages).Select(i => row.GetString(MessageColumn(i))).OfType<string>()],
            row.GetDateTimeOffset("From")!.Value,
            row.GetDateTimeOffset("PayAfter"),
            row.GetDateTimeOffset("Until")!.Value)
        {
            OverBudget = row.GetBoolean("OverBudget") ?? false,
        },
        row.GetBoolean("Stopped") ?? false);

    private static string MessageColumn(int at) => string.Create(CultureInfo.InvariantCulture, $"Message{at + 1}");

    private sealed record Known(string Stamp, IReadOnlyList<KeptNotice> Notices);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Audience))]
[JsonSerializable(typeof(Announcement))]
internal sealed partial class NoticeJson : JsonSerializerContext;
