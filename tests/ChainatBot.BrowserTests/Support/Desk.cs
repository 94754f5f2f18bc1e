using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ChainatBot.BrowserTests.Support;

/// <summary>The emulator's page: phones side by side and the bot's calls beside them.</summary>
public sealed class Desk : IAsyncDisposable
{
    private static readonly string Pictures = Path.Combine(RepositoryRoot.Directory, "TestResults", "screenshots");

    public Desk(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Errors.Add($"{message.Type}: {message.Text}");
        };
    }

    public IPage Page { get; }

    /// <summary>What the page's scripts complained of.</summary>
    public List<string> Errors { get; } = [];

    public ILocator Phones => Page.Locator(".phone");

    /// <summary>Puts another villager's phone on the desk with one press.</summary>
    public async Task<Phone> AddVillagerAsync(string button = "add-villager")
    {
        var before = await Phones.CountAsync();
        await Page.GetByTestId(button).ClickAsync();
        await Expect(Phones).ToHaveCountAsync(before + 1);
        return new Phone(Page, (await Phones.Last.GetAttributeAsync("data-phone"))!);
    }

    /// <summary>Keeps a picture of the window under TestResults/screenshots, for people to look at.</summary>
    /// <returns>The file.</returns>
    public async Task<string> KeepPictureAsync(string name, bool whole = false)
    {
        var path = Path.Combine(Pictures, name + ".png");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = whole, Animations = ScreenshotAnimations.Disabled });
        return path;
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
