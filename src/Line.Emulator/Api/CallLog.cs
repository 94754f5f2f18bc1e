using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Line.Emulator;

/// <summary>The newest calls, violations and warnings, and counters of all.</summary>
internal sealed class CallLog(LineEmulatorOptions options)
{
    private const int ShownBytes = 32 * 1024;
    private readonly Lock gate = new();
    private readonly Queue<ApiCall> calls = new();
    private readonly Queue<Violation> violations = new();
    private readonly Queue<Violation> warnings = new();
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private long lastId;
    private long violationCount;

    public ApiCall[] Calls
    {
        get { lock (gate) return [.. calls]; }
    }

    public Violation[] Violations
    {
        get { lock (gate) return [.. violations]; }
    }

    public Violation[] Warnings
    {
        get { lock (gate) return [.. warnings]; }
    }

    public long ViolationCount => Interlocked.Read(ref violationCount);

    /// <summary>Calls by operation and status, as <c>POST /v2/bot/message/push 200</c>.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public long LastId => Interlocked.Read(ref lastId);

    public long NextId() => Interlocked.Increment(ref lastId);

    public void Add(ApiCall call)
    {
        counts.AddOrUpdate(string.Create(CultureInfo.InvariantCulture, $"{call.Operation ?? "unknown"} {call.Status}"), 1, (_, n) => n + 1);
        Interlocked.Add(ref violationCount, call.Violations.Count);
        lock (gate)
        {
            Keep(calls, call, options.CallLogCapacity);
            foreach (var violation in call.Violations) Keep(violations, violation, options.ViolationCapacity);
            foreach (var warning in call.Warnings) Keep(warnings, warning, options.ViolationCapacity);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            calls.Clear();
            violations.Clear();
            warnings.Clear();
        }
        counts.Clear();
        Interlocked.Exchange(ref violationCount, 0);
    }

    /// <summary>A body as it can be shown.</summary>
    public static string? Shown(ReadOnlySpan<byte> body, bool isText)
    {
        if (body.IsEmpty) return null;
        if (!isText) return string.Create(CultureInfo.InvariantCulture, $"({body.Length} bytes)");
        return body.Length <= ShownBytes ? Encoding.UTF8.GetString(body) : Encoding.UTF8.GetString(body[..ShownBytes]) + "…";
    }

    private static void Keep<T>(Queue<T> queue, T item, int capacity)
    {
        if (capacity <= 0) return;
        while (queue.Count >= capacity) queue.Dequeue();
        queue.Enqueue(item);
    }
}
