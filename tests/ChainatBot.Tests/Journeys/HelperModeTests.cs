using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Journeys;

/// <summary>A team member fills in for neighbours without a phone; looked at in the raw store.</summary>
public sealed class HelperModeTests : IAsyncLifetime
{
    private const string Road = "ถนนหน้าบ้านป้าเป็นหลุม ฝนตกน้ำขัง";
    private const string Water = "น้ำประปาไม่ไหลมาสามวันแล้ว";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
    private Line.Emulator.LineEmulatorServer line = null!;
    private BotHost bot = null!;

    public async Task InitializeAsync()
    {
        line = await Line.Emulator.LineEmulatorServer.StartAsync(new Line.Emulator.LineEmulatorOptions { TimeProvider = clock });
        bot = await BotHost.StartAsync(line, time: clock);
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        await line.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Two_neighbours_are_two_people_and_none_of_them_is_the_helper()
    {
        var helper = await HelperAsync();
        await TellAsync(helper, "ไฟถนนหน้าวัดดับทั้งซอย");
        await BeginAsync(helper);
        await TellAsync(helper, Road);
        await helper.TapAsync("มีอีกเรื่อง");
        await TellAsync(helper, "ยุงเยอะมากช่วงหน้าฝน");
        await helper.TapAsync("เพื่อนบ้านอีกคน");
        await AgreeAsync(helper);
        await TellAsync(helper, Water);
        await helper.TapAsync("พอแค่นี้");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        var opinions = await StoredRows.OpinionsAsync(bot);
        var helped = opinions.Where(o => o.Helped == true).ToList();
        Assert.Equal(3, helped.Count);
        Assert.Equal(2, helped.Select(o => o.Person).Distinct().Count());
        Assert.Single(helped, o => o.Text == Water && o.Person != helped.First(h => h.Text == Road).Person);
        Assert.All(helped, o => Assert.Equal(("180106", 4, "voice 2026-11-23", "village"), (o.Tambon, o.Village, o.Consent, o.Reach)));
        var own = Assert.Single(opinions, o => o.Helped is null);
        Assert.DoesNotContain(helped, o => o.Person == own.Person);

        // Nothing in the neighbours' rows is a name or a key of the helper or of the helper's messages.
        var pseudonyms = bot.Get<Pseudonyms>();
        var participant = pseudonyms.ParticipantOf(helper.UserId);
        var keys = bot.Line.Timeline(helper.UserId).Select(i => pseudonyms.KeyOf("message", i.Id)).ToList();
        string[] helpers = [helper.UserId, participant.Value, own.Person, .. keys, .. bot.Line.Timeline(helper.UserId).Select(i => i.Id)];
        foreach (var table in new[] { Opinion.Table, "OpinionMessages", "OpinionChanges", "MediaFetches" })
        {
            foreach (var row in (await RowsAsync(table)).Where(r => !r.RowKey.StartsWith(own.Person, StringComparison.Ordinal)))
                Assert.DoesNotContain(helpers, h => Values(row).Any(v => v.Contains(h, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task The_voice_that_consents_is_neither_fetched_nor_stored()
    {
        bot.Line.Options.MediaPreparation = TimeSpan.FromHours(1);
        var helper = await HelperAsync();
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(Encoding.UTF8.GetBytes("ยินดีให้เก็บ"), 2_000);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Empty(await RowsAsync("MediaFetches"));
        var (conversation, _) = await bot.Get<ConversationStore>().LoadAsync(bot.Get<Pseudonyms>().ParticipantOf(helper.UserId), default);
        Assert.Empty(conversation.Contents);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Nothing_but_a_voice_of_a_second_is_consent()
    {
        var helper = await HelperAsync();
        await helper.SayAsync("กรอกแทน");
        Assert.Contains("เสียงสั้นเกินไปค่ะ", string.Join(' ', await helper.SpeakAsync(milliseconds: 500)), StringComparison.Ordinal);
        await helper.SpeakAsync(milliseconds: 999);
        await helper.SayAsync("ยินดีให้เก็บความเห็น");
        await helper.SayAsync("ใช่ค่ะ เขายินดี");
        await helper.ShowAsync(Pictures.JpegWithSecret("x"));
        await bot.Line.SendFileAsync(helper.UserId, [1, 2, 3], "ยินดี.m4a");
        await bot.Line.SendVideoAsync(helper.UserId, [1, 2, 3]);
        await bot.Line.SendStickerAsync(helper.UserId);
        await bot.Line.SendLocationAsync(helper.UserId, 15.18, 100.12, "หาดท่าเสา");
        await helper.SayAsync(Road);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Contains("กดรูปไมโครโฟนค้างไว้", helper.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Empty((await bot.Get<ConversationStore>().LoadAsync(bot.Get<Pseudonyms>().ParticipantOf(helper.UserId), default)).Conversation.Neighbours);
        Assert.False(await bot.Get<IBlobStore>().ListAsync("").AnyAsync());
    }

    [Fact]
    public async Task What_the_helper_takes_back_is_gone_and_is_asked_for_again()
    {
        var helper = await HelperAsync();
        await BeginAsync(helper);
        await helper.SayAsync(Road);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Single(await StoredRows.OpinionsAsync(bot));

        await bot.Line.UnsendAsync(helper.UserId, LastSaid(helper));
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));

        // The next words are still the neighbour's.
        await helper.SayAsync(Water);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.True(Assert.Single(await StoredRows.OpinionsAsync(bot)).Helped);
    }

    [Fact]
    public async Task Taking_back_the_consent_takes_back_all_that_the_neighbour_told()
    {
        var helper = await HelperAsync();
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(milliseconds: 2_000);
        var consent = LastSaid(helper);
        await PlaceAsync(helper);
        await TellAsync(helper, Road);
        await helper.TapAsync("มีอีกเรื่อง");
        await helper.SayAsync(Water);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(2, (await StoredRows.OpinionsAsync(bot)).Count);

        await bot.Line.UnsendAsync(helper.UserId, consent);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Contains("ขอเป็นเสียงของเพื่อนบ้านเองก่อน", string.Join(' ', await helper.SayAsync(Water)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_helper_can_neither_list_nor_erase_what_neighbours_told()
    {
        var helper = await HelperAsync();
        await BeginAsync(helper);
        await TellAsync(helper, Road);
        await helper.TapAsync("พอแค่นี้");
        Assert.Contains("ตอนนี้ยังไม่มีเรื่องที่คุณเล่าไว้ค่ะ", string.Join(' ', await helper.SayAsync("เรื่องของฉัน")), StringComparison.Ordinal);
        await helper.TapAsync("ลบทั้งหมด");
        await helper.TapAsync("ลบทั้งหมด");
        await helper.TapAsync("ลบทั้งหมดเลย");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Equal(Road, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
    }

    [Fact]
    public async Task After_half_a_day_nothing_leads_from_the_helper_to_the_neighbour()
    {
        var helper = await HelperAsync();
        await BeginAsync(helper);
        await TellAsync(helper, Road);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var participant = bot.Get<Pseudonyms>().ParticipantOf(helper.UserId);
        Assert.Single((await bot.Get<ConversationStore>().LoadAsync(participant, default)).Conversation.Neighbours);

        clock.Advance(TimeSpan.FromHours(13));
        await bot.Get<Retention>().PurgeAsync(default);

        var (conversation, _) = await bot.Get<ConversationStore>().LoadAsync(participant, default);
        Assert.Empty(conversation.Neighbours);
        Assert.Empty(conversation.Owed?.Messages ?? []);
        var state = FlowState.FromJson(conversation.Flow);
        Assert.Null(state.Neighbour);
        Assert.Null(state.Opinion);
        Assert.Null(state.Photos);
        Assert.Single(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task A_neighbours_photo_and_voice_lie_with_the_neighbours_opinion()
    {
        var helper = await HelperAsync();
        await BeginAsync(helper);
        await helper.ShowAsync(Pictures.JpegWithSecret("taken at the neighbour's"));
        await helper.SpeakAsync(milliseconds: 5_000);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        await Eventually.TrueAsync(async () => (await RowsAsync("MediaFetches")).Count == 0);

        var opinion = Assert.Single(await StoredRows.OpinionsAsync(bot));
        var blobs = new List<string>();
        await foreach (var blob in bot.Get<IBlobStore>().ListAsync("")) blobs.Add(blob);
        Assert.Equal(2, blobs.Count);
        Assert.All(blobs, blob => Assert.StartsWith($"opinions/{opinion.Id}/", blob, StringComparison.Ordinal));
        Assert.All(bot.Line.Timeline(helper.UserId), item => Assert.DoesNotContain(blobs, b => b.Contains(bot.Get<Pseudonyms>().KeyOf("message", item.Id), StringComparison.Ordinal)));
    }

    private async Task<Villager> HelperAsync()
    {
        var helper = new Villager(bot.Line, bot.Line.AddUser(isFriend: false, userId: BotHost.Owner));
        await helper.JoinAsync();
        return helper;
    }

    private static async Task BeginAsync(Villager helper)
    {
        await helper.SayAsync("กรอกแทน");
        await AgreeAsync(helper);
    }

    private static async Task AgreeAsync(Villager helper)
    {
        await helper.SpeakAsync(milliseconds: 2_000);
        await PlaceAsync(helper);
    }

    private static async Task PlaceAsync(Villager helper)
    {
        await helper.TapAsync("ตำบลเดียวกัน");
        await helper.SayAsync("หมู่ 4");
    }

    private static async Task TellAsync(Villager helper, string text)
    {
        await helper.SayAsync(text);
        await helper.TapAsync("ข้าม");
        await helper.TapAsync("ทั้งหมู่บ้าน");
    }

    private string LastSaid(Villager helper) => bot.Line.Timeline(helper.UserId).Last(i => i.From == "user").Id;

    private async Task<List<TableRow>> RowsAsync(string table)
    {
        var rows = new List<TableRow>();
        foreach (var shard in "0123456789abcdef")
            foreach (var partition in new[] { $"180106-{shard}", $"000000-{shard}", $"{shard}" })
                rows.AddRange((await bot.Get<ITableStore>().QueryAsync(table, partition)).Rows);
        return rows;
    }

    private static IEnumerable<string> Values(TableRow row) => row.Select(c => Convert.ToString(c.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "").Append(row.RowKey).Append(row.PartitionKey);
}
