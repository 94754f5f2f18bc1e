using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>The first meeting on a narrow phone: what people agree to, what waits until they do, and where they live.</summary>
[Collection(InTheBrowser.Name)]
public sealed class MeetingJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_refuses_comes_back_and_agrees()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "meeting");
        var phone = narrow.Phone;
        await narrow.LookAsync("stranger");
        await narrow.DoAsync(() => phone.FollowAsync(), "ยินยอมให้เก็บ", "hello");
        await narrow.FoldMenuAsync();
        await narrow.LookAsync("hello-menu-folded");
        await narrow.SayAsync("ใครเห็นบ้าง", "ยินยอมให้เก็บ", "who-sees-it");
        await narrow.SayAsync("ช่วยเหลือ", "ยินยอม", "help-before-consent");
        await narrow.TapCardAsync("ไม่ยินยอม", "เปลี่ยนใจ", "refused");
        bot.Pass(TimeSpan.FromDays(3));
        await narrow.SayAsync("สวัสดีค่ะ", "ยินยอมให้เก็บ", "asked-again");
        await narrow.TapCardAsync("ยินยอม", "คุณอยู่ตำบลไหน", "agreed");
        await narrow.TapAsync("ข้าม", "เล่ามาได้เลยค่ะ", "place-skipped");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task What_was_said_before_agreeing_waits_and_is_kept_with_the_place()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "parked");
        var phone = narrow.Phone;
        await phone.Node.GetByTestId("open-chat").ClickAsync();
        await narrow.FoldMenuAsync();
        await narrow.SayAsync("ถนนหมู่ 3 เป็นหลุมใหญ่ รถมอเตอร์ไซค์ล้มบ่อย", "ยินยอมให้เก็บ", "first-words-wait");
        await narrow.SayAsync("หน้าฝนน้ำขังด้วย", "ยินยอมให้เก็บ", "more-waits");
        await narrow.TapCardAsync("ยินยอม", "คุณอยู่ตำบลไหน", "kept");
        await narrow.SayAsync("หาดท่าสาว ม.3", "ใช่ไหมคะ", "misspelt");
        await narrow.TapAsync("ใช่", "ใช่ไหมคะ", "place-known-topic-asked");
        await narrow.TapAsync("ข้าม", "เดือดร้อนกันแค่ไหนคะ", "reach");
        Assert.Equal("ถนนหมู่ 3 เป็นหลุมใหญ่ รถมอเตอร์ไซค์ล้มบ่อย\nหน้าฝนน้ำขังด้วย", Assert.Single(await bot.OpinionsAsync()).Text);
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task The_place_is_told_by_buttons_by_a_pin_and_changed()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "place");
        var phone = narrow.Phone;
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await narrow.TapCardAsync("ยินยอม", "คุณอยู่ตำบลไหน", "asked-menu-open");
        await narrow.FoldMenuAsync();
        await narrow.TapAsync("เมืองชัยนาท", "อยู่ตำบลไหนของอำเภอเมืองชัยนาทคะ", "district");
        await narrow.TapAsync("หาดท่าเสา", "หมู่ที่เท่าไรคะ", "tambon");
        await narrow.SayAsync("หมู่ ๙๙", "คะ", "no-such-village");
        await narrow.TapAsync("หมู่ 3", "เล่ามาได้เลยค่ะ", "village");
        await narrow.SayAsync("ที่อยู่", "หมู่ที่เท่าไรคะ", "change");
        await narrow.SayAsync("บ้านนาอก", "คะ", "unknown");
        await narrow.DoAsync(async () =>
        {
            await phone.Node.GetByTestId("location").ClickAsync();
            await phone.Node.GetByTestId("location-place").Filter(new() { HasText = "เขื่อนเจ้าพระยา" }).ClickAsync();
        }, "ตำบลบางหลวง หมู่ที่เท่าไรคะ", "pin");
        await narrow.TapAsync("ดูต่อ", "หมู่ที่เท่าไรคะ", "more-villages");
        await narrow.SayAsync("ม.11", "ตำบลบางหลวง หมู่ 11", "moved");
        await Expect(phone.Answers.Last).ToContainTextAsync("ขอบคุณค่ะ");
        await narrow.IsCleanAsync();
    }
}
