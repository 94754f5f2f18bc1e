using ChainatBot.Conversations;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace ChainatBot.Tests.Journeys;

/// <summary>V7 through the front door: what one said is listed, shown, deleted; deleted is gone from the raw files.</summary>
public sealed class MyDataTests : IAsyncLifetime
{
    private const string Road = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย";
    private const string Water = "น้ำประปาไม่ไหลมาสามวันแล้ว";

    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task What_was_said_is_listed_newest_first_and_shown_as_the_team_sees_it()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);
        await TellAsync(villager, Water + " โทร 081-234-5678");
        var opinions = await StoredRows.OpinionsAsync(bot);
        var (road, water) = (opinions.Single(o => o.Text == Road), opinions.Single(o => o.Text != Road));

        await villager.SayAsync("เรื่องของฉัน");
        var list = Joined(await villager.TapAsync("ดูที่เล่าไว้"));
        Assert.True(list.IndexOf(water.Reference, StringComparison.Ordinal) is > 0 and var first && first < list.IndexOf(road.Reference, StringComparison.Ordinal));
        Assert.Contains("รับเรื่องไว้แล้ว", list, StringComparison.Ordinal);

        await bot.Get<OpinionStore>().CorrectAsync(water.Tambon, water.Person, water.Id, o => o with { Status = "planned" }, default);
        var card = Joined(await villager.SayAsync(water.Reference));
        Assert.Contains(water.Text!, card, StringComparison.Ordinal);
        Assert.Contains("หาดท่าเสา หมู่ 3", card, StringComparison.Ordinal);
        Assert.Contains("ทั้งหมู่บ้าน", card, StringComparison.Ordinal);
        Assert.Contains("อยู่ในแผนแล้ว", card, StringComparison.Ordinal);
        Assert.DoesNotContain("5678", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_deleted_with_its_photo_and_the_others_stay()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);
        await villager.SayAsync(Water);
        await villager.ShowAsync(Pictures.JpegWithSecret("taken at home"));
        await Eventually.TrueAsync(async () => await BlobsAsync() == 1);
        await villager.TapAsync("พอแค่นี้");
        await bot.Get<SummaryService>().SummarizeAsync("180106");
        var water = (await StoredRows.OpinionsAsync(bot)).Single(o => o.Text == Water);

        await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("ดูที่เล่าไว้");
        await villager.TapAsync(villager.Labels.First(label => label.StartsWith(water.Reference, StringComparison.Ordinal)));
        await villager.TapAsync("ลบเรื่องนี้");
        Assert.Contains($"ลบเรื่อง {water.Reference} แล้วค่ะ", Joined(await villager.TapAsync("ลบเลย")), StringComparison.Ordinal);

        Assert.Equal(Road, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        Assert.Equal(0, await BlobsAsync());
        var contributions = (await bot.Get<ITableStore>().QueryAsync(SummaryBucket.Table, "180106", to: SummaryBucket.AfterLast)).Rows.SelectMany(SummaryBucket.Unpack).ToList();
        Assert.DoesNotContain(contributions, c => c.Key.EndsWith(water.Id, StringComparison.Ordinal));
        await Eventually.TrueAsync(() => Task.FromResult(bot.RawFiles().All(f => f.Bytes.AsSpan().IndexOf("ประปาไม่ไหล"u8) < 0 && f.Bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(water.Id)) < 0)));
    }

    [Fact]
    public async Task Taking_back_a_photo_deletes_it_and_what_was_still_to_be_fetched()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await villager.ShowAsync(Pictures.JpegWithSecret("taken at home"));
        await Eventually.TrueAsync(async () => await BlobsAsync() == 1);
        bot.Line.Options.MediaPreparation = TimeSpan.FromHours(1);
        await villager.SpeakAsync();
        await Eventually.TrueAsync(async () => await FetchesAsync() == 1);

        foreach (var item in bot.Line.Timeline(villager.UserId).Where(i => i is { From: "user", Type: "image" or "audio" }).ToList()) await bot.Line.UnsendAsync(villager.UserId, item.Id);

        await Eventually.TrueAsync(async () => await BlobsAsync() == 0 && await FetchesAsync() == 0 && (await StoredRows.OpinionsAsync(bot)).Count == 0);
    }

    [Fact]
    public async Task Deleting_everything_leaves_nothing_of_the_person_in_the_raw_files()
    {
        var (neighbour, villager) = (bot.AddVillager(), bot.AddVillager());
        await neighbour.JoinAsync();
        await TellAsync(neighbour, "ไฟถนนดับทั้งซอย");
        await LiveAsync(bot, villager);
        var traces = await PersonTraces.OfAsync(bot, villager, "ถนนหน้าวัด", "ประปาไม่ไหล", "ขยะล้น", "ปลูกผัก");
        Assert.True(traces.In(bot).Count > 6, "the traces are looked for in the right places");
        Assert.True(await traces.InSummariesAsync(bot));

        Assert.Contains("ลบหมดแล้วค่ะ", Joined(await EraseAsync(villager)), StringComparison.Ordinal);

        await Eventually.TrueAsync(() => Task.FromResult(traces.In(bot).Count == 0));
        Assert.False(await traces.InSummariesAsync(bot));
        Assert.Equal("ไฟถนนดับทั้งซอย", Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        Assert.Equal(0, await FetchesAsync());
        var record = Assert.Single(await WithdrawalsAsync());
        Assert.StartsWith($"{TimeProvider.System.GetUtcNow().AddHours(7):yyyy-MM-dd}-180107-", record.RowKey, StringComparison.Ordinal);
        Assert.True(record.GetBoolean("Erased"));

        // Gone for good, not by chance: the next start brings nothing back, blocking writes nothing down.
        await bot.Line.BlockAsync(villager.UserId);
        await bot.Line.WaitUntilIdleAsync();
        await Eventually.TrueAsync(async () => await WaitingAsync() == 0);
        Assert.Empty(traces.In(bot));
    }

    [Fact]
    public async Task After_deleting_everything_a_message_comes_from_somebody_new()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);
        await EraseAsync(villager);

        Assert.Contains("ยินยอมให้เก็บเรื่องที่คุณเล่า", Joined(await villager.SayAsync("สวัสดีค่ะ")), StringComparison.Ordinal);
        await villager.TapAsync("ยินยอม");
        await villager.SayAsync("หาดท่าเสา ม.3");
        await TellAsync(villager, Water);
        Assert.Equal(Water, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
    }

    [Fact]
    public async Task A_message_taken_back_after_deleting_everything_is_remembered_for_an_hour_at_most()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var dated = await BotHost.StartAsync(time: time);
        var villager = dated.AddVillager();
        await villager.JoinAsync();
        await villager.SayAsync(Road);
        var said = dated.Line.Timeline(villager.UserId).Last(i => i.From == "user");
        var traces = await PersonTraces.OfAsync(dated, villager);
        await villager.SayAsync("เรื่องของฉัน");
        await EraseAsync(villager, fromMenu: true);
        var participant = dated.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        await Eventually.TrueAsync(async () => (await dated.Get<ConversationStore>().LoadAsync(participant, default)).ETag is null);
        await dated.Line.UnsendAsync(villager.UserId, said.Id);
        await Eventually.TrueAsync(async () => (await dated.Get<ConversationStore>().LoadAsync(participant, default)).ETag is not null);
        await dated.Line.BlockAsync(villager.UserId);
        await StoredRows.SettledAsync(dated.Line, dated.App.Services);

        time.Advance(TimeSpan.FromHours(2));
        await dated.Get<Retention>().PurgeAsync(default);

        Assert.Null((await dated.Get<ConversationStore>().LoadAsync(participant, default)).ETag);
        await Eventually.TrueAsync(() => Task.FromResult(traces.In(dated).Count == 0));
    }

    [Fact]
    public async Task Withdrawing_stops_sending_and_leaves_what_was_said_unnamed_where_wanted()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);
        Assert.Equal(1, await SubscribersAsync());

        await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("ถอนความยินยอม");
        await villager.TapAsync("ให้อยู่แบบไม่มีชื่อ");

        Assert.Equal(0, await SubscribersAsync());
        Assert.Equal(Road, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        Assert.False(Assert.Single(await WithdrawalsAsync()).GetBoolean("Erased"));
        Assert.Contains("ครั้งก่อนคุณยังไม่สะดวก", Joined(await villager.SayAsync("สวัสดีค่ะ")), StringComparison.Ordinal);

        // What was left can still be taken away, without consenting again.
        Assert.Contains("เรื่องที่เคยเล่ายังอยู่", Joined(await villager.SayAsync("เรื่องของฉัน")), StringComparison.Ordinal);
        await EraseAsync(villager, fromMenu: true);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Withdrawing_takes_what_was_said_along_where_wanted()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);

        await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("ถอนความยินยอม");
        await villager.TapAsync("ลบทิ้งด้วย");
        await villager.TapAsync("ลบทั้งหมดเลย");

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(0, await SubscribersAsync());
    }

    [Fact]
    public async Task The_place_is_changed_and_what_was_said_before_stays_where_it_was_said()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await TellAsync(villager, Road);

        await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("เปลี่ยนที่อยู่");
        await villager.SayAsync("ธรรมามูล ม.2");
        await TellAsync(villager, Water);

        Assert.Equal([("180106", 3, Road), ("180107", 2, Water)], (await StoredRows.OpinionsAsync(bot)).Select(o => (o.Tambon, o.Village ?? 0, o.Text!)).Order());
        await villager.SayAsync("เรื่องของฉัน");
        var list = Joined(await villager.TapAsync("ดูที่เล่าไว้"));
        Assert.All(await StoredRows.OpinionsAsync(bot), o => Assert.Contains(o.Reference, list, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_privacy_page_tells_how_to_delete()
    {
        var page = System.Net.WebUtility.HtmlDecode(await bot.Http.GetStringAsync("/privacy"));

        Assert.Contains("พิมพ์ “เรื่องของฉัน”", page, StringComparison.Ordinal);
        Assert.Contains("ลบทั้งหมด", page, StringComparison.Ordinal);
    }

    /// <summary>Says something and answers what is asked about it.</summary>
    internal static async Task TellAsync(Villager villager, string text)
    {
        await villager.SayAsync(text);
        await villager.TapAsync("ข้าม");
        await villager.TapAsync("ทั้งหมู่บ้าน");
    }

    /// <summary>A life in the chat that leaves something everywhere: two tambons, a photo, a voice still to be fetched, a ballot, an answer, a summary, a dead letter.</summary>
    internal static async Task LiveAsync(BotHost bot, Villager villager)
    {
        await villager.JoinAsync();
        await TellAsync(villager, Road);
        await villager.ShowAsync(Pictures.JpegWithSecret("taken at home"));
        await Eventually.TrueAsync(async () => await CountAsync(bot.Get<IBlobStore>().ListAsync("opinions/")) >= 1);
        await villager.TapAsync("พอแค่นี้");
        await villager.SayAsync("เปลี่ยนที่อยู่");
        await villager.SayAsync("ธรรมามูล ม.2");
        await TellAsync(villager, Water);
        await bot.Get<SummaryService>().SummarizeAsync("180106");
        await bot.Get<SummaryService>().SummarizeAsync("180107");
        if (await bot.Get<RoundStore>().FindAsync(PersonTraces.Round) is null)
            await bot.Get<RoundStore>().OpenAsync(new RoundDefinition(PersonTraces.Round, "อะไรควรทำก่อน", ["180107"], TimeProvider.System.GetUtcNow().AddDays(1), null, [new Proposal("road", "ซ่อมถนน"), new Proposal("water", "ประปา")]));
        Assert.Equal(Casting.Kept, await bot.Get<BallotStore>().CastAsync(PersonTraces.Round, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId), ["road"], "180107", 2));
        Assert.Equal(Casting.Kept, await bot.Get<AgreementStore>().AnswerAsync(PersonTraces.Round, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId), "water", AgreementStore.Disagree, "180107", 2));
        await bot.Get<SurveyStore>().OpenAsync(PersonTraces.Survey, 1, ["180107"], null, null, default);
        var sheet = bot.Get<AnswerStore>().PersonIn(PersonTraces.Survey, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId));
        await bot.Get<AnswerStore>().KeepAsync(new Answer("180107", PersonTraces.Survey, sheet, "good") { Kind = "text", Text = "ปลูกผักส่งตลาดมานาน", AnsweredOn = "2026-11-23" }, adding: false, default);
        if (await bot.Get<ForumStore>().FindAsync(PersonTraces.Forum, default) is null)
        {
            var start = TimeProvider.System.GetUtcNow().AddDays(9);
            await bot.Get<ForumStore>().KeepAsync(new ForumDefinition(PersonTraces.Forum, "เวทีประชาคม", "180107", [], start, start.AddHours(3), "ศาลาวัด"), default);
        }
        await bot.Get<ForumReplyStore>().ChangeAsync(PersonTraces.Forum, bot.Get<Pseudonyms>().ParticipantOf(villager.UserId), reply => reply with { Reply = "yes", Tambon = "180107", Village = 2 }, default);
        bot.Line.Options.MediaPreparation = TimeSpan.FromHours(1);
        await villager.SpeakAsync();
        await villager.TapAsync("พอแค่นี้");
        bot.Line.Options.MediaPreparation = TimeSpan.Zero;
        var key = new InboxKey(InboxKey.LaneOf(bot.Get<Pseudonyms>().ParticipantOf(villager.UserId)), "01HDEAD000000000000000000", 1_700_000_000_000);
        var body = $$$"""{"type":"message","timestamp":1700000000000,"mode":"active","webhookEventId":"01HDEAD000000000000000000","source":{"type":"user","userId":"{{{villager.UserId}}}"},"message":{"id":"5","type":"text","text":"ขยะล้นหน้าตลาด"}}""";
        await bot.Get<DeadLetters>().BuryAsync(key, System.Text.Encoding.UTF8.GetBytes(body), "Test", default);
    }

    internal static async Task<IReadOnlyList<string>> EraseAsync(Villager villager, bool fromMenu = false)
    {
        if (!fromMenu) await villager.SayAsync("เรื่องของฉัน");
        await villager.TapAsync("ลบทั้งหมด");
        await villager.TapAsync("ลบทั้งหมด");
        return await villager.TapAsync("ลบทั้งหมดเลย");
    }

    internal static string Joined(IReadOnlyList<string> answers) => string.Join('\n', answers);

    internal static async Task<int> CountAsync<T>(IAsyncEnumerable<T> all)
    {
        var count = 0;
        await foreach (var _ in all) count++;
        return count;
    }

    private Task<int> BlobsAsync() => CountAsync(bot.Get<IBlobStore>().ListAsync("opinions/"));

    private Task<int> FetchesAsync() => CountAsync(bot.Get<MediaFetches>().AllAsync(default));

    private async Task<IReadOnlyList<TableRow>> WithdrawalsAsync() => (await bot.Get<ITableStore>().QueryAsync("Withdrawals", "withdrawals")).Rows;

    private async Task<int> WaitingAsync()
    {
        var waiting = 0;
        for (var lane = 0; lane < InboxKey.Lanes; lane++) waiting += await CountAsync(bot.Get<Inbox>().PendingAsync(lane, default));
        return waiting;
    }

    private async Task<int> SubscribersAsync()
    {
        var count = 0;
        foreach (var x in "0123456789abcdef") count += (await bot.Get<ITableStore>().QueryAsync("Subscribers", "180106-" + x)).Rows.Count;
        return count;
    }
}
