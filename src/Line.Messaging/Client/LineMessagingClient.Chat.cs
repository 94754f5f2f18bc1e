namespace Line.Messaging;

public sealed partial class LineMessagingClient
{
    /// <summary>Shows the dots of someone writing, in a chat with one person, until a message arrives or the time is over. Nothing shows when the chat isn't open.</summary>
    /// <param name="chatId">A user id; groups and rooms are not possible.</param>
    /// <param name="loadingSeconds">5 to 60, a multiple of 5.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task ShowLoadingAnimationAsync(string chatId, int loadingSeconds = 20, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(loadingSeconds, 5);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(loadingSeconds, 60);
        if (loadingSeconds % 5 != 0)
            throw new ArgumentOutOfRangeException(nameof(loadingSeconds), loadingSeconds, "The seconds must be a multiple of 5.");
        var body = Json(new LoadingBody(LinePath.Id(chatId), loadingSeconds), LineClientJson.Context.LoadingBody);
        return PostAsync("ShowLoadingAnimation", "/v2/bot/chat/loading/start", body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>Marks a message, and all before it in its chat, as read. Matters only where "Chat" is on in the account manager.</summary>
    /// <param name="markAsReadToken">The message's token, from its webhook; never expires.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task MarkMessagesAsReadByTokenAsync(string markAsReadToken, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(markAsReadToken);
        var body = Json(new MarkAsReadByTokenBody(markAsReadToken), LineClientJson.Context.MarkAsReadByTokenBody);
        return PostAsync("MarkMessagesAsReadByToken", "/v2/bot/chat/markAsRead", body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>Marks all of someone's messages as read: the older way, for corporate accounts that LINE let use it. Others: <see cref="MarkMessagesAsReadByTokenAsync"/>.</summary>
    /// <param name="userId">The user id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task MarkMessagesAsReadAsync(string userId, CancellationToken cancellationToken = default)
    {
        var body = Json(new MarkAsReadBody(new ChatReference(LinePath.Id(userId))), LineClientJson.Context.MarkAsReadBody);
        return PostAsync("MarkMessagesAsRead", "/v2/bot/message/markAsRead", body, LineRepeat.Always, cancellationToken);
    }

    /// <summary>Where LINE sends webhooks now.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="LineApiException"><see cref="LineErrorKind.NotFound"/>: none was ever set.</exception>
    public Task<WebhookEndpoint> GetWebhookEndpointAsync(CancellationToken cancellationToken = default) =>
        GetAsync("GetWebhookEndpoint", "/v2/bot/channel/webhook/endpoint", LineClientJson.Context.WebhookEndpoint, cancellationToken);

    /// <summary>Sets where LINE sends webhooks; it can take a minute.</summary>
    /// <param name="endpoint">An https URL of at most 500 characters, with a certificate of a public authority.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task SetWebhookEndpointAsync(Uri endpoint, CancellationToken cancellationToken = default) =>
        DoAsync(
            new LineCall
            {
                Operation = "SetWebhookEndpoint",
                Method = HttpMethod.Put,
                Path = "/v2/bot/channel/webhook/endpoint",
                Body = Json(new EndpointBody(Checked(endpoint)), LineClientJson.Context.EndpointBody),
                HasEffect = true,
            },
            cancellationToken);

    /// <summary>Has LINE call the webhook with no events and tells what it saw. 60 an hour.</summary>
    /// <param name="endpoint">Another URL to try; null for the one that is set.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task<WebhookTestResult> TestWebhookEndpointAsync(Uri? endpoint = null, CancellationToken cancellationToken = default) =>
        ReadAsync(
            new LineCall
            {
                Operation = "TestWebhookEndpoint",
                Method = HttpMethod.Post,
                Path = "/v2/bot/channel/webhook/test",
                Body = Json(new EndpointBody(endpoint is null ? null : Checked(endpoint)), LineClientJson.Context.EndpointBody),
                Repeat = LineRepeat.Once,
            },
            LineClientJson.Context.WebhookTestResult,
            cancellationToken);

    private static string Checked(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint is { IsAbsoluteUri: true, Scheme: "https" } && endpoint.AbsoluteUri.Length <= 500
            ? endpoint.AbsoluteUri
            : throw new ArgumentException("A webhook endpoint is an absolute https URL of at most 500 characters.", nameof(endpoint));
    }
}
