using System.Text.Json.Nodes;

namespace Line.Emulator;

public sealed partial class LineEmulator
{
    /// <summary>The bot is invited into a group or room.</summary>
    public async Task InviteBotAsync(string groupId, CancellationToken cancellationToken = default)
    {
        var group = Platform.Chats.Group(groupId);
        if (group.BotIn) return;
        group.BotIn = true;
        Note(group, "the bot joined");
        Platform.Hub.Group(group);
        await GroupEventAsync(group, new JsonObject { ["type"] = "join" }, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bot is put out of a group or room.</summary>
    public async Task RemoveBotAsync(string groupId, CancellationToken cancellationToken = default)
    {
        var group = Platform.Chats.Group(groupId);
        if (!group.BotIn) return;
        group.BotIn = false;
        Note(group, "the bot was removed");
        Platform.Hub.Group(group);
        await GroupEventAsync(group, new JsonObject { ["type"] = "leave" }, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person joins a group.</summary>
    public async Task AddMemberAsync(string groupId, string userId, CancellationToken cancellationToken = default)
    {
        var (group, user) = (Platform.Chats.Group(groupId), Platform.Chats.User(userId));
        if (!group.Join(userId)) return;
        Note(group, $"{user.DisplayName} joined");
        Platform.Hub.Group(group);
        if (group.BotIn) await GroupEventAsync(group, Members("memberJoined", "joined", user), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person leaves a group.</summary>
    public async Task RemoveMemberAsync(string groupId, string userId, CancellationToken cancellationToken = default)
    {
        var (group, user) = (Platform.Chats.Group(groupId), Platform.Chats.User(userId));
        if (!group.Leave(userId)) return;
        Note(group, $"{user.DisplayName} left");
        Platform.Hub.Group(group);
        if (group.BotIn) await GroupEventAsync(group, Members("memberLeft", "left", user), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A member writes in a group.</summary>
    /// <param name="groupId">Where.</param>
    /// <param name="userId">Who.</param>
    /// <param name="text">What.</param>
    /// <param name="mentionBot">Whether the text begins with a mention of the bot.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public Task<TimelineItem> SendGroupTextAsync(string groupId, string userId, string text, bool mentionBot = false, CancellationToken cancellationToken = default)
    {
        var (group, user) = (Platform.Chats.Group(groupId), Platform.Chats.User(userId));
        if (!group.Has(userId)) throw new LineEmulatorException("The person is not in this group.");
        var message = new JsonObject { ["type"] = "text", ["text"] = text };
        if (mentionBot)
        {
            var name = "@" + Options.BotDisplayName;
            message["text"] = $"{name} {text}";
            message["mention"] = new JsonObject
            {
                ["mentionees"] = new JsonArray(new JsonObject { ["index"] = 0, ["length"] = name.Length, ["type"] = "user", ["userId"] = Options.BotUserId, ["isSelf"] = true }),
            };
        }
        return SayAsync(user, group, message, null, null, cancellationToken);
    }

    /// <summary>A member changes a text in a group: same message id, new reply and quote tokens, no token to mark as read.</summary>
    public async Task EditAsync(string groupId, string itemId, string text, CancellationToken cancellationToken = default)
    {
        var group = Platform.Chats.Group(groupId);
        if (group.Find(itemId) is not { From: "user", Type: "text", UserId: { } userId }) throw new LineEmulatorException("Only a person's text in a group can be edited.");
        var message = new JsonObject { ["type"] = "text", ["text"] = text, ["id"] = itemId, ["quoteToken"] = Platform.Token('q', group.Id, itemId) };
        Note(group, $"{Platform.Chats.User(userId).DisplayName} edited a message: {text}");
        if (group.BotIn)
            await GroupEventAsync(group, new JsonObject { ["type"] = "messageEdited", ["message"] = message }, Platform.Chats.User(userId), cancellationToken).ConfigureAwait(false);
    }

    private async Task GroupEventAsync(GroupChat group, JsonObject own, UserChat? user, CancellationToken cancellationToken) =>
        await Events.QueueAsync(Platform, group, own, Events.GroupSource(Platform, group, user), cancellationToken).ConfigureAwait(false);

    private static JsonObject Members(string type, string property, UserChat user) => new()
    {
        ["type"] = type,
        [property] = new JsonObject { ["members"] = new JsonArray(Events.UserSource(user)) },
    };
}
