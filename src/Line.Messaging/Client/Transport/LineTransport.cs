using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Line.Messaging;

/// <summary>Sends calls over the HTTP client whose retry policy suits them, and turns answers that nobody asked for into exceptions.</summary>
internal sealed partial class LineTransport(IHttpClientFactory clients, LineMessagingOptions options, TimeProvider time, ILogger logger)
{
    private static readonly ActivitySource s_activities = new(LineHttpClients.ActivitySourceName);

    // Held for good: their handlers never expire, the connections below do.
    private readonly HttpClient _reply = clients.CreateClient(LineHttpClients.Reply);
    private readonly HttpClient _send = clients.CreateClient(LineHttpClients.Send);
    private readonly HttpClient _idempotent = clients.CreateClient(LineHttpClients.Idempotent);
    private readonly string _api = BaseOf(options.ApiBaseUrl, LineMessagingOptions.DefaultApiBaseUrl);
    private readonly string _data = BaseOf(options.DataApiBaseUrl, LineMessagingOptions.DefaultDataApiBaseUrl);

    public TimeSpan Timeout { get; } = options.Timeout;

    public TimeProvider Time { get; } = time;

    /// <summary>A 2xx or one of the call's expected statuses; the caller disposes it.</summary>
    /// <exception cref="LineException">Any other outcome.</exception>
    public async Task<HttpResponseMessage> SendAsync(LineCall call, string? token, CancellationToken cancellationToken)
    {
        using var activity = s_activities.HasListeners() ? s_activities.StartActivity("LINE " + call.Operation, ActivityKind.Client) : null;
        var started = Time.GetTimestamp();
        call.CancellationToken = cancellationToken;
        using var request = call.ToRequest(call.Host == LineHost.Api ? _api : _data, token);
        LineRetryPolicies.Attach(request, call);
        try
        {
            var response = await ClientFor(call.Repeat).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var requestId = response.HeaderOrNull(LineHeaders.RequestId);
            var elapsed = Time.GetElapsedTime(started);
            Log.Answered(logger, call.Operation, (int)response.StatusCode, elapsed, requestId);
            activity?.SetTag("http.response.status_code", (int)response.StatusCode);
            activity?.SetTag("line.request_id", requestId);
            if (call.Accepts(response))
                return response;
            activity?.SetStatus(ActivityStatusCode.Error);
            response.Dispose();
            throw new LineApiException(call.Error!, call);
        }
        catch (LineException broken) when (broken is not LineApiException)
        {
            var (reason, elapsed) = (broken.GetType().Name, Time.GetElapsedTime(started));
            Log.NotAnswered(logger, call.Operation, reason, elapsed);
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private HttpClient ClientFor(LineRepeat repeat) => repeat switch
    {
        LineRepeat.Once => _reply,
        LineRepeat.WithRetryKey => _send,
        _ => _idempotent,
    };

    private static string BaseOf(string? configured, string @default) =>
        (string.IsNullOrWhiteSpace(configured) ? @default : configured.Trim()).TrimEnd('/');

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "LINE {Operation} answered {Status} in {Elapsed}, request {RequestId}")]
        public static partial void Answered(ILogger logger, string operation, int status, TimeSpan elapsed, string? requestId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "LINE {Operation} got no answer ({Reason}) in {Elapsed}")]
        public static partial void NotAnswered(ILogger logger, string operation, string reason, TimeSpan elapsed);
    }
}
