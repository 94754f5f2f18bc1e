using ChainatBot.Announcements;
using ChainatBot.Opinions;
using ChainatBot.Scheduling;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Digests;

/// <summary>T9: what the week brought, once a week, to the team, and nobody else.</summary>
public sealed class DigestTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(7));

    private readonly FakeTimeProvider clock = new(Sunday);
    private LineEmulatorServer line = null!;
    private BotHost bot = null!;

    public async Task InitializeAsync()
    {
        line = await LineEmulatorServer.StartAsync(new LineEmulatorOptions { TimeProvider = clock });
        bot = await BotHost.StartAsync(line, time: clock);
    }

    public async Task DisposeAsync()
    {
        var warnings = bot.Log.WarningsAndWorse;
        await bot.DisposeAsync();
        await line.DisposeAsync();
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task On_Monday_morning_the_team_is_told_once_what_the_week_brought()
    {
        var (owner, villager) = (await JoinedAsync(BotHost.Owner), await JoinedAsync(null));
        await TellAsync("180106", 6, "2026-11-18");
        await TellAsync("180107", 2, "2026-11-19");
        await TellAsync("180108", 6, "2026-11-10");

        await MondayAsync();

        var digest = Assert.Single(await ToldAsync(owner));
        Assert.Contains("สรุปของสัปดาห์ 16 พ.ย. 2569 – 22 พ.ย. 2569", digest, StringComparison.Ordinal);
        Assert.Contains("ตำบลหาดท่าเสา: 6 คนเล่า 6 เรื่อง\nรอคณะทำงานฟัง เรื่องของ 6 คน", digest, StringComparison.Ordinal);
        Assert.Contains("น้อยกว่า 5 คน", digest, StringComparison.Ordinal);
        Assert.Equal(2, digest.Split('\n').Count(l => l.StartsWith('•')));
        Assert.Empty(await ToldAsync(owner));
        Assert.Empty(await ToldAsync(villager));
        Assert.Equal("digest-2026-w48", Assert.Single(await bot.Get<NoticeStore>().AllAsync()).Notice.Id);
    }

    [Fact]
    public async Task A_week_that_brought_nothing_is_passed_over_and_the_next_is_told()
    {
        await MondayAsync();
        Assert.Empty(await bot.Get<NoticeStore>().AllAsync());

        await TellAsync("180106", 6, "2026-11-25");
        clock.SetUtcNow(Sunday.AddDays(7).AddHours(19).AddMinutes(1));
        await Eventually.TrueAsync(async () => (await bot.Get<NoticeStore>().AllAsync()).Any(n => n.Notice.Id == "digest-2026-w49"));
    }

    [Fact]
    public async Task It_is_never_paid_unless_the_deployment_says_so()
    {
        await TellAsync("180106", 6, "2026-11-18");
        await MondayAsync();
        var notice = Assert.Single(await bot.Get<NoticeStore>().AllAsync()).Notice;
        Assert.Null(notice.PayAfter);
        Assert.Equal(AudienceRole.Team, notice.Audience.Role);
    }

    /// <summary>Monday, one minute past seven; the digest job has run.</summary>
    private async Task MondayAsync()
    {
        var schedule = bot.Get<Schedule>();
        await Eventually.TrueAsync(async () => await schedule.FindAsync("digest", "team") is not null);
        clock.SetUtcNow(Sunday.AddHours(19).AddMinutes(1));
        await Eventually.TrueAsync(async () => await schedule.FindAsync("digest", "team") is { Due: var due } && due > clock.GetUtcNow());
    }

    private async Task<Villager> JoinedAsync(string? userId)
    {
        var villager = new Villager(bot.Line, bot.Line.AddUser(userId: userId));
        await villager.JoinAsync("ธรรมามูล ม.2");
        return villager;
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(Villager villager) => [.. (await villager.SayAsync("ขอบคุณค่ะ")).Where(t => t.StartsWith("สรุปของสัปดาห์", StringComparison.Ordinal))];

    private async Task TellAsync(string tambon, int people, string day)
    {
        for (var n = 0; n < people; n++)
        {
            var opinion = new Opinion(tambon, $"{n:x}{new string('d', 31)}", $"{n:x16}") { Reference = "X2X2", Village = 1, Kind = "text", Topic = "roads", ReceivedOn = day };
            await bot.Get<OpinionStore>().AppendAsync(opinion, new OpinionMessage(opinion.Id, "text", "ถนนหน้าวัดเป็นหลุม"), default);
        }
    }
}
