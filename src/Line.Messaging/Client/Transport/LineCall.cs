namespace Line.Messaging;

/// <summary>What may be done with a call whose outcome is not known.</summary>
internal enum LineRepeat
{
    /// <summary>Said twice it would act twice or fail: repeated only while no connection was ever made.</summary>
    Once,

    /// <summary>Carries a retry key, by which LINE recognises the repetition.</summary>
    WithRetryKey,

    /// <summary>Reads, checks and writes whose second time changes nothing.</summary>
    Always,
}

internal enum LineHost
{
    Api,
    Data,
}

/// <summary>One call to LINE over all its tries.</summary>
internal sealed class LineCall
{
    public const string ReplyMessage = "ReplyMessage";
    public const string GetFollowers = "GetFollowers";
    public const string GetGroupMembersIds = "GetGroupMembersIds";
    public const string GetRoomMembersIds = "GetRoomMembersIds";

    private static readonly HttpRequestOptionsKey<LineCall> s_key = new("Line.Messaging.Call");

    /// <summary>LINE's operation id, the only thing of the call that is logged.</summary>
    public required string Operation { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>Path and query below the host, beginning with a slash.</summary>
    public required string Path { get; init; }

    public LineHost Host { get; init; }

    public LineRepeat Repeat { get; init; } = LineRepeat.Always;

    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public Guid? RetryKey { get; init; }

    /// <summary>The body of a 200 is handed to the caller as it arrives and not read here.</summary>
    public bool Streams { get; init; }

    /// <summary>Statuses beside 2xx that the caller wants as a value.</summary>
    public IReadOnlyList<int> Expected { get; init; } = [];

    /// <summary>False for what only asks: then nothing can "land".</summary>
    public bool HasEffect { get; init; }

    /// <summary>True once a try ended without a clear no.</summary>
    public bool MayHaveLanded { get; private set; }

    /// <summary>The last answer when it was not a success.</summary>
    public LineError? Error { get; set; }

    /// <summary>The caller's, for the pauses between tries.</summary>
    public CancellationToken CancellationToken { get; set; }

    public static LineCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_key, out var call)
            ? call
            : throw new InvalidOperationException("The HTTP clients of Line.Messaging serve LineMessagingClient only.");

    public void EndedUnclearly() => MayHaveLanded |= HasEffect;

    public bool Accepts(HttpResponseMessage response) =>
        response.IsSuccessStatusCode || Expected.Contains((int)response.StatusCode);

    /// <summary>A fresh message; the retry key is the call's, so every message of it carries the same.</summary>
    public HttpRequestMessage ToRequest(string baseUrl, string? token)
    {
        var request = new HttpRequestMessage(Method, baseUrl + Path);
        request.Options.Set(s_key, this);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (RetryKey is { } key)
            request.Headers.Add(LineHeaders.RetryKey, key.ToString("D"));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.ContentType = new(ContentType);
        }
        else if (Method == HttpMethod.Post || Method == HttpMethod.Put)
        {
            // LINE answers 411 to a POST that doesn't say how long it is.
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.ContentLength = 0;
        }

        return request;
    }
}
