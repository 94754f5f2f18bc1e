using ChainatBot.BrowserTests.Support;
using ChainatBot.Outcomes;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>What is one's own on a narrow phone: what became of it, telling it anew, taking it all away.</summary>
[Collection(InTheBrowser.Name)]
public sealed class OwnJourneyTests(Chromium chromium)
{
    private const string Tambon = "180106";

    [Fact]
    public async Task Whoever_said_it_is_told_what_became_of_it()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "outcome");
        await narrow.Phone.SayAsync("น้ำท่วมถนนหน้าวัดทุกหน้าฝน รถผ่านไม่ได้", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");
        await narrow.Phone.TapAsync("ถนนและการเดินทาง", "เดือดร้อนกันแค่ไหนคะ");
        await narrow.TapAsync("ทั้งหมู่บ้าน", "เล่ามาได้อีกนะคะ", "said");
        foreach (var (status, note) in (IEnumerable<(string, string?)>)[("heard", null), ("planned", "อยู่ในแผนปี 2571 หน้า 14"), ("funded", null), ("done", "ถนนเปิดใช้แล้วตั้งแต่วันจันทร์ ขอบคุณทุกคนที่ช่วยกันบอก")])
        {
            bot.Pass(TimeSpan.FromDays(30));
            await bot.MarkAsync(new OutcomeRequest(Tambon, status, [], Topic: "roads", Note: note));
            await narrow.SayAsync("สวัสดีค่ะ", "ที่คุณเคยเล่า", status);
        }

        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task A_story_is_told_anew_and_consent_is_taken_back()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "own");
        var phone = narrow.Phone;
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "nothing-said-yet");
        await narrow.TapAsync("พอแค่นี้", "นะคะ", "enough");
        foreach (var story in (string[])["น้ำประปาไม่ไหลมาสามวันแล้ว โทรหาผมที่ 081-234-5678", "ข้าวราคาตก ปุ๋ยก็แพงค่ะ", "ไฟทางดับทั้งซอย มืดมากเดินไม่เห็นทาง"])
        {
            await phone.SayAsync(story, "เก็บเรื่อง", "ใช่ไหมคะ");
            await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        }

        await phone.ShowAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "เรื่องนี้เกี่ยวกับอะไรคะ");
        await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "what");
        await narrow.TapAsync("ดูที่เล่าไว้", "ใหม่สุดอยู่บน", "list");
        await narrow.SayAsync("ข้อ 4", "อยากทำอะไรกับเรื่อง", "masked");
        await narrow.TapAsync("แก้ไข", "ใหม่ได้เลยค่ะ", "edit");
        await narrow.SayAsync("น้ำประปาไม่ไหลมาห้าวันแล้ว", "น้ำประปาไม่ไหลมาห้าวันแล้ว", "edited");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "what-again");
        await narrow.TapAsync("เปลี่ยนที่อยู่", "หมู่ที่เท่าไรคะ", "place");
        await narrow.SayAsync("ธรรมามูล ม.2", "ตำบลธรรมามูล หมู่ 2", "moved");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "what-once-more");
        await narrow.TapAsync("ดูที่เล่าไว้", "ใหม่สุดอยู่บน", "list-again");
        await narrow.SayAsync("ข้อ 2", "อยากทำอะไรกับเรื่อง", "one");
        await narrow.TapAsync("ลบเรื่องนี้", "ลบแล้วเอาคืนไม่ได้ค่ะ", "delete-one");
        await narrow.TapAsync("ลบเลย", "ใหม่สุดอยู่บน", "deleted-one");
        await narrow.TapAsync("พอแค่นี้", "นะคะ", "enough-now");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "what-at-last");
        await narrow.TapAsync("ถอนความยินยอม", "ให้ทำอย่างไรคะ", "withdraw");
        await narrow.TapAsync("ให้อยู่แบบไม่มีชื่อ", "พิมพ์มาได้นะคะ", "withdrawn");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "left-behind");
        await narrow.TapAsync("ลบทั้งหมด", "ลบไหมคะ", "erase");
        await narrow.TapAsync("ลบทั้งหมด", "ขอถามอีกครั้ง", "erase-asked-twice");
        await narrow.TapAsync("ไม่ลบแล้ว", "เหมือนเดิมนะคะ", "thought-better-of-it");
        await narrow.SayAsync("ลบข้อมูล", "อยากทำอะไรคะ", "by-words");
        await narrow.TapAsync("ลบทั้งหมด", "ลบไหมคะ", "erase-again");
        await narrow.TapAsync("ลบทั้งหมด", "ขอถามอีกครั้ง", "erase-again-asked-twice");
        await narrow.TapAsync("ลบทั้งหมดเลย", "ลบหมดแล้วค่ะ", "nothing-left");
        await narrow.SayAsync("เรื่องของฉัน", "ะ", "nothing-there");
        Assert.Empty(await bot.OpinionsAsync());
        await narrow.IsCleanAsync();
    }
}
