using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests.Journeys;

/// <summary>News from the team on a narrow phone, with a reply and by itself, and the team's own of the week.</summary>
[Collection(InTheBrowser.Name)]
public sealed class AnnouncementJourneyTests(Chromium chromium)
{
    private const string Owner = "U0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    [Fact]
    public async Task An_announcement_comes_with_a_reply_and_another_by_itself()
    {
        await using var bot = await BotInTime.StartAsync();
        await using var narrow = await Narrow.JoinedAsync(chromium, bot, "announcement");
        await bot.AnnounceAsync(Announcement("water-off", "งดจ่ายน้ำวันเสาร์ที่ 28 พฤศจิกายน หมู่ 1 ถึงหมู่ 3", "{mode: reply-first, payAfter: 2026-11-26T09:00}"));
        await narrow.SayAsync("ขอบคุณค่ะ", "รองน้ำไว้ใช้ตั้งแต่เย็นวันศุกร์", "with-a-reply");
        await narrow.TapCardAsync("เล่าเรื่องน้ำประปา", "คะ", "its-button");
        await narrow.SayAsync("น้ำประปาขุ่นมาตั้งแต่ต้นเดือน", "ใช่ไหมคะ", "told");
        await narrow.TapAsync("พอแค่นี้", "ะ", "enough");

        // Who was told free is not told again; who was not, is paid for.
        await bot.AnnounceAsync(Announcement("water-back", "เตือนอีกครั้ง วันเสาร์นี้งดจ่ายน้ำ", "{mode: reply-first, payAfter: 2026-11-27T09:00}"));
        await narrow.DoAsync(() => PassAsync(bot, new DateTimeOffset(2026, 11, 27, 9, 0, 10, Bangkok)), "รองน้ำไว้ใช้ตั้งแต่เย็นวันศุกร์", "by-itself");
        await narrow.IsCleanAsync();
    }

    [Fact]
    public async Task The_team_reads_what_the_week_brought()
    {
        await using var bot = await BotInTime.StartAsync(Owner);
        await bot.Control.AddVillagerAsync("พี่ติ๋ม", Owner);
        await bot.Control.AddSpeakersAsync(Enumerable.Range(1, 10).Select(n => ($"ชาวบ้าน {n}", n % 2 == 0 ? "หาดท่าเสา ม.3" : "ธรรมามูล ม.4", n % 2 == 0 ? "ถนนหน้าวัดเป็นหลุมเป็นบ่อ รถล้มบ่อย" : "น้ำประปาขุ่นมาก ใช้ไม่ได้")));
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "digest", Owner, readsReports: true);
        await narrow.JoinAsync("หาดท่าเสา ม.1");
        bot.PassUntil(new DateTimeOffset(2026, 11, 30, 7, 0, 10, Bangkok));
        await bot.IsToldAsync("digest-2026-w49");
        await narrow.SayAsync("ขอบคุณค่ะ", "สรุปของสัปดาห์ 23 พ.ย. 2569", "of-the-week");
        await narrow.IsCleanAsync();
    }

    private static Task PassAsync(BotInTime bot, DateTimeOffset until)
    {
        bot.PassUntil(until);
        return Task.CompletedTask;
    }

    private static string Announcement(string id, string title, string delivery) => $$"""
        announcement: {{id}}
        title: {{title}}
        text: การประปาจะซ่อมท่อใหญ่หน้าวัดท่าชัย ตั้งแต่ 08.00 ถึง 12.00 น. ขอให้ทุกบ้านรองน้ำไว้ใช้ตั้งแต่เย็นวันศุกร์นะคะ
        picture: https://example.org/pipe.jpg
        buttons:
          - {label: ดูแผนที่, link: "https://example.org/map"}
          - {label: โทรหาการประปา, link: "tel:0561234567"}
          - {label: เล่าเรื่องน้ำประปา, flow: opinion}
        audience: {tambon: ["180106"], villages: [1, 2, 3]}
        delivery: {{delivery}}
        until: 2026-12-05T18:00
        """;
}
