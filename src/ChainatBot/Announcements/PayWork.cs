using System.Collections.Concurrent;
using System.Threading.Channels;
using ChainatBot.Participants;
using ChainatBot.Scheduling;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>
/// Pays for those whom a notice has not reached free: batches are made and stored while those before them are on their way, a dozen at once.
/// Cut short anywhere, by a crash or by another replica that takes over, it goes on from what is stored.
/// </summary>
internal sealed partial class PayWork(
    NoticeStore notices, PayRuns runs, BatchMaker maker, BatchSender sender, GroupPosts groups, Alarms alarms, Budgets budgets, Subscribers subscribers, LineMessagingClient line, TimeProvider time, ILogger<PayWork> logger) : IScheduledWork
{
    internal const int AtOnce = 12;
    private const int MadeAhead = 16;

    public string Kind => NoticeStore.PayJob;

    public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await notices.FindAsync(job.Subject, cancellationToken) is not { Notice: var notice } kept) return null;
        var now = time.GetUtcNow();
        // Or no longer paid for: a forum's file may say so while it is being paid.
        if (kept.Stopped || now >= notice.Until || notice.PayAfter is not { } payAfter)
        {
            await LayDownAsync(notice, cancellationToken);
            return null;
        }

        if (now < payAfter) return payAfter;
        if (await runs.FindAsync(notice.Id, cancellationToken) is { State: not PayState.Running }) return null;
        // After an outage: what was meant for the day wakes nobody, unless it would be too late in the morning.
        if (KindHours.AreMissed(payAfter, now) && KindHours.From(now) is var morning && morning < notice.Until && await runs.FindAsync(notice.Id, cancellationToken) is null) return morning;
        // Somebody else is at it; it is looked after once more when they should be done.
        if (await runs.TakeAsync(notice.Id, cancellationToken) is not { } run) return now + TimeSpan.FromMinutes(1);
        return await PayAsync(notice, run, cancellationToken);
    }

    private async Task<DateTimeOffset?> PayAsync(Notice notice, PayRun run, CancellationToken cancellationToken)
    {
        var (epochs, unfinished) = (new ConcurrentDictionary<int, int>(), new List<int>());
        await foreach (var batch in runs.BatchesAsync(notice.Id, cancellationToken))
        {
            epochs[batch.Number] = batch.Epoch;
            if (!batch.IsSettled) unfinished.Add(batch.Number);
        }

        // Set aside for a batch that a crash kept from being stored.
        if (run.Epoch > 1)
        {
            foreach (var tambon in subscribers.TambonsOf(notice.Audience.Tambons))
                await budgets.ReserveAsync(tambon, budgets.Month, notice.Id, BatchMaker.PartOf(run.Next), run.Epoch, 0, unlimited: true, cancellationToken);
        }

        // First what is stored: only when it is known what LINE took of it does LINE's count say what is left.
        var made = new BatchMaker.Made(run, false);
        var ending = await SendAsync(notice, async (store, _) => { foreach (var number in unfinished) await store(number); }, cancellationToken);
        if (ending == BatchOutcome.Settled)
        {
            // Read from LINE, never guessed: where it can't be read, nothing is sent until it can.
            var left = await QuotaLeftAsync(line, cancellationToken);
            ending = await SendAsync(notice, async (store, halted) => made = await maker.MakeAsync(notice, run, left, epochs, store, halted, cancellationToken), cancellationToken);
        }

        return await EndAsync(notice, made, ending, cancellationToken);
    }

    /// <summary>Sends the batches whose numbers come in, a dozen at once. Says what put an end to it: <see cref="BatchOutcome.Settled"/>, where all were sent.</summary>
    /// <param name="produce">Hands the numbers over, and may ask whether sending has ended already.</param>
    private async Task<BatchOutcome> SendAsync(Notice notice, Func<Func<int, ValueTask>, Func<bool>, Task> produce, CancellationToken cancellationToken)
    {
        var messages = notice.Messages.Select(LineJson.ParseMessage).ToList();
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = Channel.CreateBounded<int>(MadeAhead);
        var ending = BatchOutcome.Settled;
        var senders = Enumerable.Range(0, AtOnce).Select(_ => SendAllAsync()).ToList();
        try
        {
            await produce(number => ready.Writer.WriteAsync(number, halt.Token), () => halt.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A sender found out that it can't go on.
        }
        catch
        {
            await halt.CancelAsync();
            throw;
        }
        finally
        {
            ready.Writer.TryComplete();
            await Task.WhenAll(senders);
        }

        return ending;

        async Task SendAllAsync()
        {
            try
            {
                await foreach (var number in ready.Reader.ReadAllAsync(halt.Token))
                {
                    var outcome = await sender.SendAsync(notice, messages, number, cancellationToken);
                    if (outcome == BatchOutcome.Settled) continue;
                    ending = outcome;
                    await halt.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (halt.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Another sender found out that it can't go on.
            }
            catch
            {
                await halt.CancelAsync();
                throw;
            }
        }
    }

    private async Task<DateTimeOffset?> EndAsync(Notice notice, BatchMaker.Made made, BatchOutcome ending, CancellationToken cancellationToken)
    {
        if (ending == BatchOutcome.Settled && made is { Run: null }) return time.GetUtcNow() + TimeSpan.FromMinutes(1);
        if (ending == BatchOutcome.Settled && await groups.PostAsync(notice, cancellationToken) is var posted and not BatchOutcome.Settled) ending = posted;
        if (ending == BatchOutcome.Stopped)
        {
            await LayDownAsync(notice, cancellationToken);
            return null;
        }

        if (ending is BatchOutcome.Quota or BatchOutcome.Refused) await GiveBackAsync(notice, cancellationToken);
        var state = ending switch
        {
            BatchOutcome.Refused => PayState.Refused,
            BatchOutcome.Quota => PayState.Quota,
            _ => made.ShortOfQuota ? PayState.Quota : PayState.Done,
        };
        if (state == PayState.Refused) await notices.StopAsync(notice.Id, cancellationToken);
        var isShort = made.Run is { ShortOfBudget: true };
        while (await runs.FindAsync(notice.Id, cancellationToken) is { State: PayState.Running } run)
        {
            isShort |= run.ShortOfBudget;
            // Told before it is noted: a crash in between only tells it once more, which changes nothing.
            if (state != PayState.Done || isShort) await alarms.RaiseAsync(state, budgets.Month, notice, cancellationToken);
            if (await runs.SaveAsync(run with { State = state, Partition = null, After = null, ShortOfBudget = isShort }, cancellationToken) is not null) break;
        }

        Log.Paid(logger, notice.Id, state);
        return null;
    }

    /// <summary>
    /// Stopped, or over: nobody stays chosen to whom nothing goes, and no money stays set aside for them. Where it is gone on with later, it begins at the top of the list, which passes over
    /// whoever was told.
    /// </summary>
    private async Task LayDownAsync(Notice notice, CancellationToken cancellationToken)
    {
        while (await runs.FindAsync(notice.Id, cancellationToken) is { State: PayState.Running, Partition: not null } run)
            if (await runs.SaveAsync(run with { Partition = null, After = null }, cancellationToken) is not null) break;
        await GiveBackAsync(notice, cancellationToken);
    }

    private async Task GiveBackAsync(Notice notice, CancellationToken cancellationToken)
    {
        await foreach (var batch in runs.BatchesAsync(notice.Id, cancellationToken))
            if (batch.State is BatchState.Ready or BatchState.Releasing) await sender.ReleaseAsync(batch, cancellationToken);
    }

    /// <summary>How many paid messages LINE allows yet this month; null: no limit.</summary>
    internal static async Task<long?> QuotaLeftAsync(LineMessagingClient line, CancellationToken cancellationToken) =>
        await QuotaAsync(line, cancellationToken) is { } most ? Math.Max(0, most - (await line.GetMessageQuotaConsumptionAsync(cancellationToken)).TotalUsage) : null;

    /// <summary>How many it allows a month; null: no limit.</summary>
    internal static async Task<long?> QuotaAsync(LineMessagingClient line, CancellationToken cancellationToken) =>
        await line.GetMessageQuotaAsync(cancellationToken) is { Type: QuotaType.Limited, Value: { } most } ? most : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Paying for {Notice} ended: {State}")]
        public static partial void Paid(ILogger logger, string notice, PayState state);
    }
}
