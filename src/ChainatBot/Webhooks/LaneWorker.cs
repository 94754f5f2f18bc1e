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
    internal const int MaxAttempts = 5;
    private const int QueueLength = 1024;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepAllEvery = TimeSpan.FromSeconds(30);
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

    private async Task RunAsync(Lane lane, CancellationToken stopping)
    {
        try
        {
            var batch = new List<Waiting>();
            while (await lane.Queue.Reader.WaitToReadAsync(stopping))
            {
                while (lane.Queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
                await UntilStorageAnswersAsync(() => WorkAsync(lane, batch, stopping), stopping);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is left is on disk.
        }
    }

    private async Task WorkAsync(Lane lane, List<Waiting> batch, CancellationToken stopping)
    {
        if (!await leases.HoldAsync(lane.Number, stopping))
        {
            foreach (var waiting in batch.Where(w => !w.IsSweep)) lane.InQueue.TryRemove(waiting.Key.EventId, out _);
            lane.Behind = true;
            return;
        }

        if (lane.Behind || batch.Any(w => w.IsSweep))
        {
            lane.Behind = false;
            await SweepAsync(lane, stopping);
        }

        // LINE may deliver in another order than things were said; what waits together is put right.
        foreach (var waiting in batch.Where(w => !w.IsSweep).OrderBy(w => w.Key.Timestamp))
        {
            if (lane.WasDone(waiting.Key.EventId)) continue;
            if (await HandleAsync(waiting.Key, waiting.Event!, stopping)) lane.Done(waiting.Key.EventId);
            lane.InQueue.TryRemove(waiting.Key.EventId, out _);
            lane.LastWork = time.GetUtcNow();
        }
    }

    private async Task SweepAsync(Lane lane, CancellationToken stopping)
    {
        await foreach (var pending in inbox.PendingAsync(lane.Number, stopping))
        {
            if (lane.WasDone(pending.Key.EventId) || lane.InQueue.ContainsKey(pending.Key.EventId)) continue;
            await inbox.CountAttemptAsync(pending, stopping);
            if (pending.Attempts >= MaxAttempts) await BuryAsync(pending.Key, pending.Body, "LeftTooOften", stopping);
            else if (await HandleAsync(pending.Key, WebhookParser.ParseEvent(pending.Body), stopping)) lane.Done(pending.Key.EventId);
            lane.LastWork = time.GetUtcNow();
        }
    }

    /// <returns>False where the event was buried: it is not done, and may come back.</returns>
    private async Task<bool> HandleAsync(InboxKey key, WebhookEvent webhookEvent, CancellationToken stopping)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await UntilStorageAnswersAsync(() => turns.HandleAsync(key.EventId, webhookEvent, stopping), stopping);
                await UntilStorageAnswersAsync(() => inbox.CompleteAsync(key, stopping), stopping);
                metrics.Handled(webhookEvent.Type);
                return true;
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
                    return false;
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

                await ReleaseIdleAsync(now, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task ReleaseIdleAsync(DateTimeOffset now, CancellationToken stopping)
    {
        foreach (var lane in lanes.Where(l => leases.IsHeld(l.Number) && now - l.LastWork > IdleRelease && l.Queue.Reader.Count == 0))
        {
            try
            {
                await leases.ReleaseAsync(lane.Number, stopping);
            }
            catch (StorageUnavailableException)
            {
                // It runs out by itself.
            }
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

        /// <summary>What stands in the queue and so is not left behind, though it is on disk as well.</summary>
        public ConcurrentDictionary<string, byte> InQueue { get; } = new();

        /// <summary>Something of this lane may be on disk alone.</summary>
        public volatile bool Behind;
        public DateTimeOffset LastWork { get; set; }

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
    }
}
