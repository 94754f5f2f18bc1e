using ChainatBot.Flows;
using ChainatBot.Groups;
using ChainatBot.Privacy;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>What an event means for the bot.</summary>
public abstract record Incoming
{
    private Incoming() { }

    /// <summary>Somebody said or tapped something in the chat with the bot.</summary>
    /// <param name="At">When, by LINE's clock.</param>
    /// <param name="ContentId">LINE's id of the voice or photo, to fetch it by.</param>
    public sealed record Said(string UserId, DateTimeOffset At, string? ReplyToken, FlowInput Input, string? ContentId = null) : Incoming;

    /// <summary>Somebody took a message back.</summary>
    public sealed record TookBack(string UserId, string MessageKey) : Incoming;

    /// <summary>Somebody changed the words of a message.</summary>
    /// <param name="Now">The message as if it were said now.</param>
    public sealed record Edited(Said Now, string Text) : Incoming;

    /// <summary>Somebody blocked the account.</summary>
    public sealed record Left(string UserId, DateTimeOffset At) : Incoming;

    /// <summary>Something in a group or room that asks something of the bot.</summary>
    /// <param name="ChatId">LINE's id of the group or room.</param>
    /// <param name="At">When, by LINE's clock.</param>
    /// <param name="Words">What was said to the bot by name, for a place to be read out of it; never kept.</param>
    public sealed record InGroup(GroupEvent Event, string ChatId, DateTimeOffset At, string? ReplyToken, string? Words = null) : Incoming;

    /// <param name="Reason">For the count.</param>
    public sealed record Ignored(string Reason) : Incoming;
}

/// <summary>Turns LINE's events into what they mean. LINE's ids become keys here and go no further.</summary>
public sealed class EventReader(Pseudonyms pseudonyms)
{
    public Incoming Read(string eventId, WebhookEvent webhookEvent)
    {
        if (webhookEvent.IsStandby) return new Incoming.Ignored("standby");
        if (webhookEvent is UnknownEvent unknown) return new Incoming.Ignored(unknown.ParseError is null ? "unknown kind" : "unreadable");
        if (webhookEvent.Source is GroupSource or RoomSource) return InGroup(webhookEvent, webhookEvent.Source.ChatId!);
        if (webhookEvent.Source is not UserSource { UserId: { Length: > 0 } user }) return new Incoming.Ignored(webhookEvent.Source is null ? "no source" : "not a chat with one person");

        var token = (webhookEvent as IReplyable)?.ReplyToken;
        return webhookEvent switch
        {
            MessageEvent e => Said(user, e.Timestamp, token, e.Message),
            MessageEditedEvent { Message: TextMessageContent text } e => new Incoming.Edited(Said(user, e.Timestamp, token, text), text.Text),
            PostbackEvent e => new Incoming.Said(user, e.Timestamp, token, Tapped(eventId, e.Postback)),
            FollowEvent e => new Incoming.Said(user, e.Timestamp, token, new FollowInput(KeyOf("event", eventId), "")),
            UnsendEvent e => new Incoming.TookBack(user, KeyOf("message", e.Unsend.MessageId)),
            UnfollowEvent e => new Incoming.Left(user, e.Timestamp),
            _ => new Incoming.Ignored(webhookEvent.Type),
        };
    }

    /// <summary>What people in a group say to one another: it is not even to be kept until it has been looked at.</summary>
    public static bool IsTalkAmongOthers(WebhookEvent webhookEvent)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        return webhookEvent.Source is GroupSource or RoomSource && InGroup(webhookEvent, "") is Incoming.Ignored;
    }

    /// <summary>Of what a group says, only what is said to the bot by name is looked at, and that only for a place.</summary>
    private static Incoming InGroup(WebhookEvent webhookEvent, string chatId) => webhookEvent switch
    {
        JoinEvent e => new Incoming.InGroup(GroupEvent.Joined, chatId, e.Timestamp, e.ReplyToken),
        LeaveEvent e => new Incoming.InGroup(GroupEvent.Left, chatId, e.Timestamp, null),
        MessageEvent { Message: TextMessageContent { MentionsBot: true } } e => new Incoming.InGroup(GroupEvent.Called, chatId, e.Timestamp, e.ReplyToken, WithoutMentions((TextMessageContent)e.Message)),
        PostbackEvent e => new Incoming.InGroup(GroupEvent.Called, chatId, e.Timestamp, e.ReplyToken),
        _ => new Incoming.Ignored("in a group"),
    };

    private static string WithoutMentions(TextMessageContent said)
    {
        var text = said.Text;
        foreach (var mention in (said.Mention?.Mentionees ?? []).OrderByDescending(m => m.Index))
            if (mention.Index >= 0 && mention.Length > 0 && mention.Index + mention.Length <= text.Length) text = text.Remove(mention.Index, mention.Length);
        return text.Trim();
    }

    private Incoming.Said Said(string user, DateTimeOffset at, string? token, MessageContent message)
    {
        var key = KeyOf("message", message.Id);
        var reference = pseudonyms.ReferenceOf(key);
        return message switch
        {
            TextMessageContent text => new Incoming.Said(user, at, token, new TextInput(key, reference, text.Text)),
            AudioMessageContent audio => new Incoming.Said(user, at, token, new VoiceInput(key, reference, (int)Math.Clamp((audio.Duration ?? 0) / 1000, 0, 36_000)), message.Id),
            ImageMessageContent image => new Incoming.Said(user, at, token, new PhotoInput(key, reference, image.ImageSet?.Id), message.Id),
            LocationMessageContent place => new Incoming.Said(user, at, token, new LocationInput(key, reference, place.Latitude, place.Longitude, place.Address ?? place.Title)),
            StickerMessageContent => new Incoming.Said(user, at, token, new StickerInput(key, reference)),
            _ => new Incoming.Said(user, at, token, new OtherInput(key, reference)),
        };
    }

    private TapInput Tapped(string eventId, PostbackContent postback)
    {
        var key = KeyOf("event", eventId);
        var picked = postback.Params switch
        {
            { Date: { } date } => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            { Time: { } time } => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            { Datetime: { } at } => at.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        return new TapInput(key, pseudonyms.ReferenceOf(key), postback.Data, picked);
    }

    private string KeyOf(string purpose, string id) => pseudonyms.KeyOf(purpose, id);
}
