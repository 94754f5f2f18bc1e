namespace Line.Emulator;

/// <summary>One image, video, voice message or file that a person sent.</summary>
internal sealed record StoredContent(string MessageId, string Kind, string ContentType, byte[] Bytes, DateTimeOffset ReadyAt)
{
    public bool IsGone { get; init; }
}

/// <summary>Media of messages, the newest up to a limit.</summary>
internal sealed class ContentStore(LineEmulatorOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, StoredContent> contents = new(StringComparer.Ordinal);
    private readonly Queue<string> byAge = new();
    private long bytes;

    public void Add(string messageId, string kind, string contentType, byte[] content)
    {
        var ready = time.GetUtcNow() + (kind is "video" or "audio" ? options.MediaPreparation : TimeSpan.Zero);
        lock (gate)
        {
            contents[messageId] = new StoredContent(messageId, kind, contentType, content, ready);
            byAge.Enqueue(messageId);
            bytes += content.Length;
            while (bytes > options.ContentCapacityBytes && byAge.Count > 1)
                if (contents.Remove(byAge.Dequeue(), out var oldest)) bytes -= oldest.Bytes.Length;
        }
    }

    public StoredContent? Find(string messageId)
    {
        lock (gate) return contents.GetValueOrDefault(messageId);
    }

    /// <summary>Taken back: 410 from now on.</summary>
    public void Remove(string messageId)
    {
        lock (gate)
        {
            if (!contents.TryGetValue(messageId, out var content)) return;
            bytes -= content.Bytes.Length;
            contents[messageId] = content with { Bytes = [], IsGone = true };
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            contents.Clear();
            byAge.Clear();
            bytes = 0;
        }
    }
}
