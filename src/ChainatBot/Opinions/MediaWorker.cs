using System.Threading.Channels;
using ChainatBot.Storage;
using ChainatBot.Surveys;
using Line.Messaging;

namespace ChainatBot.Opinions;

/// <summary>
/// Brings voice and photos over from LINE: asks again with growing pauses while LINE is still preparing them, gives up when
/// LINE no longer has them. Photos are drawn anew without EXIF before they touch the disk.
/// </summary>
public sealed partial class MediaWorker(
    MediaFetches fetches, OpinionStore opinions, AnswerStore answers, IBlobStore blobs, LineMessagingClient line, TimeProvider time, ILogger<MediaWorker> logger) : BackgroundService
{
    internal const int MaxTries = 12;
    private const long MaxBytes = 25 * 1024 * 1024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something new on the list.</summary>
    public void Wake() => signal.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var next = await FetchDueAsync(stoppingToken);
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var woken = signal.Reader.WaitToReadAsync(pause.Token).AsTask();
                var delay = Task.Delay(next, time, pause.Token);
                if (await Task.WhenAny(woken, delay) == woken) signal.Reader.TryRead(out _);
                await pause.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The list is on disk.
        }
    }

    /// <summary>Fetches all that is due. Returns how long to rest.</summary>
    private async Task<TimeSpan> FetchDueAsync(CancellationToken cancellationToken)
    {
        var rest = LookEvery;
        try
        {
            var due = new List<MediaFetch>();
            await foreach (var fetch in fetches.AllAsync(cancellationToken))
            {
                var wait = fetch.NotBefore - time.GetUtcNow();
                // A pause that is longer than any was set by a clock that was ahead.
                if (wait <= TimeSpan.Zero || wait > PauseAfter(fetch.Tries)) due.Add(fetch);
                else if (wait < rest) rest = wait;
            }

            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (fetch, token) =>
            {
                if (!await FetchAsync(fetch, token) && PauseAfter(fetch.Tries) is var pause && pause < rest) rest = pause;
            });
        }
        catch (StorageUnavailableException)
        {
            Log.StorageAway(logger);
        }

        return rest;
    }

    /// <summary>True when the fetch is settled, one way or the other.</summary>
    private async Task<bool> FetchAsync(MediaFetch fetch, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await line.GetMessageContentAsync(fetch.ContentId, cancellationToken);
            switch (content)
            {
                case ContentResult.Ready ready:
                    if (await ReadAsync(ready.Stream, cancellationToken) is { } bytes) await KeepAsync(fetch, bytes, ready.ContentType, cancellationToken);
                    else Log.TooLarge(logger, fetch.Kind);
                    return await SettleAsync(fetch, cancellationToken);
                case ContentResult.Gone:
                    // Taken back; the word of it is on its way.
                    return await SettleAsync(fetch, cancellationToken);
                case ContentResult.NotFound:
                    if (await IsWantedAsync(fetch, cancellationToken)) Log.Gone(logger, fetch.Kind);
                    return await SettleAsync(fetch, cancellationToken);
            }
        }
        catch (Exception e) when (e is LineApiException or LineTimeoutException or HttpRequestException or IOException)
        {
            Log.NotYet(logger, fetch.Kind, e.GetType().Name);
        }

        if (fetch.Tries + 1 >= MaxTries)
        {
            Log.GivenUp(logger, fetch.Kind);
            return await SettleAsync(fetch, cancellationToken);
        }

        await fetches.PutOffAsync(fetch with { Tries = fetch.Tries + 1, NotBefore = time.GetUtcNow() + PauseAfter(fetch.Tries) }, cancellationToken);
        return false;
    }

    private async Task KeepAsync(MediaFetch fetch, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        if (await BlobOfAsync(fetch, cancellationToken) is not { } name) return;
        if (fetch.Kind == "image")
        {
            if (Photos.Redraw(bytes) is not { } jpeg)
            {
                Log.NoPicture(logger);
                return;
            }

            (bytes, contentType) = (jpeg, "image/jpeg");
        }

        await blobs.WriteAsync(name, new MemoryStream(bytes), contentType, cancellationToken);

        // It may have been taken back while it was on its way.
        if (await BlobOfAsync(fetch, cancellationToken) is null) await blobs.DeleteAsync(name, cancellationToken);
    }

    /// <summary>Where the content belongs, or null where what it belonged to is gone.</summary>
    private async Task<string?> BlobOfAsync(MediaFetch fetch, CancellationToken cancellationToken)
    {
        if (fetch is { Survey: { } survey, Question: { } question })
        {
            return await answers.FindAsync(fetch.Tambon, survey, fetch.Person, question, cancellationToken) is { } answer && answer.Media.Contains(fetch.MessageKey)
                ? answer.BlobOf(fetch.MessageKey)
                : null;
        }

        return await opinions.FindAsync(fetch.Tambon, fetch.Person, fetch.OpinionId, cancellationToken) is { } opinion && await opinions.HasMessageAsync(opinion, fetch.MessageKey, cancellationToken)
            ? OpinionStore.BlobOf(opinion, fetch.MessageKey)
            : null;
    }

    private async Task<bool> SettleAsync(MediaFetch fetch, CancellationToken cancellationToken)
    {
        // Where the opinion has moved meanwhile, the media belongs to where it is now: look again at once.
        if (!await fetches.SettleAsync(fetch, cancellationToken)) Wake();
        return true;
    }

    private async Task<bool> IsWantedAsync(MediaFetch fetch, CancellationToken cancellationToken) =>
        await BlobOfAsync(fetch, cancellationToken) is not null;

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (memory.Length + read > MaxBytes) return null;
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }

    private static TimeSpan PauseAfter(int tries) => TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, tries)));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "LINE no longer has the {Kind} of an opinion or answer")]
        public static partial void Gone(ILogger logger, string kind);

        [LoggerMessage(2, LogLevel.Warning, "The {Kind} of an opinion or answer is larger than is kept")]
        public static partial void TooLarge(ILogger logger, string kind);

        [LoggerMessage(3, LogLevel.Information, "Could not fetch the {Kind} of an opinion or answer ({Error}); trying again later")]
        public static partial void NotYet(ILogger logger, string kind, string error);

        [LoggerMessage(4, LogLevel.Error, "Gave up fetching the {Kind} of an opinion or answer")]
        public static partial void GivenUp(ILogger logger, string kind);

        [LoggerMessage(5, LogLevel.Warning, "The photo of an opinion or answer is no picture that can be opened")]
        public static partial void NoPicture(ILogger logger);

        [LoggerMessage(6, LogLevel.Warning, "Storage does not answer; media are fetched later")]
        public static partial void StorageAway(ILogger logger);
    }
}
