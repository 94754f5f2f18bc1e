using System.Net;

namespace Line.Messaging;

/// <summary>One line of LINE's <c>details</c>: which property of the request is wrong, and how.</summary>
/// <param name="Message">LINE's words, for example <c>Length must be between 0 and 5000</c>.</param>
/// <param name="Property">Where, for example <c>messages[0].text</c>; null when LINE names none.</param>
public sealed record LineErrorDetail(string? Message, string? Property);

/// <summary>
/// LINE answered with an error. <see cref="Exception.Message"/> is safe to log: it is made of the status, the kind, the request id and the
/// property paths. What LINE itself wrote is in <see cref="Error"/> and <see cref="Details"/>, as it came.
/// </summary>
public sealed class LineApiException : LineException
{
    internal LineApiException(LineError error, LineCall call, Exception? inner = null)
        : base(error.Describe(call.Operation), call.Operation, call.MayHaveLanded, call.RetryKey, inner)
    {
        Status = error.Status;
        Kind = error.Kind;
        Error = error.Message;
        Details = error.Details;
        RequestId = error.RequestId;
        RetryAfter = error.RetryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>What the failure means; branch on this.</summary>
    public LineErrorKind Kind { get; }

    /// <summary>LINE's <c>message</c>, as it came (for the token endpoint <c>error: error_description</c>); null when the answer had none.</summary>
    public string? Error { get; }

    /// <summary>LINE's <c>details</c>; empty when the answer had none.</summary>
    public IReadOnlyList<LineErrorDetail> Details { get; }

    /// <summary>The answer's <c>x-line-request-id</c>, to tell LINE's support; null when a proxy answered instead of LINE.</summary>
    public string? RequestId { get; }

    /// <summary>The answer's <c>Retry-After</c>, when there was one (LINE documents none).</summary>
    public TimeSpan? RetryAfter { get; }
}
