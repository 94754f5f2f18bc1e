using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>Who owns the deployment asks for the summary in the chat; who doesn't gets none.</summary>
[Collection(InTheBrowser.Name)]
public sealed class TeamMemberTests(Chromium chromium)
{
    private const string Owner = "U0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_team_member_types_one_word_and_sees_the_summary()
    {
        await using var bot = await RunningBot.StartAsync(("Team__Owners__0", Owner));
        await bot.Control.AddVillagerAsync("พี่ติ๋ม", Owner);
        var neighbour = await bot.Control.AddVillagerAsync("น้องข้าว");
        await bot.Control.AddSpeakersAsync(Enumerable.Range(1, 10).Select(n => n % 2 == 0
            ? ($"ชาวบ้าน {n}", "หาดท่าเสา ม.3", "ถนนหน้าวัดเป็นหลุมเป็นบ่อ รถล้มบ่อย")
            : ($"ชาวบ้าน {n}", "หาดท่าเสา ม.4", "น้ำประปาขุ่นมาก ใช้ไม่ได้")));
        await using var desk = await chromium.OpenAsync(bot);
        var member = new Phone(desk.Page, Owner);
        await member.JoinAsync("หาดท่าเสา ม.1");
        await member.SayAsync("สรุป", "สรุปความเห็น ตำบลหาดท่าเสา");
        foreach (var line in (string[])["มีผู้ให้ความเห็น 10 คน รวม 10 ความเห็นค่ะ", "• ถนนและการเดินทาง – 5 คน", "• ประปา ไฟฟ้า เน็ต – 5 คน", "• หมู่ 3 – 5 คน", "• หมู่ 4 – 5 คน"])
            await Expect(member.Answers.Last).ToContainTextAsync(line);
        await member.Node.ScrollIntoViewIfNeededAsync();
        await desk.KeepPictureAsync("team-summary");
        await Layout.IsSoundAsync(desk.Page);

        var villager = new Phone(desk.Page, neighbour);
        await villager.JoinAsync("หาดท่าเสา ม.3");
        var before = await villager.Answers.CountAsync();
        await villager.SayAsync("สรุป");
        await Expect(villager.Answers.Nth(before)).ToBeVisibleAsync();
        await Expect(villager.Answers.Filter(new() { HasText = "มีผู้ให้ความเห็น" })).ToHaveCountAsync(0);
        await desk.KeepPictureAsync("team-not-for-villagers");
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(bot.Complaints);
    }
}
