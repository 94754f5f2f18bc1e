using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>Saying what one thinks on a narrow phone: by words, voice, pictures and place; taking it back; that others said the same.</summary>
[Collection(InTheBrowser.Name)]
public sealed class OpinionJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Words_are_kept_and_the_family_turns_out_to_be_the_village()
    {
        await using var bot = await BotInTime.StartAsync();
        var somsri = await bot.Control.AddVillagerAsync("ป้าสมศรี");
        await bot.Control.AddSpeakersAsync(Enumerable.Range(1, 6).Select(n => ($"ชาวบ้าน {n}", "หาดท่าเสา ม.3", "ถนนหน้าวัดเป็นหลุมเป็นบ่อ")));
        // What was said is counted anew every few minutes.
        bot.Pass(TimeSpan.FromHours(1));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "opinion", somsri);
        var phone = narrow.Phone;
        await narrow.JoinAsync("หาดท่าเสา ม.3");
        await narrow.SayAsync("ความเห็น", "อยากให้ตำบลเราดีขึ้นคะ", "asked");
        await narrow.SayAsync("ถนนหน้าวัดเป็นหลุมเป็นบ่อ หน้าฝนรถผ่านไม่ได้ เด็กไปโรงเรียนไม่ได้เลย", "ใช่ไหมคะ", "topic-guessed");
        await narrow.TapAsync("ดูต่อ", "เรื่องนี้เกี่ยวกับอะไรคะ", "more-topics");
        await narrow.SayAsync("ถนน", "เดือดร้อนกันแค่ไหนคะ", "reach");
        await narrow.SayAsync("อืม", "คะ", "reach-not-understood");
        await narrow.TapAsync("เฉพาะครอบครัว", "มีบ้านอื่นเจอเรื่องแบบนี้ด้วยไหมคะ", "others");
        await narrow.TapAsync("บ้านอื่นก็เจอ", "พูดเรื่องคล้ายกัน", "many-said-so");
        await narrow.SayAsync("แล้วก็ไฟทางดับทั้งซอยด้วย", "ใช่ไหมคะ", "another");
        await phone.TakeBackAsync("แล้วก็ไฟทางดับทั้งซอยด้วย");
        await narrow.LookAsync("taken-back");
        await narrow.TapAsync("ข้าม", "จบไปแล้วค่ะ", "its-button-is-dead");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task Voice_three_pictures_and_a_pin_are_opinions_too()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "media");
        var phone = narrow.Phone;
        await narrow.DoAsync(() => phone.SpeakAsync(), "เรื่องนี้เกี่ยวกับอะไรคะ", "voice");
        await Expect(phone.Node.Locator(".voice-time")).ToHaveTextAsync("0:02");
        await narrow.TapAsync("ประปา ไฟฟ้า เน็ต", "เดือดร้อนกันแค่ไหนคะ", "voice-reach");
        await narrow.TapAsync("ข้าม", "เล่ามาได้อีกนะคะ", "voice-thanks");
        await narrow.DoAsync(() => phone.ShowThreeAsync(), "เรื่องนี้เกี่ยวกับอะไรคะ", "three-pictures");
        await Expect(phone.Node.Locator(".photo")).ToHaveCountAsync(3);
        await narrow.SayAsync("ขยะกองริมคลองหลังตลาด เหม็นมาก", "ใช่ไหมคะ", "pictures-and-words");
        await narrow.TapAsync("พอแค่นี้", "เล่ามาได้อีกนะคะ", "enough");
        await narrow.SayAsync("ความเห็น", "คะ", "asked");
        await narrow.DoAsync(async () =>
        {
            await phone.TapAsync("ส่งตำแหน่ง");
            await phone.Node.GetByTestId("location-place").Filter(new() { HasText = "ตลาดวัดสิงห์" }).ClickAsync();
        }, "เรื่องนี้เกี่ยวกับอะไรคะ", "pin");
        await narrow.TapAsync("ข้าม", "เดือดร้อนกันแค่ไหนคะ", "pin-reach");
        await narrow.TapAsync("ทั้งตำบล", "เล่ามาได้อีกนะคะ", "pin-thanks");
        Assert.Equal(["audio", "image", "location"], (await bot.OpinionsAsync()).Select(o => o.Kind).Order(StringComparer.Ordinal));
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task What_is_no_opinion_gets_a_kind_answer()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "small-talk");
        var phone = narrow.Phone;
        await narrow.SayAsync("สวัสดีครับ", "นะคะ", "hello");
        await narrow.SayAsync("ขอบคุณมากครับ", "ยินดีค่ะ", "thanks");
        await narrow.SayAsync("ครับผม", "ค่ะ", "yes");
        await narrow.DoAsync(async () =>
        {
            await phone.Node.GetByTestId("stickers").ClickAsync();
            await phone.Node.GetByTestId("sticker").First.ClickAsync();
        }, "น่ารัก", "sticker");
        await narrow.DoAsync(async () =>
        {
            await phone.Node.GetByTestId("attach").ClickAsync();
            var chooser = await narrow.Desk.Page.RunAndWaitForFileChooserAsync(() => phone.Node.GetByTestId("any-file").ClickAsync());
            await chooser.SetFilesAsync(new Microsoft.Playwright.FilePayload { Name = "คำร้อง.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4"u8.ToArray() });
        }, "ยังเปิดดูไม่ได้ค่ะ", "file");
        await narrow.SayAsync("ไอ้เหี้ย", "คำสุภาพ", "abuse");
        await narrow.SayAsync("กกกกก", "ค่ะ", "noise");
        await narrow.SayAsync("ข้าม", "ไม่มีคำถามค้างอยู่ค่ะ", "nothing-open");
        Assert.Empty(await bot.OpinionsAsync());
        await narrow.IsCleanAsync();
    }
}
