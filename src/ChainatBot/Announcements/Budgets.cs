using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Storage;

namespace ChainatBot.Announcements;

/// <summary>A tambon's paid messages of a month.</summary>
/// <param name="Limit">What the team allows itself; null: no limit but LINE's.</param>
/// <param name="Spent">Sent, or set aside for what is being sent.</param>
public sealed record Budget(long? Limit, long Spent)
{
    /// <summary>Null: as many as LINE allows.</summary>
    public long? Left => Limit is { } limit ? Math.Max(0, limit - Spent) : null;
}

/// <summary>
/// Monthly budgets of tambons. Table <c>Budgets</c>, a partition a tambon: the row <c>limit</c>, a row a month with the sum, and a row for each thing that was paid
/// for. The sum and the thing change together, so that paying for it again changes nothing.
/// </summary>
public sealed class Budgets(ITableStore store, TimeProvider time)
{
    internal const string Table = "Budgets";
    private const string Limit = "limit";
    private const string Messages = "Messages";
    private const string Epoch = "Epoch";

    /// <summary>The month that pays now: yyyy-MM in Bangkok.</summary>
    public string Month => MonthOf(time.Now());

    /// <summary>The month that pays at a moment.</summary>
    public static string MonthOf(DateTimeOffset moment) => moment.ToOffset(BangkokTime.Offset).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Sets the limit of every month from this one on; null: none.</summary>
    public async Task SetAsync(string tambon, long? messages, CancellationToken cancellationToken = default)
    {
        if (messages is null) await store.DeleteAsync(Table, tambon, Limit, cancellationToken: cancellationToken);
        else await store.UpsertAsync(Table, new TableRow(tambon, Limit) { { Messages, messages } }, cancellationToken);
    }

    public async Task<Budget> OfAsync(string tambon, string month, CancellationToken cancellationToken = default) => new(
        (await store.GetAsync(Table, tambon, Limit, cancellationToken))?.GetInt64(Messages),
        (await store.GetAsync(Table, tambon, MonthKey(month), cancellationToken))?.GetInt64(Messages) ?? 0);

    /// <summary>Sets messages aside for a thing, in place of what was set aside for it before. Returns how many were to be had.</summary>
    /// <param name="notice">Which notice.</param>
    /// <param name="part">Which part of it.</param>
    /// <param name="epoch">The run that asks; one that is over (a later one has asked) gets nothing.</param>
    /// <param name="unlimited">The owner said to go past the limit.</param>
    internal async Task<int> ReserveAsync(string tambon, string month, string notice, string part, int epoch, int wanted, bool unlimited, CancellationToken cancellationToken)
    {
        var key = PartKey(month, notice, part);
        while (true)
        {
            var limit = unlimited ? null : (await store.GetAsync(Table, tambon, Limit, cancellationToken))?.GetInt64(Messages);
            var sum = await store.GetAsync(Table, tambon, MonthKey(month), cancellationToken);
            var there = await store.GetAsync(Table, tambon, key, cancellationToken);
            if (there?.GetInt32(Epoch) > epoch) return 0;
            var others = (sum?.GetInt64(Messages) ?? 0) - (there?.GetInt64(Messages) ?? 0);
            var granted = limit is { } most ? (int)Math.Clamp(most - others, 0, wanted) : wanted;
            if (there is null && granted == 0) return 0;
            if (there?.GetInt64(Messages) == granted && there.GetInt32(Epoch) == epoch) return granted;
            var newSum = new TableRow(tambon, MonthKey(month)) { ETag = sum?.ETag, [Messages] = others + granted };
            var newPart = new TableRow(tambon, key) { ETag = there?.ETag, [Messages] = (long)granted, [Epoch] = epoch };
            if (await store.BatchAsync(Table, [Put(newSum), Put(newPart)], cancellationToken)) return granted;
        }
    }

    /// <summary>Forgets what single parts of a notice cost; the sums of the months stay.</summary>
    internal async Task RemoveNoticeAsync(string tambon, string notice, CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Table, tambon, "part_", RowKeys.After("part_"), cancellationToken: cancellationToken).Where(r => r.RowKey.Split('_') is [_, _, var of, _] && of == notice))
            await store.DeleteAsync(Table, tambon, row.RowKey, cancellationToken: cancellationToken);
    }

    private static TableOperation Put(TableRow row) => row.ETag is null ? new TableOperation.Insert(row) : new TableOperation.Replace(row);

    private static string MonthKey(string month) => $"month_{month}";

    private static string PartKey(string month, string notice, string part) => $"part_{month}_{notice}_{part}";
}
