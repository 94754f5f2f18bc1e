using ChainatBot.Participants;

namespace ChainatBot.Announcements;

/// <summary>Forgets notices, and who was told them, a month after they are stale.</summary>
public sealed class NoticeCleaning
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly NoticeStore notices;
    private readonly Deliveries deliveries;
    private readonly PayRuns runs;
    private readonly GroupPosts groups;
    private readonly Budgets budgets;
    private readonly Subscribers subscribers;
    private readonly TimeProvider time;

    internal NoticeCleaning(NoticeStore notices, Deliveries deliveries, PayRuns runs, GroupPosts groups, Budgets budgets, Subscribers subscribers, TimeProvider time) =>
        (this.notices, this.deliveries, this.runs, this.groups, this.budgets, this.subscribers, this.time) = (notices, deliveries, runs, groups, budgets, subscribers, time);

    /// <summary>Returns how many notices went.</summary>
    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var gone = 0;
        var oldest = time.GetUtcNow() - Kept;
        foreach (var kept in (await notices.AllAsync(cancellationToken)).Where(k => k.Notice.Until < oldest))
        {
            // The notice last: until it is gone, whatever a crash left is found again.
            await deliveries.RemoveNoticeAsync(kept.Notice.Id, cancellationToken);
            await runs.RemoveNoticeAsync(kept.Notice.Id, cancellationToken);
            await groups.RemoveNoticeAsync(kept.Notice.Id, cancellationToken);
            foreach (var tambon in subscribers.TambonsOf([])) await budgets.RemoveNoticeAsync(tambon, kept.Notice.Id, cancellationToken);
            await notices.RemoveAsync(kept.Notice.Id, cancellationToken);
            gone++;
        }

        return gone;
    }
}
