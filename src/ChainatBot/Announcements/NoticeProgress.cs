using ChainatBot.Participants;

namespace ChainatBot.Announcements;

/// <summary>Where a notice is.</summary>
public enum NoticeState
{
    /// <summary>Its time has not come.</summary>
    Waiting,
    /// <summary>It rides free on replies.</summary>
    Riding,
    /// <summary>Those not reached are being paid for.</summary>
    Paying,
    /// <summary>Paid for; it still rides to whoever was not reached.</summary>
    Paid,
    /// <summary>LINE's messages were not enough; it still rides.</summary>
    Quota,
    /// <summary>LINE refused it.</summary>
    Refused,
    Stopped,
    /// <summary>Over.</summary>
    Done,
}

/// <summary>How many of the audience have been told, and why others have not. Numbers only.</summary>
/// <param name="Waiting">Of those who fit now: not told yet, or when it is over, not told.</param>
/// <param name="Free">Told on a reply.</param>
/// <param name="Paid">Told by a paid message that LINE took.</param>
/// <param name="Sending">In batches on their way.</param>
public sealed record NoticeProgress(NoticeState State, int Waiting, int Free, int Paid, int Sending)
{
    /// <summary>Left out at the last moment: blocked, withdrew, deleted everything.</summary>
    public int Left { get; init; }

    /// <summary>Left out at the last moment: no longer of the audience.</summary>
    public int Moved { get; init; }

    /// <summary>LINE does not know them, or refused what was said.</summary>
    public int Refused { get; init; }

    /// <summary>Perhaps told: LINE did not answer for a day, or the program died while it replied.</summary>
    public int Unsure { get; init; }

    /// <summary>The tambons' budgets were not enough.</summary>
    public bool ShortOfBudget { get; init; }

    public int Groups { get; init; }
}

/// <summary>Counts progress from what is stored.</summary>
internal sealed class ProgressReader(AudienceRules audiences, Subscribers subscribers, Deliveries deliveries, PayRuns runs, GroupPosts groups, TimeProvider time)
{
    public async Task<NoticeProgress> OfAsync(KeptNotice kept, CancellationToken cancellationToken)
    {
        var notice = kept.Notice;
        var run = await runs.FindAsync(notice.Id, cancellationToken);
        var state = StateOf(kept, run);
        var (waiting, paid, left, moved, refused, unsure, settled) = (0, 0, 0, 0, 0, 0, 0);
        await foreach (var batch in runs.BatchesAsync(notice.Id, cancellationToken))
        {
            (left, moved, refused) = (left + batch.Left, moved + batch.Moved, refused + batch.Unknown);
            switch (batch.State)
            {
                case BatchState.Sent: paid += batch.Count; break;
                case BatchState.Refused: refused += batch.Count; break;
                case BatchState.Unsure: unsure += batch.Count; break;
                // Nobody is at it: they are given back, or whether LINE took them is seen, when it is gone on with.
                case BatchState.Ready when state != NoticeState.Paying: waiting += batch.Count; break;
                case BatchState.Trying when state != NoticeState.Paying: unsure += batch.Count; break;
            }

            settled += batch.IsSettled ? batch.Count + batch.Unknown : 0;
        }

        // Claims are counted after the batches, and whoever is claimed and in no settled batch is on the way: so the figures add up also while thousands are sent.
        var (free, sending) = (0, -settled);
        foreach (var shard in Subscribers.Shards)
        {
            var claims = await deliveries.ClaimsAsync(notice.Id, shard, cancellationToken);
            (free, unsure, sending) = (free + claims.Free, unsure + claims.Unsure, sending + claims.Paid);
            await foreach (var person in subscribers.AllAsync(notice.Audience.Tambons, shard, cancellationToken))
                if (!claims.People.Contains(person.Participant) && await audiences.FitsAsync(notice.Audience, person.Participant, person.Tambon, person.Village, cancellationToken)) waiting++;
        }

        return new NoticeProgress(state, waiting, free, paid, state == NoticeState.Paying ? Math.Max(0, sending) : 0)
        {
            Left = left, Moved = moved, Refused = refused, Unsure = unsure,
            ShortOfBudget = run is { ShortOfBudget: true },
            Groups = notice.Audience.Groups ? await groups.CountAsync(notice.Id, cancellationToken) : 0,
        };
    }

    public async Task<NoticeState> StateOfAsync(KeptNotice kept, CancellationToken cancellationToken) => StateOf(kept, await runs.FindAsync(kept.Notice.Id, cancellationToken));

    private NoticeState StateOf(KeptNotice kept, PayRun? run)
    {
        var now = time.GetUtcNow();
        if (run is { State: PayState.Refused }) return NoticeState.Refused;
        if (now >= kept.Notice.Until) return NoticeState.Done;
        if (kept.Stopped) return NoticeState.Stopped;
        return run?.State switch
        {
            PayState.Running => NoticeState.Paying,
            PayState.Quota => NoticeState.Quota,
            PayState.Done => NoticeState.Paid,
            _ => now < kept.Notice.From ? NoticeState.Waiting : NoticeState.Riding,
        };
    }
}
