using ChainatBot.Storage;

namespace ChainatBot.Scheduling;

/// <summary>
/// Does what is due, on every replica; a lease has each job done by one of them. What fell due while the program was down is caught up
/// with at the start, unless it is stale.
/// </summary>
public sealed partial class Scheduler(Schedule schedule, IEnumerable<IScheduledWork> works, TimeProvider time, ILogger<Scheduler> logger) : BackgroundService
{
    /// <summary>How late a job may be taken up.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    /// <summary>About five minutes of trying: what fails for longer does not mend itself.</summary>
    internal const int TriesBeforeAlarm = 6;

    private readonly Dictionary<string, IScheduledWork> byKind = works.ToDictionary(w => w.Kind, StringComparer.Ordinal);
    private readonly Dictionary<string, Task> underWay = new(StringComparer.Ordinal);

    private bool isStanding;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                try
                {
                    await StandAsync(stoppingToken);
                    await StartDueAsync(stoppingToken);
                }
                catch (StorageUnavailableException)
                {
                    Log.StorageAway(logger);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await Task.WhenAll(underWay.Values);
    }

    /// <summary>Does all that is due now and waits for it. Returns how many jobs that were.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken = default)
    {
        var done = 0;
        foreach (var row in await schedule.DueAsync(cancellationToken))
        {
            if (await schedule.TakeAsync(row, cancellationToken) is not { } taken) continue;
            await RunAsync(taken, cancellationToken);
            done++;
        }

        return done;
    }

    private async Task StandAsync(CancellationToken stopping)
    {
        if (isStanding) return;
        foreach (var standing in byKind.Values.Select(w => w.Standing).OfType<ScheduledJob>()) await schedule.EnsureAsync(standing, stopping);
        isStanding = true;
    }

    /// <summary>A long job must not keep a short one waiting: each runs by itself.</summary>
    private async Task StartDueAsync(CancellationToken stopping)
    {
        foreach (var (key, _) in underWay.Where(w => w.Value.IsCompleted).ToList()) underWay.Remove(key);
        foreach (var row in await schedule.DueAsync(stopping))
        {
            if (underWay.ContainsKey(row.RowKey)) continue;
            if (await schedule.TakeAsync(row, stopping) is { } taken) underWay[row.RowKey] = RunAsync(taken, stopping);
        }
    }

    private async Task RunAsync(TableRow row, CancellationToken stopping)
    {
        var job = Schedule.JobOf(row);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            if (!byKind.TryGetValue(job.Kind, out var work))
            {
                Log.Unknown(logger, job.Kind);
                await schedule.RetryAsync(row, stopping);
                return;
            }

            if (job.StaleAfter < time.GetUtcNow())
            {
                Log.Stale(logger, job.Kind, job.Subject);
                await schedule.FinishAsync(row, null, stopping);
                return;
            }

            var doing = work.RunAsync(job, running.Token);
            row = await RenewWhileAsync(doing, row, running);
            var next = await doing;
            await schedule.FinishAsync(row, next, stopping);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Stopped, or taken over by another replica: the row says what is left to do.
        }
        catch (Exception e)
        {
            // One job's trouble must not stop the others. The type names the fault; a message could quote what somebody said.
            var tries = Schedule.TriesOf(row) + 1;
            if (tries < TriesBeforeAlarm) Log.Failed(logger, job.Kind, job.Subject, e.GetType().Name, e.StackTrace);
            else Log.Stuck(logger, job.Kind, job.Subject, tries, e.GetType().Name, e.StackTrace);
            await TryLaterAsync(row, stopping);
        }
    }

    private async Task<TableRow> RenewWhileAsync(Task doing, TableRow row, CancellationTokenSource running)
    {
        while (!doing.IsCompleted)
        {
            await Task.WhenAny(doing, Task.Delay(RenewEvery, time, running.Token));
            if (doing.IsCompleted || running.IsCancellationRequested) break;
            try
            {
                if (await schedule.RenewAsync(row, running.Token) is { } renewed)
                {
                    row = renewed;
                    continue;
                }
            }
            catch (StorageUnavailableException)
            {
                // The work itself finds out whether it can go on; the lease outlasts two such failures.
                Log.StorageAway(logger);
                continue;
            }

            // Moved, removed or taken over: whoever changed the row decides.
            await running.CancelAsync();
        }

        return row;
    }

    private async Task TryLaterAsync(TableRow row, CancellationToken stopping)
    {
        try
        {
            await schedule.RetryAsync(row, stopping);
        }
        catch (Exception e) when (e is StorageUnavailableException or OperationCanceledException)
        {
            // The lease runs out, and it is tried again then.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Storage does not answer; what is due waits until it does")]
        public static partial void StorageAway(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "Nobody does jobs of kind {Kind}; perhaps a newer version put it on the schedule")]
        public static partial void Unknown(ILogger logger, string kind);

        [LoggerMessage(3, LogLevel.Information, "The job {Kind} of {Subject} came too late to be of use and was dropped")]
        public static partial void Stale(ILogger logger, string kind, string subject);

        [LoggerMessage(4, LogLevel.Warning, "The job {Kind} of {Subject} failed with {Error}; it is tried again. {Stack}")]
        public static partial void Failed(ILogger logger, string kind, string subject, string error, string? stack);

        [LoggerMessage(5, LogLevel.Error, "The job {Kind} of {Subject} has failed {Tries} times, now with {Error}; it is tried again every ten minutes, but somebody should look. {Stack}")]
        public static partial void Stuck(ILogger logger, string kind, string subject, int tries, string error, string? stack);
    }
}
