namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>
    /// A picture, video, voice message or file that someone sent (only where its <c>contentProvider</c> is <c>line</c>). Streamed from LINE's data host. LINE
    /// may have shrunk it, and keeps it for a time it doesn't tell: fetch it at once.
    /// </summary>
    /// <param name="messageId">The message's id, from its webhook.</param>
    /// <param name="cancellationToken">Cancels the wait for the answer; reading the stream takes a token of its own.</param>
    public Task<ContentResult> GetMessageContentAsync(string messageId, CancellationToken cancellationToken = default) =>
        ContentAsync("GetMessageContent", $"/v2/bot/message/{LinePath.Id(messageId)}/content", cancellationToken);

    /// <summary>The small preview of a picture or video.</summary>
    /// <inheritdoc cref="GetMessageContentAsync"/>
    public Task<ContentResult> GetMessageContentPreviewAsync(string messageId, CancellationToken cancellationToken = default) =>
        ContentAsync("GetMessageContentPreview", $"/v2/bot/message/{LinePath.Id(messageId)}/content/preview", cancellationToken);

    /// <summary>Whether a video or voice message is ready to be fetched.</summary>
    /// <param name="messageId">The message's id, from its webhook.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException">400 for other kinds of message, 404, 410.</exception>
    public async Task<TranscodingStatus> GetMessageContentTranscodingByMessageIdAsync(string messageId, CancellationToken cancellationToken = default)
    {
        var call = new LineCall
        {
            Operation = "GetMessageContentTranscodingByMessageId",
            Method = HttpMethod.Get,
            Host = LineHost.Data,
            Path = $"/v2/bot/message/{LinePath.Id(messageId)}/content/transcoding",
        };
        return (await ReadAsync(call, LineClientJson.Context.TranscodingAnswer, cancellationToken).ConfigureAwait(false)).Status;
    }

    private async Task<ContentResult> ContentAsync(string operation, string path, CancellationToken cancellationToken)
    {
        var call = new LineCall
        {
            Operation = operation,
            Method = HttpMethod.Get,
            Host = LineHost.Data,
            Path = path,
            Streams = true,
            Expected = [404, 410],
        };
        var response = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        switch ((int)response.StatusCode)
        {
            case 200:
                return await ReadyAsync(call, response, cancellationToken).ConfigureAwait(false);
            case 404:
                response.Dispose();
                return new ContentResult.NotFound();
            case 410:
                response.Dispose();
                return new ContentResult.Gone();
            default:
                response.Dispose();
                return new ContentResult.Preparing();
        }
    }

    private async Task<ContentResult.Ready> ReadyAsync(LineCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ContentResult.Ready(
            new ContentStream(stream, response, call, _transport.Timeout, _transport.Time),
            response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream",
            response.Content.Headers.ContentLength);
    }
}
