namespace Line.Emulator;

/// <summary>A chat the bot may be in: with one person, a group or a room. Locks on itself.</summary>
internal abstract class Chat(string id)
{
    private static readonly List<TimelineItem> None = [];
    private List<TimelineItem> items = None;
    private TaskCompletionSource? waiter;

    public string Id { get; } = id;

    public void Add(ReadOnlySpan<TimelineItem> added, int capacity)
    {
        TaskCompletionSource? wake;
        lock (this)
        {
            if (ReferenceEquals(items, None)) items = new(4);
            else if (items.Count + added.Length > capacity) items.RemoveRange(0, Math.Min(items.Count, Math.Max(added.Length, capacity / 4)));
            items.AddRange(added);
            (wake, waiter) = (waiter, null);
        }
        wake?.TrySetResult();
    }

    public TimelineItem[] Items()
    {
        lock (this) return [.. items];
    }

    public TimelineItem? Find(string itemId)
    {
        lock (this) return items.Find(i => i.Id == itemId);
    }

    /// <summary>Marks a person's item as taken back.</summary>
    public void Unsend(string itemId)
    {
        lock (this)
        {
            var at = items.FindIndex(i => i.Id == itemId);
            if (at >= 0) items[at].Unsent = true;
        }
    }

    public void Clear()
    {
        lock (this) items = None;
    }

    /// <summary>Done when the next item has come; ask before looking.</summary>
    public Task NextItem()
    {
        lock (this) return (waiter ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}

/// <summary>One person on LINE. Small: there may be 100,000.</summary>
internal sealed class UserChat(string id, string displayName) : Chat(id)
{
    private int free;
    private int paid;

    public string DisplayName { get; set; } = displayName;
    public bool Following { get; set; }
    public bool Blocked { get; set; }

    /// <summary>When the person last wrote: for seven days a non-friend may be pushed to.</summary>
    public DateTimeOffset? WroteAt { get; set; }
    public string? RichMenuId { get; set; }
    public DateTimeOffset? LoadingUntil { get; set; }
    public UserTally Tally => new(Id, free, paid);

    public void Count(bool isPaid, int messages) => Interlocked.Add(ref isPaid ? ref paid : ref free, messages);

    public bool Reachable(DateTimeOffset now) => !Blocked && (Following || WroteAt is { } wrote && now - wrote <= TimeSpan.FromDays(7));
}

/// <summary>A group (<c>C…</c>) or a room of several people (<c>R…</c>).</summary>
internal sealed class GroupChat(string id, string name) : Chat(id)
{
    private readonly List<string> members = [];

    public string Name { get; } = name;
    public bool IsRoom => Id[0] == 'R';
    public bool BotIn { get; set; }

    public string[] Members
    {
        get { lock (members) return [.. members]; }
    }

    public bool Has(string userId)
    {
        lock (members) return members.Contains(userId);
    }

    public bool Join(string userId)
    {
        lock (members)
        {
            if (members.Contains(userId)) return false;
            members.Add(userId);
            return true;
        }
    }

    public bool Leave(string userId)
    {
        lock (members) return members.Remove(userId);
    }
}
