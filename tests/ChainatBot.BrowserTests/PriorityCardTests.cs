using ChainatBot.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>Choosing among proposals on the narrowest phone in use: one question, whole cards, no letter cut.</summary>
[Collection(InTheBrowser.Name)]
public sealed class PriorityCardTests(Chromium chromium, SharedBot shared)
{
    private const string Round = """
        round: cards-to-see
        title: เรื่องไหนควรทำก่อน
        tambon: ["180106"]
        closes: 2099-12-20T18:00
        budget: 500000
        proposals:
          - {id: road, title: ซ่อมถนนสายหมู่ 3 จากหน้าวัดถึงท้ายคลองส่งน้ำ, reason: หน้าฝนรถผ่านไม่ได้ เด็กไปโรงเรียนสายทุกวัน ผู้ป่วยไปหาหมอลำบาก, cost: 300000}
          - {id: canal, title: ขุดลอกคลองหมู่ 5, reason: น้ำท่วมนาทุกปี, cost: 200000}
          - {id: light, title: ไฟทางหน้าโรงเรียน, cost: 150000}
          - {id: water, title: ปรับปรุงระบบน้ำประปาผิวดินหมู่บ้านให้ใส, reason: น้ำขุ่นช่วงหน้าแล้ง, cost: 450000}
        """;

    [Fact]
    public async Task Cards_are_whole_and_legible_and_the_first_choice_is_kept()
    {
        var bot = await shared.WithNobodyAsync();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yaml");
        await File.WriteAllTextAsync(file, Round);
        try
        {
            await bot.RunVerbAsync("round", "open", file);
        }
        finally
        {
            File.Delete(file);
        }

        await using var desk = await chromium.OpenAsync(bot, 360, 740, touch: true, scale: 2);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.JoinAsync("หาดท่าเสา ม.3");
        await phone.SayAsync("จัดลำดับ", "เลือกได้สามเรื่องค่ะ", "เรื่องไหนควรทำก่อนเป็นอันดับหนึ่งคะ", "เลือกเรื่องนี้");
        // As on a phone after one has typed: the keyboard and the menu are out of the way.
        await phone.Node.GetByTestId("rich-menu-bar").ClickAsync();
        await StepAsync("first");
        await Expect(phone.Node.GetByText("ประมาณ 300,000 บาท")).ToHaveCountAsync(1);
        await Expect(phone.Node.GetByTestId("tap").Filter(new() { HasText = "เลือกเรื่องนี้" })).ToHaveCountAsync(4);
        // A card may be cut at the edge of the screen, to show that there are more; its button is as broad as the card and easy to hit.
        var button = await phone.Node.GetByTestId("tap").Filter(new() { HasText = "เลือกเรื่องนี้" }).First.BoundingBoxAsync();
        Assert.True(button!.Width > 180 && button.Height >= 40, $"the button is {button.Width} × {button.Height}");

        await phone.TapCardAsync("เลือกเรื่องนี้", "แล้วอันดับสองล่ะคะ", "เลือกเรื่องนี้");
        await StepAsync("second");
        await phone.TapAsync("ข้าม", "ที่เลือกไว้คือ", "ช่วยดูทีละเรื่อง");
        await StepAsync("chosen");
        await phone.TapAsync("ดูเลย", "เห็นด้วยไหมคะ");
        await StepAsync("agree");
        await phone.TapAsync("เห็นด้วย", "เห็นด้วยไหมคะ");
        Assert.Single((await bot.RunVerbAsync("export", "ballots")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await bot.RunVerbAsync("round", "close", "cards-to-see");
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);

        async Task StepAsync(string name)
        {
            await desk.KeepPictureAsync("priorities-360-" + name);
            await Layout.IsSoundAsync(desk.Page);
        }
    }
}
