using System.Globalization;
using ChainatBot.Storage;
using ChainatBot.Webhooks;

namespace ChainatBot.Scheduling;

/// <summary>
/// What is to be done when. Table <c>Schedule</c>: a row a job, found by kind and subject; a lease in the row keeps replicas from doing
/// it twice at once. There are few (a forum has four, an announcement one), so that one partition holds them.
/// </summary>
public sealed class Schedule(ITableStore store, Replica replica, TimeProvider time)
{
    internal const string Table = "Schedule";
    private const string Partition = "jobs";
    private const string Due = "Due";
    private const string StaleAfter = "StaleAfter";
    private const string Tries = "Tries";
    private const string Soon = "Soon";
    private const string Owner = "Owner";
    private const string Until = "Until";

    /// <summary>How long a replica may be silent before another takes its job over.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>What is tried again, or looked after once more, waits no longer than this.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Puts a job on the schedule, or moves it there. One under way is done once more at the new time.</summary>
    public Task AddAsync(ScheduledJob job, CancellationToken cancellationToken = default) =>
        store.UpsertAsync(Table, RowOf(job), cancellationToken);

    /// <summary>Puts a job on the schedule unless it is there already.</summary>
    public async Task EnsureAsync(ScheduledJob job, CancellationToken cancellationToken = default) =>
        await store.InsertAsync(Table, RowOf(job), cancellationToken);

    public Task RemoveAsync(string kind, string subject, CancellationToken cancellationToken = default) =>
        store.DeleteAsync(Table, Partition, KeyOf(kind, subject), cancellationToken: cancellationToken);

    public async Task<ScheduledJob?> FindAsync(string kind, string subject, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Table, Partition, KeyOf(kind, subject), cancellationToken) is { } row ? JobOf(row) : null;

    /// <summary>All that is due and that no other replica holds; the longest due first.</summary>
    internal async Task<IReadOnlyList<TableRow>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await store.RowsAsync(Table, Partition, cancellationToken: cancellationToken).Where(row => IsDue(row, now) && !IsHeldElsewhere(row, now)).ToListAsync(cancellationToken);
        due.Sort((a, b) => DateTimeOffset.Compare(a.GetDateTimeOffset(Due)!.Value, b.GetDateTimeOffset(Due)!.Value));
        return due;
    }

    /// <summary>The row under our lease, or null where it changed meanwhile.</summary>
    internal async Task<TableRow?> TakeAsync(TableRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var taken = Copy(row);
        taken[Owner] = replica.Id;
        taken[Until] = now + Lease;
        return await store.ReplaceAsync(Table, taken, cancellationToken) is { } etag ? Copy(taken, etag) : null;
    }

    /// <summary>Keeps the lease while the work goes on; null where it is lost.</summary>
    internal async Task<TableRow?> RenewAsync(TableRow row, CancellationToken cancellationToken)
    {
        var renewed = Copy(row);
        renewed[Until] = time.GetUtcNow() + Lease;
        return await store.ReplaceAsync(Table, renewed, cancellationToken) is { } etag ? Copy(renewed, etag) : null;
    }

    /// <summary>The job is done: it goes, or waits for its next time. A job that was moved while it was under way stays as it was moved.</summary>
    internal async Task FinishAsync(TableRow row, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        if (next is null)
        {
            await store.DeleteAsync(Table, Partition, row.RowKey, row.ETag, cancellationToken);
            return;
        }

        var again = RowOf(JobOf(row) with { Due = next.Value }, row.ETag);
        if (next - time.GetUtcNow() <= LongestPause) again[Soon] = true;
        await store.ReplaceAsync(Table, again, cancellationToken);
    }

    /// <summary>The job failed: it waits a little and is tried again, at most every ten minutes.</summary>
    internal async Task RetryAsync(TableRow row, CancellationToken cancellationToken)
    {
        var tries = TriesOf(row) + 1;
        var later = Copy(row);
        later[Tries] = tries;
        later[Due] = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 5 * Math.Pow(2, Math.Min(tries, 10))));
        later[Soon] = true;
        later[Owner] = null;
        later[Until] = null;
        await store.ReplaceAsync(Table, later, cancellationToken);
    }

    /// <summary>How often a job has failed since it was last done.</summary>
    internal static int TriesOf(TableRow row) => row.GetInt32(Tries) ?? 0;

    internal static ScheduledJob JobOf(TableRow row)
    {
        var at = row.RowKey.IndexOf('_', StringComparison.Ordinal);
        return new ScheduledJob(row.RowKey[..at], row.RowKey[(at + 1)..], row.GetDateTimeOffset(Due)!.Value, row.GetDateTimeOffset(StaleAfter));
    }

    /// <summary>A pause that is longer than any was set by a clock that was ahead, and is over.</summary>
    private static bool IsDue(TableRow row, DateTimeOffset now) =>
        row.GetDateTimeOffset(Due) is { } due && (due <= now || (row.GetBoolean(Soon) == true && due > now + LongestPause));

    /// <summary>
    /// A clock that jumps must not hold a job for ever: a lease that reaches further than one can is no lease. What was ours before a
    /// crash is ours at once where there is only one program.
    /// </summary>
    private bool IsHeldElsewhere(TableRow row, DateTimeOffset now) =>
        row.GetString(Owner) is { } owner && owner != replica.Id && row.GetDateTimeOffset(Until) is { } until && until > now && until <= now + Lease + Lease;

    private static TableRow RowOf(ScheduledJob job, string? etag = null) => new(Partition, KeyOf(job.Kind, job.Subject)) { ETag = etag, [Due] = job.Due, [StaleAfter] = job.StaleAfter };

    private static string KeyOf(string kind, string subject) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{subject}");

    private static TableRow Copy(TableRow row, string? etag = null)
    {
        var copy = new TableRow(row.PartitionKey, row.RowKey) { ETag = etag ?? row.ETag };
        foreach (var (column, value) in row) copy[column] = value;
        return copy;
    }
}
