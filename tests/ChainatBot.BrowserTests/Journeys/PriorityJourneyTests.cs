using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>Choosing what to do first on a narrow phone, from the first card to the published result.</summary>
[Collection(InTheBrowser.Name)]
public sealed class PriorityJourneyTests(Chromium chromium)
{
    private const string Round = """
        round: first-things
        title: เรื่องไหนควรทำก่อน
        tambon: ["180106"]
        closes: 2026-12-20T18:00
        budget: 500000
        proposals:
          - {id: road, title: ซ่อมถนนสายหมู่ 3 จากหน้าวัดถึงท้ายคลองส่งน้ำ, reason: หน้าฝนรถผ่านไม่ได้ เด็กไปโรงเรียนสายทุกวัน ผู้ป่วยไปหาหมอลำบาก, cost: 300000}
          - {id: canal, title: ขุดลอกคลองหมู่ 5, reason: น้ำท่วมนาทุกปี, cost: 200000}
          - {id: light, title: ไฟทางหน้าโรงเรียน, cost: 150000}
          - {id: water, title: ปรับปรุงระบบน้ำประปาผิวดินหมู่บ้านให้ใส, reason: น้ำขุ่นช่วงหน้าแล้ง, cost: 450000}
          - {id: pond, title: ขุดสระเก็บน้ำหน้าแล้ง, cost: 250000}
          - {id: waste, title: จัดการขยะริมคลอง, cost: 60000}
          - {id: market, title: ตลาดนัดของหมู่บ้าน, reason: ให้แม่บ้านมีที่ขายของ, cost: 40000}
        """;

    [Fact]
    public async Task Three_choices_a_change_agreement_and_the_result()
    {
        await using var bot = await BotInTime.StartAsync();
        var somsri = await bot.Control.AddVillagerAsync("ป้าสมศรี");
        await bot.OpenRoundAsync(Round);
        await bot.Control.AddTalkersAsync("ที่เลือกไว้คือ", Enumerable.Range(1, 6).Select(n => ($"ชาวบ้าน {n}", new[] { "ยินยอม", $"หาดท่าเสา ม.{1 + n % 3}", "จัดลำดับ", n % 2 == 0 ? "ซ่อมถนนสายหมู่ 3 จากหน้าวัดถึงท้ายคลองส่งน้ำ" : "ขุดลอกคลองหมู่ 5", n % 3 == 0 ? "ไฟทางหน้าโรงเรียน" : "ตลาดนัดของหมู่บ้าน", "ข้าม" })));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "priorities", somsri);
        var phone = narrow.Phone;
        await narrow.JoinAsync("หาดท่าเสา ม.3");
        await narrow.SayAsync("จัดลำดับ", "เลือกเรื่องนี้", "first");
        await narrow.SayAsync("อันไหนดี", "เลือกเรื่องนี้", "not-understood");
        await narrow.SayAsync("ขุดลอกคลอง", "เลือกเรื่องนี้", "second");
        await narrow.TapAsync("ย้อนกลับ", "เลือกเรื่องนี้", "back");
        await narrow.SayAsync("ขุดลอกคลอง", "เลือกเรื่องนี้", "second-again");
        await narrow.TapCardAsync("เลือกเรื่องนี้", "เลือกเรื่องนี้", "third");
        await narrow.TapCardAsync("เลือกเรื่องนี้", "เห็นด้วย", "chosen");
        await narrow.TapAsync("ดูเลย", "เห็นด้วยไหมคะ", "agree-1");
        await narrow.TapAsync("เห็นด้วย", "เห็นด้วยไหมคะ", "agree-2");
        await narrow.TapAsync("ไม่เห็นด้วย", "เห็นด้วยไหมคะ", "agree-3");
        await narrow.TapAsync("ข้าม", "เห็นด้วยไหมคะ", "agree-4");
        await narrow.TapAsync("ย้อนกลับ", "เห็นด้วยไหมคะ", "agree-back");
        await narrow.TapAsync("เห็นด้วย", "เห็นด้วยไหมคะ", "agree-4-again");
        await narrow.TapAsync("เห็นด้วย", "เห็นด้วยไหมคะ", "agree-5");
        await narrow.TapAsync("เห็นด้วย", "ขอบคุณค่ะ", "agreed");
        await narrow.SayAsync("จัดลำดับ", "อยากเปลี่ยนไหมคะ", "again");
        await narrow.TapAsync("เปลี่ยน", "เลือกเรื่องนี้", "anew");
        await narrow.SayAsync("ไฟทาง", "เลือกเรื่องนี้", "anew-second");
        await narrow.TapAsync("ข้าม", "ไหมคะ", "one-is-enough");
        await narrow.TapAsync("พอแค่นี้", "จัดลำดับ", "left");
        await bot.CloseRoundAsync("first-things");
        await narrow.SayAsync("จัดลำดับ", "ปิดรับแล้วค่ะ", "closed");
        await bot.PublishRoundAsync("first-things");
        await narrow.SayAsync("จัดลำดับ", "เรื่องงบ", "result");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task Several_rounds_and_somebody_without_a_place()
    {
        await using var bot = await BotInTime.StartAsync();
        await bot.OpenRoundAsync(Round);
        await bot.OpenRoundAsync(Round.Replace("first-things", "second-things", StringComparison.Ordinal).Replace("เรื่องไหนควรทำก่อน", "งบซ่อมถนนปี 2570", StringComparison.Ordinal));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "rounds");
        var phone = narrow.Phone;
        await phone.FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await phone.TapCardAsync("ยินยอม", "ขอบคุณที่ไว้ใจ", "คุณอยู่ตำบลไหน");
        await phone.TapAsync("ข้าม", "ไม่เป็นไร", "เล่ามาได้เลยค่ะ");
        await narrow.FoldMenuAsync();
        await narrow.SayAsync("จัดลำดับ", "หมู่ที่เท่าไรคะ", "place-first");
        await narrow.SayAsync("หาดท่าเสา ม.3", "อยากดูรอบไหนก่อนคะ", "which-round");
        await narrow.TapAsync("งบซ่อมถนนปี 2570", "เลือกเรื่องนี้", "chosen-round");
        await narrow.TapAsync("พอแค่นี้", "จัดลำดับ", "left-without");
        await narrow.IsCleanAsync();
    }
}
