using System.Globalization;
using System.Text.Json.Nodes;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Conversations;

/// <summary>Whatever becomes of a reply on its way: it is said once or, where nobody knows, not again; and never for money.</summary>
public sealed class OwedReplyTests : IAsyncLifetime
{
    private const string Reply = "/v2/bot/message/reply";
    private const string First = "ถนนหน้าวัดเป็นหลุม รถล้มบ่อยมาก";
    private const string Second = "ไฟทางดับมาหลายคืนแล้ว น่ากลัวมาก";

    private LineEmulatorServer line = null!;
    private Relay wire = null!;
    private BotHost bot = null!;
    private Villager villager = null!;

    public async Task InitializeAsync()
    {
        line = await LineEmulatorServer.StartAsync();
        wire = Relay.OpenTo(line.ApiBaseUrl);
        bot = await BotHost.StartAsync(line, settings: new() { ["Line:Timeout"] = "00:00:02", ["Line:ApiBaseUrl"] = wire.Address.ToString() });
        villager = bot.AddVillager();
        await villager.JoinAsync();
    }

    public async Task DisposeAsync()
    {
        var (violations, pushed) = (bot.Line.Violations, bot.Line.Deliveries);
        await bot.DisposeAsync();
        await wire.DisposeAsync();
        await line.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(pushed);
    }

    [Theory]
    [InlineData(FaultKinds.ErrorBefore)]
    [InlineData(FaultKinds.ErrorAfter)]
    [InlineData(FaultKinds.TimeoutBefore)]
    [InlineData(FaultKinds.TimeoutAfter)]
    public async Task When_LINE_errs_or_is_silent_the_reply_is_said_once(string fault)
    {
        bot.Line.AddFault(new Fault(fault, "POST", Reply, DelayMilliseconds: 20_000));
        var before = bot.Line.BotMessages(villager.UserId).Count;
        await villager.SayAsync(First);
        await SettledAsync();
        var said = bot.Line.BotMessages(villager.UserId).Skip(before).ToList();
        Assert.Equal("เก็บเรื่องที่เล่าไว้แล้วค่ะ", said[0].Text);

        var next = await villager.SayAsync(Second);
        Assert.Equal("เก็บเพิ่มให้แล้วค่ะ", next[0]);
        Assert.Equal(said.Count, said.DistinctBy(m => m.Text).Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_LINE_certainly_did_not_take_it_the_words_ride_on_the_next_reply(bool limited)
    {
        var before = bot.Line.BotMessages(villager.UserId).Count;
        if (limited) bot.Line.AddFault(new Fault(FaultKinds.RateLimit, "POST", Reply));
        else await wire.CutAsync();
        await bot.Line.SendTextAsync(villager.UserId, First);
        await SettledAsync();
        Assert.Equal(before, bot.Line.BotMessages(villager.UserId).Count);
        Assert.Single(await StoredRows.OpinionsAsync(bot));

        if (!limited) wire.Connect();
        await villager.SayAsync(Second);
        AssertOneReplyWithBoth(before);
        Assert.Equal("เก็บเพิ่มให้แล้วค่ะ", (await villager.SayAsync("แล้วก็น้ำประปาขุ่นทุกเช้าเลย"))[0]);
    }

    [Fact]
    public async Task The_words_for_a_dead_token_ride_on_the_next_reply()
    {
        var before = bot.Line.BotMessages(villager.UserId).Count;
        await EmitWithDeadTokenAsync(First);
        Assert.Equal(before, bot.Line.BotMessages(villager.UserId).Count);

        await villager.SayAsync(Second);
        AssertOneReplyWithBoth(before);
    }

    [Fact]
    public async Task However_much_is_owed_a_reply_has_five_messages_at_most()
    {
        for (var i = 0; i < 4; i++) await EmitWithDeadTokenAsync(string.Create(CultureInfo.InvariantCulture, $"เรื่องที่อยากให้ช่วยกันแก้ลำดับที่ {i} ในหมู่บ้านเรา"));
        var answers = await villager.SayAsync(Second);
        await SettledAsync();

        Assert.Equal(5, answers.Count);
        Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Equal(5, (await StoredRows.LinesAsync(bot.App.Services)).Count);
    }

    [Fact]
    public async Task Nothing_is_owed_to_who_has_left()
    {
        await EmitWithDeadTokenAsync(First);
        await bot.Line.BlockAsync(villager.UserId);
        var answers = await villager.FollowAsync();
        Assert.DoesNotContain("เก็บเรื่องที่เล่าไว้แล้วค่ะ", answers);
    }

    private void AssertOneReplyWithBoth(int before)
    {
        var said = bot.Line.BotMessages(villager.UserId).Skip(before).ToList();
        Assert.Single(said.Select(m => m.RequestId).Distinct());
        Assert.InRange(said.Count, 3, 5);
        Assert.Single(said, m => m.Text == "เก็บเรื่องที่เล่าไว้แล้วค่ะ");
        Assert.Single(said, m => m.Text == "เก็บเพิ่มให้แล้วค่ะ");
        Assert.All(said.SkipLast(1), m => Assert.Null(m.Message["quickReply"]));
        Assert.NotNull(said[^1].Message["quickReply"]);
    }

    private async Task EmitWithDeadTokenAsync(string text)
    {
        var message = new JsonObject { ["type"] = "text", ["id"] = (500_000 + text.GetHashCode(StringComparison.Ordinal) % 400_000).ToString(CultureInfo.InvariantCulture), ["quoteToken"] = "q", ["text"] = text };
        var delivery = await bot.Line.EmitAsync(villager.UserId, new JsonObject { ["type"] = "message", ["replyToken"] = "0123456789abcdef0123456789abcdef", ["message"] = message });
        Assert.Equal(200, delivery.Status);
        await SettledAsync();
    }

    private Task SettledAsync() => StoredRows.SettledAsync(bot.Line, bot.App.Services);
}
