namespace Line.Emulator;

/// <summary>How the emulated LINE platform and its one Messaging API channel behave. Defaults are those of a new, unverified account on the free plan in Thailand.</summary>
public sealed class LineEmulatorOptions
{
    /// <summary>Key of the webhook signature (HMAC-SHA256, as UTF-8 text).</summary>
    public string ChannelSecret { get; set; } = "e1a7c0de5ec4e7f00d5ec4e7f00de1a7";

    /// <summary>The long-lived token that the bot must send as <c>Authorization: Bearer …</c>.</summary>
    public string ChannelAccessToken { get; set; } = "emulator-channel-access-token";

    /// <summary>Id of the Messaging API channel, used when tokens are issued.</summary>
    public string ChannelId { get; set; } = "1650000001";

    /// <summary>Id of the LINE Login channel (<c>client_id</c>).</summary>
    public string LoginChannelId { get; set; } = "1650000002";

    /// <summary>Secret of the LINE Login channel; also the HS256 key of its ID tokens.</summary>
    public string LoginChannelSecret { get; set; } = "10c1a5ec4e7f00d5ec4e7f00d10c1a5e";

    /// <summary>Callback URLs registered for LINE Login. Empty: any absolute http(s) URL on this machine.</summary>
    public IList<string> LoginRedirectUris { get; } = [];

    /// <summary>Name of the bot, shown to people and in mentions.</summary>
    public string BotDisplayName { get; set; } = "Bot";

    /// <summary>User id of the bot: <c>destination</c> of every webhook.</summary>
    public string BotUserId { get; set; } = "U00000000000000000000000000000b07";

    /// <summary>Basic id of the official account, with the @.</summary>
    public string BotBasicId { get; set; } = "@000emula";

    /// <summary>Where webhooks are posted; null keeps them back.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>Messages a month; null is a plan without a limit.</summary>
    public int? MonthlyQuota { get; set; } = 300;

    /// <summary>Whether the account is verified, which opens followers/ids and members/ids.</summary>
    public bool Verified { get; set; }

    /// <summary>Whether the token buckets of the reference apply.</summary>
    public bool RateLimitsEnabled { get; set; } = true;

    /// <summary>Factor on every rate limit: 0.01 makes 2,000 a second into 20.</summary>
    public double RateLimitScale { get; set; } = 1;

    /// <summary>Whether a webhook without a 2xx answer is sent again.</summary>
    public bool Redelivery { get; set; }

    /// <summary>Pauses before each redelivery; their number is how often it is tried. LINE discloses neither.</summary>
    public IList<TimeSpan> RedeliveryDelays { get; set; } = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>How long the bot may take to answer a webhook.</summary>
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many webhooks may be under way at once. One chat never has more than one.</summary>
    public int WebhookConcurrency { get; set; } = 64;

    /// <summary>How many waiting events may share a POST.</summary>
    public int MaxEventsPerWebhook { get; set; } = 1;

    /// <summary>Events that may wait in each of the <see cref="WebhookConcurrency"/> lanes before senders have to wait.</summary>
    public int WebhookQueueCapacity { get; set; } = 10_000;

    /// <summary>Whether emoji go out as <c>\uXXXX</c>, as LINE may do.</summary>
    public bool EscapeEmoji { get; set; } = true;

    /// <summary>Whether the properties of every event go out in random order.</summary>
    public bool ShuffleProperties { get; set; }

    /// <summary>Whether events carry properties that no reference names.</summary>
    public bool UnknownFields { get; set; }

    /// <summary>Whether events are sent in mode <c>standby</c>, without reply tokens.</summary>
    public bool Standby { get; set; }

    /// <summary>Whether <c>source.userId</c> is left out in groups and rooms, as for people who did not consent.</summary>
    public bool WithoutUserId { get; set; }

    /// <summary>How long a video or voice message takes to be prepared; its content answers 202 meanwhile.</summary>
    public TimeSpan MediaPreparation { get; set; } = TimeSpan.Zero;

    /// <summary>How long a narrowcast waits before it is sent.</summary>
    public TimeSpan NarrowcastDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long a connection is held by the time-out faults unless the fault says otherwise.</summary>
    public TimeSpan FaultHoldTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Items kept per chat; older ones are forgotten, counters stay.</summary>
    public int TimelineCapacity { get; set; } = 200;

    /// <summary>API calls kept in the log.</summary>
    public int CallLogCapacity { get; set; } = 500;

    /// <summary>Violations and warnings kept, each.</summary>
    public int ViolationCapacity { get; set; } = 1_000;

    /// <summary>Webhooks kept in the log, with their raw bodies.</summary>
    public int WebhookLogCapacity { get; set; } = 200;

    /// <summary>Paid sends kept with their recipients.</summary>
    public int DeliveryCapacity { get; set; } = 200_000;

    /// <summary>Bytes of media kept in memory; the oldest go first and are then not found.</summary>
    public long ContentCapacityBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>The clock behind every rule; null takes the one of the service provider, or the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
