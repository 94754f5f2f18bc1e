using System.Text.Json.Nodes;
using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>Three villagers of two villages on their phones, from the first greeting to the tambon's summary.</summary>
[Collection(InTheBrowser.Name)]
public sealed class FirstConversationTests(Chromium chromium)
{
    [Fact]
    public async Task Three_villagers_speak_and_the_summary_counts_them()
    {
        await using var bot = await RunningBot.StartAsync();
        await using var desk = await chromium.OpenAsync(bot);
        await Expect(desk.Page.GetByTestId("add-first")).ToBeVisibleAsync();
        await desk.KeepPictureAsync("1-nobody-yet");
        await Layout.IsSoundAsync(desk.Page);

        var somsri = await desk.AddVillagerAsync("add-first");
        await desk.KeepPictureAsync("2-not-yet-a-friend");
        await SheJoinsByButtonsAsync(desk, somsri);
        await SheSaysAndMendsAsync(desk, somsri);

        var boonmee = await desk.AddVillagerAsync();
        await boonmee.JoinAsync("หาดท่าเสา ม.3");
        await HeSpeaksLeavesAndComesBackAsync(desk, boonmee);

        var daeng = await desk.AddVillagerAsync();
        await daeng.JoinAsync("ต.หาดท่าเสา หมู่ ๔");
        await SheShowsAPictureAsync(desk, daeng);
        await HeTakesOneBackAsync(desk, boonmee);

        await Expect(desk.Page.GetByTestId("violation")).ToHaveCountAsync(0);
        await Expect(desk.Page.GetByTestId("warning")).ToHaveCountAsync(0);
        await Expect(desk.Page.GetByTestId("quota")).ToHaveTextAsync("0 / 300");
        await desk.KeepPictureAsync("9-three-phones");
        await Layout.IsSoundAsync(desk.Page);

        var opinions = await ExportedOpinions.ExportedAsync(bot);
        Assert.Equal(
            [
                "180106 3 livelihood tambon text ข้าวราคาตก ปุ๋ยก็แพงค่ะ",
                "180106 3 roads village text น้ำท่วมถนนหน้าวัดทุกหน้าฝน รถผ่านไม่ได้",
                "180106 3 utilities - audio -",
                "180106 4 environment village image ขยะกองริมคลองหลังตลาด เหม็นมาก",
            ],
            opinions.Select(ExportedOpinions.Told).Order(StringComparer.Ordinal));
        var raw = string.Concat(opinions.Select(o => o.ToJsonString()));
        Assert.All([somsri, boonmee, daeng], phone => Assert.DoesNotContain(phone.Id, raw, StringComparison.Ordinal));
        Assert.All(opinions, o => Assert.Equal("new", o["status"]!.GetValue<string>()));

        Assert.Null((await SummaryAsync(bot))["people"]);
        await bot.Control.AddSpeakersAsync(
            ("ยายทองใบ", "หาดท่าเสา ม.3", "ถนนในหมู่บ้านเป็นหลุมเป็นบ่อ"),
            ("ตาชม", "หาดท่าเสา หมู่ 4", "ขอไฟถนนตรงทางโค้ง"),
            ("น้องแพรว", "หาดท่าเสา ม.4", "อยากได้สนามกีฬา"));
        var summary = await SummaryAsync(bot);
        Assert.Equal(6, summary["people"]!.GetValue<int>());
        Assert.Equal(7, summary["opinions"]!.GetValue<int>());

        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);
        Assert.Empty(bot.Complaints);
    }

    private static async Task SheJoinsByButtonsAsync(Desk desk, Phone phone)
    {
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await desk.KeepPictureAsync("3-consent");
        await phone.TapCardAsync("ยินยอม", "ขอบคุณที่ไว้ใจ", "คุณอยู่ตำบลไหน");
        await desk.KeepPictureAsync("4-where");
        await phone.TapAsync("เมืองชัยนาท", "อยู่ตำบลไหนของอำเภอเมืองชัยนาทคะ");
        await phone.TapAsync("หาดท่าเสา", "ตำบลหาดท่าเสา หมู่ที่เท่าไรคะ");
        await desk.KeepPictureAsync("5-village");
        await phone.TapAsync("หมู่ 3", "ขอบคุณค่ะ ตำบลหาดท่าเสา หมู่ 3", "เล่ามาได้เลยค่ะ");
    }

    /// <summary>The guess of the topic is wrong and mended by one tap; the family's trouble turns out to be the village's.</summary>
    private static async Task SheSaysAndMendsAsync(Desk desk, Phone phone)
    {
        await phone.SayAsync("น้ำท่วมถนนหน้าวัดทุกหน้าฝน รถผ่านไม่ได้", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เป็นเรื่อง “น้ำนา น้ำท่วม แล้ง” ใช่ไหมคะ");
        await desk.KeepPictureAsync("6-topic-guessed");
        await phone.TapAsync("ถนนและการเดินทาง", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapCardAsync("ยินยอม", "ปุ่มนั้นเป็นของคำถามก่อนหน้า", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapAsync("เฉพาะครอบครัว", "มีบ้านอื่นเจอเรื่องแบบนี้ด้วยไหมคะ");
        await phone.TapAsync("บ้านอื่นก็เจอ", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await phone.TapCardAsync("ยินยอม", "คำถามนั้นจบไปแล้วค่ะ");
        await desk.KeepPictureAsync("7-opinion-kept");
    }

    private static async Task HeSpeaksLeavesAndComesBackAsync(Desk desk, Phone phone)
    {
        await phone.SpeakAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        await phone.TapAsync("ประปา ไฟฟ้า เน็ต", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await phone.SayAsync("สวัสดีค่ะ", "สวัสดีค่ะ");
        await phone.SayAsync("ข้าวราคาตก ปุ๋ยก็แพงค่ะ", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เป็นเรื่อง “อาชีพและราคาผลผลิต” ใช่ไหมคะ");
        await phone.TapAsync("อาชีพและราคาผลผลิต", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapAsync("ทั้งตำบล", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await desk.KeepPictureAsync("8-voice-and-back-again");
    }

    private static async Task SheShowsAPictureAsync(Desk desk, Phone phone)
    {
        await phone.ShowAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        await phone.SayAsync("ขยะกองริมคลองหลังตลาด เหม็นมาก", "เก็บเพิ่มให้แล้วค่ะ", "เป็นเรื่อง “ขยะ ควัน สิ่งแวดล้อม” ใช่ไหมคะ");
        await desk.KeepPictureAsync("8-photo-and-words");
        await phone.TapAsync("ขยะ ควัน สิ่งแวดล้อม", "เดือดร้อนกันแค่ไหนคะ");
        await phone.TapAsync("ทั้งหมู่บ้าน", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
    }

    private static async Task HeTakesOneBackAsync(Desk desk, Phone phone)
    {
        await phone.SayAsync("ผู้ใหญ่บ้านไม่เคยมาดูเลย", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "คะ");
        await phone.TakeBackAsync("ผู้ใหญ่บ้านไม่เคยมาดูเลย");
        await phone.TapAsync("พอแค่นี้", "คำถามนั้นจบไปแล้วค่ะ");
        await desk.KeepPictureAsync("8-taken-back");
    }

    private static async Task<JsonNode> SummaryAsync(RunningBot bot) => JsonNode.Parse(await bot.RunVerbAsync("summary", "--tambon", "180106", "--format", "json"))!;
}
