namespace Line.Messaging;

/// <summary>
/// One try, below the retry policy: bounds it in time, reads what is not streamed within that time, and says in the call
/// whether the try may have landed.
/// </summary>
internal sealed class LineAttemptHandler(TimeSpan timeout, TimeProvider time) : DelegatingHandler
{
    /// <summary>LINE's answers are small; the largest is a list of 1,000 rich menus.</summary>
    private const long LongestAnswer = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = LineCall.Of(request);
        call.Error = null;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            if (!(call.Streams && (int)response.StatusCode == 200))
                await response.Content.LoadIntoBufferAsync(LongestAnswer, either.Token).ConfigureAwait(false);
            if (!call.Accepts(response))
                call.Error = await LineError.ReadAsync(response, call.Operation, either.Token).ConfigureAwait(false);
            if ((int)response.StatusCode >= 500)
                call.EndedUnclearly();
            return response;
        }
        catch (OperationCanceledException broken) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            if (!deadline.IsCancellationRequested && broken.InnerException is TimeoutException)
                throw new LineConnectionException(call, everConnected: false, broken);
            call.EndedUnclearly();
            throw new LineTimeoutException(call, timeout, broken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            response?.Dispose();
            var connected = EverConnected(broken);
            if (connected)
                call.EndedUnclearly();
            throw new LineConnectionException(call, connected, broken);
        }
    }

    private static bool EverConnected(Exception broken) => broken is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };
}
