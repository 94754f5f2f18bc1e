using System.Text;
using System.Text.Json.Nodes;

namespace Line.Emulator;

public sealed partial class LineEmulator
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Sends an event of any type from a chat. <c>source</c>, <c>timestamp</c>, <c>mode</c>, <c>webhookEventId</c>, <c>deliveryContext</c> and, where
    /// the type has one, <c>replyToken</c> are added unless given; a <c>source</c> of null leaves it out.
    /// </summary>
    /// <returns>How its first attempt went.</returns>
    public async Task<WebhookDelivery> EmitAsync(string chatId, JsonObject webhookEvent, CancellationToken cancellationToken = default)
    {
        var pending = Make(chatId, webhookEvent);
        pending.FirstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Platform.Webhooks.QueueAsync(pending, cancellationToken).ConfigureAwait(false);
        return await pending.FirstAttempt.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends several events, of several people if need be, in one POST, past all queues.</summary>
    public Task<WebhookDelivery> EmitTogetherAsync(IEnumerable<(string ChatId, JsonObject WebhookEvent)> events, CancellationToken cancellationToken = default)
    {
        var pending = events.Select(e => Make(e.ChatId, e.WebhookEvent)).ToList();
        foreach (var item in pending) item.Token?.Sent(Platform.Now);
        return Platform.Webhooks.PostAsync(EventWriter.Write(Options, pending), null, null, pending.ConvertAll(e => e.Id), false, cancellationToken);
    }

    /// <summary>Posts a raw body with its true signature, or with the one given; an empty signature is a wrong one.</summary>
    public Task<WebhookDelivery> PostWebhookAsync(ReadOnlyMemory<byte> body, string? signature = null, CancellationToken cancellationToken = default) =>
        Platform.Webhooks.PostAsync(body, signature, null, [], false, cancellationToken);

    /// <summary>Posts a raw body with its true signature, or with the one given.</summary>
    public Task<WebhookDelivery> PostWebhookAsync(string body, string? signature = null, CancellationToken cancellationToken = default) =>
        PostWebhookAsync(Encoding.UTF8.GetBytes(body), signature, cancellationToken);

    /// <summary>Presses the Verify button: a webhook without events.</summary>
    public Task<WebhookDelivery> VerifyWebhookAsync(CancellationToken cancellationToken = default) => WebhookOperations.VerifyAsync(Platform, null, cancellationToken);

    /// <summary>Sends a webhook of the log again, as LINE's redelivery does: same events, <c>isRedelivery</c> true.</summary>
    public Task<WebhookDelivery> RedeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var body = JsonNode.Parse(delivery.Body.Span)!;
        foreach (var item in body["events"]!.AsArray())
        {
            item!["deliveryContext"] = new JsonObject { ["isRedelivery"] = true };
            if (item["replyToken"]?.GetValue<string>() is { } token) Platform.ReplyTokens.SentAgain(token);
        }
        return Platform.Webhooks.PostAsync(Compact.Utf8(body), null, null, delivery.EventIds, true, cancellationToken);
    }

    /// <summary>Waits until the bot has said so much.</summary>
    /// <param name="chatId">In the chat with a person, or in a group.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="after">Counted after this item; null counts all that is kept.</param>
    /// <param name="timeout">Real time, whatever the emulator's clock; null is 30 seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bot's messages after <paramref name="after"/>.</returns>
    /// <exception cref="TimeoutException">It did not come; the message tells what there is.</exception>
    public async Task<IReadOnlyList<TimelineItem>> WaitForBotMessagesAsync(string chatId, int count = 1, TimelineItem? after = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var chat = Platform.Chats.Any(chatId);
        using var limit = new CancellationTokenSource(timeout ?? Patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            var next = chat.NextItem();
            var items = chat.Items();
            var start = after is null ? 0 : Array.FindIndex(items, i => i.Id == after.Id) + 1;
            var said = items[start..].Where(i => i.From == "bot").ToList();
            if (said.Count >= count) return said;
            try
            {
                await next.WaitAsync(both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The bot was to say {count} messages and said {said.Count}. Last webhook: {Platform.Webhooks.Last?.Reason ?? "none"} {Platform.Webhooks.Last?.Status}.");
            }
        }
    }

    /// <summary>Waits until no webhook is queued, under way or to be redelivered. The bot may still be at work on what it took.</summary>
    /// <exception cref="TimeoutException">After real time, whatever the emulator's clock; 30 seconds unless told.</exception>
    public async Task WaitUntilIdleAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var next = Platform.Webhooks.NextIdle();
            if (Platform.Webhooks.Waiting == 0) return;
            await next.WaitAsync(timeout ?? Patience, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a webhook that fits is in the log, with its answer.</summary>
    /// <exception cref="TimeoutException">After real time, whatever the emulator's clock; 30 seconds unless told.</exception>
    public async Task<WebhookDelivery> WaitForWebhookAsync(Func<WebhookDelivery, bool> fits, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fits);
        while (true)
        {
            var next = Platform.Webhooks.NextNoted();
            if (Array.Find(Platform.Webhooks.Log, d => fits(d)) is { } delivery) return delivery;
            await next.WaitAsync(timeout ?? Patience, cancellationToken).ConfigureAwait(false);
        }
    }

    private PendingEvent Make(string chatId, JsonObject webhookEvent)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        var chat = Platform.Chats.Any(chatId);
        var own = webhookEvent.DeepClone().AsObject();
        var source = own.ContainsKey("source") ? null : SourceOf(chat, null);
        var withoutSource = own.ContainsKey("source") && own["source"] is null;
        var pending = Events.Make(Platform, chat, own, source);
        if (withoutSource) pending.Body.Remove("source");
        return pending;
    }
}
