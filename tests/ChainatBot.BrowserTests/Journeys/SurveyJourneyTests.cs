using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>Answering surveys on a narrow phone: every kind of question, days in between, changing, closing.</summary>
[Collection(InTheBrowser.Name)]
public sealed class SurveyJourneyTests(Chromium chromium)
{
    private const string Tambon = "180106";

    [Fact]
    public async Task A_survey_is_answered_over_days_and_changed()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "needs");
        var phone = narrow.Phone;
        await narrow.SayAsync("แบบสอบถาม", "เล่ามาได้เลยนะคะ", "none-open");
        await bot.OpenSurveyAsync("household-needs", Tambon, new DateOnly(2026, 12, 31));
        await bot.InviteToSurveyAsync("household-needs", Tambon);
        await narrow.SayAsync("ขอบคุณค่ะ", "เริ่มตอบ", "invited");
        await narrow.TapCardAsync("เริ่มตอบ", "ข้อ 1 จาก", "number");
        await narrow.SayAsync("หลายคน", "กี่คนคะ", "number-not-understood");
        await narrow.SayAsync("สี่คน", "ข้อ 2 จาก", "number-again");
        await narrow.SayAsync("๑", "ข้อ 3 จาก", "choice");
        await narrow.TapAsync("ย้อนกลับ", "ข้อ 2 จาก", "back");
        bot.Pass(TimeSpan.FromDays(3));
        await narrow.SayAsync("สวัสดีค่ะ", "ทำต่อไหมคะ", "three-days-later");
        await narrow.TapAsync("ทำต่อ", "ข้อ 2 จาก", "goes-on");
        await narrow.SayAsync("ช่วยเหลือ", "ทำต่อไหมคะ", "detour");
        await narrow.TapAsync("ทำต่อ", "ข้อ 2 จาก", "goes-on-again");
        await narrow.SayAsync("1", "ข้อ 3 จาก", "choice-again");
        await narrow.TapAsync("ลูกหลาน", "ข้อ 4 จาก", "several");
        await narrow.TapAsync("น้ำกินน้ำใช้", "ไว้แล้วค่ะ", "several-one");
        await narrow.TapAsync("เงินไม่พอใช้", "เงินไม่พอใช้” ไว้แล้วค่ะ", "several-two");
        await narrow.TapAsync("เสร็จแล้ว", "ข้อ 5 จาก", "date");
        await narrow.SayAsync("นานแล้ว", "คะ", "date-not-understood");
        await phone.TapAsync("เลือกวันที่");
        await narrow.LookAsync("date-picker");
        await narrow.DoAsync(async () =>
        {
            await phone.Node.GetByTestId("date-input").FillAsync("2026-11-03");
            await phone.Node.GetByTestId("date-ok").ClickAsync();
        }, "ข้อ 6 จาก", "alike");
        await narrow.TapAsync("ข้าม", "ข้อ 7 จาก", "message");
        await narrow.DoAsync(() => phone.SpeakAsync(), "เก็บคำตอบครบแล้ว", "done");
        await narrow.SayAsync("แบบสอบถาม", "ตอบไว้แล้วค่ะ", "answered");
        await narrow.TapAsync("แก้คำตอบ", "เดิมตอบไว้ว่า", "change");
        await narrow.SayAsync("ห้าคน", "เดิมตอบไว้ว่า", "changed");
        await bot.CloseSurveyAsync("household-needs", Tambon);
        await narrow.SayAsync("2", "ปิดรับคำตอบแล้วค่ะ", "closed");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task Every_question_of_the_ready_made_surveys_is_whole()
    {
        await using var bot = await BotInTime.StartAsync();
        foreach (var id in (string[])["swot", "debt-and-funds", "local-services", "after-forum"]) await bot.OpenSurveyAsync(id, Tambon);
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "surveys");
        var phone = narrow.Phone;
        foreach (var title in (string[])["ของดีและปัญหาตำบล", "หนี้และกองทุน", "บริการของ อบต.", "หลังเวทีประชาคม"])
        {
            await narrow.SayAsync("แบบสอบถาม", "อยากตอบชุดไหนก่อนคะ", "which");
            await narrow.TapAsync(title, "ข้อ 1 จาก", "begins");
            for (var n = 1; (await phone.Answers.Last.TextContentAsync())!.Contains("ข้อ ", StringComparison.Ordinal); n++)
                await narrow.TapAsync("ข้าม", "ะ", $"{n}");
        }

        await narrow.IsCleanAsync();
    }
}
