namespace ChainatBot.Tests.Support;

/// <summary>The real clock, moved: days pass in an instant while everything that waits goes on waiting as ever.</summary>
public sealed class MovedClock : TimeProvider
{
    private TimeSpan moved;

    public void Advance(TimeSpan time) => moved += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + moved;
}
