using System.Globalization;

namespace Line.Messaging;

/// <summary>
/// LINE did not answer within <see cref="LineMessagingOptions.Timeout"/>. That says nothing of whether the call was carried out:
/// <see cref="LineException.MayHaveLanded"/> is true for every call that sends or changes something. A reply must then not be followed by a push (the person may read it twice), and a second
/// reply with the same token that ends in <see cref="LineErrorKind.InvalidReplyToken"/> usually means that the first one landed.
/// </summary>
public sealed class LineTimeoutException : LineException
{
    internal LineTimeoutException(LineCall call, TimeSpan timeout, Exception? inner = null)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"LINE did not answer {call.Operation} within {timeout.TotalSeconds:0.###} s{(call.MayHaveLanded ? "; it may have been carried out" : "")}."),
            call.Operation, call.MayHaveLanded, call.RetryKey, inner) => Timeout = timeout;

    /// <summary>How long the last try waited.</summary>
    public TimeSpan Timeout { get; }
}
