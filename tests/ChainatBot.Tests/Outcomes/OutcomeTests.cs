using ChainatBot.Announcements;
using ChainatBot.Opinions;
using ChainatBot.Outcomes;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Outcomes;

/// <summary>V9: whoever said it hears what became of it, once, and nobody learns who they are.</summary>
public sealed class OutcomeTests : IAsyncLifetime, IDisposable
{
    private const string Road = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย";
    private const string Water = "น้ำประปาไม่ไหลมาสามวันแล้ว";
    private const string Planned = "เรื่อง “ถนนและการเดินทาง” ที่คุณเคยเล่า ตอนนี้อยู่ในแผนตำบลแล้วค่ะ";

    private BotHost bot = null!;
    private StringWriter words = new();

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    public void Dispose() => words.Dispose();

    [Fact]
    public async Task Everybody_who_said_it_is_told_once_with_the_next_reply()
    {
        var (first, second, other) = (await VillagerAsync(Road, "ถนนในซอยก็แคบมาก"), await VillagerAsync(Road), await VillagerAsync(Water));

        Assert.Equal(0, await MarkAsync("planned", topic: "roads"));

        Assert.Equal(Planned, Assert.Single(await ToldAsync(first)));
        Assert.Equal(Planned, Assert.Single(await ToldAsync(second)));
        Assert.Empty(await ToldAsync(other));
        Assert.Empty(await ToldAsync(first));
        Assert.Equal(["new", "planned", "planned", "planned"], (await StoredRows.OpinionsAsync(bot)).Select(o => o.Status).Order());
    }

    [Fact]
    public async Task Marked_again_only_those_are_told_who_were_not()
    {
        var first = await VillagerAsync(Road);
        await MarkAsync("planned", topic: "roads");
        await ToldAsync(first);
        Assert.Equal(0, await MarkAsync("planned", topic: "roads"));
        Assert.Contains("nobody to tell", words.ToString(), StringComparison.Ordinal);
        var second = await VillagerAsync(Road);

        await MarkAsync("planned", topic: "roads");

        Assert.Empty(await ToldAsync(first));
        Assert.Equal(Planned, Assert.Single(await ToldAsync(second)));

        // Another status is news to both.
        await MarkAsync("done", topic: "roads");
        Assert.Single(await ToldAsync(first));
        Assert.Single(await ToldAsync(second));
    }

    [Fact]
    public async Task One_opinion_by_its_reference_tells_its_person_alone()
    {
        var (first, second) = (await VillagerAsync(Road), await VillagerAsync(Road));
        var opinion = (await StoredRows.OpinionsAsync(bot)).Single(o => o.Person == PersonOf(first));

        Assert.Equal(0, await MarkAsync("heard", [opinion.Reference.ToLowerInvariant()], note: "ช่างจะไปดูวันจันทร์ค่ะ"));

        Assert.Empty(await ToldAsync(second));
        Assert.Equal("เรื่อง “ถนนและการเดินทาง” ที่คุณเคยเล่า คณะทำงานได้ฟังแล้วค่ะ ช่างจะไปดูวันจันทร์ค่ะ", Assert.Single(await ToldAsync(first)));
        Assert.Equal("new", (await StoredRows.OpinionsAsync(bot)).Single(o => o.Person == PersonOf(second)).Status);
    }

    [Fact]
    public async Task Told_of_it_by_its_reference_nobody_is_told_again_of_the_whole_topic()
    {
        var (first, second) = (await VillagerAsync(Road), await VillagerAsync(Road));
        var opinion = (await StoredRows.OpinionsAsync(bot)).Single(o => o.Person == PersonOf(first));
        await MarkAsync("planned", [opinion.Reference]);
        Assert.Equal(Planned, Assert.Single(await ToldAsync(first)));

        await MarkAsync("planned", topic: "roads");
        Assert.Empty(await ToldAsync(first));
        Assert.Equal(Planned, Assert.Single(await ToldAsync(second)));
    }

    [Fact]
    public async Task A_topic_that_is_marked_takes_nothing_back_that_is_further_on()
    {
        var (first, second) = (await VillagerAsync(Road), await VillagerAsync(Road));
        var opinion = (await StoredRows.OpinionsAsync(bot)).Single(o => o.Person == PersonOf(first));
        await MarkAsync("done", [opinion.Reference]);
        await ToldAsync(first);

        Assert.Equal(0, await MarkAsync("heard", topic: "roads"));
        Assert.StartsWith("2 opinions are “heard” or further on; whoever said them is told", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await ToldAsync(first));
        Assert.Single(await ToldAsync(second));
        Assert.Equal(["done", "heard"], (await StoredRows.OpinionsAsync(bot)).Select(o => o.Status).Order(StringComparer.Ordinal));

        // A slip is set right by the reference.
        Assert.Equal(0, await MarkAsync("heard", [opinion.Reference]));
        Assert.StartsWith("1 opinion is “heard”; whoever", words.ToString(), StringComparison.Ordinal);
        Assert.All(await StoredRows.OpinionsAsync(bot), o => Assert.Equal("heard", o.Status));
    }

    [Fact]
    public async Task Whoever_moved_is_told_all_the_same()
    {
        var villager = await VillagerAsync(Road);
        await villager.SayAsync("ที่อยู่");
        await villager.SayAsync("ธรรมามูล ม.2");
        await MarkAsync("planned", topic: "roads");
        Assert.Single(await ToldAsync(villager));
    }

    [Fact]
    public async Task Nothing_in_the_rows_leads_to_anybody_and_erasure_takes_them()
    {
        var villager = await VillagerAsync(Road);
        await MarkAsync("planned", topic: "roads");
        var row = Assert.Single(await RowsAsync(villager));
        var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        Assert.All(row.Select(c => c.Value as string ?? "").Append(row.RowKey).Append(row.PartitionKey), value =>
        {
            Assert.DoesNotContain(participant.Value, value, StringComparison.Ordinal);
            Assert.DoesNotContain(villager.UserId, value, StringComparison.Ordinal);
        });
        var traces = await PersonTraces.OfAsync(bot, villager, "ถนนหน้าวัด");

        await villager.SayAsync("เรื่องของฉัน");
        foreach (var label in new[] { "ลบทั้งหมด", "ลบทั้งหมด", "ลบทั้งหมดเลย" }) await villager.TapAsync(label);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Empty(await RowsAsync(villager));
        await Eventually.TrueAsync(() => Task.FromResult(traces.In(bot).Count == 0));
    }

    [Fact]
    public async Task What_others_filled_in_has_nobody_to_tell()
    {
        var opinion = new Opinion("180106", new string('a', 32), new string('a', 16)) { Reference = "X2X2", Kind = "text", Topic = "roads", ReceivedOn = "2026-11-01", Helped = true };
        await bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage(opinion.Id, "text", Road), default);

        Assert.Equal(0, await MarkAsync("done", ["X2X2"]));

        Assert.Empty(await bot.Get<NoticeStore>().AllAsync());
        Assert.Equal("done", Assert.Single(await StoredRows.OpinionsAsync(bot)).Status);
    }

    [Fact]
    public async Task Cut_short_before_the_notice_it_is_told_all_the_same()
    {
        var villager = await VillagerAsync(Road);
        // What a crash leaves: people noted, no notice, no statuses.
        var people = bot.Get<OutcomePeople>();
        var group = bot.Get<Pseudonyms>().KeyOf("outcome", "tambon:180106 planned topic roads ");
        await people.AddAsync("tambon:180106", PersonOf(villager), group, 1, default);

        Assert.Equal(0, await MarkAsync("planned", topic: "roads"));

        Assert.Equal(Planned, Assert.Single(await ToldAsync(villager)));
        Assert.StartsWith($"outcome-{group}-1", Assert.Single(await bot.Get<NoticeStore>().AllAsync()).Notice.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_told_is_forgotten_in_time()
    {
        var villager = await VillagerAsync(Road);
        await MarkAsync("planned", topic: "roads");
        await bot.Get<OutcomePeople>().PurgeAsync(new DateOnly(2000, 1, 1), default);
        Assert.Single(await RowsAsync(villager));
        await bot.Get<OutcomePeople>().PurgeAsync(new DateOnly(9000, 1, 1), default);
        Assert.Empty(await RowsAsync(villager));
    }

    [Fact]
    public async Task Whoever_chose_a_proposal_hears_what_became_of_it()
    {
        var (chose, other) = (await VillagerAsync(Road), await VillagerAsync(Road));
        var proposals = new[] { new Proposal("road", "ซ่อมถนนสายหมู่ 3"), new Proposal("water", "ขุดบ่อน้ำ") };
        await bot.Get<RoundStore>().OpenAsync(new RoundDefinition(PersonTraces.Round, "เรื่องไหนก่อน", ["180106"], TimeProvider.System.GetUtcNow().AddDays(3), null, proposals));
        await bot.Get<BallotStore>().CastAsync(PersonTraces.Round, bot.Get<Pseudonyms>().ParticipantOf(chose.UserId), ["road"], "180106", 3);
        await bot.Get<BallotStore>().CastAsync(PersonTraces.Round, bot.Get<Pseudonyms>().ParticipantOf(other.UserId), ["water"], "180106", 3);
        Assert.Equal(2, await Command().MarkAsync(new OutcomeRequest("180106", "funded", [], Round: PersonTraces.Round, Proposal: "road"), default));
        await bot.Get<RoundStore>().CloseAsync(PersonTraces.Round);

        Assert.Equal(0, await Command().MarkAsync(new OutcomeRequest("180106", "funded", [], Round: PersonTraces.Round, Proposal: "road"), default));

        Assert.Equal("เรื่อง “ซ่อมถนนสายหมู่ 3” ที่คุณเคยเลือก ตอนนี้ได้งบประมาณแล้วค่ะ", Assert.Single(await ToldAsync(chose)));
        Assert.Empty(await ToldAsync(other));
        await bot.Get<OutcomePeople>().RemovePersonAsync(bot.Get<Pseudonyms>().ParticipantOf(chose.UserId), default);
        var person = bot.Get<Pseudonyms>().PersonIn("round:" + PersonTraces.Round, bot.Get<Pseudonyms>().ParticipantOf(chose.UserId));
        Assert.Empty((await bot.Get<ITableStore>().QueryAsync("OutcomePeople", $"round:{PersonTraces.Round}-{person[0]}")).Rows);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_a_sentence()
    {
        await VillagerAsync(Road);
        Assert.Equal(2, await MarkAsync("finished", topic: "roads"));
        Assert.Equal(2, await MarkAsync("done", topic: "moon"));
        Assert.Equal(2, await MarkAsync("done"));
        Assert.Equal(2, await MarkAsync("done", ["A2A2"], topic: "roads"));
        Assert.Equal(1, await MarkAsync("done", ["A2A2"]));
        Assert.Equal("new", Assert.Single(await StoredRows.OpinionsAsync(bot)).Status);
    }

    private Task<int> MarkAsync(string status, string[]? references = null, string? topic = null, string? note = null) =>
        Command().MarkAsync(new OutcomeRequest("180106", status, references ?? [], topic, Note: note), default);

    private OutcomeCommand Command()
    {
        words = new StringWriter();
        return new OutcomeCommand(bot.Get<OutcomeTelling>(), bot.Get<RoundStore>(), bot.Get<TopicLexicon>(), bot.Get<Places>(), TimeProvider.System, words);
    }

    private async Task<Villager> VillagerAsync(params string[] told)
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        foreach (var one in told)
        {
            await villager.SayAsync(one);
            await villager.TapAsync("พอแค่นี้");
        }

        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        return villager;
    }

    /// <summary>What rides on the bot's next reply.</summary>
    private static async Task<IReadOnlyList<string>> ToldAsync(Villager villager) =>
        [.. (await villager.SayAsync("ขอบคุณค่ะ")).Where(t => t.StartsWith("เรื่อง", StringComparison.Ordinal))];

    private string PersonOf(Villager villager) => bot.Get<Pseudonyms>().PersonIn("tambon:180106", bot.Get<Pseudonyms>().ParticipantOf(villager.UserId));

    private async Task<IReadOnlyList<TableRow>> RowsAsync(Villager villager) => (await bot.Get<ITableStore>().QueryAsync("OutcomePeople", $"tambon:180106-{PersonOf(villager)[0]}")).Rows;
}
