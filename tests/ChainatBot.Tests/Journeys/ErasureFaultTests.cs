using ChainatBot.Conversations;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Line.Emulator;

namespace ChainatBot.Tests.Journeys;

/// <summary>“Delete all” while things break: it ends all the same, is said once, and brings nothing back.</summary>
public sealed class ErasureFaultTests
{
    [Fact]
    public async Task Whichever_write_fails_the_erasure_is_finished_and_said_once()
    {
        await using var bot = await BotHost.StartAsync(configure: builder => FaultyWrites.Use(builder.Services));
        var faults = bot.Get<FaultyWrites>();
        var all = new List<(Villager Villager, PersonTraces Traces)>();
        for (var write = 0; ; write++)
        {
            var villager = bot.AddVillager();
            await MyDataTests.LiveAsync(bot, villager);
            var traces = await PersonTraces.OfAsync(bot, villager);
            all.Add((villager, traces));
            await villager.SayAsync("เรื่องของฉัน");
            await villager.TapAsync("ลบทั้งหมด");
            await villager.TapAsync("ลบทั้งหมด");

            faults.FailAfter(write);
            Assert.Contains("ลบหมดแล้วค่ะ", MyDataTests.Joined(await villager.TapAsync("ลบทั้งหมดเลย")), StringComparison.Ordinal);
            var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
            await Eventually.TrueAsync(async () => await NothingLeftAsync(bot, participant));
            var failed = faults.HasFailed;
            faults.Heal();
            Assert.Single(bot.Line.BotMessages(villager.UserId), message => message.Text.Contains("ลบหมดแล้วค่ะ", StringComparison.Ordinal));
            if (!failed)
            {
                Assert.True(write > 15, $"only {write} writes were broken");
                break;
            }
        }

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(0, await MyDataTests.CountAsync(bot.Get<BallotStore>().OfRoundAsync(PersonTraces.Round)));
        Assert.Equal(0, await MyDataTests.CountAsync(bot.Get<IBlobStore>().ListAsync("opinions/")));
        foreach (var (_, traces) in all) Assert.False(await traces.InSummariesAsync(bot));
        await Eventually.TrueAsync(() => Task.FromResult(all.All(a => a.Traces.In(bot).Count == 0)));
        Assert.Equal(all.Count, (await bot.Get<ITableStore>().QueryAsync("Withdrawals", "withdrawals")).Rows.Count);
        Assert.Empty(bot.Line.Violations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public async Task A_restart_in_the_middle_finishes_it(int writes)
    {
        await using var line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions());
        using var directory = new TemporaryDirectory();
        Villager villager;
        PersonTraces traces;
        await using (var bot = await BotHost.StartAsync(line, directory.Path, configure: builder => FaultyWrites.Use(builder.Services)))
        {
            villager = bot.AddVillager();
            await MyDataTests.LiveAsync(bot, villager);
            traces = await PersonTraces.OfAsync(bot, villager, "ถนนหน้าวัด", "ประปาไม่ไหล", "ขยะล้น");
            await villager.SayAsync("เรื่องของฉัน");
            await villager.TapAsync("ลบทั้งหมด");
            await villager.TapAsync("ลบทั้งหมด");
            bot.Get<FaultyWrites>().FailAfter(writes, stayBroken: true);
            await bot.Line.TapAsync(villager.UserId, "ลบทั้งหมดเลย");
            await Eventually.TrueAsync(() => Task.FromResult(bot.Get<FaultyWrites>().HasFailed));
        }

        await using var again = await BotHost.StartAsync(line, directory.Path);
        var participant = again.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        await Eventually.TrueAsync(async () => await NothingLeftAsync(again, participant));
        await Eventually.TrueAsync(() => Task.FromResult(traces.In(again).Count == 0));
        Assert.False(await traces.InSummariesAsync(again));
        Assert.Single(again.Line.BotMessages(villager.UserId), message => message.Text.Contains("ลบหมดแล้วค่ะ", StringComparison.Ordinal));
        Assert.Empty(again.Line.Violations);
    }

    [Fact]
    public async Task An_event_taken_up_again_after_everything_is_gone_brings_nobody_back()
    {
        await using var bot = await BotHost.StartAsync();
        var villager = bot.AddVillager();
        await MyDataTests.LiveAsync(bot, villager);
        await MyDataTests.EraseAsync(villager);
        var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        await Eventually.TrueAsync(async () => await NothingLeftAsync(bot, participant));

        // As a crash between the last deletion and the end of the event leaves it.
        var delivered = bot.Line.WebhookDeliveries[^1];
        var callback = global::Line.Messaging.WebhookParser.Parse(delivered.Body.Span);
        await bot.Get<Turns>().HandleAsync(callback.Events[0].WebhookEventId!, callback.Events[0], default);

        Assert.Null((await bot.Get<ConversationStore>().LoadAsync(participant, default)).ETag);
    }

    [Fact]
    public async Task An_erasure_that_nothing_takes_up_again_is_finished_by_the_purge()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bot = await BotHost.StartAsync(time: time);
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        await MyDataTests.TellAsync(villager, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        var participant = bot.Get<Pseudonyms>().ParticipantOf(villager.UserId);
        var conversations = bot.Get<ConversationStore>();
        // The reply may be out before its turn is over: what is saved here must not meet that turn's own saving.
        await Eventually.TrueAsync(async () => await MyDataTests.CountAsync(bot.Get<Inbox>().PendingAsync(InboxKey.LaneOf(participant), default)) == 0);
        var (_, etag) = await conversations.LoadAsync(participant, default);
        Assert.NotNull(await conversations.SaveAsync(participant, new Conversation { Erasing = new PendingErasure("01HGONE", 1, new WithdrawalRecord("2026-11-23", "180106", "0123456789abcdef", true)) }, etag, default));

        await bot.Get<Retention>().PurgeAsync(default);
        Assert.Single(await StoredRows.OpinionsAsync(bot));
        time.Advance(TimeSpan.FromMinutes(11));
        await bot.Get<Retention>().PurgeAsync(default);

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Null((await conversations.LoadAsync(participant, default)).ETag);
    }

    private static async Task<bool> NothingLeftAsync(BotHost bot, ParticipantId participant)
    {
        if ((await bot.Get<ConversationStore>().LoadAsync(participant, default)).ETag is not null) return false;
        return await MyDataTests.CountAsync(bot.Get<Inbox>().PendingAsync(InboxKey.LaneOf(participant), default)) == 0;
    }
}
