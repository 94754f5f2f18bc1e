namespace Line.Messaging;

/// <summary>What can be added to any message.</summary>
public static class MessageExtensions
{
    /// <summary>The message with these buttons under it.</summary>
    public static T WithQuickReply<T>(this T message, params IReadOnlyList<QuickReplyItem> items) where T : Message =>
        message.WithQuickReply(items.Count == 0 ? null : new QuickReply { Items = items });

    /// <summary>The message with these buttons under it.</summary>
    public static T WithQuickReply<T>(this T message, QuickReply? quickReply) where T : Message =>
        (T)((Message)message with { QuickReply = quickReply });

    /// <summary>The message under another name and picture.</summary>
    /// <param name="message">The message.</param>
    /// <param name="name">At most 20 UTF-16 units; certain words, such as LINE, are not allowed.</param>
    /// <param name="iconUrl">Address of the picture: https, PNG, square.</param>
    public static T WithSender<T>(this T message, string? name, string? iconUrl = null) where T : Message =>
        (T)((Message)message with { Sender = new Sender { Name = name, IconUrl = iconUrl } });
}
