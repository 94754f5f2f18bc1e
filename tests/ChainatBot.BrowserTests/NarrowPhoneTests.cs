using System.Text.RegularExpressions;
using ChainatBot.BrowserTests.Support;

namespace ChainatBot.BrowserTests;

/// <summary>Journeys on the narrowest phone in use, a picture at every step: nothing is cut, and never more than one question is asked at a time.</summary>
[Collection(InTheBrowser.Name)]
public sealed partial class NarrowPhoneTests(Chromium chromium)
{
    [Fact]
    public async Task A_survey_from_the_rich_menu_word_to_a_changed_answer()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.RunVerbAsync("survey", "open", "swot", "--tambon", "180106", "--until", "2099-12-31");
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "survey");
        var phone = narrow.Phone;
        await phone.SayAsync("แบบสอบถาม", "ไม่มีใครเห็นชื่อคุณ", "ข้อ 1 จาก");
        await narrow.LookAsync("choice");
        await phone.TapAsync("ลำบากขึ้น", "ลำบากเรื่องไหนบ้าง");
        await narrow.LookAsync("several");
        await phone.TapAsync("ของแพงขึ้น", "เลือกไว้แล้ว ของแพงขึ้น", "ลำบากเรื่องไหนบ้าง");
        await narrow.LookAsync("several-one-chosen");
        await phone.TapAsync("เสร็จแล้ว", "ข้อ 3 จาก");
        await narrow.LookAsync("message");
        await phone.SpeakAsync("ข้อ 4 จาก");
        await phone.TapAsync("ย้อนกลับ", "ข้อ 3 จาก");
        await narrow.LookAsync("back");
        await phone.TapAsync("ข้าม", "ข้อ 4 จาก");
        await phone.SayAsync("ถนนเข้าหมู่บ้านพัง", "ข้อ 5 จาก");
        await phone.TapAsync("ข้าม", "ข้อ 6 จาก");
        await phone.TapAsync("ข้าม", "ข้อ 7 จาก");
        await narrow.LookAsync("scale");
        await phone.SayAsync("ช่วยเหลือ", "อยากเล่าเรื่องอะไร", "ทุกคำถามกด", "ทำต่อไหมคะ");
        await narrow.LookAsync("detour");
        await phone.TapAsync("ทำต่อ", "ข้อ 7 จาก");
        await phone.TapAsync("4", "ขอบคุณมากค่ะ");
        await narrow.LookAsync("thanks");
        await phone.SayAsync("แบบสอบถาม", "แก้คำตอบได้ถึง 31 ธ.ค. 2642");
        await narrow.LookAsync("change");
        await narrow.IsCleanAsync(bot);
    }

    [Fact]
    public async Task My_data_from_the_list_to_nothing_left()
    {
        await using var bot = await RunningBot.StartAsync();
        await using var narrow = await Narrow.OpenAsync(chromium, bot, "my-data");
        var phone = narrow.Phone;
        await phone.SayAsync("น้ำประปาไม่ไหลมาสามวันแล้ว ต้องไปหาบน้ำจากบ่อหลังวัดมาใช้ทุกเช้า", "เก็บเรื่องที่เล่าไว้แล้วค่ะ", "ใช่ไหมคะ");
        await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await phone.SpeakAsync("เก็บเรื่องที่เล่าไว้แล้วค่ะ", "คะ");
        await phone.TapAsync("พอแค่นี้", "ไม่มีใครเห็นชื่อคุณ", "เล่ามาได้อีกนะคะ");
        await phone.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ");
        await narrow.LookAsync("start");
        await phone.TapAsync("ดูที่เล่าไว้", "เรื่องที่คุณเล่าไว้");
        await narrow.LookAsync("list");
        await phone.SayAsync("ข้อ 2", "คณะทำงานเห็นเรื่องนี้แค่นี้ค่ะ", "อยากทำอะไรกับเรื่อง");
        await narrow.LookAsync("one");
        await phone.TapAsync("ลบเรื่องนี้", "ลบแล้วเอาคืนไม่ได้ค่ะ");
        await narrow.LookAsync("delete-one");
        await phone.TapAsync("ลบเลย", "แล้วค่ะ", "เรื่องที่คุณเล่าไว้");
        await phone.TapAsync("พอแค่นี้", "อยากคุยเมื่อไร");
        await phone.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ");
        await phone.TapAsync("เปลี่ยนที่อยู่", "คะ");
        await narrow.LookAsync("place");
        await phone.SayAsync("ธรรมามูล ม.2", "ธรรมามูล");
        await narrow.LookAsync("moved");
        await phone.SayAsync("เรื่องของฉัน", "อยากทำอะไรคะ");
        await phone.TapAsync("ถอนความยินยอม", "คะ");
        await narrow.LookAsync("withdraw");
        await phone.TapAsync("ย้อนกลับ", "อยากทำอะไรคะ");
        await phone.TapAsync("ลบทั้งหมด", "ลบไหมคะ");
        await phone.TapAsync("ลบทั้งหมด", "ขอถามอีกครั้ง");
        await narrow.LookAsync("delete-all-again");
        await phone.TapAsync("ลบทั้งหมดเลย", "ลบหมดแล้วค่ะ");
        await narrow.LookAsync("nothing-left");
        await narrow.IsCleanAsync(bot);
    }

    /// <summary>A villager of หาดท่าเสา ม.3 with a phone 360 pixels wide.</summary>
    private sealed partial class Narrow(Desk desk, Phone phone, string journey) : IAsyncDisposable
    {
        private int pictures;

        public Phone Phone => phone;

        public static async Task<Narrow> OpenAsync(Chromium chromium, RunningBot bot, string journey)
        {
            var desk = await chromium.OpenAsync(bot, 360, 740, touch: true);
            var phone = await desk.AddVillagerAsync("add-first");
            await phone.JoinAsync("หาดท่าเสา ม.3");
            return new Narrow(desk, phone, journey);
        }

        /// <summary>Keeps a picture and looks for what is cut, and for two questions at once.</summary>
        public async Task LookAsync(string name)
        {
            await desk.KeepPictureAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"narrow-{journey}-{++pictures:00}-{name}"));
            await Layout.IsSoundAsync(desk.Page);
            // What the newest tap or word was answered with: all balloons after the person's last.
            var answers = await desk.Page.EvaluateAsync<string[]>(
                """
                id => {
                  const balloons = [...document.querySelectorAll(`[data-phone='${id}'] [data-testid='bubble']`)];
                  const last = balloons.findLastIndex(balloon => balloon.dataset.from === 'user');
                  return balloons.slice(last + 1).map(balloon => balloon.innerText);
                }
                """, phone.Id);
            Assert.True(answers.Count(Asks) <= 1, $"Two questions at once: {string.Join(" | ", answers)}");
        }

        public async Task IsCleanAsync(RunningBot bot)
        {
            Assert.Equal("", string.Join('\n', await bot.Control.FindingsAsync()));
            Assert.Empty(desk.Errors);
            Assert.Empty(bot.Complaints);
        }

        public ValueTask DisposeAsync() => desk.DisposeAsync();

        /// <summary>“คะ” asks; “นะคะ” only speaks kindly.</summary>
        private static bool Asks(string text) => Question().IsMatch(text);

        [GeneratedRegex(@"(?<!นะ)คะ(\s|$|”)")]
        private static partial Regex Question();
    }
}
