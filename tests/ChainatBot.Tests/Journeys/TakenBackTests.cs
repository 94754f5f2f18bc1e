using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys;

/// <summary>A message that is taken back in LINE takes back what it chose or answered, not only what it told.</summary>
public sealed class TakenBackTests : IAsyncLifetime
{
    private const string Tambon = "180106";
    private const string Hearing = "hearing";

    private readonly MovedClock clock = new();
    private BotHost bot = null!;
    private Villager villager = null!;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync(time: clock);
        await bot.Get<RoundStore>().OpenAsync(new RoundDefinition("first", "เรื่องไหนควรทำก่อน", [Tambon], clock.Now().AddDays(20), null,
            [new("road", "ซ่อมถนนสายหมู่ 3", null, null), new("canal", "ขุดลอกคลองหมู่ 5", null, null), new("light", "ไฟทางหน้าโรงเรียน", null, null)]));
        villager = bot.AddVillager();
        await villager.JoinAsync();
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_topic_that_was_guessed_from_words_goes_with_them()
    {
        await villager.SpeakAsync();
        await villager.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");
        var words = LastSaid;
        Assert.Contains("ประปา", villager.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(("audio", "utilities"), Assert.Single(await StoredRows.OpinionsAsync(bot)) is var told ? (told.Kind, told.Topic) : default);

        await UnsendAsync(words);
        Assert.Equal(("audio", null, null), Assert.Single(await StoredRows.OpinionsAsync(bot)) is var left ? (left.Kind, left.Topic, left.Text) : default);
        await villager.SayAsync("สวัสดีค่ะ");
        Assert.Equal("เรื่องนี้เกี่ยวกับอะไรคะ", villager.LastAnswer);
    }

    [Fact]
    public async Task A_topic_that_was_chosen_stays()
    {
        await villager.SpeakAsync();
        await villager.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");
        var words = LastSaid;
        await villager.TapAsync("สุขภาพ");
        await UnsendAsync(words);
        Assert.Equal("health", Assert.Single(await StoredRows.OpinionsAsync(bot)).Topic);
    }

    [Fact]
    public async Task A_typed_choice_leaves_the_ballot_and_does_not_come_back_with_the_next_one()
    {
        await villager.SayAsync("จัดลำดับ");
        await villager.SayAsync("ซ่อมถนนสายหมู่ 3");
        var first = LastSaid;
        Assert.Equal(["road"], await BallotAsync());
        await UnsendAsync(first);
        Assert.Empty(await BallotAsync());

        await villager.SayAsync("ไฟทางหน้าโรงเรียน");
        var second = LastSaid;
        Assert.Equal(["light"], await BallotAsync());
        await villager.SayAsync("ขุดลอกคลองหมู่ 5");
        Assert.Equal(["light", "canal"], await BallotAsync());
        await UnsendAsync(second);
        Assert.Equal(["canal"], await BallotAsync());
    }

    [Fact]
    public async Task A_choice_made_again_is_no_longer_the_earlier_messages()
    {
        await villager.SayAsync("จัดลำดับ");
        await villager.SayAsync("ซ่อมถนนสายหมู่ 3");
        var first = LastSaid;
        await villager.TapAsync("พอแค่นี้");
        await villager.SayAsync("จัดลำดับ");
        await villager.TapAsync("เปลี่ยน");
        await villager.SayAsync("ซ่อมถนนสายหมู่ 3");
        await UnsendAsync(first);
        Assert.Equal(["road"], await BallotAsync());
    }

    [Fact]
    public async Task A_choice_is_taken_out_of_a_closed_round_as_well()
    {
        await villager.SayAsync("จัดลำดับ");
        await villager.SayAsync("ซ่อมถนนสายหมู่ 3");
        await SettledAsync();
        Assert.True(await bot.Get<RoundStore>().CloseAsync("first"));
        await UnsendAsync(LastSaid);
        Assert.Empty(await BallotAsync());
    }

    [Fact]
    public async Task What_was_typed_of_anothers_proposal_goes()
    {
        await villager.SayAsync("จัดลำดับ");
        await villager.SayAsync("ซ่อมถนนสายหมู่ 3");
        await villager.TapAsync("ข้าม");
        await villager.TapAsync("ดูเลย");
        await villager.SayAsync("เห็นด้วย");
        var agreed = LastSaid;
        await villager.SayAsync("ไม่เห็นด้วย");
        await UnsendAsync(agreed);
        Assert.Equal(["disagree"], (await RowsAsync(AgreementStore.Table, "first-")).Select(r => r.GetString("Answer")));
        Assert.Equal(["road"], await BallotAsync());
    }

    [Fact]
    public async Task A_typed_choice_leaves_a_list_of_choices_and_the_others_stay()
    {
        await bot.Get<SurveyStore>().OpenAsync("local-services", 1, [Tambon], null, null, default);
        await villager.SayAsync("แบบสอบถาม");
        await villager.SayAsync("น้ำประปา");
        var water = LastSaid;
        await villager.TapAsync("เก็บขยะ");
        await villager.SayAsync("เบี้ยยังชีพ");
        await UnsendAsync(water);
        Assert.Equal("เก็บขยะ,เบี้ยยังชีพ", (await RowsAsync(Answer.Table, Tambon + "-")).Single().GetString("Text"));
        await UnsendAsync(LastSaid);
        Assert.Equal("เก็บขยะ", (await RowsAsync(Answer.Table, Tambon + "-")).Single().GetString("Text"));
        Assert.Contains("เลือก “เก็บขยะ, ซ่อมถนน ไฟทาง”", (await villager.TapAsync("ซ่อมถนน ไฟทาง"))[0], StringComparison.Ordinal);
        await SettledAsync();
        Assert.Equal("เก็บขยะ,ซ่อมถนน ไฟทาง", (await RowsAsync(Answer.Table, Tambon + "-")).Single().GetString("Text"));
    }

    [Fact]
    public async Task A_typed_answer_to_an_invitation_goes_and_the_bot_knows_none()
    {
        await CreateForumAsync();
        await villager.SayAsync("ขอบคุณค่ะ");
        await villager.SayAsync("ไปได้");
        var coming = LastSaid;
        await SettledAsync();
        Assert.Equal("yes", Assert.Single(await RowsAsync(ForumReply.Table, Hearing + "~")).GetString("Reply"));
        await UnsendAsync(coming);
        Assert.Empty(await RowsAsync(ForumReply.Table, Hearing + "~"));
        Assert.DoesNotContain("ตอบไว้ว่า", string.Join('\n', await villager.SayAsync("เวที")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_takes_back_the_code_at_the_door_was_not_there()
    {
        await CreateForumAsync();
        await SettledAsync();
        clock.Advance(TimeSpan.FromDays(2));
        var code = $"มาถึงเวทีแล้ว {bot.Get<ForumKeeper>().CodeOf(Hearing)}";
        await villager.SayAsync(code);
        var first = LastSaid;
        await villager.SayAsync(code);
        await UnsendAsync(first);
        Assert.True(Assert.Single(await RowsAsync(ForumReply.Table, Hearing + "~")).GetBoolean("Attended"));
        await UnsendAsync(LastSaid);
        Assert.Empty(await RowsAsync(ForumReply.Table, Hearing + "~"));
    }

    [Fact]
    public async Task What_a_crash_left_to_be_done_is_not_done_for_a_message_taken_back()
    {
        await villager.SayAsync("จัดลำดับ");
        await SettledAsync();
        var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        var (before, etag) = await bot.Get<ConversationStore>().LoadAsync(participant, default);
        var said = await bot.Line.SendTextAsync(villager.UserId, "ขอบคุณค่ะ");
        await SettledAsync();
        var key = bot.Get<Pseudonyms>().KeyOf("message", said.Id);
        (before, etag) = await bot.Get<ConversationStore>().LoadAsync(participant, default);
        var choice = new Deed.Choose("first", ["road"], Tambon, 3, clock.Now(), key);
        await bot.Get<ConversationStore>().SaveAsync(participant, before with { Pending = new PendingDeeds("e", [choice]), Typed = [new(key, "ballot", "priorities", "first", "first", "road")] }, etag, default);
        await UnsendAsync(said);
        await villager.SayAsync("ขอบคุณค่ะ");
        Assert.Empty(await BallotAsync());
    }

    private TimelineItem LastSaid => bot.Line.Timeline(villager.UserId).Last(i => i is { From: "user", Unsent: false });

    private async Task UnsendAsync(TimelineItem item)
    {
        await SettledAsync();
        await bot.Line.UnsendAsync(villager.UserId, item.Id);
        await SettledAsync();
    }

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);

    private async Task CreateForumAsync() => await bot.Get<ForumDesk>().KeepAsync(
        new ForumDefinition(Hearing, "เวทีประชาคมตำบล", Tambon, [], clock.Now().AddDays(2), clock.Now().AddDays(2).AddHours(3), "ศาลาวัด"), default);

    private async Task<IReadOnlyList<string>> BallotAsync()
    {
        await SettledAsync();
        return [.. (await RowsAsync("Ballots", "first-")).SelectMany(r => r.GetString("Choices")!.Split(' '))];
    }

    private async Task<List<TableRow>> RowsAsync(string table, string partition)
    {
        var rows = new List<TableRow>();
        foreach (var x in "0123456789abcdef") rows.AddRange((await bot.Get<ITableStore>().QueryAsync(table, partition + x)).Rows);
        return rows;
    }
}
