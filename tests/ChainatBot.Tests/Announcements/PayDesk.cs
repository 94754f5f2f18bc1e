using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Hosting;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.Tests.Announcements;

/// <summary>The program's services on real files with the emulator as LINE, but nothing running by itself: a test says when the scheduled work is done.</summary>
internal sealed class PayDesk : IAsyncDisposable
{
    public const string Tambon = "180106";
    public const string Other = "180101";
    public const string Multicast = "/v2/bot/message/multicast";

    private readonly LineEmulatorServer? ownLine;
    private readonly TemporaryDirectory? ownDirectory;

    private PayDesk(WebApplication app, LineEmulatorServer line, LineEmulatorServer? ownLine, TemporaryDirectory? ownDirectory, MovedClock clock, TestLog log) =>
        (App, Server, this.ownLine, this.ownDirectory, Clock, Log) = (app, line, ownLine, ownDirectory, clock, log);

    public WebApplication App { get; }
    public LineEmulatorServer Server { get; }
    public LineEmulator Line => Server.Emulator;
    public MovedClock Clock { get; }
    public TestLog Log { get; }
    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<PayDesk> OpenAsync(
        LineEmulatorServer? line = null, string? dataDirectory = null, int? quota = 1_000_000, Dictionary<string, string>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var ownLine = line is null ? await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = quota, CallLogCapacity = 2_000 }) : null;
        line ??= ownLine!;
        var ownDirectory = dataDirectory is null ? new TemporaryDirectory() : null;
        var options = line.Emulator.Options;
        var all = new Dictionary<string, string>
        {
            ["environment"] = "Testing",
            ["Line:ChannelSecret"] = options.ChannelSecret,
            ["Line:ChannelAccessToken"] = options.ChannelAccessToken,
            ["Line:ApiBaseUrl"] = line.ApiBaseUrl.ToString(),
            ["Line:DataApiBaseUrl"] = line.DataApiBaseUrl.ToString(),
            ["Line:Retry:BaseDelay"] = "00:00:00.010",
            ["Storage:DataDirectory"] = dataDirectory ?? ownDirectory!.Path,
            ["Team:Owners:0"] = BotHost.Owner,
            ["Logging:LogLevel:Default"] = "Trace",
        };
        foreach (var (key, value) in settings ?? []) all[key] = value;
        var (log, clock) = (new TestLog(), new MovedClock());
        var app = ChainatBot.Hosting.Server.Build([.. all.Select(s => $"--{s.Key}={s.Value}")], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton<TimeProvider>(clock);
            configure?.Invoke(builder.Services);
        });
        return new PayDesk(app, line, ownLine, ownDirectory, clock, log);
    }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public ParticipantId IdOf(string lineUserId) => Get<Pseudonyms>().ParticipantOf(lineUserId);

    /// <summary>Friends of the account who have consented and told their place.</summary>
    public async Task<IReadOnlyList<string>> AddPeopleAsync(int count, string? tambon = Tambon, int? village = 3, string? consentOn = null, string? wroteOn = null, int daysWritten = 0)
    {
        var people = Line.AddUsers(count);
        await Task.WhenAll(people.Select(p => PutAsync(p, new Profile(), ProfileOf(tambon, village) with { ConsentOn = consentOn ?? "2026-01-01", WroteOn = wroteOn, DaysWritten = daysWritten })));
        return people;
    }

    public static Profile ProfileOf(string? tambon, int? village) => new(Profile.Given, 1, "2026-01-01", tambon, village);

    public Task PutAsync(string person, Profile before, Profile now) => Get<Subscribers>().ProjectAsync(IdOf(person), person, before, now, default);

    public Notice NoticeOf(string id, Audience? audience = null, DateTimeOffset? payAfter = null, string text = "งดจ่ายน้ำวันเสาร์นี้ค่ะ") => new(
        id, NoticeKind.Announcement, "งดจ่ายน้ำ", audience ?? new Audience([Tambon], []), [LineJson.Format(Message.Text($"{text} ({id})"))], Now.AddMinutes(-1), payAfter ?? Now, Now.AddDays(7));

    public async Task<Notice> AddAsync(Notice notice)
    {
        Assert.True(await Get<NoticeStore>().AddAsync(notice));
        return notice;
    }

    public PayWork Work => Get<IEnumerable<IScheduledWork>>().OfType<PayWork>().Single();

    /// <summary>Does the paying of a notice now, as the scheduler would.</summary>
    public Task<DateTimeOffset?> PayAsync(string notice) => Work.RunAsync(new ScheduledJob("pay", notice, Now), default);

    /// <summary>Does it until it is done, as the scheduler would after each failure.</summary>
    public async Task PayUntilDoneAsync(string notice, int tries = 20)
    {
        for (var i = 0; i < tries; i++)
        {
            try
            {
                if (await PayAsync(notice) is null) return;
            }
            catch (Exception e) when (e is LineException or StorageUnavailableException)
            {
                Clock.Advance(TimeSpan.FromSeconds(10));
            }
        }

        Assert.Fail("The paying did not come to an end.");
    }

    /// <summary>How often each was told by a paid message.</summary>
    public IReadOnlyDictionary<string, int> PaidFor(string notice) => Line.CountRecipients(i => i.Text.Contains($"({notice})", StringComparison.Ordinal));

    public void AssertEachOnce(string notice, IEnumerable<string> people)
    {
        var counts = PaidFor(notice);
        Assert.All(counts, c => Assert.Equal(1, c.Value));
        Assert.Equal(people.Order(StringComparer.Ordinal), counts.Keys.Order(StringComparer.Ordinal));
    }

    public async Task<PayState?> StateAsync(string notice) => (await Get<PayRuns>().FindAsync(notice, default))?.State;

    public async Task<IReadOnlyList<PayBatch>> BatchesAsync(string notice)
    {
        var batches = new List<PayBatch>();
        await foreach (var batch in Get<PayRuns>().BatchesAsync(notice, default)) batches.Add(batch);
        return batches;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (ownLine is not null) await ownLine.DisposeAsync();
        ownDirectory?.Dispose();
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
