namespace Line.Messaging;

internal static class LineHeaders
{
    public const string RequestId = "X-Line-Request-Id";
    public const string AcceptedRequestId = "X-Line-Accepted-Request-Id";
    public const string RetryKey = "X-Line-Retry-Key";

    public static string? HeaderOrNull(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
