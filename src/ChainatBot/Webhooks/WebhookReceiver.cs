using System.Buffers;
using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using Line.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChainatBot.Webhooks;

/// <summary><c>POST /webhook</c>: checks the signature over the raw bytes, keeps every event, and only then answers 200.</summary>
public sealed class WebhookReceiver(IOptions<LineMessagingOptions> line, Inbox inbox, LaneWorker worker, Pseudonyms pseudonyms, WebhookMetrics metrics)
{
    /// <summary>LINE's own limit for a request.</summary>
    public const int MaxBodyBytes = 2 * 1024 * 1024;

    private readonly byte[] secret = Encoding.UTF8.GetBytes(line.Value.ChannelSecret ?? "");

    public async Task<StatusCodeHttpResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var status = await AcceptAsync(request, cancellationToken);
        if (status != StatusCodes.Status200OK) metrics.Refused(status);
        return TypedResults.StatusCode(status);
    }

    private async Task<int> AcceptAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } body) return StatusCodes.Status413PayloadTooLarge;
        if (secret.Length == 0 || !WebhookSignature.IsValid(body, request.Headers["x-line-signature"], secret)) return StatusCodes.Status401Unauthorized;

        CallbackRequest callback;
        try
        {
            callback = WebhookParser.Parse(body);
        }
        catch (WebhookFormatException)
        {
            return StatusCodes.Status400BadRequest;
        }

        var events = callback.Events.Select(e => (Event: e, Raw: e.RawJson)).ToList();
        if (events.Any(e => e.Raw.Length > SealedColumns.MaxBytes)) return StatusCodes.Status413PayloadTooLarge;
        var keeping = events.Select(e => KeepAsync(e.Event, e.Raw, cancellationToken)).ToList();
        try
        {
            await Task.WhenAll(keeping);
        }
        catch (StorageUnavailableException)
        {
            // LINE redelivers where that is switched on; what was kept already is recognised then.
            return StatusCodes.Status503ServiceUnavailable;
        }
        finally
        {
            // Also after a failure, or when LINE hung up: what is kept is ours to do, and no redelivery will bring it again.
            foreach (var done in keeping.Where(k => k.IsCompletedSuccessfully))
                if (done.Result is var (key, webhookEvent)) worker.Enqueue(key, webhookEvent);
        }

        return StatusCodes.Status200OK;
    }

    private async Task<(InboxKey, WebhookEvent)?> KeepAsync(WebhookEvent webhookEvent, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        if (EventReader.IsTalkAmongOthers(webhookEvent))
        {
            metrics.Ignored("in a group");
            return null;
        }

        var eventId = InboxKey.SafeId(webhookEvent.WebhookEventId, raw.Span);
        var who = webhookEvent.Source?.UserId ?? webhookEvent.Source?.ChatId ?? eventId;
        var key = new InboxKey(InboxKey.LaneOf(pseudonyms.ParticipantOf(who)), eventId, Math.Max(0, webhookEvent.Timestamp.ToUnixTimeMilliseconds()));
        if (await inbox.AddAsync(key, raw, cancellationToken))
        {
            metrics.Received();
            return (key, webhookEvent);
        }

        metrics.Duplicate();
        return null;
    }

    /// <summary>The body as it came, or null where it is longer than LINE sends.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBodyBytes) return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (body.Length + read > MaxBodyBytes) return null;
                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return body.ToArray();
    }
}
