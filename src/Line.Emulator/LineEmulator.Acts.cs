using System.Globalization;
using System.Text.Json.Nodes;

namespace Line.Emulator;

public sealed partial class LineEmulator
{
    /// <summary>A person writes to the bot. Waits only for room in the queue; see <see cref="WaitUntilIdleAsync"/>.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="text">What.</param>
    /// <param name="quoteItemId">Message it quotes.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public Task<TimelineItem> SendTextAsync(string userId, string text, string? quoteItemId = null, CancellationToken cancellationToken = default) =>
        SayAsync(Writer(userId), null, new JsonObject { ["type"] = "text", ["text"] = text }, quoteItemId, null, cancellationToken);

    /// <summary>A person sends a sticker.</summary>
    public Task<TimelineItem> SendStickerAsync(string userId, string packageId = "446", string stickerId = "1988", IEnumerable<string>? keywords = null, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject { ["type"] = "sticker", ["packageId"] = packageId, ["stickerId"] = stickerId, ["stickerResourceType"] = "STATIC" };
        if (keywords is not null) message["keywords"] = new JsonArray([.. keywords.Select(k => (JsonNode)k)]);
        return SayAsync(Writer(userId), null, message, null, null, cancellationToken);
    }

    /// <summary>A person shares a place.</summary>
    public Task<TimelineItem> SendLocationAsync(string userId, double latitude, double longitude, string? address = null, string? title = null, CancellationToken cancellationToken = default)
    {
        var message = new JsonObject { ["type"] = "location" };
        if (title is not null) message["title"] = title;
        if (address is not null) message["address"] = address;
        message["latitude"] = latitude;
        message["longitude"] = longitude;
        return SayAsync(Writer(userId), null, message, null, null, cancellationToken);
    }

    /// <summary>A person sends a photo.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="content">The bytes that the content API will give.</param>
    /// <param name="contentType">Their type.</param>
    /// <param name="set">Set of photos it belongs to.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public Task<TimelineItem> SendImageAsync(string userId, byte[] content, string contentType = "image/jpeg", ImageSet? set = null, CancellationToken cancellationToken = default)
    {
        var message = Media("image");
        if (set is not null) message["imageSet"] = new JsonObject { ["id"] = set.Id, ["index"] = set.Index, ["total"] = set.Total };
        return SayAsync(Writer(userId), null, message, null, (content, contentType), cancellationToken);
    }

    /// <summary>A person speaks. Its content is ready after <see cref="LineEmulatorOptions.MediaPreparation"/>.</summary>
    public Task<TimelineItem> SendAudioAsync(string userId, byte[] content, int milliseconds = 1_000, string contentType = "audio/x-m4a", CancellationToken cancellationToken = default)
    {
        var message = Media("audio");
        message["duration"] = milliseconds;
        return SayAsync(Writer(userId), null, message, null, (content, contentType), cancellationToken);
    }

    /// <summary>A person sends a video. Its content is ready after <see cref="LineEmulatorOptions.MediaPreparation"/>.</summary>
    public Task<TimelineItem> SendVideoAsync(string userId, byte[] content, int milliseconds = 1_000, string contentType = "video/mp4", CancellationToken cancellationToken = default)
    {
        var message = Media("video");
        message["duration"] = milliseconds;
        return SayAsync(Writer(userId), null, message, null, (content, contentType), cancellationToken);
    }

    /// <summary>A person sends a file.</summary>
    public Task<TimelineItem> SendFileAsync(string userId, byte[] content, string fileName, string contentType = "application/octet-stream", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return SayAsync(Writer(userId), null, new JsonObject { ["type"] = "file", ["fileName"] = fileName, ["fileSize"] = content.Length }, null, (content, contentType), cancellationToken);
    }

    /// <summary>A person takes a message back: the event goes out, the content API says 410.</summary>
    public async Task UnsendAsync(string chatId, string itemId, CancellationToken cancellationToken = default)
    {
        var chat = Platform.Chats.Any(chatId);
        if (chat.Find(itemId) is not { From: "user" } item) throw new LineEmulatorException("There is no such message of a person.");
        chat.Unsend(itemId);
        Platform.Contents.Remove(itemId);
        Platform.Hub.Item(chat, item);
        var own = new JsonObject { ["type"] = "unsend", ["unsend"] = new JsonObject { ["messageId"] = itemId } };
        if (chat is UserChat { Blocked: true } or GroupChat { BotIn: false }) return;
        await Events.QueueAsync(Platform, chat, own, SourceOf(chat, item.UserId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person adds the bot as a friend, or unblocks it.</summary>
    public async Task FollowAsync(string userId, CancellationToken cancellationToken = default)
    {
        var user = Platform.Chats.User(userId);
        var unblocked = user.Blocked;
        (user.Following, user.Blocked) = (true, false);
        Note(user, unblocked ? "unblocked the bot" : "added the bot as a friend");
        Platform.Hub.User(user);
        await Events.QueueAsync(Platform, user, new JsonObject { ["type"] = "follow", ["follow"] = new JsonObject { ["isUnblocked"] = unblocked } },
            Events.UserSource(user), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person blocks the bot.</summary>
    public async Task BlockAsync(string userId, CancellationToken cancellationToken = default)
    {
        var user = Platform.Chats.User(userId);
        if (user.Blocked) return;
        (user.Following, user.Blocked, user.RichMenuId) = (false, true, null);
        Note(user, "blocked the bot");
        Platform.Hub.User(user);
        await Events.QueueAsync(Platform, user, new JsonObject { ["type"] = "unfollow" }, Events.UserSource(user), cancellationToken).ConfigureAwait(false);
    }

    private static JsonObject Media(string type) => new() { ["type"] = type, ["contentProvider"] = new JsonObject { ["type"] = "line" } };

    private UserChat Writer(string userId)
    {
        var user = Platform.Chats.User(userId);
        return user.Blocked ? throw new LineEmulatorException("The person has blocked the bot.") : user;
    }

    private async Task<TimelineItem> SayAsync(UserChat user, GroupChat? group, JsonObject message, string? quoteItemId, (byte[] Bytes, string Type)? content, CancellationToken cancellationToken)
    {
        Chat chat = group is null ? user : group;
        var id = Platform.NextMessageId();
        var type = message["type"]!.GetValue<string>();
        if (content is var (bytes, contentType)) Platform.Contents.Add(id, type, contentType, bytes);
        message["id"] = id;
        if (type is "text" or "sticker" or "image" or "video") message["quoteToken"] = Platform.Token('q', chat.Id, id);
        message["markAsReadToken"] = Platform.Token('m', "", id);
        if (quoteItemId is not null)
            message["quotedMessageId"] = chat.Find(quoteItemId)?.Id ?? throw new LineEmulatorException("There is no such message to quote.");
        user.WroteAt = Platform.Now;
        var item = new TimelineItem(id, Platform.Now, "user", message) { UserId = user.Id, QuoteOf = quoteItemId };
        Platform.Say(chat, item);
        if (group is { BotIn: false }) return item;
        await Events.QueueAsync(Platform, chat, new JsonObject { ["type"] = "message", ["message"] = message }, SourceOf(chat, user.Id), cancellationToken).ConfigureAwait(false);
        return item;
    }

    private JsonObject SourceOf(Chat chat, string? userId) => chat is GroupChat group
        ? Events.GroupSource(Platform, group, userId is null ? null : Platform.Chats.User(userId))
        : Events.UserSource((UserChat)chat);

    private void Note(Chat chat, string text) => Platform.Say(chat, new TimelineItem("e" + Platform.NextMessageId().ToString(CultureInfo.InvariantCulture), Platform.Now, "system",
        new JsonObject { ["type"] = "event", ["text"] = text }));
}
