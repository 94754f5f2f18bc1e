using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Line.Emulator;

/// <summary>All there is to one emulated LINE, put together. Knows no HTTP server.</summary>
internal sealed class Platform : IAsyncDisposable
{
    private readonly byte[] tokenKey = RandomNumberGenerator.GetBytes(32);
    private long lastMessageId = 560_000_000_000_000_000;

    public Platform(LineEmulatorOptions options)
    {
        Options = options;
        Time = options.TimeProvider ?? TimeProvider.System;
        Quota = new QuotaLedger(options.MonthlyQuota);
        ReplyTokens = new ReplyTokens(Time);
        RetryKeys = new RetryKeys(Time);
        Buckets = new TokenBuckets(options, Time);
        Calls = new CallLog(options);
        Tokens = new AccessTokens(options, Time);
        Contents = new ContentStore(options, Time);
        Sends = new SendLedger(options);
        Login = new LoginStore(this);
        Webhooks = new WebhookSender(this);
        Hub = new EventHub(this);
        Faults.Changed = Hub.Faults;
    }

    public LineEmulatorOptions Options { get; }
    public TimeProvider Time { get; }
    public DateTimeOffset Now => Time.GetUtcNow();
    public ChatDirectory Chats { get; } = new();
    public QuotaLedger Quota { get; }
    public ReplyTokens ReplyTokens { get; }
    public RetryKeys RetryKeys { get; }
    public TokenBuckets Buckets { get; }
    public FaultPlan Faults { get; } = new();
    public CallLog Calls { get; }
    public AccessTokens Tokens { get; }
    public ContentStore Contents { get; }
    public SendLedger Sends { get; }
    public NarrowcastLedger Narrowcasts { get; } = new();
    public AudienceStore Audiences { get; } = new();
    public RichMenuStore Menus { get; } = new();
    public LinkTokens LinkTokens { get; } = new();
    public LoginStore Login { get; }
    public WebhookSender Webhooks { get; }
    public EventHub Hub { get; }

    /// <summary>Where the page and its control calls are: the path of addresses told to it.</summary>
    public string ControlPrefix { get; set; } = "";

    /// <summary>One paid send at a time: quota, retry key and delivery belong together.</summary>
    public Lock Sending { get; } = new();

    public string NextMessageId() => Interlocked.Increment(ref lastMessageId).ToString(CultureInfo.InvariantCulture);

    /// <summary>A token that proves itself: kind, message and chat, signed.</summary>
    public string Token(char kind, string chatId, string messageId)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(tokenKey, Encoding.UTF8.GetBytes($"{kind}{chatId}{messageId}"), hash);
        return $"{kind}{messageId}{Convert.ToHexStringLower(hash[..12])}";
    }

    /// <summary>The message a token is for, when it is one of this chat.</summary>
    public string? MessageOf(char kind, string chatId, string token)
    {
        if (token.Length < 26 || token[0] != kind) return null;
        var messageId = token[1..^24];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Token(kind, chatId, messageId)), Encoding.UTF8.GetBytes(token)) ? messageId : null;
    }

    /// <summary>Puts an item into a chat and shows it to the phones.</summary>
    public void Say(Chat chat, TimelineItem item) => Say(chat, [item]);

    /// <summary>Puts the messages of one call into a chat, all at once: nobody ever sees half a reply.</summary>
    public void Say(Chat chat, ReadOnlySpan<TimelineItem> items)
    {
        chat.Add(items, Options.TimelineCapacity);
        foreach (var item in items) Hub.Item(chat, item);
    }

    public void Reset()
    {
        Chats.Clear();
        Quota.Reset();
        ReplyTokens.Clear();
        lock (Sending) RetryKeys.Clear();
        Buckets.Clear();
        Faults.Clear();
        Calls.Clear();
        Contents.Clear();
        Sends.Clear();
        Narrowcasts.Clear();
        Audiences.Clear();
        Menus.Clear();
        LinkTokens.Clear();
        Login.Clear();
        Webhooks.Clear();
        Hub.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await Webhooks.DisposeAsync().ConfigureAwait(false);
        Hub.Dispose();
    }
}
