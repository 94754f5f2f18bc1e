using Microsoft.Extensions.Logging;
using Polly;

namespace Line.Messaging;

/// <summary>The three answers to "may this be said again?", as Polly policies; see <see cref="LineRetryOptions"/>.</summary>
internal sealed partial class LineRetryPolicies
{
    private const string CallKey = "line.call";

    private readonly LineRetryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IAsyncPolicy<HttpResponseMessage> _once;
    private readonly IAsyncPolicy<HttpResponseMessage> _repeatable;

    public LineRetryPolicies(LineRetryOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _once = Policy<HttpResponseMessage>
            .Handle<LineConnectionException>(e => e is { NeverConnected: true, MayHaveLanded: false })
            .OrResult(IsRateLimited)
            .RetryAsync(options.MaxRetries, WaitAsync);
        _repeatable = Policy<HttpResponseMessage>
            .Handle<LineConnectionException>()
            .Or<LineTimeoutException>()
            .OrResult(response => IsServersFault(response) || IsRateLimited(response))
            .RetryAsync(options.MaxRetries, WaitAsync);
    }

    public IAsyncPolicy<HttpResponseMessage> For(LineRepeat repeat) => repeat == LineRepeat.Once ? _once : _repeatable;

    public static void Attach(HttpRequestMessage request, LineCall call) =>
        request.SetPolicyExecutionContext(new Context(call.Operation) { [CallKey] = call });

    private static bool IsServersFault(HttpResponseMessage response) => (int)response.StatusCode is 500 or 502 or 503 or 504;

    private bool IsRateLimited(HttpResponseMessage response) =>
        _options.RateLimited
        && LineCall.Of(response.RequestMessage!).Error is { Kind: LineErrorKind.RateLimited } error
        && !(error.RetryAfter > _options.MaxDelay);

    private async Task WaitAsync(DelegateResult<HttpResponseMessage> outcome, int retry, Context context)
    {
        var call = (LineCall)context[CallKey];
        var delay = DelayBefore(retry, outcome.Exception is null ? call.Error : null);
        var reason = outcome.Exception is { } broken ? broken.GetType().Name : ((int)outcome.Result.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Log.Repeating(_logger, call.Operation, reason, retry, (long)delay.TotalMilliseconds);
        await Task.Delay(delay, _time, call.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Doubling pauses, of which half is by chance, so that many senders don't come back together.</summary>
    private TimeSpan DelayBefore(int retry, LineError? error)
    {
        var most = Math.Min(_options.BaseDelay.TotalMilliseconds * Math.Pow(2, retry - 1), _options.MaxDelay.TotalMilliseconds);
        var delay = TimeSpan.FromMilliseconds(most * (0.5 + (Random.Shared.NextDouble() / 2)));
        if (error is not { Kind: LineErrorKind.RateLimited })
            return delay;
        var least = error.RetryAfter ?? _options.RateLimitedDelay;
        return delay > least ? delay : least;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "LINE {Operation} failed ({Reason}); repetition {Retry} in {Milliseconds} ms")]
        public static partial void Repeating(ILogger logger, string operation, string reason, int retry, long milliseconds);
    }
}
