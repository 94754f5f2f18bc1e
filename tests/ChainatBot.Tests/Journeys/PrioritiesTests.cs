using System.Globalization;
using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Exports;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Journeys;

/// <summary>V4 through the front door: cards to tap in, ballots, answers and figures out.</summary>
public sealed class PrioritiesTests : IAsyncLifetime
{
    private const string Id = "first-things";
    private static readonly string[] Titles = ["ซ่อมถนนสายหมู่ 3", "ขุดลอกคลองหมู่ 5", "ไฟทางหน้าโรงเรียน"];

    private readonly MovedClock clock = new();
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync(time: clock, settings: new() { ["Privacy:MinimumGroupSize"] = "3" });

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Three_villagers_choose_one_changes_her_mind_and_the_published_result_is_what_they_chose()
    {
        var round = await OpenAsync();
        var (a, b, c) = (await JoinedAsync("หาดท่าเสา ม.3"), await JoinedAsync("หาดท่าเสา ม.3"), await JoinedAsync("หาดท่าเสา ม.5"));
        await ChooseAsync(a, Titles[0], Titles[1]);
        await ChooseAsync(b, Titles[2]);
        await ChooseAsync(c, Titles[1], Titles[0]);
        Assert.Equal("light", await ChosenAsync(b));

        // She comes back, sees what she chose, and chooses anew.
        Assert.Contains($"อันดับหนึ่ง {Titles[2]}", Joined(await b.SayAsync("จัดลำดับ")), StringComparison.Ordinal);
        Assert.Contains("เรื่องไหนควรทำก่อน", Joined(await b.TapAsync("เปลี่ยน")), StringComparison.Ordinal);
        await TapCardAsync(b, Titles[0]);
        await TapCardAsync(b, Titles[2]);
        await b.TapAsync("พอแค่นี้");
        Assert.Equal("road light", await ChosenAsync(b));

        // Nobody sees anything of the result before it is published.
        Assert.DoesNotContain("คนเลือก", Joined(await a.SayAsync("จัดลำดับ")), StringComparison.Ordinal);
        await a.TapAsync("พอแค่นี้");
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        var verbs = Verbs(words);
        Assert.Equal(1, await verbs.PublishAsync(Id));
        Assert.Equal(0, await verbs.CloseAsync(Id));
        Assert.Contains("คณะทำงานประกาศผลเมื่อไร", Joined(await a.SayAsync("จัดลำดับ")), StringComparison.Ordinal);
        Assert.Equal(0, await verbs.PublishAsync(Id));
        var told = Joined(await c.SayAsync("จัดลำดับ"));
        Assert.Contains("มีคนเลือก 3 คน", told, StringComparison.Ordinal);
        Assert.Contains($"อันดับหนึ่ง “{Titles[0]}”", told, StringComparison.Ordinal);
        Assert.Contains($"อันดับสอง “{Titles[1]}”", told, StringComparison.Ordinal);

        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(await bot.Get<BallotStore>().CountAsync(Id) is { } kept ? kept.ToJson() : "", await RecountedAsync(round));
        Assert.DoesNotContain(bot.RawFiles(), f => f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(a.UserId)) >= 0);
        Assert.All(bot.Line.BotMessages(a.UserId), message => Assert.Equal("free", message.Cost));
    }

    [Fact]
    public async Task The_first_choice_is_kept_before_the_second_is_asked_for()
    {
        await OpenAsync();
        var villager = await JoinedAsync();
        await villager.SayAsync("จัดลำดับ");
        await TapCardAsync(villager, Titles[1]);
        Assert.Equal("canal", await ChosenAsync(villager));
        var kept = Assert.Single(await bot.Get<BallotStore>().OfRoundAsync(Id).ToListAsync());
        Assert.Equal(("180106", 3, 32), (kept.Tambon, kept.Village, kept.Person.Length));
    }

    [Fact]
    public async Task Whichever_write_fails_the_choice_is_kept_once_and_answered_once()
    {
        await using var broken = await BotHost.StartAsync(configure: builder => FaultyWrites.Use(builder.Services));
        await OpenAsync(broken);
        var faults = broken.Get<FaultyWrites>();
        for (var write = 0; ; write++)
        {
            var villager = broken.AddVillager();
            await villager.JoinAsync();
            await villager.SayAsync("จัดลำดับ");
            await StoredRows.SettledAsync(broken.Line, broken.App.Services);
            faults.FailAfter(write);
            await broken.Line.TapAsync(villager.UserId, CardOf(broken, villager, Titles[0]));
            await StoredRows.SettledAsync(broken.Line, broken.App.Services, TimeSpan.FromSeconds(60));
            var failed = faults.HasFailed;
            faults.Heal();
            Assert.Equal(["road"], (await broken.Get<BallotStore>().FindAsync(Id, broken.Get<Pseudonyms>().ParticipantOf(villager.UserId)))!.Choices);
            Assert.Equal(write + 1, (await broken.Get<BallotStore>().OfRoundAsync(Id).ToListAsync()).Count);
            Assert.Single(broken.Line.BotMessages(villager.UserId), message => message.Text.Contains("อันดับสองล่ะคะ", StringComparison.Ordinal));
            if (failed) continue;
            Assert.True(write >= 2, $"only {write} writes were broken");
            return;
        }
    }

    [Fact]
    public async Task What_was_chosen_before_the_close_counts_though_it_is_kept_after_it()
    {
        var round = await OpenAsync();
        var villager = await JoinedAsync();
        var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(Casting.Closed, await bot.Get<BallotStore>().CastAsync(Id, participant, ["road"], "180106", 3));
        await bot.Get<BallotKeeper>().KeepAsync(participant, new Deed.Choose(Id, ["road"], "180106", 3, round.Closes.AddSeconds(-1)), default);
        Assert.Equal("road", await ChosenAsync(villager));
    }

    [Fact]
    public async Task Others_proposals_are_answered_one_at_a_time_and_the_less_seen_come_first()
    {
        await OpenAsync();
        var (a, b) = (await JoinedAsync(), await JoinedAsync());
        await ChooseAsync(a, Titles[0]);
        var first = AskedAbout(Joined(await a.TapAsync("ดูเลย")));
        var second = AskedAbout(Joined(await a.TapAsync("เห็นด้วย")));
        await a.TapAsync("พอแค่นี้");
        await ChooseAsync(b, Titles[0]);
        Assert.NotEqual(first, AskedAbout(Joined(await b.TapAsync("ดูเลย"))));
        await b.TapAsync("ไม่เห็นด้วย");
        Assert.Equal(first, AskedAbout(Joined(await b.TapAsync("ข้าม"))));
        Assert.Contains("เก็บคำตอบแล้ว", Joined(await b.TapAsync("เห็นด้วย")), StringComparison.Ordinal);
        Assert.NotEqual(first, second);

        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var said = await bot.Get<AgreementStore>().OfRoundAsync(Id).ToListAsync();
        Assert.Equal(["agree", "agree", "disagree", "skip"], said.Select(s => s.Answer).Order(StringComparer.Ordinal));
        Assert.All(said, s => Assert.Equal(("180106", 3), (s.Tambon, s.Village)));

        // Answering again replaces.
        await b.SayAsync("จัดลำดับ");
        await b.TapAsync("ไม่เปลี่ยน");
        var again = AskedAbout(Joined(await b.TapAsync("ดูอีก")));
        await b.TapAsync("ไม่เห็นด้วย");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var answers = await bot.Get<AgreementStore>().OfPersonAsync(Id, bot.Get<Pseudonyms>().ParticipantOf(b.UserId)).ToListAsync();
        Assert.Equal(3, answers.Count);
        Assert.Equal("disagree", answers.Single(s => Titles[Array.IndexOf(["road", "canal", "light"], s.Proposal)] == again).Answer);
    }

    [Fact]
    public async Task Cards_lie_in_another_order_for_others_but_always_the_same_for_one_person()
    {
        var round = await OpenAsync();
        var keeper = bot.Get<BallotKeeper>();
        var firsts = Enumerable.Range(0, 300).Select(i => keeper.CardsOf(round, bot.Get<Pseudonyms>().ParticipantOf($"person {i}"))[0].Id).CountBy(id => id).ToDictionary();
        Assert.All(round.Proposals, p => Assert.InRange(firsts[p.Id], 60, 140));
        var villager = await JoinedAsync();
        await villager.SayAsync("จัดลำดับ");
        var cards = Cards(bot, villager);
        Assert.Equal(keeper.CardsOf(round, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId)).Select(p => p.Title), cards);
        await villager.SayAsync("จัดลำดับ");
        await villager.TapAsync("ทำต่อ");
        Assert.Equal(cards, Cards(bot, villager));
    }

    [Fact]
    public async Task After_delete_all_the_files_hold_nothing_of_the_ballot_and_the_answers()
    {
        await OpenAsync();
        var villager = await JoinedAsync();
        await ChooseAsync(villager, Titles[0]);
        await villager.TapAsync("ดูเลย");
        await villager.TapAsync("เห็นด้วย");
        await villager.TapAsync("พอแค่นี้");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var person = Encoding.UTF8.GetBytes(bot.Get<Pseudonyms>().PersonIn("round:" + Id, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId)));
        Assert.Contains(bot.RawFiles(), f => f.Bytes.AsSpan().IndexOf(person) >= 0);
        await MyDataTests.EraseAsync(villager);
        await Eventually.TrueAsync(() => Task.FromResult(!bot.RawFiles().Any(f => f.Bytes.AsSpan().IndexOf(person) >= 0)));
        Assert.Empty(await bot.Get<AgreementStore>().OfRoundAsync(Id).ToListAsync());
        Assert.Empty(await bot.Get<BallotStore>().OfRoundAsync(Id).ToListAsync());
    }

    [Fact]
    public async Task A_round_kept_long_enough_goes_with_all_that_was_chosen_in_it()
    {
        await OpenAsync();
        var villager = await JoinedAsync();
        await ChooseAsync(villager, Titles[0]);
        await villager.TapAsync("ดูเลย");
        await villager.TapAsync("เห็นด้วย");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        clock.Advance(TimeSpan.FromDays(730 + 20));
        Assert.Equal(0, (await bot.Get<Retention>().PurgeAsync(default)).Rounds);
        clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(1, (await bot.Get<Retention>().PurgeAsync(default)).Rounds);
        Assert.Null(await bot.Get<RoundStore>().FindAsync(Id));
        foreach (var table in new[] { RoundStore.Table, RoundStore.TambonTable })
            Assert.Empty((await bot.Get<ITableStore>().QueryAsync(table, table == RoundStore.Table ? Id : "180106")).Rows);
        Assert.Empty(await bot.Get<AgreementStore>().OfRoundAsync(Id).ToListAsync());
        Assert.Empty(await bot.Get<BallotStore>().OfRoundAsync(Id).ToListAsync());
    }

    [Fact]
    public async Task The_summary_and_the_verb_tell_the_team_what_may_be_told()
    {
        await OpenAsync();
        foreach (var title in new[] { Titles[0], Titles[0], Titles[0], Titles[1] }) await ChooseAsync(await JoinedAsync(), title);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var view = await bot.Get<SummaryService>().SummarizeAsync("180106");
        var result = Assert.Single(view.Priorities);
        Assert.Equal((4, "open"), (result.People, result.State));
        Assert.Equal([["road"], ["canal"], ["light"]], result.Borda);
        var json = Encoding.UTF8.GetString(SummaryJson.Write(view));
        Assert.Contains("\"schulze\": [", json, StringComparison.Ordinal);
        Assert.Contains("อันดับเหมือนกันทุกวิธีค่ะ", SummaryText.Long(view, bot.Get<SummaryService>().Options), StringComparison.Ordinal);
        Assert.NotEmpty(SummaryDocument.Write(view, bot.Get<SummaryService>().Options));
        Assert.Empty((await bot.Get<SummaryService>().SummarizeAsync("180107")).Priorities);
        Assert.Empty((await bot.Get<SummaryService>().SummarizeAsync("180106", to: clock.Today())).Priorities);

        using var data = new StringWriter(CultureInfo.InvariantCulture);
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, await new RoundResultCommand(bot.Get<RoundResults>(), 3, data, words).RunAsync(Id));
        Assert.Contains("มีคนเลือก 4 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await new RoundResultCommand(bot.Get<RoundResults>(), 3, data, words).RunAsync("no/such"));
    }

    private async Task<RoundDefinition> OpenAsync(BotHost? at = null)
    {
        var round = new RoundDefinition(Id, "เรื่องไหนควรทำก่อน", ["180106"], clock.Now().AddDays(20), 400_000,
            [new("road", Titles[0], "หน้าฝนรถผ่านไม่ได้", 200_000), new("canal", Titles[1], null, 300_000), new("light", Titles[2], null, 150_000)]);
        Assert.Equal(RoundOpening.Opened, await (at ?? bot).Get<RoundStore>().OpenAsync(round));
        return (await (at ?? bot).Get<RoundStore>().FindAsync(Id))!.Definition;
    }

    private async Task<Villager> JoinedAsync(string place = "หาดท่าเสา ม.3")
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync(place);
        return villager;
    }

    /// <summary>Asks, taps the cards one after the other, and stops there.</summary>
    private async Task ChooseAsync(Villager villager, params string[] titles)
    {
        await villager.SayAsync("จัดลำดับ");
        foreach (var title in titles) await TapCardAsync(villager, title);
        Assert.Contains("ที่เลือกไว้คือ", Joined(await villager.TapAsync("ข้าม")), StringComparison.Ordinal);
    }

    private async Task TapCardAsync(Villager villager, string title)
    {
        var before = bot.Line.Timeline(villager.UserId)[^1];
        var tapped = await bot.Line.TapAsync(villager.UserId, CardOf(bot, villager, title));
        await bot.Line.WaitForBotMessagesAsync(villager.UserId, 1, tapped.Item ?? before);
    }

    private static System.Text.Json.Nodes.JsonObject CardOf(BotHost at, Villager villager, string title) =>
        at.Line.VisibleActions(villager.UserId).First(a => a["displayText"]?.GetValue<string>() == title).DeepClone().AsObject();

    private static List<string> Cards(BotHost at, Villager villager) =>
        [.. at.Line.BotMessages(villager.UserId)[^1].Message["contents"]!["contents"]!.AsArray().Select(card => card!["body"]!["contents"]![1]!["text"]!.GetValue<string>())];

    private async Task<string?> ChosenAsync(Villager villager)
    {
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        return await bot.Get<BallotStore>().FindAsync(Id, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId)) is { } ballot ? string.Join(' ', ballot.Choices) : null;
    }

    /// <summary>What <c>export ballots</c> and <c>round count</c> give together.</summary>
    private async Task<string> RecountedAsync(RoundDefinition round)
    {
        using var directory = new TemporaryDirectory();
        using var exported = new MemoryStream();
        Assert.Equal(0, await new ExportCommand(bot.Get<ITableStore>(), bot.Get<Places>().TambonCodes, TextWriter.Null).RunAsync(new ExportRequest(ExportFormat.Jsonl), bot.Get<BallotExport>(), exported));
        await File.WriteAllBytesAsync(directory.File("ballots.jsonl"), exported.ToArray());
        var proposals = round.Proposals.Select(p => string.Create(CultureInfo.InvariantCulture, $"  - {{id: {p.Id}, title: {p.Title}, cost: {p.Cost}}}\n"));
        await File.WriteAllTextAsync(directory.File("round.yaml"), $"round: {Id}\ntitle: เรื่องไหนควรทำก่อน\ntambon: [\"180106\"]\ncloses: 2026-12-20T18:00\nbudget: 400000\nproposals:\n{string.Concat(proposals)}");
        using var data = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, await new RoundCountCommand(data, TextWriter.Null).RunAsync(directory.File("round.yaml"), directory.File("ballots.jsonl")));
        return data.ToString().Trim();
    }

    private RoundOpenCommand Verbs(TextWriter words) =>
        new(bot.Get<RoundStore>(), new OpinionExport(bot.Get<ITableStore>()), bot.Get<Places>().TambonCodes, clock, TextWriter.Null, words);

    private static string Joined(IReadOnlyList<string> answers) => string.Join('\n', answers);

    private static string AskedAbout(string said) => said[(said.IndexOf('“', StringComparison.Ordinal) + 1)..said.IndexOf('”', StringComparison.Ordinal)];
}
