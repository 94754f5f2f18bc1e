using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>
/// A strict LINE platform with one Messaging API channel and one LINE Login channel, in memory. People, groups and their acts
/// are driven from here; the bot talks to it over HTTP (<see cref="LineEmulatorServer"/> or <c>MapLineEmulator</c>).
/// Safe for use from many threads.
/// </summary>
public sealed partial class LineEmulator : IAsyncDisposable, IDisposable
{
    /// <summary>Starts without people, without a rich menu, with an unused quota.</summary>
    /// <param name="options">Kept: what is changed in it later holds from then on.</param>
    public LineEmulator(LineEmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Platform = new Platform(options);
    }

    internal Platform Platform { get; }

    /// <summary>The options in force.</summary>
    public LineEmulatorOptions Options => Platform.Options;

    /// <summary>The newest API calls, oldest first.</summary>
    public IReadOnlyList<ApiCall> Calls => Platform.Calls.Calls;

    /// <summary>What the bot did that LINE refuses or the reference does not allow; the newest, oldest first. Empty for a correct bot.</summary>
    public IReadOnlyList<Violation> Violations => Platform.Calls.Violations;

    /// <summary>What is legal but unlikely to be meant: dead reply tokens, unseen quick replies, sends to people who blocked the bot …</summary>
    public IReadOnlyList<Violation> Warnings => Platform.Calls.Warnings;

    /// <summary>Violations since the start, however many are kept.</summary>
    public long ViolationCount => Platform.Calls.ViolationCount;

    /// <summary>Calls since the start by operation and status: <c>POST /v2/bot/message/reply 200</c>.</summary>
    public IReadOnlyDictionary<string, long> CallCounts => Platform.Calls.Counts;

    /// <summary>The newest webhooks with their raw bodies, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> WebhookDeliveries => Platform.Webhooks.Log;

    /// <summary>Accepted pushes, multicasts, broadcasts and narrowcasts with their recipients, oldest first.</summary>
    public IReadOnlyList<Delivery> Deliveries => Platform.Sends.Deliveries;

    /// <summary>Messages counted against the quota this month.</summary>
    public long QuotaUsed => Platform.Quota.Now.Used;

    /// <summary>Events that are queued, under way or waiting for a redelivery.</summary>
    public int WaitingWebhooks => Platform.Webhooks.Waiting;

    /// <summary>Ids of everyone on this LINE, friends or not.</summary>
    public IReadOnlyList<string> UserIds => [.. Platform.Chats.Users.Select(u => u.Id)];

    /// <summary>Adds a person.</summary>
    /// <param name="displayName">Null numbers them.</param>
    /// <param name="isFriend">Whether the person follows the bot already, without an event having told so.</param>
    /// <param name="userId">Null makes one up.</param>
    /// <returns>The user id.</returns>
    public string AddUser(string? displayName = null, bool isFriend = false, string? userId = null)
    {
        var user = Platform.Chats.AddUser(displayName, userId);
        user.Following = isFriend;
        Platform.Hub.User(user);
        return user.Id;
    }

    /// <summary>Adds many people at once.</summary>
    /// <returns>Their user ids.</returns>
    public IReadOnlyList<string> AddUsers(int count, bool isFriend = true)
    {
        var ids = new string[count];
        for (var i = 0; i < count; i++) ids[i] = AddUser(isFriend: isFriend);
        return ids;
    }

    /// <summary>Adds a group without the bot.</summary>
    /// <returns>The group id; for a room, the room id.</returns>
    public string AddGroup(string name, IEnumerable<string>? members = null, bool isRoom = false)
    {
        var group = Platform.Chats.AddGroup(name, isRoom);
        foreach (var member in members ?? []) group.Join(Platform.Chats.User(member).Id);
        Platform.Hub.Group(group);
        return group.Id;
    }

    /// <summary>What was said in the chat with a person, or in a group; the newest, oldest first.</summary>
    public IReadOnlyList<TimelineItem> Timeline(string chatId) => Platform.Chats.Any(chatId).Items();

    /// <summary>The bot's messages in a chat; the newest, oldest first.</summary>
    public IReadOnlyList<TimelineItem> BotMessages(string chatId) => [.. Platform.Chats.Any(chatId).Items().Where(i => i.From == "bot")];

    /// <summary>What a person has received since the start, however much of it is kept.</summary>
    public UserTally Tally(string userId) => Platform.Chats.User(userId).Tally;

    /// <summary>What everyone has received since the start.</summary>
    public IEnumerable<UserTally> Tallies() => Platform.Chats.Users.Select(u => u.Tally);

    /// <summary>How often each chat got a paid message that fits, over all <see cref="Deliveries"/>: exactly-once means every value is 1.</summary>
    public IReadOnlyDictionary<string, int> CountRecipients(Func<TimelineItem, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var delivery in Deliveries)
        {
            var fitting = delivery.Items.Count(fits);
            if (fitting == 0) continue;
            foreach (var recipient in delivery.Recipients) counts[recipient] = counts.GetValueOrDefault(recipient) + fitting;
        }
        return counts;
    }

    /// <summary>Whether a person follows the bot and has not blocked it.</summary>
    public bool IsFriend(string userId) => Platform.Chats.User(userId) is { Following: true, Blocked: false };

    /// <summary>The rich menu a person sees, own before default; null for none.</summary>
    public JsonObject? RichMenuOf(string userId) => Platform.Menus.Seen(Platform.Chats.User(userId))?.Shown();

    /// <summary>Lets something go wrong.</summary>
    /// <returns>The fault with its id.</returns>
    public Fault AddFault(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Platform.Faults.Add(fault);
    }

    /// <summary>Takes back all faults that have not happened.</summary>
    public void ClearFaults() => Platform.Faults.Clear();

    /// <summary>Sets the month's quota.</summary>
    /// <param name="value">Messages a month; null for no limit.</param>
    /// <param name="used">Messages used of it.</param>
    public void SetQuota(int? value, long used = 0)
    {
        Platform.Quota.Set(value, used);
        Platform.Hub.Quota();
    }

    /// <summary>Whom sign-ins with LINE Login are as from now on, without the page that asks; null asks again.</summary>
    public void SignInAs(string? userId) => Platform.Login.SignInAs = userId is null ? null : Platform.Chats.User(userId).Id;

    /// <summary>Back to the beginning: no people, no calls, no menus; options stay.</summary>
    public void Reset()
    {
        Platform.Reset();
        WasReset?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>After each <see cref="Reset"/>, in its thread: what a bot set up at this LINE, such as its rich menus, is gone.</summary>
    public event EventHandler? WasReset;

    /// <summary>Stops sending webhooks and ends the streams of open pages.</summary>
    public ValueTask DisposeAsync() => Platform.DisposeAsync();

    /// <summary>As <see cref="DisposeAsync"/>, for containers that are disposed of synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
