using ChainatBot.Announcements;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>The weeks of a walk: rounds in which everybody does something, and the time between them.</summary>
public sealed class Walk(BotHost bot, World world, Mail mail, LeapingTime time, Random random, IReadOnlyList<Walker> people)
{
    // When the forum's door opens, when it is over, and when those who are away have been away for long.
    private const int ToTheForum = 7, AfterTheForum = 13, LongAway = 20;

    // Five hundred people at once on a busy machine take their time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HashSet<Walker> lost = [];
    private readonly List<(string Kind, string Story)> troubles = [];

    /// <summary>Everybody was answered as they should be.</summary>
    public void AssertNobodyLost() => Assert.True(
        troubles.Count == 0, $"{troubles.Count} people were answered wrongly.\n{string.Join("\n\n", troubles.GroupBy(t => t.Kind).Select(g => $"{g.Count()} × {g.First().Story}"))}");

    /// <summary>Some are strangers; most come with consent and a place, as people do who have been there before.</summary>
    public async Task BeginAsync()
    {
        foreach (var step in Enumerable.Range(0, 3)) await TogetherAsync(p => p.ComeAsync(step));
        Breathe();
    }

    public async Task RoundAsync(int round)
    {
        for (var i = random.Next(4); i > 0; i--) bot.Line.AddFault(new Fault(random.Next(2) == 0 ? FaultKinds.Duplicate : FaultKinds.Disorder));
        await TogetherAsync(p => p.ActAsync(round));
        bot.Line.ClearFaults();
        if (round == 5) await world.AnnounceAsync("for-all", "ขอเชิญร่วมงานวัด", Audience.Everybody);
        if (round == 18) await world.CancelForumAsync(World.Forums[1].Id);
        if (round % 6 == 5) await bot.Get<SummaryService>().SummarizeAsync(World.Home);
        Leap(round);
    }

    /// <summary>From wherever people are, saying “enough” a few times leads home; and what is told then is kept.</summary>
    public async Task HomeAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await TogetherAsync(p => p.GoHomeAsync());
            Breathe();
        }

        foreach (var person in people) Hold(person, person.AssertHome);
        await TogetherAsync(p => p.TellAtLastAsync());
        Breathe();
        await TogetherAsync(p => p.LeaveAsync());
        foreach (var person in people) Hold(person, person.AssertToldAtLast);
    }

    /// <summary>A night: what is remembered of those who deleted everything and took back a message afterwards goes within hours.</summary>
    public async Task NightAsync()
    {
        time.Leap(TimeSpan.FromHours(4));
        await SettledAsync();
        await bot.Get<Retention>().PurgeAsync(default);
    }

    /// <summary>What the team had told to everybody, everybody heard once or has yet to hear.</summary>
    public async Task AssertEverybodyToldOnceAsync()
    {
        foreach (var (id, title) in ((string, string)[])[("water-off", "งดจ่ายน้ำวันเสาร์"), ("for-all", "ขอเชิญร่วมงานวัด")])
            Assert.All(people, p => Assert.True(p.TimesHeard(title) <= 1 + p.Ledger.Erased, $"“{id}” was told more than once.{p.Story()}"));
        Assert.True((await bot.Get<Deliveries>().CountFreeAsync("for-all")).Told > people.Count / 3);
    }

    /// <summary>A walk that came by nothing would find nothing.</summary>
    public void AssertEverythingWasDone()
    {
        var ledgers = people.Select(p => p.Ledger).ToList();
        var sheets = ledgers.SelectMany(l => l.Sheet.Values).ToList();
        (string What, int Least, int Done)[] done =
        [
            ("opinions", 1_000, ledgers.Sum(l => l.Own.Count)), ("opinions to a forum", 10, ledgers.Sum(l => l.Own.Count(o => o.Forum is not null))), ("opinions of neighbours", 1, ledgers.Sum(l => l.OfNeighbours.Count)),
            ("answers", 150, sheets.Count), ("answers by voice or photo", 10, sheets.Count(a => a.Kind != "text")), ("ballots", 50, ledgers.Sum(l => l.Ballots.Count)), ("agreements", 20, ledgers.Sum(l => l.Agreements.Count)),
            ("replies", 40, ledgers.Sum(l => l.Replies.Count)), ("at the door", 20, ledgers.Sum(l => l.Replies.Values.Count(r => r.Attended))), ("answers after the forum", 3, ledgers.Sum(l => l.Replies.Values.Count(r => r.Listened is not null))),
            ("withdrawals", 3, ledgers.Sum(l => l.Withdrawn)), ("erasures", 5, ledgers.Sum(l => l.Erased)),
        ];
        Assert.True(done.All(d => d.Done >= d.Least), string.Join(", ", done.Select(d => $"{d.What} {d.Done} (at least {d.Least})")));
    }

    private async Task TogetherAsync(Func<Walker, Task> act)
    {
        await Task.WhenAll(people.Except(lost).Select(act));
        await SettledAsync();
        mail.Sort();
        foreach (var person in people) Hold(person, person.Read);
    }

    /// <summary>Who is answered wrongly stays behind; the others go on, so that one walk tells of more than one fault.</summary>
    private void Hold(Walker person, Action toIt)
    {
        if (lost.Contains(person)) return;
        try
        {
            toIt();
        }
        catch (Exception e)
        {
            lost.Add(person);
            var where = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Walking", StringComparison.Ordinal)) ?? "";
            troubles.Add((where, $"{e.Message}\n{where}{person.Story()}"));
        }
    }

    // LINE takes so many calls a second, and not five hundred at each tick.
    private void Breathe() => time.Leap(TimeSpan.FromSeconds(10));

    private void Leap(int round)
    {
        var to = round switch
        {
            ToTheForum => World.Forums[0].Start.AddMinutes(-90),
            AfterTheForum => World.Forums[0].End.AddHours(2).AddMinutes(5),
            LongAway => world.Now.AddDays(8),
            // Mostly moments, sometimes hours; the forum is waited for, and not missed.
            _ when random.Next(10) < 7 || round is > ToTheForum and < AfterTheForum => world.Now.AddSeconds(random.Next(2, 55)),
            _ => world.Now.AddMinutes(random.Next(60, 900)),
        };
        time.Leap(to - world.Now);
    }

    private async Task SettledAsync()
    {
        await StoredRows.SettledAsync(bot.Line, bot.App.Services, Patience);
        await Eventually.TrueAsync(async () =>
        {
            await foreach (var _ in bot.Get<MediaFetches>().AllAsync(default)) return false;
            return true;
        }, Patience);
    }
}
