namespace Line.Messaging;

public abstract partial record Message
{
    /// <summary>Text; 1 to 5000 UTF-16 units.</summary>
    public static TextMessage Text(string text) => new() { Text = text };
}

/// <summary>What can be added to any message.</summary>
public static class MessageExtensions
{
    /// <summary>The message with these buttons under it.</summary>
    public static T WithQuickReply<T>(this T message, params IReadOnlyList<QuickReplyItem> items) where T : Message =>
        (T)((Message)message with { QuickReply = items.Count == 0 ? null : new QuickReply { Items = items } });

    /// <summary>The message with these buttons under it.</summary>
    public static T WithQuickReply<T>(this T message, QuickReply? quickReply) where T : Message =>
        (T)((Message)message with { QuickReply = quickReply });

    /// <summary>The message under another name and picture.</summary>
    public static T From<T>(this T message, string name, string? iconUrl = null) where T : Message =>
        (T)((Message)message with { Sender = new Sender { Name = name, IconUrl = iconUrl } });
}
