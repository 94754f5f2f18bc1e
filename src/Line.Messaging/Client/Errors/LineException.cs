namespace Line.Messaging;

/// <summary>
/// A call to LINE that did not succeed: <see cref="LineApiException"/> (LINE answered with an error),
/// <see cref="LineTimeoutException"/> (no answer in time) or <see cref="LineConnectionException"/> (no connection, or it broke).
/// Messages name the operation and LINE's request id, never a user, a token or what was said.
/// </summary>
public abstract class LineException : Exception
{
    private protected LineException(string message, string operation, bool mayHaveLanded, Guid? retryKey, Exception? inner)
        : base(message, inner)
    {
        Operation = operation;
        MayHaveLanded = mayHaveLanded;
        RetryKey = retryKey;
    }

    /// <summary>LINE's name of the operation, such as <c>PushMessage</c>.</summary>
    public string Operation { get; }

    /// <summary>
    /// Whether LINE may have carried the call out although it failed here; true as soon as that holds for one of its tries.
    /// Repeating such a send without its <see cref="RetryKey"/> may deliver it twice.
    /// </summary>
    public bool MayHaveLanded { get; }

    /// <summary>
    /// The key under which a push, multicast, narrowcast or broadcast was tried; null for other calls. Within 24 hours the same
    /// call with the same key and the same body is safe to repeat.
    /// </summary>
    public Guid? RetryKey { get; }
}
