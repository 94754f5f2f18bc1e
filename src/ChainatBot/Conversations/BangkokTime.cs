namespace ChainatBot.Conversations;

/// <summary>Thailand has one time zone and no summer time, so a fixed offset is the truth and needs no zone files.</summary>
public static class BangkokTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().ToOffset(Offset);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.Now().DateTime);
}
