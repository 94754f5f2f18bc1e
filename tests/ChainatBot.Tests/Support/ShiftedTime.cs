namespace ChainatBot.Tests.Support;

/// <summary>A machine whose wall clock is wrong: its timers run as everybody's, the time of day is another.</summary>
public sealed class ShiftedTime(TimeProvider real) : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Shift;

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
