using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>
/// What became of asking for a picture, video, voice message or file: <see cref="Ready"/>, <see cref="Preparing"/>, <see cref="NotFound"/> or
/// <see cref="Gone"/>. Dispose it: a ready content holds its connection.
/// </summary>
public abstract record ContentResult : IAsyncDisposable, IDisposable
{
    private ContentResult()
    {
    }

    /// <summary>The content, not yet read.</summary>
    /// <param name="Stream">
    /// The bytes as they arrive; nothing is held in memory. Read it once. A read that waits longer than the client's time-out ends in a <see cref="LineTimeoutException"/>.
    /// </param>
    /// <param name="ContentType">LINE's <c>Content-Type</c>, for example <c>image/jpeg</c>, <c>audio/x-m4a</c>.</param>
    /// <param name="Length">Bytes; null when LINE doesn't tell beforehand.</param>
    public sealed record Ready(Stream Stream, string ContentType, long? Length) : ContentResult;

    /// <summary>202: a video or voice message that LINE still prepares. Ask again, or follow <see cref="LineMessagingClient.GetMessageContentTranscodingByMessageIdAsync"/>.</summary>
    public sealed record Preparing : ContentResult;

    /// <summary>404: no such message, or LINE no longer keeps its content (for how long it does is not told).</summary>
    public sealed record NotFound : ContentResult;

    /// <summary>410: the person took the message back. What was kept of it should go too.</summary>
    public sealed record Gone : ContentResult;

    /// <summary>Lets go of the connection, if there is one.</summary>
    public void Dispose()
    {
        (this as Ready)?.Stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the connection, if there is one.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>How far LINE is with a video or voice message.</summary>
[JsonConverter(typeof(LineEnumConverter<TranscodingStatus>))]
public enum TranscodingStatus
{
    /// <summary>A word this version doesn't know.</summary>
    Unknown,

    /// <summary>Not ready.</summary>
    Processing,

    /// <summary>Ready to be fetched.</summary>
    Succeeded,

    /// <summary>It will never be ready.</summary>
    Failed,
}
