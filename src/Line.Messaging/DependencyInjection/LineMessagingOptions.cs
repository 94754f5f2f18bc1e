namespace Line.Messaging;

/// <summary>
/// Settings of <c>AddLineMessaging</c>, in configuration under <c>Line</c>. Needed is a way to a channel access token: <see cref="ChannelAccessToken"/>,
/// or <see cref="ChannelId"/> together with <see cref="ChannelSecret"/>.
/// </summary>
public sealed class LineMessagingOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string SectionName = "Line";

    /// <summary>Default of <see cref="ApiBaseUrl"/>.</summary>
    public const string DefaultApiBaseUrl = "https://api.line.me";

    /// <summary>Default of <see cref="DataApiBaseUrl"/>.</summary>
    public const string DefaultDataApiBaseUrl = "https://api-data.line.me";

    /// <summary>The channel secret (Basic settings): signs webhooks, and with <see cref="ChannelId"/> issues tokens.</summary>
    public string? ChannelSecret { get; set; }

    /// <summary>A channel access token; when set it is used as it is and <see cref="ChannelId"/> is not looked at.</summary>
    public string? ChannelAccessToken { get; set; }

    /// <summary>The channel id (a number); with <see cref="ChannelSecret"/>, stateless tokens of 15 minutes are issued and renewed.</summary>
    public string? ChannelId { get; set; }

    /// <summary>Where the Messaging API is. A path is kept as a prefix: <c>http://127.0.0.1:5000/emulator/api</c>.</summary>
    public string? ApiBaseUrl { get; set; } = DefaultApiBaseUrl;

    /// <summary>Where contents and rich menu pictures are; a path is kept as a prefix.</summary>
    public string? DataApiBaseUrl { get; set; } = DefaultDataApiBaseUrl;

    /// <summary>How long one try may wait for its answer (for contents: for the headers, and for each further piece). Default 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How failed calls are repeated, where that is safe.</summary>
    public LineRetryOptions Retry { get; set; } = new();
}

/// <summary>
/// How calls are repeated. Reads, idempotent writes and sends under a retry key are repeated after a 5xx, a time-out or a lost connection; a reply and
/// other calls that can't be said twice only when no connection was ever made. A 4xx is never repeated, with one exception: <see cref="RateLimited"/>.
/// </summary>
public sealed class LineRetryOptions
{
    /// <summary>How many times a call is repeated after its first try, 0 to 10. Default 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The pause before the first repetition; it doubles each time, and between half and all of it is waited. Default 500 ms.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No pause is longer. Default 20 seconds.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether a call refused by the rate limit (429; never by the monthly limit) is repeated as well, after at least <see cref="RateLimitedDelay"/> or
    /// the answer's <c>Retry-After</c>. Off by default: each repetition counts toward the same limit. Holds for replies too, as a 429 was not carried out.
    /// </summary>
    public bool RateLimited { get; set; }

    /// <summary>The least pause after a rate limit. Default 5 seconds; a reply token lives a minute.</summary>
    public TimeSpan RateLimitedDelay { get; set; } = TimeSpan.FromSeconds(5);
}
