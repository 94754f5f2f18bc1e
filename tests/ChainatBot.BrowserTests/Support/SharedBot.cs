namespace ChainatBot.BrowserTests.Support;

/// <summary>One running program for all tests that need no data directory of their own; a start takes seconds.</summary>
public sealed class SharedBot : IAsyncLifetime
{
    private RunningBot bot = null!;

    public async Task InitializeAsync() => bot = await RunningBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    /// <summary>The program with an emulator in which nobody is yet and nothing was called.</summary>
    public async Task<RunningBot> WithNobodyAsync()
    {
        await bot.Control.ResetAsync();
        return bot;
    }
}
