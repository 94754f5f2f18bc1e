using ChainatBot.Storage;

namespace ChainatBot.Webhooks;

/// <summary>
/// A lane is worked by one replica at a time. A lease is a row in the lane's own partition; losing it late is harmless,
/// because conversation state is saved by ETag, but one person's events would change order. A lease that reaches further than one can is
/// that of a clock that jumped, and is none.
/// </summary>
public sealed class LaneLeases(ITableStore store, TimeProvider time, Replica replica)
{
    internal static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(20);
    private const string LeaseKey = "lease";
    private const string Owner = "Owner";
    private const string Until = "Until";

    private readonly DateTimeOffset[] held = new DateTimeOffset[InboxKey.Lanes];

    /// <summary>True while the lane is ours; takes or renews the lease where that is due. For the lane's own loop alone.</summary>
    public async ValueTask<bool> HoldAsync(int lane, CancellationToken cancellationToken)
    {
        if (replica.IsAlone) return true;
        var now = time.GetUtcNow();
        if (held[lane] - now is var rest && rest > RenewBefore && rest <= Duration) return true;

        var current = await store.GetAsync(Inbox.Table, InboxKey.PartitionOf(lane), LeaseKey, cancellationToken);
        if (current is not null && current.GetString(Owner) != replica.Id && current.GetDateTimeOffset(Until) is { } until && until > now && until <= now + Duration + Duration)
        {
            held[lane] = default;
            return false;
        }

        var lease = new TableRow(InboxKey.PartitionOf(lane), LeaseKey) { ETag = current?.ETag };
        lease[Owner] = replica.Id;
        lease[Until] = now + Duration;
        var taken = current is null
            ? await store.InsertAsync(Inbox.Table, lease, cancellationToken)
            : await store.ReplaceAsync(Inbox.Table, lease, cancellationToken);
        held[lane] = taken is null ? default : now + Duration;
        return taken is not null;
    }

    /// <summary>Whether a lease stands in our name. A program that is alone takes none.</summary>
    public bool IsHeld(int lane) => held[lane] > time.GetUtcNow();

    /// <summary>Lets another replica have an idle lane at once.</summary>
    public async Task ReleaseAsync(int lane, CancellationToken cancellationToken)
    {
        held[lane] = default;
        var current = await store.GetAsync(Inbox.Table, InboxKey.PartitionOf(lane), LeaseKey, cancellationToken);
        if (current?.GetString(Owner) == replica.Id)
            await store.DeleteAsync(Inbox.Table, current.PartitionKey, LeaseKey, current.ETag, cancellationToken);
    }
}
