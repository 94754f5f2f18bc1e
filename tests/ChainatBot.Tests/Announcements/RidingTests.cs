using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;
using Message = Line.Messaging.Message;

namespace ChainatBot.Tests.Announcements;

/// <summary>Notices that ride free on the bot's replies.</summary>
public sealed class RidingTests : IAsyncLifetime
{
    private const string Opinion = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อยมาก";

    private readonly MovedClock clock = new();
    private BotHost bot = null!;
    private Villager villager = null!;
    private bool warns;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync(time: clock);
        villager = bot.AddVillager();
        await villager.JoinAsync();
        await SettledAsync();
    }

    public async Task DisposeAsync()
    {
        var (violations, paid, warnings) = (bot.Line.Violations, bot.Line.QuotaUsed, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Equal(0, paid);
        if (!warns) Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_notice_rides_once_after_the_bots_own_words()
    {
        await AddAsync("water");
        var answers = await villager.SayAsync("ขอบคุณค่ะ");
        Assert.Equal(2, answers.Count);
        Assert.Equal("เรื่อง water", answers[1]);
        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));
        Assert.Equal(1, (await bot.Get<Deliveries>().CountFreeAsync("water")).Told);
    }

    [Fact]
    public async Task Nothing_rides_in_the_middle_of_a_question()
    {
        await AddAsync("water");
        Assert.DoesNotContain("เรื่อง water", await villager.SayAsync(Opinion));
        Assert.DoesNotContain("เรื่อง water", await villager.SayAsync("ช่วยเหลือ"));
        var answers = new List<string>();
        for (var i = 0; i < 4 && !answers.Contains("เรื่อง water"); i++) answers.AddRange(await villager.SayAsync("พอแค่นี้"));
        Assert.Equal("เรื่อง water", answers[^1]);
    }

    [Fact]
    public async Task The_most_urgent_come_first_then_the_oldest_and_two_at_most()
    {
        await AddAsync("old", NoticeKind.Questions, minutesAgo: 50);
        await AddAsync("second", minutesAgo: 10);
        await AddAsync("first", minutesAgo: 20);
        await AddAsync("change", NoticeKind.Change, minutesAgo: 5);
        Assert.Equal(["เรื่อง change", "เรื่อง first"], (await villager.SayAsync("ขอบคุณค่ะ")).Skip(1));
        Assert.Equal(["เรื่อง second", "เรื่อง old"], (await villager.SayAsync("ขอบคุณค่ะ")).Skip(1));
        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));
    }

    [Fact]
    public async Task Of_those_that_ask_something_one_rides_at_a_time()
    {
        await AddAsync("forum", NoticeKind.Invitation, minutesAgo: 20);
        await AddAsync("survey", NoticeKind.Questions, minutesAgo: 10);
        await AddAsync("news", minutesAgo: 5);
        Assert.Equal(["เรื่อง forum", "เรื่อง news"], (await villager.SayAsync("ขอบคุณค่ะ")).Skip(1));
        Assert.Equal(["เรื่อง survey"], (await villager.SayAsync("ขอบคุณค่ะ")).Skip(1));
    }

    [Fact]
    public async Task A_reply_has_five_messages_at_most_however_many_wait()
    {
        for (var i = 0; i < 6; i++)
            await bot.Get<NoticeStore>().AddAsync(NoticeOf($"two-{PayDesk.Text(i)}", NoticeKind.Announcement, i) with { Messages = [Json("หนึ่ง"), Json("สอง")] });
        for (var i = 0; i < 3; i++)
        {
            var answers = await villager.SayAsync("ขอบคุณค่ะ");
            Assert.Equal(5, answers.Count);
        }

        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));
    }

    [Fact]
    public async Task Only_who_fits_is_told_and_only_in_its_time()
    {
        await AddAsync("elsewhere", audience: new Audience(["180101"], []));
        await AddAsync("village", audience: new Audience(["180106"], [5]));
        await AddAsync("team", audience: new Audience([], [], AudienceRole.Team));
        await bot.Get<NoticeStore>().AddAsync(NoticeOf("early") with { From = clock.GetUtcNow().AddHours(1) });
        await AddAsync("stopped");
        await bot.Get<NoticeStore>().StopAsync("stopped");
        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));

        await bot.Get<NoticeStore>().ResumeAsync("stopped");
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["เรื่อง stopped", "เรื่อง early"], (await villager.SayAsync("ขอบคุณค่ะ")).Skip(1));
        await AddAsync("stale");
        clock.Advance(TimeSpan.FromDays(8));
        Assert.DoesNotContain("เรื่อง stale", await villager.SayAsync("ขอบคุณค่ะ"));
    }

    [Fact]
    public async Task Conditions_are_looked_at_when_the_person_writes()
    {
        await AddAsync("silent", audience: new Audience([], [], null, [new AudienceCondition("heard", "", Holds: false)]));
        await AddAsync("heard", audience: new Audience([], [], null, [new AudienceCondition("heard", "2026-01-01")]));
        await AddAsync("unheard-of", audience: new Audience([], [], null, [new AudienceCondition("nonsense", "")]));
        var other = bot.AddVillager();
        await other.JoinAsync();
        await SettledAsync();
        // The last words of the welcome ask nothing any more.
        Assert.Equal("เรื่อง silent", bot.Line.BotMessages(other.UserId)[^1].Text);

        await villager.SayAsync(Opinion);
        var answers = new List<string>();
        for (var i = 0; i < 4 && answers.Count < 3; i++) answers.AddRange(await villager.SayAsync("พอแค่นี้"));
        Assert.Contains("เรื่อง heard", answers);
        Assert.DoesNotContain("เรื่อง silent", answers);
        Assert.DoesNotContain("เรื่อง unheard-of", answers);
    }

    [Fact]
    public async Task Nobody_is_told_who_has_not_consented()
    {
        await AddAsync("water");
        var stranger = bot.AddVillager();
        await stranger.FollowAsync();
        Assert.DoesNotContain("เรื่อง water", await stranger.TapAsync("ไม่ยินยอม"));
        Assert.DoesNotContain("เรื่อง water", await stranger.SayAsync("ขอบคุณค่ะ"));
    }

    [Fact]
    public async Task What_LINE_certainly_did_not_take_rides_on_the_next_reply()
    {
        await AddAsync("water");
        bot.Line.AddFault(new Fault(FaultKinds.RateLimit, "POST", "/v2/bot/message/reply"));
        var before = bot.Line.BotMessages(villager.UserId).Count;
        await bot.Line.SendTextAsync(villager.UserId, "ขอบคุณค่ะ");
        await SettledAsync();
        await Eventually.TrueAsync(async () => !await bot.Get<Deliveries>().IsClaimedAsync("water", Id) && (await ConversationAsync()).Owed is { Undelivered: true });
        Assert.Equal(before, bot.Line.BotMessages(villager.UserId).Count);

        var answers = await villager.SayAsync("ขอบคุณค่ะ");
        Assert.Equal(3, answers.Count);
        Assert.Equal("เรื่อง water", answers[2]);
        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));
        warns = true;
    }

    [Theory]
    [InlineData(FaultKinds.ErrorAfter)]
    [InlineData(FaultKinds.ErrorBefore)]
    public async Task When_LINE_errs_the_notice_is_told_once(string fault)
    {
        await AddAsync("water");
        bot.Line.AddFault(new Fault(fault, "POST", "/v2/bot/message/reply"));
        await bot.Line.SendTextAsync(villager.UserId, "ขอบคุณค่ะ");
        await SettledAsync();
        await villager.SayAsync("ขอบคุณค่ะ");
        Assert.Single(bot.Line.BotMessages(villager.UserId), m => m.Text == "เรื่อง water");
        warns = true;
    }

    [Fact]
    public async Task Whom_a_paid_message_is_on_its_way_to_is_not_told_on_a_reply()
    {
        await AddAsync("water");
        await bot.Get<Deliveries>().ClaimPaidAsync("water", [Id], i => i, 1, 1, (_, _) => false, default);
        Assert.Single(await villager.SayAsync("ขอบคุณค่ะ"));
        await bot.Get<Deliveries>().ReleasePaidAsync("water", [Id], 1, default);
        Assert.False(await bot.Get<Deliveries>().IsClaimedAsync("water", Id));
    }

    [Fact]
    public void The_buttons_of_the_bots_own_words_move_under_the_last_message()
    {
        var own = Message.Text("คำตอบ").WithQuickReply([QuickReply.Item(LineAction.Say("ปุ่ม"))]);
        var owed = new OwedReply("event", [LineJson.Format(own)]) { Rides = [new Ride("water", [Json("ข่าว")])] };
        Assert.Null(owed.Parsed[0].QuickReply);
        Assert.NotNull(owed.Parsed[1].QuickReply);
        Assert.NotNull((owed with { Rides = [] }).Parsed[0].QuickReply);
    }

    [Fact]
    public async Task Deleting_everything_leaves_no_trace_and_nothing_rides_on_the_good_bye()
    {
        await AddAsync("water");
        await villager.SayAsync("ขอบคุณค่ะ");
        await AddAsync("late");
        Assert.DoesNotContain("เรื่อง late", await Journeys.MyDataTests.EraseAsync(villager));
        await Eventually.TrueAsync(async () => !await bot.Get<Deliveries>().IsClaimedAsync("water", Id));
        Assert.False(await bot.Get<Deliveries>().IsClaimedAsync("late", Id));
    }

    [Fact]
    public async Task Whichever_write_of_the_turn_fails_the_notice_is_told_once()
    {
        await using var faulty = await BotHost.StartAsync(configure: builder => FaultyWrites.Use(builder.Services));
        var (store, somebody) = (faulty.Get<FaultyWrites>(), faulty.AddVillager());
        await somebody.JoinAsync();
        await StoredRows.SettledAsync(faulty.Line, faulty.App.Services);
        var write = 0;
        for (var failed = true; failed; write++)
        {
            var id = $"n{PayDesk.Text(write)}";
            Assert.True(await faulty.Get<NoticeStore>().AddAsync(NoticeOf(id)));
            store.FailAfter(write);
            await faulty.Line.SendTextAsync(somebody.UserId, "ขอบคุณค่ะ");
            await StoredRows.SettledAsync(faulty.Line, faulty.App.Services);
            failed = store.HasFailed;
            store.Heal();
            await somebody.SayAsync("ขอบคุณค่ะ");
            await StoredRows.SettledAsync(faulty.Line, faulty.App.Services);
            Assert.Single(faulty.Line.BotMessages(somebody.UserId), m => m.Text == $"เรื่อง {id}");
        }

        Assert.InRange(write, 3, 30);
        Assert.Empty(faulty.Line.Violations);
    }

    private ParticipantId Id => bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);

    private async Task<Conversation> ConversationAsync() => (await bot.Get<ConversationStore>().LoadAsync(Id, default)).Conversation;

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);

    private async Task AddAsync(string id, NoticeKind kind = NoticeKind.Announcement, int minutesAgo = 1, Audience? audience = null) =>
        Assert.True(await bot.Get<NoticeStore>().AddAsync(NoticeOf(id, kind, minutesAgo, audience)));

    private Notice NoticeOf(string id, NoticeKind kind = NoticeKind.Announcement, int minutesAgo = 1, Audience? audience = null) =>
        new(id, kind, id, audience ?? Audience.Everybody, [Json($"เรื่อง {id}")], clock.GetUtcNow().AddMinutes(-minutesAgo), null, clock.GetUtcNow().AddDays(7));

    private static string Json(string text) => LineJson.Format(Message.Text(text));
}
