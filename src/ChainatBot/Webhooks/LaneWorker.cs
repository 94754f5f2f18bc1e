using System.Collections.Concurrent;
using System.Threading.Channels;
using ChainatBot.Conversations;
using ChainatBot.Storage;
using Line.Messaging;

namespace ChainatBot.Webhooks;

/// <summary>
/// Works the inbox: one person's events in order, people in parallel. Each lane is one loop that owns its work, so nothing
/// is handled twice inside this process; a lease keeps other replicas off. What is not in a lane's queue (after a crash,
/// an overflow, or from another replica) is found on disk by a sweep.
/// </summary>
public sealed partial class LaneWorker(
    Inbox inbox, DeadLetters deadLetters, LaneLeases leases, Turns turns, WebhookMetrics metrics, TimeProvider time, ILogger<LaneWorker> logger) : BackgroundService
{
    /// <summary>How often an event whose handling throws is tried before it is buried.</summary>
    internal const int MaxTries = 3;
    /// <summary>How often an event left behind (by a crash, perhaps of its own making) is taken up again.</summary>
    internal const int MaxAttempts = 10;
    private const int QueueLength = 1024;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepAllEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleRelease = TimeSpan.FromSeconds(5);

    private readonly Lane[] lanes = [.. Enumerable.Range(0, InboxKey.Lanes).Select(n => new Lane(n))];

    /// <summary>Hands an event, already on disk, to its lane. Where the lane's queue is full the disk copy is found later.</summary>
    public void Enqueue(InboxKey key, WebhookEvent webhookEvent)
    {
        var lane = lanes[key.Lane];
        lane.InQueue.TryAdd(key.EventId, 0);
        if (lane.Queue.Writer.TryWrite(new Waiting(key, webhookEvent))) return;
        lane.InQueue.TryRemove(key.EventId, out _);
        lane.Behind = true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var lane in lanes) lane.Queue.Writer.TryWrite(Waiting.Sweep);
        await Task.WhenAll(lanes.Select(lane => RunAsync(lane, stoppingToken)).Append(TickAsync(stoppingToken)));
    }

    /// <summary>Stops in the middle of whatever is under way, which is on disk, and hands the lanes to the other replicas.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(lanes.Where(l => leases.IsHeld(l.Number)).Select(l => ReleaseAsync(l, cancellationToken)));
    }

    private async Task RunAsync(Lane lane, CancellationToken stopping)
    {
        var batch = new List<Waiting>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await lane.Queue.Reader.WaitToReadAsync(stopping)) return;
                while (lane.Queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
                await UntilStorageAnswersAsync(() => WorkAsync(lane, batch, stopping), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return; // What is left is on disk.
            }
            catch (Exception e)
            {
                // One lane's trouble must not stop the others, nor the program; what it left is on disk.
                Log.Stumbled(logger, lane.Number, e.GetType().Name, e.StackTrace);
                LeaveToSweep(lane, batch);
            }

            batch.Clear();
        }
    }

    private async Task WorkAsync(Lane lane, List<Waiting> batch, CancellationToken stopping)
    {
        var sweep = lane.Behind || batch.Exists(w => w.IsSweep);
        var waiting = batch.Where(w => !w.IsSweep).OrderBy(w => w.Key.Timestamp).ToList();
        if (waiting.Count == 0 && !leases.IsHeld(lane.Number) && !await inbox.AnyPendingAsync(lane.Number, stopping)) return;

        if (sweep)
        {
            lane.Behind = false;
            if (!await SweepAsync(lane, waiting, stopping))
            {
                LeaveToSweep(lane, batch);
                return;
            }
        }

        // LINE may deliver in another order than things were said; what waits together is put right.
        foreach (var (key, webhookEvent) in waiting)
        {
            if (!lane.InQueue.ContainsKey(key.EventId)) continue;
            if (!lane.WasDone(key.EventId))
            {
                if (!await leases.HoldAsync(lane.Number, stopping))
                {
                    LeaveToSweep(lane, batch);
                    return;
                }

                await HandleAsync(lane, key, webhookEvent!, stopping);
            }

            lane.InQueue.TryRemove(key.EventId, out _);
        }

        if (sweep && waiting.Count == 0 && leases.IsHeld(lane.Number) && lane.Queue.Reader.Count == 0 && time.GetUtcNow() - lane.LastWork > IdleRelease)
            await ReleaseAsync(lane, stopping);
    }

    /// <summary>
    /// Works all that is on disk, what also stands in the queue included, so that the order of one person's events holds even
    /// where some did not fit into the queue. False where the lane belongs to another replica.
    /// </summary>
    private async Task<bool> SweepAsync(Lane lane, List<Waiting> waiting, CancellationToken stopping)
    {
        await foreach (var pending in inbox.PendingAsync(lane.Number, stopping))
        {
            var id = pending.Key.EventId;
            if (lane.WasDone(id)) continue;
            if (!await leases.HoldAsync(lane.Number, stopping)) return false;
            if (!lane.InQueue.ContainsKey(id)) await inbox.CountAttemptAsync(pending, stopping);
            if (pending.Body.Length == 0) await BuryAsync(pending.Key, pending.Body, "Unreadable", stopping);
            else if (pending.Attempts >= MaxAttempts) await BuryAsync(pending.Key, pending.Body, "LeftTooOften", stopping);
            else await HandleAsync(lane, pending.Key, waiting.Find(w => w.Key.EventId == id)?.Event ?? WebhookParser.ParseEvent(pending.Body), stopping);
            lane.InQueue.TryRemove(id, out _);
        }

        return true;
    }

    private static void LeaveToSweep(Lane lane, List<Waiting> batch)
    {
        foreach (var waiting in batch.Where(w => !w.IsSweep)) lane.InQueue.TryRemove(waiting.Key.EventId, out _);
        lane.Behind = true;
    }

    private async Task HandleAsync(Lane lane, InboxKey key, WebhookEvent webhookEvent, CancellationToken stopping)
    {
        lane.LastWork = time.GetUtcNow();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await UntilStorageAnswersAsync(() => turns.HandleAsync(key.EventId, webhookEvent, stopping), stopping);
                await UntilStorageAnswersAsync(() => inbox.CompleteAsync(key, stopping), stopping);
                metrics.Handled(webhookEvent.Type);
                lane.Done(key.EventId);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                // The type names the fault; a message could quote what somebody said.
                if (tries >= MaxTries)
                {
                    await UntilStorageAnswersAsync(() => BuryAsync(key, webhookEvent.RawJson, e.GetType().Name, stopping), stopping);
                    return;
                }

                Log.TryingAgain(logger, webhookEvent.Type, e.GetType().Name, e.StackTrace, tries);
                await Task.Delay(TimeSpan.FromMilliseconds(100 * Math.Pow(4, tries)), time, stopping);
            }
        }
    }

    private async Task BuryAsync(InboxKey key, ReadOnlyMemory<byte> body, string error, CancellationToken stopping)
    {
        await deadLetters.BuryAsync(key, body, error, stopping);
        metrics.Buried();
        Log.Buried(logger, key.EventId, error);
    }

    /// <summary>A store that is away is not the event's fault: wait for it, however long, and lose nothing.</summary>
    private async Task UntilStorageAnswersAsync(Func<Task> act, CancellationToken stopping)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await act();
                return;
            }
            catch (StorageUnavailableException)
            {
                if (tries == 0) Log.StorageAway(logger);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, Math.Min(tries, 6)))), time, stopping);
            }
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        var lastAll = time.GetUtcNow();
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var now = time.GetUtcNow();
                var all = now - lastAll >= SweepAllEvery;
                if (all) lastAll = now;
                foreach (var lane in lanes)
                {
                    if (all || lane.Behind || leases.IsHeld(lane.Number)) lane.Queue.Writer.TryWrite(Waiting.Sweep);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task ReleaseAsync(Lane lane, CancellationToken cancellationToken)
    {
        try
        {
            await leases.ReleaseAsync(lane.Number, cancellationToken);
        }
        catch (Exception e) when (e is StorageUnavailableException or OperationCanceledException)
        {
            // It runs out by itself.
        }
    }

    private sealed record Waiting(InboxKey Key, WebhookEvent? Event)
    {
        public static readonly Waiting Sweep = new(default, null);
        public bool IsSweep => Event is null;
    }

    private sealed class Lane(int number)
    {
        private const int Remembered = 2048;
        private readonly HashSet<string> done = [];
        private readonly Queue<string> order = new();

        public int Number => number;
        public Channel<Waiting> Queue { get; } = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

        /// <summary>What stands in the queue and is still to be done; it is on disk as well.</summary>
        public ConcurrentDictionary<string, byte> InQueue { get; } = new();

        /// <summary>Something of this lane may be on disk alone.</summary>
        public volatile bool Behind;
        public DateTimeOffset LastWork { get; set; }

        /// <summary>A sweep may be quicker than the queue: what it has done is not done again. Dead letters are not among it, for they may come back.</summary>
        public bool WasDone(string eventId) => done.Contains(eventId);

        public void Done(string eventId)
        {
            if (!done.Add(eventId)) return;
            order.Enqueue(eventId);
            if (order.Count > Remembered) done.Remove(order.Dequeue());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An event of kind {Kind} failed with {Error} (try {Tries}); trying again. {Stack}")]
        public static partial void TryingAgain(ILogger logger, string kind, string error, string? stack, int tries);

        [LoggerMessage(2, LogLevel.Error, "Event {EventId} failed for good with {Error} and is kept as a dead letter; see `dead-letters list`")]
        public static partial void Buried(ILogger logger, string eventId, string error);

        [LoggerMessage(3, LogLevel.Warning, "Storage does not answer; events wait in line until it does")]
        public static partial void StorageAway(ILogger logger);

        [LoggerMessage(4, LogLevel.Error, "Lane {Lane} stumbled with {Error}; its events stay on disk and are tried again. {Stack}")]
        public static partial void Stumbled(ILogger logger, int lane, string error, string? stack);
    }
}
