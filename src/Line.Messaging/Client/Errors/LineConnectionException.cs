namespace Line.Messaging;

/// <summary>
/// There was no connection to LINE, or it broke before the answer was complete. <see cref="LineException.MayHaveLanded"/> tells the two apart:
/// false when no try ever had a connection, so that nothing can have been carried out.
/// </summary>
public sealed class LineConnectionException : LineException
{
    internal LineConnectionException(LineCall call, bool everConnected, Exception inner)
        : base(
            (everConnected ? $"The connection to LINE broke during {call.Operation}" : $"No connection to LINE could be made for {call.Operation}")
                + (call.MayHaveLanded ? "; it may have been carried out." : "; nothing was carried out."),
            call.Operation, call.MayHaveLanded, call.RetryKey, inner) => NeverConnected = !everConnected;

    /// <summary>Whether the last try got no connection at all.</summary>
    internal bool NeverConnected { get; }
}
