using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>A forum on a narrow phone, from the invitation to what was left unsaid.</summary>
[Collection(InTheBrowser.Name)]
public sealed class ForumJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Invited_changing_ones_mind_reminded_at_the_door_and_asked_afterwards()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "forum");
        var phone = narrow.Phone;
        await bot.PlanForumAsync(Forum("hearing", "2027-01-15", "ศาลาการเปรียญวัดท่าชัย ใกล้สะพานข้ามคลองมหาราช"));
        await narrow.SayAsync("ขอบคุณค่ะ", "ไปได้ไหมคะ", "invited");
        await narrow.TapCardAsync("ไปไม่ได้", "อยากให้พูดเรื่องอะไรในเวทีคะ", "not-coming");
        await narrow.TapAsync("ข้าม", "ฝากไว้ได้เลยนะคะ", "nothing-to-say");
        await narrow.TapCardAsync("ยังไม่แน่ใจ", "อยากให้ทำอะไรก่อนคะ", "unsure");
        await narrow.SayAsync("ขุดลอกคลองก่อนหน้าฝนทุกปี", "ถนนสายไหนอันตรายที่สุดคะ", "second-question");
        await narrow.TapAsync("ข้าม", "ไม่มีใครรู้ว่าใครตอบ", "answered");
        await narrow.TapCardAsync("ไม่กล้าพูดในเวที", "อยากให้พูดเรื่องอะไรในเวทีคะ", "dares-not");
        await narrow.DoAsync(() => phone.SpeakAsync(), "เรื่องนี้เกี่ยวกับอะไรคะ", "told-by-voice");
        await narrow.TapAsync("ถนนและการเดินทาง", "เดือดร้อนกันแค่ไหนคะ", "reach");
        await narrow.TapAsync("ทั้งหมู่บ้าน", "เล่ามาได้อีกนะคะ", "sent-ahead");
        await narrow.SayAsync("เวที", "เปลี่ยนได้จนถึงวันงานค่ะ", "sees-it-again");
        await narrow.TapCardAsync("ไปได้", "ถนนสายไหนอันตรายที่สุดคะ", "coming");
        await narrow.TapAsync("พอแค่นี้", "ะ", "enough");
        await bot.PlanForumAsync(Forum("hearing", "2027-01-16", "ศาลาหมู่ 3"));
        await narrow.SayAsync("ขอบคุณค่ะ", "ไหมคะ", "changed");
        bot.PassUntil(At(2027, 1, 15, 9));
        await bot.IsToldAsync("forum-hearing-reminder");
        await narrow.SayAsync("สวัสดีค่ะ", "ไหมคะ", "reminded");
        await narrow.TapCardAsync("ไปได้", "ถนนสายไหนอันตรายที่สุดคะ", "still-coming");
        await narrow.TapAsync("พอแค่นี้", "ะ", "enough-again");
        await narrow.SayAsync(bot.AtTheDoor("hearing"), "ยังไม่ถึงเวลาค่ะ", "too-early");
        bot.PassUntil(At(2027, 1, 16, 8));
        await narrow.SayAsync(bot.AtTheDoor("hearing"), "ขอบคุณที่มานะคะ", "at-the-door");
        bot.PassUntil(At(2027, 1, 16, 15));
        await bot.IsToldAsync("forum-hearing-after");
        await narrow.SayAsync("ขอบคุณค่ะ", "ฝากไว้ได้เลยนะคะ", "asked-afterwards");
        await narrow.TapCardAsync("ตอบสองข้อ", "มีคนฟังเราแค่ไหนคะ", "listened");
        await narrow.TapAsync("4", "ได้พูดเรื่องที่อยากพูดไหมคะ", "spoke");
        await narrow.TapAsync("ไม่ได้พูด", "มีอะไรที่ไม่ได้พูดในเวทีไหมคะ", "unsaid");
        await narrow.SayAsync("อยากให้มีไฟส่องทางตรงสะพาน", "ใช่ไหมคะ", "said-now");
        await narrow.TapAsync("พอแค่นี้", "ะ", "thanks");
        await narrow.TapCardAsync("ไปได้", "เวทีนั้นผ่านไปแล้วค่ะ", "old-card");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task A_forum_that_is_called_off_and_two_at_a_time()
    {
        await using var bot = await BotInTime.StartAsync();
        await bot.PlanForumAsync(Forum("hearing", "2027-01-15", "ศาลาหมู่ 3"));
        await bot.PlanForumAsync(Forum("budget", "2027-02-20", "หอประชุม อบต.").Replace("เรื่องน้ำและถนนของพวกเรา", "เรื่องงบประมาณปีหน้า", StringComparison.Ordinal));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "forums");
        var phone = narrow.Phone;
        // At the door without ever having talked to the bot.
        bot.PassUntil(At(2027, 1, 15, 8));
        await phone.Node.GetByTestId("open-chat").ClickAsync();
        await narrow.FoldMenuAsync();
        await narrow.SayAsync(bot.AtTheDoor("hearing"), "ยินยอมให้เก็บ", "at-the-door-unknown");
        await narrow.TapCardAsync("ยินยอม", "คุณอยู่ตำบลไหน", "counted");
        // The one that is about to begin is told first; the other waits for the next reply.
        await narrow.SayAsync("หาดท่าเสา ม.3", "ไปได้ไหมคะ", "joined-and-invited");
        await narrow.SayAsync("ขอบคุณค่ะ", "ไปได้ไหมคะ", "invited-to-the-other");
        await narrow.SayAsync("เวที", "อยากดูเวทีไหนคะ", "which");
        await narrow.TapAsync("พอแค่นี้", "นะคะ", "neither");
        await narrow.TapCardAsync("ไปได้", "อยากให้ทำอะไรก่อนคะ", "coming");
        await narrow.TapAsync("พอแค่นี้", "ะ", "enough");
        await bot.CancelForumAsync("budget");
        await narrow.SayAsync("ขอบคุณค่ะ", "ขอโทษด้วยนะคะ", "called-off");
        await narrow.TapCardAsync("ไปได้", "ขอโทษด้วยนะคะ", "its-card");
        await narrow.IsCleanAsync();
    }

    private static DateTimeOffset At(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(7));

    private static string Forum(string id, string day, string place) => $"""
        forum: {id}
        title: เวทีประชาคมหมู่บ้าน เรื่องน้ำและถนนของพวกเรา
        tambon: "180106"
        villages: [1, 2, 3]
        start: {day}T09:00
        end: {day}T12:00
        place: {place}
        map: https://maps.example/tha-chai
        who: นายก อบต. ผู้ใหญ่บ้าน และทุกคนในหมู่ 1 ถึง 3
        agenda: [สรุปเรื่องที่ได้ฟังมาทั้งปี, จัดลำดับว่าทำอะไรก่อน, ผู้ใหญ่บ้านตอบคำถามเรื่องกองทุนหมู่บ้าน]
        questions:
          - id: water
            text: เรื่องน้ำ อยากให้ทำอะไรก่อนคะ
          - id: road
            text: ถนนสายไหนอันตรายที่สุดคะ
        """;
}
