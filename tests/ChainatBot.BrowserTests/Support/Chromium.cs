using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Playwright;

namespace ChainatBot.BrowserTests.Support;

/// <summary>Debian's Chromium, one for all tests. What it needs and can't find fails the tests; nothing is skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private const string Remedy = "run `bash tests/run.sh`, which installs what the tests need.";

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable)) throw new InvalidOperationException($"{Executable} is missing: {Remedy}");
        if (!await HasThaiFontAsync()) throw new InvalidOperationException($"There is no Thai font, so every Thai letter would be an empty box: {Remedy}");
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
    }

    /// <summary>The emulator's page in a window of its own.</summary>
    public Task<Desk> OpenAsync(RunningBot bot, int width = 1400, int height = 900, bool touch = false, float scale = 1) => OpenAsync(bot.Page, width, height, touch, scale);

    public async Task<Desk> OpenAsync(Uri page, int width, int height, bool touch, float scale)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = "th-TH",
            TimezoneId = "Asia/Bangkok",
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = touch,
            DeviceScaleFactor = scale,
        });
        context.SetDefaultTimeout(20_000);
        var desk = new Desk(await context.NewPageAsync());
        await desk.Page.GotoAsync(page.AbsoluteUri);
        return desk;
    }

    private static async Task<bool> HasThaiFontAsync()
    {
        try
        {
            using var list = Process.Start(new ProcessStartInfo("fc-list", [":lang=th", "family"]) { RedirectStandardOutput = true })!;
            var fonts = await list.StandardOutput.ReadToEndAsync();
            await list.WaitForExitAsync();
            return fonts.Trim().Length > 0;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"fc-list (package fontconfig) is missing, so nobody knows whether there is a Thai font: {Remedy}");
        }
    }
}

/// <summary>Tests that share the browser and a running program; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class InTheBrowser : ICollectionFixture<Chromium>, ICollectionFixture<SharedBot>
{
    public const string Name = "In the browser";
}
