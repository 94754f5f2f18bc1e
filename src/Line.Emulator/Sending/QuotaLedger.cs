namespace Line.Emulator;

/// <summary>What the month's plan allows and what was used of it, one for each recipient.</summary>
internal sealed class QuotaLedger(int? value)
{
    private readonly Lock gate = new();
    private readonly int? initial = value;
    private int? limit = value;
    private long used;
    private long reserved;

    public (int? Limit, long Used) Now
    {
        get { lock (gate) return (limit, used); }
    }

    /// <summary>How many more may be sent; null for no limit.</summary>
    public long? Remaining
    {
        get { lock (gate) return limit is { } most ? Math.Max(0, most - used - reserved) : null; }
    }

    public bool TrySpend(int recipients)
    {
        lock (gate)
        {
            if (limit is { } most && recipients > 0 && used + reserved + recipients > most) return false;
            used += recipients;
            return true;
        }
    }

    /// <summary>Sets aside what a narrowcast may need at most, until it is settled.</summary>
    public bool TryReserve(long recipients)
    {
        lock (gate)
        {
            if (limit is { } most && used + reserved + recipients > most) return false;
            reserved += recipients;
            return true;
        }
    }

    public void Settle(long reservation, int spent)
    {
        lock (gate)
        {
            reserved -= reservation;
            used += spent;
        }
    }

    public void Set(int? newLimit, long newUsed)
    {
        lock (gate) (limit, used) = (newLimit, newUsed);
    }

    public void Reset()
    {
        lock (gate) (limit, used, reserved) = (initial, 0, 0);
    }
}
