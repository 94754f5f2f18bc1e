using System.Net.Http.Headers;
using System.Threading.Channels;

namespace Line.Emulator;

/// <summary>
/// Posts events to the bot. A chat's events go one after the other, chats go side by side in a bounded number of lanes;
/// what is not answered 2xx in time comes again when redelivery is on.
/// </summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private static readonly TimeSpan HeldBack = TimeSpan.FromSeconds(5);
    private readonly Platform platform;
    private readonly Channel<PendingEvent>[] lanes;
    private readonly Task[] workers;
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http;
    private readonly Lock gate = new();
    private readonly Queue<WebhookDelivery> log = new();
    private int waiting;
    private int generation;
    private int disposed;
    private TaskCompletionSource? idle;
    private TaskCompletionSource? noted;

    public WebhookSender(Platform platform)
    {
        this.platform = platform;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("LineBotWebhook/2.0");
        var options = platform.Options;
        lanes = new Channel<PendingEvent>[Math.Max(1, options.WebhookConcurrency)];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = Channel.CreateBounded<PendingEvent>(new BoundedChannelOptions(Math.Max(1, options.WebhookQueueCapacity)) { SingleReader = true });
        workers = [.. lanes.Select(lane => Task.Run(() => RunAsync(lane.Reader)))];
    }

    public WebhookDelivery[] Log
    {
        get { lock (gate) return [.. log]; }
    }

    public WebhookDelivery? Last { get; private set; }

    /// <summary>Events that are queued, under way, or waiting for a redelivery.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Done when nothing is under way; ask before looking at <see cref="Waiting"/>.</summary>
    public Task NextIdle()
    {
        lock (gate) return (idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>Done when the next webhook was answered or given up; ask before looking at <see cref="Log"/>.</summary>
    public Task NextNoted()
    {
        lock (gate) return (noted ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public ValueTask QueueAsync(PendingEvent item, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        item.Generation = Volatile.Read(ref generation);
        return lanes[(uint)item.ChatId.GetHashCode(StringComparison.Ordinal) % (uint)lanes.Length].Writer.WriteAsync(item, cancellationToken);
    }

    /// <summary>Posts these bytes at once, past all queues, with their true signature or the one given.</summary>
    public async Task<WebhookDelivery> PostAsync(ReadOnlyMemory<byte> body, string? signature, string? url, IReadOnlyList<string> ids, bool isRedelivery, CancellationToken cancellationToken)
    {
        var (at, started) = (platform.Now, platform.Time.GetTimestamp());
        signature ??= EventWriter.Sign(platform.Options.ChannelSecret, body.Span);
        var (status, reason) = await TryPostAsync(body, signature, url ?? platform.Options.WebhookUrl, cancellationToken).ConfigureAwait(false);
        return Note(new WebhookDelivery(at, body, signature, ids, status, platform.Time.GetElapsedTime(started).TotalMilliseconds, reason, isRedelivery));
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref generation);
        lock (gate) log.Clear();
        Last = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await stop.CancelAsync().ConfigureAwait(false);
        foreach (var lane in lanes) lane.Writer.TryComplete();
        await Task.WhenAll(workers).ConfigureAwait(false);
        http.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(ChannelReader<PendingEvent> lane)
    {
        try
        {
            while (await lane.WaitToReadAsync(stop.Token).ConfigureAwait(false))
                while (lane.TryRead(out var first))
                    await SendAsync(await OrderAsync(lane, first).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>The next events of a lane; with a disorder fault the second one of the chat goes before the first.</summary>
    private async Task<List<PendingEvent>> OrderAsync(ChannelReader<PendingEvent> lane, PendingEvent first)
    {
        if (platform.Faults.TakeForWebhook(FaultKinds.Disorder) is not null && await ComesAsync(lane).ConfigureAwait(false) && lane.TryRead(out var second))
        {
            await SendAsync([second]).ConfigureAwait(false);
            return [first];
        }
        List<PendingEvent> batch = [first];
        while (batch.Count < platform.Options.MaxEventsPerWebhook && lane.TryRead(out var more)) batch.Add(more);
        return batch;
    }

    /// <summary>Whether another event comes while one is held back.</summary>
    private async Task<bool> ComesAsync(ChannelReader<PendingEvent> lane)
    {
        using var patience = new CancellationTokenSource(HeldBack, platform.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop.Token);
        try
        {
            return await lane.WaitToReadAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SendAsync(List<PendingEvent> batch)
    {
        batch.RemoveAll(e => e.Generation != Volatile.Read(ref generation) && Finish(e));
        if (batch.Count == 0) return;
        var ids = batch.ConvertAll(e => e.Id);
        var body = EventWriter.Write(platform.Options, batch);
        WebhookDelivery delivery;
        if (platform.Faults.TakeForWebhook(FaultKinds.Drop) is not null)
            delivery = Note(new WebhookDelivery(platform.Now, body, EventWriter.Sign(platform.Options.ChannelSecret, body), ids, 0, 0, "dropped", batch[0].Attempt > 0));
        else
        {
            var twice = platform.Faults.TakeForWebhook(FaultKinds.Duplicate) is not null;
            delivery = await PostBatchAsync(batch, body, ids).ConfigureAwait(false);
            if (twice) await PostBatchAsync(batch, body, ids).ConfigureAwait(false);
        }
        foreach (var item in batch)
        {
            var again = !delivery.Succeeded && platform.Options.Redelivery && item.Attempt < platform.Options.RedeliveryDelays.Count;
            if (again) _ = RedeliverAsync(item);
            item.FirstAttempt?.TrySetResult(delivery);
            if (!again) Finish(item);
        }
    }

    private Task<WebhookDelivery> PostBatchAsync(List<PendingEvent> batch, byte[] body, List<string> ids)
    {
        foreach (var item in batch) item.Token?.Sent(platform.Now);
        return PostAsync(body, null, null, ids, batch[0].Attempt > 0, stop.Token);
    }

    private async Task RedeliverAsync(PendingEvent item)
    {
        try
        {
            await Task.Delay(platform.Options.RedeliveryDelays[item.Attempt], platform.Time, stop.Token).ConfigureAwait(false);
            item.Attempt++;
            await lanes[(uint)item.ChatId.GetHashCode(StringComparison.Ordinal) % (uint)lanes.Length].Writer.WriteAsync(item, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            Finish(item);
        }
    }

    private async Task<(int Status, string Reason)> TryPostAsync(ReadOnlyMemory<byte> body, string signature, string? url, CancellationToken cancellationToken)
    {
        if (url is null) return (0, "could_not_connect");
        using var budget = new CancellationTokenSource(platform.Options.WebhookTimeout, platform.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.Add("x-line-signature", signature);
            using var response = await http.SendAsync(request, both.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? "ok" : "error_status_code");
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested)
        {
            return (0, "request_timeout");
        }
        catch (HttpRequestException e)
        {
            return (0, e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError ? "could_not_connect" : "unclassified");
        }
        catch (Exception e) when (e is UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return (0, "could_not_connect");
        }
    }

    private WebhookDelivery Note(WebhookDelivery delivery)
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            while (log.Count >= Math.Max(1, platform.Options.WebhookLogCapacity)) log.Dequeue();
            log.Enqueue(delivery);
            (wake, noted) = (noted, null);
        }
        Last = delivery;
        wake?.TrySetResult();
        platform.Hub.Webhook();
        return delivery;
    }

    private bool Finish(PendingEvent item)
    {
        item.FirstAttempt?.TrySetCanceled();
        if (Interlocked.Decrement(ref waiting) > 0) return true;
        TaskCompletionSource? wake;
        lock (gate) (wake, idle) = (idle, null);
        wake?.TrySetResult();
        return true;
    }
}
