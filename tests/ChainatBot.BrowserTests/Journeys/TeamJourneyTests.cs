using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>The menus, filling in for a neighbour, and the bot among villagers in their group, on a narrow phone.</summary>
[Collection(InTheBrowser.Name)]
public sealed class TeamJourneyTests(Chromium chromium)
{
    private const string Owner = "U0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Every_area_of_the_villagers_menu_answers()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "menu");
        await narrow.JoinAsync("หาดท่าเสา ม.3", fold: false);
        await narrow.LookAsync("menu");
        await AreaAsync(narrow, "ส่งความเห็น", "อยากให้ตำบลเราดีขึ้นคะ", "opinion");
        await AreaAsync(narrow, "จัดลำดับ", "ทำต่อไหมคะ", "priorities");
        await narrow.TapAsync("เลิก", "ค่ะ", "quit");
        await AreaAsync(narrow, "แบบสอบถาม", "เล่ามาได้เลยนะคะ", "survey");
        await AreaAsync(narrow, "เวทีประชาคม", "เล่ามาที่นี่ได้เลยนะคะ", "forum");
        await AreaAsync(narrow, "เรื่องของฉัน", "อยากทำอะไรคะ", "my-data");
        await AreaAsync(narrow, "ช่วยเหลือ", "ทำต่อไหมคะ", "help");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task The_teams_menu_has_the_summary()
    {
        await using var bot = await BotInTime.StartAsync(Owner);
        await bot.Control.AddVillagerAsync("พี่ติ๋ม", Owner);
        await bot.Control.AddSpeakersAsync(Enumerable.Range(1, 10).Select(n => ($"ชาวบ้าน {n}", n % 2 == 0 ? "หาดท่าเสา ม.3" : "หาดท่าเสา ม.4", n % 2 == 0 ? "ถนนหน้าวัดเป็นหลุมเป็นบ่อ รถล้มบ่อย" : "น้ำประปาขุ่นมาก ใช้ไม่ได้")));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "team", Owner, readsReports: true);
        await narrow.JoinAsync("หาดท่าเสา ม.1", fold: false);
        await narrow.LookAsync("menu");
        await AreaAsync(narrow, "สรุปของตำบล", "สรุปความเห็น", "summary-menu-open");
        await narrow.FoldMenuAsync();
        await narrow.LookAsync("summary");
        await narrow.SayAsync("สรุป ธรรมามูล", "ธรรมามูล", "summary-of-another");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task A_team_member_fills_in_for_a_neighbour_who_agrees_by_voice()
    {
        await using var bot = await BotInTime.StartAsync(Owner);
        await bot.Control.AddVillagerAsync("พี่ติ๋ม", Owner);
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "helper", Owner);
        var phone = narrow.Phone;
        await narrow.JoinAsync("หาดท่าเสา ม.1");
        await narrow.SayAsync("กรอกแทน", "ยินดีให้เก็บความเห็น", "asked");
        await narrow.SayAsync("เขายินดีค่ะ", "ะ", "words-are-no-voice");
        await narrow.DoAsync(() => phone.SpeakAsync(), "เหมือนกันไหมคะ", "agreed");
        await narrow.TapAsync("ตำบลเดียวกัน", "หมู่ที่เท่าไรคะ", "village");
        await narrow.SayAsync("5", "ในตำบลดีขึ้นคะ", "tell");
        await narrow.SayAsync("ถนนหน้าบ้านป้าเป็นหลุม ฝนตกทีไรน้ำขัง", "ใช่ไหมคะ", "topic");
        await narrow.TapAsync("ย้อนกลับ", "ในตำบลดีขึ้นคะ", "undone");
        await narrow.DoAsync(() => phone.SpeakAsync(), "เรื่องนี้เกี่ยวกับอะไรคะ", "by-voice");
        await narrow.TapAsync("ข้าม", "เดือดร้อนกันแค่ไหนคะ", "reach");
        await narrow.TapAsync("เฉพาะครอบครัว", "มีบ้านอื่นเจอเรื่องแบบนี้ด้วยไหมคะ", "others");
        await narrow.TapAsync("บ้านอื่นก็เจอ", "ทำอะไรต่อดีคะ", "reference");
        await narrow.TapAsync("เพื่อนบ้านอีกคน", "ยินดีให้เก็บความเห็น", "another");
        await narrow.TapAsync("ข้าม", "ช่วยถามให้นะคะ", "refused");
        await narrow.SayAsync("กรอกแทน", "ยินดีให้เก็บความเห็น", "once-more");
        await narrow.TapAsync("พอแค่นี้", "เรื่องของคุณเองนะคะ", "left");
        await narrow.SayAsync("กรอกแทน", "ยินดีให้เก็บความเห็น", "again");
        await phone.SpeakAsync("ขอบคุณเพื่อนบ้าน", "เหมือนกันไหมคะ");
        bot.Pass(TimeSpan.FromHours(13));
        await narrow.SayAsync("คลองหน้าบ้านตื้นเขิน น้ำไม่เข้านา", "ส่งมาอีกครั้งได้เลยนะคะ", "too-late");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task In_a_group_the_bot_greets_answers_when_called_and_is_quiet()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "group");
        await narrow.TakeAnotherAsync();
        await narrow.TakeAnotherAsync("add-group");
        var group = narrow.Phone;
        await narrow.DoAsync(() => group.Node.GetByTestId("invite-bot").ClickAsync(), "ทักมาคุยกันสองคน", "invited");
        await group.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");
        await Expect(group.Said).ToHaveCountAsync(1);
        await CalledAsync("มีอะไรเล่าได้บ้าง", "ทักมาคุยกันสองคน", "called");
        // Had it answered to what was said before, that would stand above.
        await Expect(group.Answers).ToHaveCountAsync(2);
        await CalledAsync("ตำบลหาดท่าเสา", "จำไว้แล้วค่ะ", "its-tambon");
        await CalledAsync("หาดท่าเสา หมู่ 3", "จำไว้แล้วค่ะ", "its-village");
        await narrow.IsCleanAsync();

        async Task CalledAsync(string words, string last, string picture)
        {
            await group.Node.GetByTestId("mention-bot").ClickAsync();
            await narrow.SayAsync(words, last, picture);
        }
    }

    private static Task AreaAsync(Narrow narrow, string name, string last, string picture) =>
        narrow.DoAsync(() => narrow.Phone.Node.GetByTestId("rich-menu-area").And(narrow.Desk.Page.GetByLabel(name, new() { Exact = true })).ClickAsync(), last, picture);
}
