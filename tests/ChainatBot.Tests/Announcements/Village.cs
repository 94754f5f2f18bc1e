using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.Options;

namespace ChainatBot.Tests.Announcements;

/// <summary>The running program, the emulator as LINE, and as many villagers as a test needs, who have consented and told their place.</summary>
internal sealed class Village : IAsyncDisposable
{
    public const string Title = "งดจ่ายน้ำ";
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly LineEmulatorServer line;
    private readonly TemporaryDirectory files = new();
    private readonly StringWriter data = new();
    private readonly StringWriter words = new();

    private Village(LineEmulatorServer line, BotHost bot, LeapingTime time) => (this.line, Bot, Time) = (line, bot, time);

    public BotHost Bot { get; }
    public LeapingTime Time { get; }
    public LineEmulator Line => line.Emulator;

    /// <summary>What the team has read so far: figures, and words of the program.</summary>
    public string Shown => data.ToString() + words;

    public static async Task<Village> OpenAsync(int quota)
    {
        var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = quota, WebhookLogCapacity = 5_000 });
        var time = new LeapingTime(Start);
        return new Village(line, await BotHost.StartAsync(line, time: time), time);
    }

    /// <summary>People of หาดท่าเสา, หมู่ 3. On which of the last 28 days they wrote: as in <see cref="Profile.DaysWritten"/>.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync(int count, int daysWritten)
    {
        var people = Line.AddUsers(count);
        var (subscribers, conversations, pseudonyms) = (Bot.Get<Subscribers>(), Bot.Get<ConversationStore>(), Bot.Get<Pseudonyms>());
        var profile = PayDesk.ProfileOf(PayDesk.Tambon, 3) with { WroteOn = daysWritten == 0 ? null : "2026-11-22", DaysWritten = daysWritten };
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (person, cancel) =>
        {
            var id = pseudonyms.ParticipantOf(person);
            Assert.NotNull(await conversations.SaveAsync(id, new Conversation { Profile = profile }, null, cancel));
            await subscribers.ProjectAsync(id, person, new Profile(), profile, cancel);
        });
        return people;
    }

    /// <summary>The verb <c>announce</c>, with a window of a week unless it says otherwise.</summary>
    public async Task<int> AnnounceAsync(string id = "water-off", AnnounceOptions? options = null, string delivery = "{mode: reply-first, payAfter: 2026-11-30T09:00}", string villages = "")
    {
        var file = Path.Combine(files.Path, $"{id}.yaml");
        await File.WriteAllTextAsync(file, $$"""
            announcement: {{id}}
            title: {{Title}}
            text: วันเสาร์นี้งดจ่ายน้ำค่ะ ({{id}})
            audience: {tambon: ["{{PayDesk.Tambon}}"]{{villages}}}
            delivery: {{delivery}}
            until: 2026-12-07T09:00
            """);
        return await new AnnounceCommand(Bot.Get<AnnouncementDesk>(), Bot.Get<DraftStore>(), Bot.Get<IOptions<PrivacyOptions>>(), Time, data, words).RunAsync(file, options ?? new AnnounceOptions());
    }

    public AnnouncementCommands Commands() => new(
        Bot.Get<NoticeStore>(), Bot.Get<DraftStore>(), Bot.Get<ProgressReader>(), Bot.Get<Forecasts>(), Bot.Get<PayRuns>(), Bot.Get<IOptions<PrivacyOptions>>(), Time, data, words);

    public BudgetCommand Budget() => new(Bot.Get<Budgets>(), Bot.Get<ChainatBot.Understanding.Places>(), data, words);

    /// <summary>Each says thank you, in a signed webhook, every second one twice; comes back when all are answered.</summary>
    public async Task WriteAsync(IEnumerable<string> people)
    {
        await Parallel.ForEachAsync(people.Select((p, i) => (p, i)), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (person, cancel) =>
        {
            await Line.SendTextAsync(person.p, "ขอบคุณค่ะ", cancellationToken: cancel);
            if (person.i % 2 == 0) await Line.SendTextAsync(person.p, "ขอบคุณมากค่ะ", cancellationToken: cancel);
        });
        await StoredRows.SettledAsync(Line, Bot.App.Services, TimeSpan.FromSeconds(90));
    }

    /// <summary>The window ends, and the scheduler has paid for whom it could.</summary>
    public async Task PayAsync(params string[] notices)
    {
        Time.Leap(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        foreach (var notice in notices) await PaidAsync(notice);
    }

    public Task PaidAsync(string notice) => Eventually.TrueAsync(async () => (await Bot.Get<PayRuns>().FindAsync(notice, default))?.State is PayState.Done or PayState.Quota, TimeSpan.FromSeconds(60));

    public async Task<NoticeProgress> ProgressAsync(string notice) => await Bot.Get<ProgressReader>().OfAsync((await Bot.Get<NoticeStore>().FindAsync(notice))!, default);

    /// <summary>How often somebody has seen a notice, free or paid.</summary>
    public int Seen(string person, string notice = "water-off") => Line.BotMessages(person).Count(m => m.Text.Contains($"({notice})", StringComparison.Ordinal));

    /// <summary>Who was told a notice by a paid message, each as often as LINE's ledger says.</summary>
    public IReadOnlyDictionary<string, int> PaidFor(string notice = "water-off") =>
        Line.CountRecipients(m => m.Text.Contains($"({notice})", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        var (violations, warnings) = (Line.Violations, Bot.Log.WarningsAndWorse);
        await Bot.DisposeAsync();
        await line.DisposeAsync();
        files.Dispose();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }
}
