using System.Collections.Concurrent;

namespace Line.Emulator;

/// <summary>How often an operation may be called: a bucket of <paramref name="Calls"/> tokens that fills in <paramref name="Period"/>.</summary>
internal readonly record struct RateLimit(int Calls, TimeSpan Period)
{
    public static readonly RateLimit Standard = PerSecond(2_000);

    public static RateLimit PerSecond(int calls) => new(calls, TimeSpan.FromSeconds(1));
    public static RateLimit PerMinute(int calls) => new(calls, TimeSpan.FromMinutes(1));
    public static RateLimit PerHour(int calls) => new(calls, TimeSpan.FromHours(1));
}

/// <summary>One token bucket per operation, as "How rate limits work" in the reference tells.</summary>
internal sealed class TokenBuckets(LineEmulatorOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);

    public bool TryTake(string operation, RateLimit limit)
    {
        if (!options.RateLimitsEnabled) return true;
        var capacity = Math.Max(1, limit.Calls * options.RateLimitScale);
        var bucket = buckets.GetOrAdd(operation, _ => new Bucket(capacity, time.GetTimestamp()));
        lock (bucket)
        {
            var now = time.GetTimestamp();
            var filled = time.GetElapsedTime(bucket.At, now) / limit.Period * limit.Calls * options.RateLimitScale;
            bucket.Tokens = Math.Min(capacity, bucket.Tokens + filled);
            bucket.At = now;
            if (bucket.Tokens < 1) return false;
            bucket.Tokens--;
            return true;
        }
    }

    public void Clear() => buckets.Clear();

    private sealed class Bucket(double tokens, long at)
    {
        public double Tokens = tokens;
        public long At = at;
    }
}
