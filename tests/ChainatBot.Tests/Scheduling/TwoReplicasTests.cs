using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Tests.Announcements;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Scheduling;

/// <summary>
/// Two replicas on one storage account through three days: announcements, reminders and the digest, by LINE's own ledger. Meanwhile the machines sleep past something due,
/// and one clock is hours ahead twice and minutes behind once.
/// </summary>
[Collection(AzuriteCollection.Name)]
public sealed class TwoReplicasTests(AzuriteFixture azurite)
{
    // Nobody else's: other tests share the account.
    private const string Tambon = "180703";
    private static readonly DateTimeOffset Sunday = new(2027, 11, 21, 6, 0, 0, TimeSpan.FromHours(7));
    private static readonly TimeSpan LatestWhileRunning = TimeSpan.FromMinutes(1);

    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private readonly LeapingTime time = new(Sunday);
    private readonly List<(string Text, DateTimeOffset From, DateTimeOffset To, IReadOnlyCollection<string> People)> expected = [];

    [Fact]
    public async Task Nothing_is_told_twice_or_lost_and_nothing_is_late_while_they_run()
    {
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { MonthlyQuota = 10_000, TimeProvider = time });
        using var directory = new TemporaryDirectory();
        var settings = BotProcess.SettingsFor(line, directory.Path, azurite.ConnectionString);
        settings["Team:PaidDigest"] = "true";
        settings["Team:Owners:0"] = BotHost.Owner;
        await using (var look = BotProcess.Look(settings)) await PutOffAsync(look.Services.GetRequiredService<Schedule>());
        var (clockA, clockB) = (new ShiftedTime(time), new ShiftedTime(time));
        await using var a = await BotHost.StartAsync(line, settings: settings, time: clockA);
        await using var b = await BotHost.StartAsync(line, settings: settings, time: clockB);
        var people = line.Emulator.AddUsers(3);
        foreach (var person in people) await PutAsync(a, person);
        line.Emulator.AddUser(isFriend: true, userId: BotHost.Owner);
        await PutAsync(a, BotHost.Owner);
        string[] everybody = [.. people, BotHost.Owner];

        // Over before the machines wake up: its reminder is of no use any more.
        await a.Get<ForumDesk>().KeepAsync(ForumOf("over", Sunday.AddHours(2), Sunday.AddHours(3)), default);
        await a.Get<ForumReplyStore>().ChangeAsync($"over-{run}", IdOf(a, people[0]), r => r with { Reply = "yes" }, default);
        foreach (var (name, day, from, to, coming) in ((string, int, int, int, int)[])[("hearing", 2, 32, 35, 2), ("market", 3, 59, 59, 3)])
        {
            var forum = ForumOf(name, Sunday.AddDays(day).AddHours(3), Sunday.AddDays(day).AddHours(6));
            await a.Get<ForumDesk>().KeepAsync(forum, default);
            foreach (var person in people.Take(coming)) await a.Get<ForumReplyStore>().ChangeAsync(forum.Id, IdOf(a, person), r => r with { Reply = "maybe" }, default);
            expected.Add((forum.Title, Sunday.AddHours(from), Sunday.AddHours(to) + LatestWhileRunning, [.. people.Take(coming)]));
        }

        expected.Add(("สรุปของสัปดาห์", Sunday.AddHours(36), Sunday.AddHours(36) + LatestWhileRunning, [BotHost.Owner]));
        foreach (var (hour, from, to) in ((double, double, double)[])[(2.5, 3.5, 3.5), (5, 5, 5), (9, 6, 9), (13, 13, 13), (30, 30, 30), (47, 47, 47)])
        {
            var text = $"เรื่องที่ {run} {hour.ToString(CultureInfo.InvariantCulture)}";
            var at = Sunday.AddHours(hour);
            Assert.True(await b.Get<NoticeStore>().AddAsync(new Notice(
                $"two-{run}-{expected.Count}", NoticeKind.Announcement, text, new Audience([Tambon], []), [LineJson.Format(Message.Text(text))], at, at, at.AddDays(3))));
            expected.Add((text, Sunday.AddHours(from), Sunday.AddHours(to) + LatestWhileRunning, everybody));
        }

        // Both sleep past what is due at half past eight.
        await LeapToAsync(3.5, a, b);
        await ThroughAsync(a, b, 5);
        // One is three hours ahead: what is due at three it takes for due at twelve. Then it is set right, which is a jump backward.
        clockB.Shift = TimeSpan.FromHours(3);
        await ThroughAsync(a, b, 6.5, 9);
        clockB.Shift = TimeSpan.FromMinutes(-4);
        await ThroughAsync(a, b, 13);
        clockB.Shift = default;
        await ThroughAsync(a, b, 25, 30);
        // Ahead once more: it reminds of the forum in the afternoon, and the other must not do so again in the evening.
        clockB.Shift = TimeSpan.FromHours(3);
        await ThroughAsync(a, b, 32.5);
        clockB.Shift = default;
        await ThroughAsync(a, b, 35, 36, 47, 59);

        AssertLedger(line.Emulator);
        Assert.Null(await a.Get<NoticeStore>().FindAsync($"forum-over-{run}-reminder-20271121"));
        Assert.Empty(line.Emulator.Violations);
        Assert.Empty(a.Log.WarningsAndWorse);
        Assert.Empty(b.Log.WarningsAndWorse);
        // Others on this account have their own digest and their own cleaning.
        foreach (var (kind, subject) in ((string, string)[])[("digest", "team"), ("purge", "all")]) await a.Get<Schedule>().RemoveAsync(kind, subject);
    }

    private void AssertLedger(LineEmulator line)
    {
        var wrong = new List<string>();
        foreach (var (text, from, to, people) in expected)
        {
            var told = line.Deliveries.Where(d => d.Items.Any(i => i.Text.Contains(text, StringComparison.Ordinal))).ToList();
            if (!told.SelectMany(d => d.Recipients).Order(StringComparer.Ordinal).SequenceEqual(people.Order(StringComparer.Ordinal)))
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"“{text}” was told {told.Sum(d => d.Recipients.Count)} times, to be told to {people.Count}"));
            wrong.AddRange(told.Where(d => d.At < from || d.At > to).Select(d => string.Create(CultureInfo.InvariantCulture, $"“{text}” came at {d.At:O}, due {from:O} to {to:O}")));
        }

        Assert.Empty(wrong);
        Assert.Equal(expected.Sum(e => e.People.Count), line.Deliveries.Sum(d => d.Recipients.Count));
    }

    /// <summary>Goes on to hours after the beginning, each first to just before it and then just past it.</summary>
    private async Task ThroughAsync(BotHost a, BotHost b, params double[] hours)
    {
        foreach (var hour in hours)
        {
            await LeapToAsync(hour - (15.0 / 3600), a, b);
            await LeapToAsync(hour + (5.0 / 3600), a, b);
        }
    }

    /// <summary>Leaps, and waits until nothing is due any more for either clock.</summary>
    private async Task LeapToAsync(double hours, BotHost a, BotHost b)
    {
        time.Leap(Sunday.AddHours(hours) - time.GetUtcNow());
        await Eventually.TrueAsync(async () => await IsDoneAsync(a) && await IsDoneAsync(b));
    }

    private static async Task<bool> IsDoneAsync(BotHost bot)
    {
        var now = bot.Get<TimeProvider>().GetUtcNow();
        var page = await bot.Get<ITableStore>().QueryAsync(Schedule.Table, "jobs");
        return page.Rows.All(r => r.GetDateTimeOffset("Due") > now);
    }

    /// <summary>Other tests on this account left jobs that would come due now; cleaning up after all of them takes its time.</summary>
    private static async Task PutOffAsync(Schedule schedule)
    {
        await schedule.AddAsync(new ScheduledJob("purge", "all", Sunday.AddYears(1)));
        await schedule.AddAsync(new ScheduledJob("digest", "team", Sunday.AddHours(25)));
    }

    private async Task PutAsync(BotHost bot, string person)
    {
        var profile = PayDesk.ProfileOf(Tambon, 3);
        await bot.Get<Subscribers>().ProjectAsync(IdOf(bot, person), person, new Profile(), profile, default);
        // Five people who spoke in the week before make a digest.
        for (var n = 0; n < 2; n++)
        {
            var opinion = new Opinion(Tambon, bot.Get<Pseudonyms>().PersonIn($"tambon:{Tambon}", IdOf(bot, person + n.ToString(CultureInfo.InvariantCulture))), $"{run}{n:x8}") { Reference = "X2X2", Village = 1, Kind = "text", Topic = "roads", ReceivedOn = "2027-11-18" };
            await bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage(opinion.Id, "text", "ถนนหน้าวัดเป็นหลุม"), default);
        }
    }

    private ForumDefinition ForumOf(string name, DateTimeOffset start, DateTimeOffset end) => new($"{name}-{run}", $"เวที {name} {run}", Tambon, [], start, end, "ศาลาวัด") { Pay = true };

    private static ParticipantId IdOf(BotHost bot, string person) => bot.Get<Pseudonyms>().ParticipantOf(person);
}
