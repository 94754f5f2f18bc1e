using System.Globalization;
using ChainatBot.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests;

/// <summary>The invitation to a forum on the narrowest phone in use: nothing slides sideways, no letter is cut, every button can be pressed.</summary>
[Collection(InTheBrowser.Name)]
public sealed class InvitationTests(Chromium chromium)
{
    [Fact]
    public async Task The_card_is_whole_and_its_buttons_answer()
    {
        // A program of its own: a forum would invite everybody whom the other tests talk with.
        await using var bot = await RunningBot.StartAsync();
        await using var desk = await chromium.OpenAsync(bot, 360, 1300, touch: true, scale: 2);
        var phone = await desk.AddVillagerAsync("add-first");
        await phone.JoinAsync("หาดท่าเสา ม.3");

        var start = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).AddDays(40);
        var (day, year) = (start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (start.Year + 543).ToString(CultureInfo.InvariantCulture));
        await CreateAsync(bot, day, "ศาลาการเปรียญวัดท่าชัย ใกล้สะพานข้ามคลองมหาราช");
        await phone.SayAsync("ขอบคุณค่ะ", "", "");
        var card = phone.Answers.Last;
        await Expect(card).ToContainTextAsync($"{year} เวลา 09.00–12.00 น.");
        await Expect(card).ToContainTextAsync("ไปได้ไหมคะ");
        await StepAsync("card");
        await phone.TapCardAsync("ไปได้", "ดีใจค่ะ", "เรื่องน้ำ อยากให้ทำอะไรก่อนคะ");
        await StepAsync("coming");
        await phone.TapAsync("ข้าม", "ได้ค่ะ นึกออกเมื่อไร");
        await phone.SayAsync("เวที", "ตอบไว้ว่า “ไปได้”");
        await StepAsync("again");
        await phone.TapCardAsync("ไม่กล้าพูดในเวที", "เข้าใจค่ะ", "อยากให้พูดเรื่องอะไรในเวทีคะ");
        await StepAsync("ahead");
        await phone.TapAsync("พอแค่นี้", "ได้ค่ะ");

        await CreateAsync(bot, day, "ศาลาหมู่ 3");
        await phone.SayAsync("ขอบคุณค่ะ", "", "เวทีนี้มีเรื่องเปลี่ยนค่ะ");
        await StepAsync("changed");
        await bot.RunVerbAsync("forum", "cancel", "hearing");
        await phone.SayAsync("ขอบคุณค่ะ", "", "งดจัดค่ะ");
        await StepAsync("cancelled");
        Assert.Empty(await bot.Control.FindingsAsync());
        Assert.Empty(desk.Errors);
        Assert.Empty(bot.Complaints);

        async Task StepAsync(string name)
        {
            await desk.KeepPictureAsync("invitation-" + name);
            await Layout.IsSoundAsync(desk.Page);
        }
    }

    private static async Task CreateAsync(RunningBot bot, string day, string place)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("chainatbot-forum-").FullName, "forum.yaml");
        await File.WriteAllTextAsync(file, $"""
            forum: hearing
            title: เวทีประชาคมหมู่บ้าน เรื่องน้ำและถนนของพวกเรา
            tambon: "180106"
            villages: [1, 2, 3]
            start: {day}T09:00
            end: {day}T12:00
            place: {place}
            map: https://maps.example/tha-chai
            agenda: [สรุปเรื่องที่ได้ฟังมาทั้งปี, จัดลำดับว่าทำอะไรก่อน, ผู้ใหญ่บ้านตอบคำถามเรื่องกองทุนหมู่บ้าน]
            questions:
              - id: water
                text: เรื่องน้ำ อยากให้ทำอะไรก่อนคะ
            """);
        try
        {
            await bot.RunVerbAsync("forum", "create", file);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
