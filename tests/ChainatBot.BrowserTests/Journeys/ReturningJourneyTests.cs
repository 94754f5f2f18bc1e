using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>Coming back on a narrow phone: a question left open, a detour, a week of silence, an account that was blocked.</summary>
[Collection(InTheBrowser.Name)]
public sealed class ReturningJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task A_question_left_open_is_offered_again_until_it_expires()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "returning");
        var phone = narrow.Phone;
        await phone.SayAsync("ถนนหน้าวัดเป็นหลุมใหญ่มาก", "เก็บเรื่อง", "ใช่ไหมคะ");
        bot.Pass(TimeSpan.FromDays(1));
        await narrow.SayAsync("สวัสดีค่ะ", "ทำต่อไหมคะ", "next-day");
        await narrow.TapAsync("ทำต่อ", "ใช่ไหมคะ", "goes-on");
        await narrow.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ", "detour");
        await narrow.TapAsync("พอแค่นี้", "ทำต่อไหมคะ", "detour-over");
        await narrow.TapAsync("เริ่มใหม่", "อยากให้ตำบลเราดีขึ้นคะ", "begins-anew");
        await narrow.SayAsync("ไฟทางดับทั้งซอย", "ใช่ไหมคะ", "another");
        bot.Pass(TimeSpan.FromDays(2));
        await narrow.SayAsync("สวัสดีตอนเช้าค่ะ", "ทำต่อไหมคะ", "two-days-later");
        await narrow.TapAsync("เลิก", "ยังอยู่ครบนะคะ", "quits");
        await narrow.DoAsync(() => phone.SpeakAsync(), "เรื่องนี้เกี่ยวกับอะไรคะ", "voice");
        bot.Pass(TimeSpan.FromDays(8));
        await narrow.TapAsync("น้ำนา น้ำท่วม แล้ง", "ปิดไปค่ะ", "expired");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task Who_blocked_the_account_is_welcome_again()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "blocked");
        var phone = narrow.Phone;
        await phone.SayAsync("ถนนหน้าวัดเป็นหลุมใหญ่มาก", "เก็บเรื่อง", "ใช่ไหมคะ");
        await phone.Node.GetByTestId("chat-menu").ClickAsync();
        await phone.Node.GetByTestId("block").ClickAsync();
        await narrow.DoAsync(() => phone.Node.GetByTestId("unblock").ClickAsync(), "ทำต่อไหมคะ", "again");
        await narrow.TapAsync("ทำต่อ", "ใช่ไหมคะ", "goes-on");
        await narrow.IsCleanAsync();
    }
}
