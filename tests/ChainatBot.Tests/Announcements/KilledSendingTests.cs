using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Announcements;

/// <summary>The program as a process of its own, killed five times while it sends to ten thousand and LINE errs in every way it can.</summary>
public sealed class KilledSendingTests : IDisposable
{
    private const int People = 10_000;
    private const int Free = 700;
    private const int Kills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Ten_thousand_are_told_once_each_through_five_kills_and_every_fault()
    {
        var (random, seed) = Seeds.Next(11);
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = 1_000_000 });
        var emulator = line.Emulator;
        var settings = BotProcess.SettingsFor(line, directory.Path);
        (settings["Line:Timeout"], settings["Line:Retry:BaseDelay"]) = ("00:00:01", "00:00:00.050");
        var people = emulator.AddUsers(People);
        await using var look = BotProcess.Look(settings);
        await SeedAsync(look.Services, people);

        string[] kinds = [FaultKinds.ErrorBefore, FaultKinds.ErrorAfter, FaultKinds.TimeoutBefore, FaultKinds.TimeoutAfter, FaultKinds.RateLimit];
        for (var life = 0; life < Kills; life++)
        {
            emulator.AddFault(new Fault(kinds[life], "POST", PayDesk.Multicast, DelayMilliseconds: 1_200));
            emulator.AddFault(new Fault(FaultKinds.Slow, "POST", PayDesk.Multicast, Times: 6, DelayMilliseconds: 150));
            using var bot = BotProcess.Start(line, settings, takesWebhooks: false);
            await bot.IsReadyAsync();
            // Somewhere between the first batch of this life and the last of all.
            var enough = Math.Min(18, emulator.Deliveries.Count + random.Next(0, 4));
            await Eventually.TrueAsync(() => Task.FromResult(emulator.Deliveries.Count >= enough), Patience);
            bot.Kill();
        }

        emulator.ClearFaults();
        emulator.AddFault(new Fault(FaultKinds.MonthlyLimit, "POST", PayDesk.Multicast));
        using var last = BotProcess.Start(line, settings, takesWebhooks: false);
        await last.IsReadyAsync();
        await Eventually.TrueAsync(async () => await StateAsync(look.Services) is PayState.Quota or PayState.Done, Patience);
        emulator.ClearFaults();
        var (exitCode, _) = await BotProcess.RunAsync(settings, "announcement", "resume", "water");
        Assert.Equal(0, exitCode);
        await Eventually.TrueAsync(async () => await StateAsync(look.Services) == PayState.Done, Patience);

        var told = emulator.CountRecipients(_ => true);
        Assert.True(told.Values.All(n => n == 1), $"Somebody was told twice (seed {seed}).");
        Assert.Equal(people.Skip(Free).Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(People - Free, emulator.QuotaUsed);
        var budgets = look.Services.GetRequiredService<Budgets>();
        Assert.Equal(People - Free, (await budgets.OfAsync(PayDesk.Tambon, budgets.Month)).Spent);
        Assert.Empty(emulator.Violations);
        var (shown, figures) = await BotProcess.RunAsync(settings, "announcement", "show", "water");
        Assert.Equal(0, shown);
        Assert.Contains($"เสียเงิน: {(People - Free).ToString("#,0", CultureInfo.InvariantCulture)} คน", figures, StringComparison.Ordinal);
    }

    private static async Task SeedAsync(IServiceProvider services, IReadOnlyList<string> people)
    {
        var (subscribers, pseudonyms, deliveries) = (services.GetRequiredService<Subscribers>(), services.GetRequiredService<Pseudonyms>(), services.GetRequiredService<Deliveries>());
        var profile = PayDesk.ProfileOf(PayDesk.Tambon, 3);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (p, cancel) => await subscribers.ProjectAsync(pseudonyms.ParticipantOf(p), p, profile, profile, cancel));
        foreach (var person in people.Take(Free)) Assert.Equal(RideClaim.New, await deliveries.ClaimFreeAsync("water", pseudonyms.ParticipantOf(person), "event"));
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Assert.True(await services.GetRequiredService<NoticeStore>().AddAsync(
            new Notice("water", NoticeKind.Announcement, "งดจ่ายน้ำ", new Audience([PayDesk.Tambon], []), [LineJson.Format(Message.Text("งดจ่ายน้ำค่ะ"))], now.AddMinutes(-1), now, now.AddDays(1))));
    }

    private static async Task<PayState?> StateAsync(IServiceProvider services) => (await services.GetRequiredService<PayRuns>().FindAsync("water", default))?.State;
}
