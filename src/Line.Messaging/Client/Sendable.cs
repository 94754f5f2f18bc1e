namespace Line.Messaging;

/// <summary>The check before every send.</summary>
internal static class Sendable
{
    public static void ThrowIfNot(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count is < 1 or > 5)
            throw new ArgumentException($"There are {messages.Count} messages; LINE takes 1 to 5 at a time.", nameof(messages));
    }
}
