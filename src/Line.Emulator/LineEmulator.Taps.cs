using System.Text.Json.Nodes;

namespace Line.Emulator;

public sealed partial class LineEmulator
{
    /// <summary>A person taps what shows this label: a quick reply of the last message, a button of a message (newest first), or an area of the rich menu.</summary>
    /// <exception cref="LineEmulatorException">Nothing with this label is to be seen.</exception>
    public Task<TapResult> TapAsync(string userId, string label, JsonObject? parameters = null, CancellationToken cancellationToken = default)
    {
        var action = Visible(Platform.Chats.User(userId)).FirstOrDefault(a => a["label"]?.GetValue<string>() == label)
            ?? throw new LineEmulatorException($"Nothing is labelled “{label}”.");
        return TapAsync(userId, action, parameters, cancellationToken);
    }

    /// <summary>A person taps something with this action.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="action">A LINE action object.</param>
    /// <param name="parameters">For datetimepicker, what was picked: <c>{date}</c>, <c>{time}</c> or <c>{datetime}</c>.</param>
    /// <param name="cancellationToken">Gives up waiting for room.</param>
    public async Task<TapResult> TapAsync(string userId, JsonObject action, JsonObject? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        var user = Platform.Chats.User(userId);
        switch (Text(action, "type"))
        {
            case "message":
                return new TapResult(Item: await SendTextAsync(userId, Text(action, "text") ?? "", cancellationToken: cancellationToken).ConfigureAwait(false));
            case "uri":
                return new TapResult(Open: Text(action, "uri"));
            case "clipboard":
                return new TapResult(Copy: Text(action, "clipboardText"));
            case "camera" or "cameraRoll" or "location":
                return new TapResult(Ask: Text(action, "type"));
            case "postback":
                Writer(userId);
                TimelineItem? item = null;
                if (Text(action, "displayText") is { Length: > 0 } shown) item = Show(user, shown);
                else if (Text(action, "text") is { Length: > 0 } said) item = await SendTextAsync(userId, said, cancellationToken: cancellationToken).ConfigureAwait(false);
                await PostbackAsync(user, action, null, cancellationToken).ConfigureAwait(false);
                return new TapResult(Item: item);
            case "datetimepicker":
                Writer(userId);
                if (parameters?[Text(action, "mode") ?? ""] is null) throw new LineEmulatorException("A picker needs what was picked: date, time or datetime.");
                await PostbackAsync(user, action, parameters.DeepClone().AsObject(), cancellationToken).ConfigureAwait(false);
                return new TapResult();
            case "richmenuswitch":
                Writer(userId);
                await PostbackAsync(user, action, Switch(user, Text(action, "richMenuAliasId") ?? ""), cancellationToken).ConfigureAwait(false);
                return new TapResult();
            default:
                throw new LineEmulatorException("There is no such action.");
        }
    }

    /// <summary>Every action a person could tap now, newest first, the rich menu's last.</summary>
    public IReadOnlyList<JsonObject> VisibleActions(string userId) => [.. Visible(Platform.Chats.User(userId))];

    private IEnumerable<JsonObject> Visible(UserChat user)
    {
        var items = user.Items();
        for (var i = items.Length - 1; i >= 0; i--)
        {
            if (items[i].From != "bot") continue;
            var message = items[i].Message;
            if (i < items.Length - 1) message.Remove("quickReply");
            foreach (var action in Actions(message)) yield return action;
        }
        foreach (var action in Platform.Menus.Seen(user) is { } menu ? Actions(menu.Definition["areas"]) : []) yield return action;
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(p => p switch
        {
            { Key: "action" or "defaultAction", Value: JsonObject action } => [action],
            { Key: "actions", Value: JsonArray actions } => actions.OfType<JsonObject>(),
            _ => Actions(p.Value),
        }),
        JsonArray array => array.SelectMany(Actions),
        _ => [],
    };

    private TimelineItem Show(UserChat user, string text)
    {
        var item = new TimelineItem(Platform.NextMessageId(), Platform.Now, "user", new JsonObject { ["type"] = "text", ["text"] = text }) { UserId = user.Id };
        Platform.Say(user, item);
        return item;
    }

    private async Task PostbackAsync(UserChat user, JsonObject action, JsonObject? parameters, CancellationToken cancellationToken)
    {
        var postback = new JsonObject { ["data"] = Text(action, "data") ?? "" };
        if (parameters is not null) postback["params"] = parameters;
        user.WroteAt = Platform.Now;
        await Events.QueueAsync(Platform, user, new JsonObject { ["type"] = "postback", ["postback"] = postback }, Events.UserSource(user), cancellationToken).ConfigureAwait(false);
    }

    private JsonObject Switch(UserChat user, string alias)
    {
        if (Platform.Menus.MenuOfAlias(alias) is not { } menuId) return new JsonObject { ["status"] = "RICHMENU_ALIAS_ID_NOTFOUND" };
        if (Platform.Menus.Find(menuId) is null) return new JsonObject { ["newRichMenuAliasId"] = alias, ["status"] = "RICHMENU_NOTFOUND" };
        user.RichMenuId = menuId;
        Platform.Hub.User(user);
        return new JsonObject { ["newRichMenuAliasId"] = alias, ["status"] = "SUCCESS" };
    }

    private static string? Text(JsonObject action, string name) => action[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
