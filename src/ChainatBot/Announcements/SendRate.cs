using ChainatBot.Storage;

namespace ChainatBot.Announcements;

/// <summary>
/// How often multicast may be called, shared by all replicas: a bucket of tokens in one row, changed by ETag, from which each replica takes a handful at a time.
/// Filled a little slower than LINE's own (200 a second), so that repetitions of the client and clocks that differ still fit. Table <c>SendRate</c>.
/// </summary>
internal sealed class SendRate(ITableStore store, TimeProvider time) : IDisposable
{
    internal const string Table = "SendRate";
    private const string Name = "multicast";
    private const double PerSecond = 180;
    private const double Capacity = 60;
    private const int Handful = 20;
    // Clocks that are kept right differ by less.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private int inHand;

    /// <summary>Waits until a call may be made.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            while (inHand == 0)
            {
                var (taken, wait) = await FetchAsync(cancellationToken);
                inHand = taken;
                if (taken == 0) await Task.Delay(wait, time, cancellationToken);
            }

            inHand--;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<(int Taken, TimeSpan Wait)> FetchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await store.GetAsync(Table, Name, Name, cancellationToken);
            var now = time.GetUtcNow();
            var at = row?.GetDateTimeOffset("At") ?? now;
            // A clock that jumped fills nothing, and must not keep everybody waiting either.
            var passed = Math.Clamp((now - at).TotalSeconds, 0, Capacity / PerSecond);
            var tokens = Math.Min(Capacity, (row?.GetDouble("Tokens") ?? Capacity) + (passed * PerSecond));
            var taken = Math.Min(Handful, (int)tokens);
            var wait = TimeSpan.FromSeconds((1 - tokens) / PerSecond) + TimeSpan.FromMilliseconds(20);
            // A row of a clock that was ahead would not be filled until ours has come as far: from here on it is filled by ours.
            var isFarAhead = at > now + Ahead;
            if (taken == 0 && !isFarAhead) return (0, wait);
            // Put back by a clock that is a little behind, the other would find the same moments to fill it for again and again.
            var left = new TableRow(Name, Name) { ETag = row?.ETag, ["Tokens"] = tokens - taken, ["At"] = isFarAhead || at < now ? now : at };
            var saved = row is null ? await store.InsertAsync(Table, left, cancellationToken) : await store.ReplaceAsync(Table, left, cancellationToken);
            if (saved is not null) return (taken, wait);
        }
    }
}
