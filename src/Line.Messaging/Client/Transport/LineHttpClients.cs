namespace Line.Messaging;

/// <summary>
/// The names under which <c>AddLineMessaging</c> registers its clients with <see cref="IHttpClientFactory"/>, for adding a proxy or a handler of your own.
/// Their factory loggers are removed, as those would write user ids (they are part of the paths).
/// </summary>
public static class LineHttpClients
{
    /// <summary>Replies, and every other call that can't be said twice: repeated only when no connection was made.</summary>
    public const string Reply = "Line.Messaging.Reply";

    /// <summary>Push, multicast, narrowcast and broadcast: repeated under their retry key.</summary>
    public const string Send = "Line.Messaging.Send";

    /// <summary>Reads, and writes whose repetition changes nothing.</summary>
    public const string Idempotent = "Line.Messaging.Idempotent";

    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>: one span a call, named by the operation, without any id of a person.</summary>
    public const string ActivitySourceName = "Line.Messaging";
}
