using ChainatBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>The emulator's page when things go otherwise than planned.</summary>
[Collection(InTheBrowser.Name)]
public sealed class EmulatorPageTests(Chromium chromium, SharedBot shared)
{
    [Fact]
    public async Task After_a_reload_the_conversation_goes_on_where_it_was()
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.JoinAsync("หาดท่าเสา ม.3");
        await phone.SayAsync("ไฟถนนดับทั้งสาย", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");
        var (answers, buttons) = (await phone.Answers.CountAsync(), await phone.QuickReplies.AllTextContentsAsync());

        await desk.Page.ReloadAsync();

        await Expect(phone.Answers).ToHaveCountAsync(answers);
        Assert.Equal(buttons, await phone.QuickReplies.AllTextContentsAsync());
        await phone.TapAsync("ข้าม", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapAsync("ทั้งหมู่บ้าน", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);
    }

    [Fact]
    public async Task When_the_program_dies_the_page_says_so_and_the_villager_goes_on_after_the_restart()
    {
        await using var bot = await RunningBot.StartAsync();
        await using var desk = await chromium.OpenAsync(bot);
        var before = await desk.AddVillagerAsync("add-first");
        await before.JoinAsync("หาดท่าเสา ม.3");
        await before.SayAsync("ไฟถนนดับทั้งสาย", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");

        await bot.KillAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ขาดการเชื่อมต่อ");
        await desk.KeepPictureAsync("page-program-dead");
        await Layout.IsSoundAsync(desk.Page);

        await bot.StartAgainAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await Expect(desk.Page.GetByTestId("add-first")).ToBeVisibleAsync();

        // The emulator forgot the person, the bot did not: the question that was open still is.
        await bot.Control.AddVillagerAsync("ป้าสมศรี", before.Id);
        var after = new Phone(desk.Page, before.Id);
        await after.Node.GetByTestId("open-chat").ClickAsync();
        await after.SayAsync("ถนนและการเดินทาง", "เดือดร้อนกันแค่ไหนคะ");
        await after.TapAsync("ทั้งหมู่บ้าน", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await desk.KeepPictureAsync("page-after-restart");
        var opinion = Assert.Single(await ExportedOpinions.ExportedAsync(bot));
        Assert.Equal("180106 3 roads village text ไฟถนนดับทั้งสาย", ExportedOpinions.Told(opinion));
        Assert.Empty(await bot.Control.FindingsAsync());
    }

    [Fact]
    public async Task What_a_group_says_is_not_kept()
    {
        await using var bot = await RunningBot.StartAsync();
        await using var desk = await chromium.OpenAsync(bot);
        await desk.AddVillagerAsync("add-first");
        var second = await desk.AddVillagerAsync();
        var group = await desk.AddVillagerAsync("add-group");
        await group.Node.GetByTestId("invite-bot").ClickAsync();
        await Expect(group.Node.Locator("[data-from='system']").Last).ToContainTextAsync("บอทเข้ากลุ่มแล้ว");
        await group.Node.GetByTestId("speaker").SelectOptionAsync(second.Id);
        await group.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว");
        await group.Node.GetByTestId("mention-bot").ClickAsync();
        await group.SayAsync("ว่าไงจ๊ะ");
        await Expect(group.Said).ToHaveCountAsync(2);
        await desk.KeepPictureAsync("page-group");
        await Layout.IsSoundAsync(desk.Page);

        // What the same person says to the bot alone is kept; it came later, and so did its answers.
        await second.JoinAsync("หาดท่าเสา ม.3");
        await second.SayAsync("ขยะล้นหน้าตลาด", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");
        Assert.Equal("ขยะล้นหน้าตลาด", Assert.Single(await ExportedOpinions.ExportedAsync(bot))["text"]!.GetValue<string>());
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);
    }

    [Fact]
    public async Task Without_a_microphone_the_sheet_offers_another_way()
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.JoinAsync("หาดท่าเสา ม.3");
        await phone.Node.GetByTestId("voice").ClickAsync();
        await phone.Node.GetByTestId("record").ClickAsync();
        await Expect(phone.Node.GetByRole(AriaRole.Dialog)).ToContainTextAsync("ใช้ไมโครโฟนไม่ได้");
        await desk.KeepPictureAsync("page-no-microphone");
        await Layout.IsSoundAsync(desk.Page);
        await phone.AnsweredAsync(() => phone.Node.GetByTestId("voice-sample").ClickAsync(), "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        Assert.Empty(desk.Errors);
    }
}
