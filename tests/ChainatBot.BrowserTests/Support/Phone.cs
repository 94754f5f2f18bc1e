using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Support;

/// <summary>One villager's phone, used as a person would: by pressing and typing what is to be seen.</summary>
public sealed class Phone(IPage page, string id)
{
    public string Id => id;

    public ILocator Node { get; } = page.Locator($"[data-phone='{id}']");

    /// <summary>What the bot said, oldest first.</summary>
    public ILocator Answers => Node.Locator("[data-testid='bubble'][data-from='bot']");

    public ILocator Said => Node.Locator("[data-testid='bubble'][data-from='user']");

    public ILocator QuickReplies => Node.GetByTestId("quick-reply");

    public ILocator Composer => Node.GetByTestId("composer");

    public Task FollowAsync(params string[] answers) => AnsweredAsync(() => Node.GetByTestId("follow").ClickAsync(), answers);

    /// <summary>Types as on a keyboard and presses Enter.</summary>
    public Task SayAsync(string text, params string[] answers) => AnsweredAsync(async () =>
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }, answers);

    /// <summary>Presses a button under the newest message.</summary>
    public Task TapAsync(string label, params string[] answers) => AnsweredAsync(() => QuickReplies.Filter(Exactly(label)).ClickAsync(), answers);

    /// <summary>Presses a big button of a card, the newest first. Cards stay, so it may be an old one.</summary>
    public Task TapCardAsync(string label, params string[] answers) => AnsweredAsync(() => Node.GetByTestId("tap").Filter(Exactly(label)).Last.ClickAsync(), answers);

    public Task SpeakAsync(params string[] answers) => FromSheetAsync("voice", "voice-sample", answers);

    public Task ShowThreeAsync(params string[] answers) => FromSheetAsync("photo", "photo-set-sample", answers);

    public Task ShowAsync(params string[] answers) => FromSheetAsync("photo", "photo-sample", answers);

    /// <summary>Takes back what this person said, by the menu beside it.</summary>
    public async Task TakeBackAsync(string text)
    {
        await Node.Locator("[data-item]").Filter(new() { Has = page.Locator("[data-from='user']").GetByText(text, new() { Exact = true }) }).GetByTestId("message-menu").ClickAsync();
        await Node.GetByTestId("unsend").ClickAsync();
        await Expect(Node.Locator("[data-kind='unsent']")).ToContainTextAsync("คุณยกเลิกข้อความแล้ว");
        await Expect(Said.GetByText(text, new() { Exact = true })).ToHaveCountAsync(0);
    }

    /// <summary>Follows, agrees by the big button and types the place.</summary>
    public async Task JoinAsync(string place)
    {
        await FollowAsync("สวัสดีค่ะ", "ไม่มีใครเห็นชื่อคุณ", "ยินยอมให้เก็บ");
        await TapCardAsync("ยินยอม", "ขอบคุณที่ไว้ใจ", "คุณอยู่ตำบลไหน");
        await SayAsync(place, "ขอบคุณค่ะ ตำบล", "เล่ามาได้เลยค่ะ");
    }

    /// <summary>Does something and sees what the bot answers: one text for each new balloon, in their order.</summary>
    public async Task AnsweredAsync(Func<Task> act, params string[] answers)
    {
        var before = await Answers.CountAsync();
        await act();
        for (var at = 0; at < answers.Length; at++) await Expect(Answers.Nth(before + at)).ToContainTextAsync(answers[at]);
        if (answers.Length > 0) await Expect(Answers).ToHaveCountAsync(before + answers.Length);
    }

    private Task FromSheetAsync(string tool, string sample, string[] answers) => AnsweredAsync(async () =>
    {
        await Node.GetByTestId(tool).ClickAsync();
        await Node.GetByTestId(sample).ClickAsync();
    }, answers);

    private static LocatorFilterOptions Exactly(string label) => new() { HasTextRegex = new Regex($"^{Regex.Escape(label)}$") };
}
