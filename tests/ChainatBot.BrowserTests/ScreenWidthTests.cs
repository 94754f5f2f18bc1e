using ChainatBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>The same conversation on the narrowest phone in use and on a desk: nothing slides sideways, no letter is cut.</summary>
[Collection(InTheBrowser.Name)]
public sealed class ScreenWidthTests(Chromium chromium, SharedBot shared)
{
    [Theory]
    [InlineData(360, 740)]
    [InlineData(1400, 900)]
    public async Task The_phone_is_whole_and_its_composer_usable(int width, int height)
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot, width, height, touch: width < 600);
        await StepAsync("nobody-yet");
        var phone = await desk.AddVillagerAsync("add-first");
        await StepAsync("stranger");
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await StepAsync("consent");
        await phone.TapCardAsync("ยินยอม", "ขอบคุณที่ไว้ใจ", "คุณอยู่ตำบลไหน");
        await StepAsync("where");
        await phone.SayAsync("หาดท่าเสา ม.3", "ขอบคุณค่ะ ตำบล", "เล่ามาได้เลยค่ะ");

        const string Long = "ปีที่แล้วน้ำท่วมนาหมดทั้งทุ่ง ผู้ใหญ่ก็ช่วยสูบแต่ไม่ทัน อยากให้มีประตูระบายน้ำที่ดีกว่านี้ครับ ไม่อย่างนั้นปีนี้ก็ท่วมอีก";
        await phone.Composer.FillAsync(Long);
        await StepAsync("writing");
        await Expect(phone.Node.GetByTestId("send")).ToBeEnabledAsync();
        await phone.AnsweredAsync(() => phone.Node.GetByTestId("send").ClickAsync(), "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");
        await phone.ShowAsync("เก็บเพิ่มให้แล้วค่ะ", "ใช่ไหมคะ");
        await phone.SpeakAsync("เก็บเพิ่มให้แล้วค่ะ", "ใช่ไหมคะ");
        await StepAsync("all-kinds");
        foreach (var sheet in (string[])["voice", "photo", "location", "stickers", "attach", "chat-menu"])
        {
            await phone.Node.GetByTestId(sheet).ClickAsync();
            await Expect(phone.Node.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await StepAsync("sheet-" + sheet);
            await phone.Node.GetByTestId("sheet-close").ClickAsync();
        }

        await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        if (width < 600) await desk.Page.GetByTestId("tab-calls").ClickAsync();
        await Expect(desk.Page.GetByTestId("call").First).ToBeVisibleAsync();
        await desk.Page.GetByTestId("call").First.GetByRole(AriaRole.Button).ClickAsync();
        await StepAsync("calls");
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);

        async Task StepAsync(string name)
        {
            await desk.KeepPictureAsync($"width-{width}-{name}");
            await Layout.IsSoundAsync(desk.Page);
        }
    }

    [Fact]
    public async Task A_cut_letter_or_a_sliding_page_would_be_seen()
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot, 360, 740);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await Layout.IsSoundAsync(desk.Page);

        await phone.Answers.First.EvaluateAsync("balloon => Object.assign(balloon.style, { height: '20px', overflow: 'hidden' })");
        Assert.Contains(await Layout.FaultsAsync(desk.Page), fault => fault.StartsWith("cut above or below", StringComparison.Ordinal));
        await phone.Answers.Last.EvaluateAsync("card => card.querySelectorAll('button')[0].style.whiteSpace = 'nowrap'");
        await phone.Answers.Last.EvaluateAsync("card => card.querySelectorAll('button')[0].textContent = 'ยินยอม '.repeat(20)");
        Assert.Contains(await Layout.FaultsAsync(desk.Page), fault => fault.StartsWith("cut at the side", StringComparison.Ordinal));
        await desk.Page.EvaluateAsync("document.documentElement.style.overflow = 'auto', document.body.style.minWidth = '500px', document.body.style.overflow = 'visible'");
        Assert.Contains(await Layout.FaultsAsync(desk.Page), fault => fault.StartsWith("the page is", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1400)]
    public async Task What_people_agree_to_reads_well(int width)
    {
        var bot = await shared.WithNobodyAsync();
        await using var desk = await chromium.OpenAsync(bot, width, 740);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        var page = await desk.Page.Context.RunAndWaitForPageAsync(() => phone.TapCardAsync("อ่านเพิ่ม"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("เราดูแลเรื่องที่คุณบอกอย่างไร");
        await Layout.IsSoundAsync(page);
        // A window that another one opened can't be photographed beyond its edge.
        await desk.Page.GotoAsync(page.Url);
        await desk.KeepPictureAsync($"width-{width}-privacy", whole: true);
        Assert.Empty(desk.Errors);
    }
}
