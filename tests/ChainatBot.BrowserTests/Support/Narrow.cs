using System.Globalization;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Support;

/// <summary>
/// One phone 360 pixels wide, the narrowest in use, on which a journey is walked by pressing and typing. At every step a picture is kept
/// for people to look at, and the screen is searched for what nobody should see.
/// </summary>
public sealed partial class Narrow : IAsyncDisposable
{
    private const int Width = 360;
    private const int Height = 740;

    private readonly ControlApi control;
    private readonly Func<IEnumerable<string>> complaints;
    private readonly string journey;
    private int pictures;
    private int answersBefore;

    private Narrow(Desk desk, ControlApi control, Func<IEnumerable<string>> complaints, string journey)
    {
        (Desk, this.control, this.complaints, this.journey) = (desk, control, complaints, journey);
    }

    public Desk Desk { get; }

    public Phone Phone { get; private set; } = null!;

    /// <summary>A stranger's phone.</summary>
    public static Task<Narrow> OpenAsync(Chromium chromium, BotInTime bot, string journey) => OpenAsync(chromium, bot.Page, bot.Control, () => bot.Complaints, journey);

    /// <summary>The phone of somebody who has agreed and told where they live; the menu is folded, as after typing on a phone.</summary>
    public static async Task<Narrow> JoinedAsync(Chromium chromium, BotInTime bot, string journey, string place = "หาดท่าเสา ม.3")
    {
        var narrow = await OpenAsync(chromium, bot, journey);
        await narrow.JoinAsync(place);
        return narrow;
    }

    /// <summary>The phone of whoever came to the emulator first.</summary>
    public static async Task<Narrow> OpenAsync(Chromium chromium, BotInTime bot, string journey, string userId, bool readsReports = false)
    {
        var narrow = new Narrow(await chromium.OpenAsync(bot.Page, Width, Height, touch: true, scale: 1.5f), bot.Control, () => bot.Complaints, journey) { ReadsReports = readsReports };
        narrow.Phone = new Phone(narrow.Desk.Page, userId);
        await Expect(narrow.Phone.Node).ToBeVisibleAsync();
        return narrow;
    }

    public async Task JoinAsync(string place, bool fold = true)
    {
        await Phone.JoinAsync(place);
        answersBefore = await Phone.Answers.CountAsync();
        if (fold) await FoldMenuAsync();
    }

    /// <summary>As on a phone after one has typed: the menu is out of the way.</summary>
    public async Task FoldMenuAsync()
    {
        await Phone.Node.GetByTestId("rich-menu-bar").ClickAsync();
        await Expect(Phone.Node.GetByTestId("rich-menu-bar")).ToHaveAttributeAsync("aria-expanded", "false");
    }

    /// <summary>Another phone comes to the front; the journey goes on there.</summary>
    public async Task TakeAnotherAsync(string button = "add-villager") => Phone = await Desk.AddVillagerAsync(button);

    public Task SayAsync(string text, string last, string picture) => DoAsync(() => Phone.SayAsync(text), last, picture);

    public Task TapAsync(string label, string last, string picture) => DoAsync(() => Phone.TapAsync(label), last, picture);

    public Task TapCardAsync(string label, string last, string picture) => DoAsync(() => Phone.TapCardAsync(label), last, picture);

    /// <summary>Does something; the bot's last words then hold <paramref name="last"/>. Looks at the screen when everything is on it.</summary>
    public async Task DoAsync(Func<Task> act, string last, string picture)
    {
        answersBefore = await Phone.Answers.CountAsync();
        await act();
        await Expect(Phone.Answers.Nth(answersBefore)).ToBeAttachedAsync();
        await Expect(Phone.Answers.Last).ToContainTextAsync(last);
        // A reply's balloons come to the page one by one.
        var told = (await control.SnapshotAsync())[Phone.Id[0] == 'U' ? "users" : "groups"]!.AsArray()
            .First(chat => (chat!["userId"] ?? chat["groupId"])!.GetValue<string>() == Phone.Id)!["timeline"]!.AsArray().Count(item => item!["from"]!.GetValue<string>() == "bot");
        await Expect(Phone.Answers).ToHaveCountAsync(told);
        await LookAsync(picture);
    }

    /// <summary>Whether this journey is of the team, whose summaries may be longer than half a screen.</summary>
    public bool ReadsReports { get; init; }

    /// <summary>Keeps a picture and fails with one line for each fault to be seen: what is cut, two questions at once, words nobody here would say.</summary>
    public async Task LookAsync(string name)
    {
        // The chat scrolls to its end with the next frame.
        await Desk.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await Desk.KeepPictureAsync(string.Create(CultureInfo.InvariantCulture, $"narrow-{journey}-{++pictures:00}-{name}"));
        List<string> faults = [.. await Layout.FaultsAsync(Desk.Page), .. await Desk.Page.EvaluateAsync<string[]>(Shortened, new object[] { Phone.Id, ReadsReports ? 3 : 0.5 })];
        var answers = (await Phone.Answers.AllInnerTextsAsync()).Skip(answersBefore).ToList();
        if (answers.Sum(text => Question().Count(text)) > 1) faults.Add($"two questions at once: {string.Join(" | ", answers)}");
        faults.AddRange(answers.Where(text => Foreign().IsMatch(text)).Select(text => $"not Thai: {text}"));
        Assert.True(faults.Count == 0, $"{name}: {string.Join('\n', faults)}");
    }

    public async Task IsCleanAsync()
    {
        Assert.Equal("", string.Join('\n', await control.FindingsAsync()));
        Assert.Empty(Desk.Errors);
        Assert.Empty(complaints());
    }

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    private static async Task<Narrow> OpenAsync(Chromium chromium, Uri page, ControlApi control, Func<IEnumerable<string>> complaints, string journey)
    {
        var narrow = new Narrow(await chromium.OpenAsync(page, Width, Height, touch: true, scale: 1.5f), control, complaints, journey);
        narrow.Phone = await narrow.Desk.AddVillagerAsync("add-first");
        Assert.True(await narrow.Desk.Page.EvaluateAsync<bool>(DrawsThai), "Thai letters are drawn as empty boxes.");
        return narrow;
    }

    /// <summary>
    /// What is shortened to fit (an ellipsis, lines left out, a label wider than its button), a text that fills more than half the screen, and
    /// the last thing said not whole on the screen although it would fit.
    /// </summary>
    private const string Shortened = """
        ([id, most]) => {
          const faults = [];
          const phone = document.querySelector(`[data-phone='${id}']`);
          for (const box of phone.querySelectorAll("[data-testid='bubble'] *, [data-testid='quick-reply'], [data-testid='tap']")) {
            const style = getComputedStyle(box);
            const words = box.textContent.trim().slice(0, 40);
            if (box.clientWidth === 0 || words === '' || box.closest("[data-from='system']")) continue;
            const wide = box.scrollWidth > box.clientWidth + 1, high = box.scrollHeight > box.clientHeight + 1;
            if (wide && (style.textOverflow === 'ellipsis' || box.tagName === 'BUTTON')) faults.push(`shortened: ${words}`);
            if (high && style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '') faults.push(`lines left out: ${words}`);
          }
          const answers = [...phone.querySelectorAll("[data-testid='bubble'][data-from='bot']")];
          for (const one of answers) {
            const height = one.getBoundingClientRect().height;
            if (one.dataset.kind === 'text' && height > innerHeight * most) faults.push(`more than half the screen: ${one.innerText.slice(0, 40)}`);
          }
          const last = answers.at(-1)?.getBoundingClientRect();
          const chat = phone.querySelector('.log').getBoundingClientRect();
          // Under the last balloon stands its time.
          if (last && last.height < chat.height - 70 && (last.top < chat.top - 1 || last.bottom > chat.bottom + 1)) faults.push(`the last words are not whole on the screen: ${answers.at(-1).innerText.slice(0, 40)}`);
          return [...new Set(faults)];
        }
        """;

    /// <summary>A font without Thai draws the same box for every letter.</summary>
    private const string DrawsThai = """
        () => {
          const draw = letter => {
            const canvas = document.createElement('canvas');
            const pen = canvas.getContext('2d');
            pen.font = `40px ${getComputedStyle(document.body).fontFamily}`;
            pen.fillText(letter, 10, 60);
            return canvas.toDataURL();
          };
          return new Set(['ก', 'ข', 'ฐ', 'ญ', 'ฬ'].map(draw)).size === 5;
        }
        """;

    /// <summary>“คะ” asks; “นะคะ” only speaks kindly.</summary>
    [GeneratedRegex(@"(?<!นะ)คะ(\s|$|”)")]
    private static partial Regex Question();

    /// <summary>Two small letters of the Latin alphabet side by side are a foreign word or an id; a reference such as A7K2 is neither.</summary>
    [GeneratedRegex("[a-z]{2}|[0-9a-fA-F]{16}|null|\\{|\\}")]
    private static partial Regex Foreign();
}
