using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChainatBot.Conversations;
using ChainatBot.Groups;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;

namespace ChainatBot.Tests.Journeys;

/// <summary>V11: the bot in a village's LINE group.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private BotHost bot = null!;
    private string member = null!;
    private string group = null!;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync();
        member = bot.Line.AddUser("ป้าสมใจ");
        group = bot.Line.AddGroup("หมู่ 3 หาดท่าเสา", [member]);
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_introduces_itself_once_when_brought_in_and_is_silent_after(bool isRoom)
    {
        var chat = bot.Line.AddGroup("กลุ่ม", [member], isRoom);
        await bot.Line.InviteBotAsync(chat);
        var hello = Assert.Single(await bot.Line.WaitForBotMessagesAsync(chat));
        Assert.Contains("ไม่เก็บสิ่งที่คุยกัน", hello.Text, StringComparison.Ordinal);
        Assert.Equal("free", hello.Cost);

        await bot.Line.SendGroupTextAsync(chat, member, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        await bot.Line.SendGroupTextAsync(chat, member, "เรื่องของฉัน");
        await bot.Line.AddMemberAsync(chat, bot.Line.AddUser());
        await HandledAsync();

        Assert.Single(bot.Line.BotMessages(chat));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_answers_when_called_by_name_with_one_kind_sentence(bool isRoom)
    {
        var chat = bot.Line.AddGroup("กลุ่ม", [member], isRoom);
        await bot.Line.InviteBotAsync(chat);
        await bot.Line.WaitForBotMessagesAsync(chat);
        var said = await bot.Line.SendGroupTextAsync(chat, member, "น้ำประปาไม่ไหลมาสามวันแล้ว", mentionBot: true);

        Assert.Contains("ทักมาคุยกันสองคน", Assert.Single(await bot.Line.WaitForBotMessagesAsync(chat, 1, said)).Text, StringComparison.Ordinal);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Called_in_the_middle_of_a_conversation_of_ones_own_it_goes_on_there_undisturbed()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        var villager = new Villager(bot.Line, member);
        await villager.JoinAsync();
        await villager.SayAsync("ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        var participant = bot.Get<Pseudonyms>().ParticipantOf(member);
        var before = (await bot.Get<ConversationStore>().LoadAsync(participant, default)).Conversation.Flow;

        var said = await bot.Line.SendGroupTextAsync(group, member, "ทั้งตำบล", mentionBot: true);
        await bot.Line.WaitForBotMessagesAsync(group, 1, said);
        await bot.Line.SendGroupTextAsync(group, member, "ข้าม");
        await HandledAsync();

        Assert.Equal(before, (await bot.Get<ConversationStore>().LoadAsync(participant, default)).Conversation.Flow);
        Assert.Null(Assert.Single(await StoredRows.OpinionsAsync(bot)).Reach);
        Assert.Contains("เดือดร้อนกันแค่ไหน", string.Join(' ', await villager.TapAsync("ข้าม")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_of_the_joining_again_it_says_nothing_and_remembers_whose_group_it_is()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        var said = await bot.Line.SendGroupTextAsync(group, member, "หาดท่าเสา ม.3", mentionBot: true);
        await bot.Line.WaitForBotMessagesAsync(group, 1, said);

        await PostAsync("join", "01JOINAGAIN00000000000000A", bot.Get<TimeProvider>().GetUtcNow());
        // Word of a parting that came before, late.
        await PostAsync("leave", "01LEFTBEFORE0000000000000A", bot.Get<TimeProvider>().GetUtcNow().AddHours(-1));
        await HandledAsync();

        Assert.Equal(2, bot.Line.BotMessages(group).Count);
        Assert.Equal("180106", Assert.Single(await GroupsAsync()).Tambon);
    }

    [Fact]
    public async Task What_people_say_to_one_another_does_not_even_wait_in_the_inbox()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        await bot.Line.SendGroupTextAsync(group, member, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        await bot.Line.WaitUntilIdleAsync();

        var delivery = Assert.Single(bot.Line.WebhookDeliveries, d => d.Body.Span.IndexOf("รถล้มบ่อย"u8) >= 0);
        Assert.True(delivery.Succeeded);
        Assert.DoesNotContain(bot.RawFiles(), f => f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(delivery.EventIds[0])) >= 0);
    }

    [Theory]
    [InlineData("ตำบลหาดท่าเสา หมู่ 3", "จำไว้แล้วค่ะว่ากลุ่มนี้เป็นของหมู่ 3 ตำบลหาดท่าเสา มีข่าวจะมาบอกที่นี่นะคะ", "180106", 3)]
    [InlineData("หาดท่าเสา", "จำไว้แล้วค่ะว่ากลุ่มนี้เป็นของตำบลหาดท่าเสา มีข่าวของตำบลจะมาบอกที่นี่นะคะ", "180106", null)]
    public async Task Told_by_name_whose_group_it_is_it_remembers_the_place(string words, string answer, string tambon, int? village)
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        var said = await bot.Line.SendGroupTextAsync(group, member, words, mentionBot: true);
        Assert.Equal(answer, Assert.Single(await bot.Line.WaitForBotMessagesAsync(group, 1, said)).Text);
        var kept = Assert.Single(await GroupsAsync());
        Assert.Equal((group, tambon, village), (kept.ChatId, kept.Tambon, kept.Village));
    }

    [Fact]
    public async Task A_story_that_names_a_place_is_no_place()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        var said = await bot.Line.SendGroupTextAsync(group, member, "น้ำประปาที่ตำบลหาดท่าเสาหมู่ 3 ไม่ไหลมาสามวันแล้ว ช่วยบอกคนที่ดูแลให้หน่อยได้ไหม", mentionBot: true);
        await bot.Line.WaitForBotMessagesAsync(group, 1, said);
        Assert.Null(Assert.Single(await GroupsAsync()).Tambon);
    }

    [Fact]
    public async Task Nothing_that_a_group_says_and_nobody_in_it_is_kept()
    {
        var villager = new Villager(bot.Line, member);
        var traces = await PersonTraces.OfAsync(bot, villager, "ถนนหน้าวัด", "ประปาไม่ไหล", group);
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        await bot.Line.SendGroupTextAsync(group, member, "ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");
        var edited = await bot.Line.SendGroupTextAsync(group, member, "น้ำประปาไม่ไหล");
        await bot.Line.EditAsync(group, edited.Id, "น้ำประปาไม่ไหลมาสามวันแล้ว");
        await bot.Line.SendGroupTextAsync(group, member, "น้ำประปาไม่ไหลมาสามวันแล้ว", mentionBot: true);
        await bot.Line.UnsendAsync(group, edited.Id);
        await HandledAsync();

        await Eventually.TrueAsync(() => Task.FromResult(traces.In(bot).Count == 0));
        Assert.Equal(group, Assert.Single(await GroupsAsync()).ChatId);
    }

    [Fact]
    public async Task It_forgets_a_group_that_puts_it_out_and_introduces_itself_when_brought_in_again()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        await bot.Line.RemoveBotAsync(group);
        await Eventually.TrueAsync(async () => (await GroupsAsync()).Count == 0);
        Assert.Single(bot.Line.BotMessages(group));

        await bot.Line.InviteBotAsync(group);
        await Eventually.TrueAsync(() => Task.FromResult(bot.Line.BotMessages(group).Count == 2));
        Assert.Single(await GroupsAsync());
    }

    [Fact]
    public async Task Somebody_of_the_group_talks_to_it_alone_as_anybody_else()
    {
        await bot.Line.InviteBotAsync(group);
        await bot.Line.WaitForBotMessagesAsync(group);
        var villager = new Villager(bot.Line, member);
        await villager.JoinAsync();
        await villager.SayAsync("ถนนหน้าวัดเป็นหลุม รถล้มบ่อย");

        Assert.Single(await StoredRows.OpinionsAsync(bot));
        Assert.Single(bot.Line.BotMessages(group));
    }

    private async Task PostAsync(string type, string eventId, DateTimeOffset at)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["destination"] = "U00000000000000000000000000000000",
            ["events"] = new JsonArray(new JsonObject
            {
                ["type"] = type, ["mode"] = "active", ["timestamp"] = at.ToUnixTimeMilliseconds(), ["webhookEventId"] = eventId, ["replyToken"] = "no-such-token",
                ["source"] = new JsonObject { ["type"] = "group", ["groupId"] = group }, ["deliveryContext"] = new JsonObject { ["isRedelivery"] = false },
            }),
        }.ToJsonString());
        using var content = new ByteArrayContent(body);
        content.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(bot.Line.Options.ChannelSecret), body)));
        using var response = await bot.Http.PostAsync(new Uri("/webhook", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task HandledAsync()
    {
        await bot.Line.WaitUntilIdleAsync();
        await Eventually.TrueAsync(async () =>
        {
            for (var lane = 0; lane < InboxKey.Lanes; lane++)
                if (await MyDataTests.CountAsync(bot.Get<Inbox>().PendingAsync(lane, default)) > 0) return false;
            return true;
        });
    }

    private async Task<List<Group>> GroupsAsync()
    {
        var groups = new List<Group>();
        await foreach (var one in bot.Get<GroupStore>().AllAsync(default)) groups.Add(one);
        return groups;
    }
}
