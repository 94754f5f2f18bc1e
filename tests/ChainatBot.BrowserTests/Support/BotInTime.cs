using ChainatBot.Announcements;
using ChainatBot.Exports;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Hosting;
using ChainatBot.Outcomes;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChainatBot.BrowserTests.Support;

/// <summary>
/// The program with its emulator inside the test, so that days pass in an instant for both. It begins on Monday, 23 November 2026,
/// ten o'clock in Thailand, whatever day it is, so that its pictures are the same every day.
/// </summary>
public sealed class BotInTime : IAsyncDisposable
{
    private const string ChannelSecret = "a secret between the emulator and the bot";
    private static readonly DateTimeOffset Beginning = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(7));

    private readonly TemporaryDirectory data = new();
    private readonly MovedClock clock = new();
    private readonly TestLog log = new();
    private WebApplication app = null!;

    private BotInTime() => clock.Advance(Beginning - clock.GetUtcNow());

    public ControlApi Control { get; private set; } = null!;

    public Uri Page { get; private set; } = null!;

    /// <summary>What was logged at Warning and above: nothing when all went well.</summary>
    public IEnumerable<string> Complaints => log.WarningsAndWorse;

    public static async Task<BotInTime> StartAsync(string? owner = null)
    {
        var bot = new BotInTime();
        bot.app = Server.Build(
            ["--urls=http://127.0.0.1:0", "--environment=Development", $"--Line:ChannelSecret={ChannelSecret}", $"--Storage:DataDirectory={bot.data.Path}", "--Logging:LogLevel:Default=Warning", .. owner is null ? Array.Empty<string>() : [$"--Team:Owners:0={owner}"]],
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(bot.log);
                builder.Services.AddSingleton<TimeProvider>(bot.clock);
            });
        await bot.app.StartAsync();
        var address = bot.app.Urls.First();
        bot.Page = new Uri($"{address}/emulator/");
        bot.Control = new ControlApi(new Uri($"{address}/emulator/control/"));
        await RunningBot.WarmUpAsync(address, ChannelSecret);
        return bot;
    }

    public void Pass(TimeSpan time) => clock.Advance(time);

    /// <summary>Days pass until this hour of Thailand.</summary>
    public void PassUntil(DateTimeOffset at) => clock.Advance(at - clock.GetUtcNow());

    public Task OpenSurveyAsync(string id, string tambon, DateOnly? until = null) =>
        Get<SurveyStore>().OpenAsync(id, Get<FlowStore>().Current.Current(id)!.Version, [tambon], null, until, CancellationToken.None);

    public Task CloseSurveyAsync(string id, string tambon) => Get<SurveyStore>().CloseAsync(id, [tambon], CancellationToken.None);

    public Task InviteToSurveyAsync(string id, string tambon) =>
        Get<NoticeStore>().AddAsync(SurveyInvitation.Of(Get<FlowStore>().Current.Current(id)!, [tambon], null, null, clock.GetUtcNow()));

    public Task OpenRoundAsync(string yaml) => FromFileAsync(yaml, (file, words) => Rounds(words).OpenAsync(file));

    public Task CloseRoundAsync(string id) => DoneAsync(words => Rounds(words).CloseAsync(id));

    public Task PublishRoundAsync(string id) => DoneAsync(words => Rounds(words).PublishAsync(id));

    public Task PlanForumAsync(string yaml) => FromFileAsync(yaml, (file, words) => Forums(words).CreateAsync(file));

    /// <summary>The verb <c>announce</c>, by somebody who takes the chance that some are not reached.</summary>
    public Task AnnounceAsync(string yaml) => FromFileAsync(yaml, (file, words) =>
        ActivatorUtilities.CreateInstance<AnnounceCommand>(app.Services, words, words).RunAsync(file, new AnnounceOptions(Partial: true)));

    public Task CancelForumAsync(string id) => DoneAsync(words => Forums(words).CancelAsync(id));

    /// <summary>What the QR at the door has people send.</summary>
    public string AtTheDoor(string forum) => $"{Get<FlowStore>().Current.System.Label("check-in")} {Get<ForumKeeper>().CodeOf(forum)}";

    /// <summary>Waits until the scheduler has put up what is to be told.</summary>
    public async Task IsToldAsync(string notice)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await Get<NoticeStore>().AllAsync(limit.Token)).Any(kept => kept.Notice.Id.StartsWith(notice, StringComparison.Ordinal))) await poll.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>What is kept, as the export tells it.</summary>
    public async Task<IReadOnlyList<ExportedOpinion>> OpinionsAsync()
    {
        var kept = new List<ExportedOpinion>();
        await foreach (var opinion in new OpinionExport(Get<ITableStore>()).ReadAsync([.. Get<Places>().TambonCodes, SummaryCommand.PlaceUntold])) kept.Add(opinion);
        return kept;
    }

    public Task MarkAsync(OutcomeRequest request) => Get<OutcomeTelling>().MarkAsync(request, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Control?.Dispose();
        await app.DisposeAsync();
        data.Dispose();
    }

    private T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    private ForumCommand Forums(TextWriter words) => ActivatorUtilities.CreateInstance<ForumCommand>(app.Services, words, words);

    private RoundOpenCommand Rounds(TextWriter words) =>
        new(Get<RoundStore>(), new OpinionExport(Get<ITableStore>()), Get<Places>().TambonCodes, clock, words, words);

    private Task FromFileAsync(string yaml, Func<string, TextWriter, Task<int>> run) => DoneAsync(async words =>
    {
        var file = data.File(Path.GetRandomFileName() + ".yaml");
        await File.WriteAllTextAsync(file, yaml);
        return await run(file, words);
    });

    private static async Task DoneAsync(Func<TextWriter, Task<int>> run)
    {
        await using var words = new StringWriter();
        Assert.True(await run(words) == 0, words.ToString());
    }
}
