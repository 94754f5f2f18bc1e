using System.Collections.Concurrent;

namespace Line.Messaging.Tests.Client;

/// <summary>The wall clock, but pauses pass at once and are noted, and time-outs (known by their length) never come.</summary>
internal sealed class InstantTime(TimeSpan timeout) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _pauses = new();

    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state).Start(dueTime);

    private sealed class Timer(InstantTime time, TimerCallback callback, object? state) : ITimer
    {
        public Timer Start(TimeSpan dueTime)
        {
            Change(dueTime, Timeout.InfiniteTimeSpan);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan || dueTime == time.TimeoutLength)
                return true;
            time._pauses.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private TimeSpan TimeoutLength { get; } = timeout;
}
