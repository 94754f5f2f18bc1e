using System.Collections.Concurrent;

namespace Line.Emulator;

/// <summary>What was sent to whom, by kind and day, and under which aggregation units.</summary>
internal sealed class SendLedger(LineEmulatorOptions options)
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);
    private readonly Lock gate = new();
    private readonly Queue<Delivery> deliveries = new();
    private readonly ConcurrentDictionary<(string Kind, int Day), long> counts = new();
    private readonly ConcurrentDictionary<(string Unit, int Month), bool> units = new();

    public Delivery[] Deliveries
    {
        get { lock (gate) return [.. deliveries]; }
    }

    public void Add(Delivery delivery)
    {
        lock (gate)
        {
            while (deliveries.Count >= Math.Max(1, options.DeliveryCapacity)) deliveries.Dequeue();
            deliveries.Enqueue(delivery);
        }
    }

    /// <summary>LINE counts by the day of UTC+9.</summary>
    public static int Day(DateTimeOffset at)
    {
        var day = at.ToOffset(Japan);
        return day.Year * 10_000 + day.Month * 100 + day.Day;
    }

    public void Count(string kind, DateTimeOffset at, int messages) => counts.AddOrUpdate((kind, Day(at)), messages, (_, n) => n + messages);

    public long Counted(string kind, int day) => counts.GetValueOrDefault((kind, day));

    public void CountUnit(string unit, DateTimeOffset at)
    {
        var month = Day(at) / 100;
        if (Units(month).Length < 1_000) units.TryAdd((unit, month), true);
    }

    public string[] Units(int month) => [.. units.Keys.Where(u => u.Month == month).Select(u => u.Unit).Order(StringComparer.Ordinal)];

    public void Clear()
    {
        lock (gate) deliveries.Clear();
        counts.Clear();
        units.Clear();
    }
}
