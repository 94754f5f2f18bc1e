using ChainatBot.Announcements;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Announcements;

/// <summary>What riding saves: of a thousand villagers seven hundred write within the window, through signed webhooks, and only three hundred are paid for.</summary>
public sealed class SevenOfTenTests : IAsyncLifetime
{
    private const int AWeek = 0b_0000010_0000010_0000010_0000010;
    private Village village = null!;
    private IReadOnlyList<string> writers = null!;
    private IReadOnlyList<string> silent = null!;

    public async Task InitializeAsync() => village = await Village.OpenAsync(quota: 300);

    public async Task DisposeAsync() => await village.DisposeAsync();

    [Fact]
    public async Task Three_hundred_messages_reach_a_thousand_people_once_each()
    {
        await SettleAsync();
        // Should nobody write, LINE's messages would not do: that is said before, and the team takes the chance.
        Assert.Equal(1, await village.AnnounceAsync());
        AssertShown("ถึงใคร: 1,000 คน", "ไม่เสียเงิน: 700 คน", "ต้องส่งแบบเสียเงิน: 300 คน", "ถ้าไม่มีใครทักมาเลย จะส่งไม่ถึง: 700 คน");
        Assert.DoesNotContain("คาดว่าจะส่งไม่ถึง", village.Shown, StringComparison.Ordinal);
        Assert.Equal(0, await village.AnnounceAsync(options: new AnnounceOptions(Partial: true)));

        await village.WriteAsync(writers);
        Assert.Equal(0, village.Line.QuotaUsed);
        Assert.Equal((700, 0, 300), ((await village.ProgressAsync("water-off")) is var before ? before.Free : 0, before.Paid, before.Waiting));
        await village.PayAsync("water-off");

        Assert.Equal(300, village.Line.QuotaUsed);
        Assert.Equal(silent.Order(StringComparer.Ordinal), village.PaidFor().Keys.Order(StringComparer.Ordinal));
        Assert.All(village.PaidFor().Values, times => Assert.Equal(1, times));
        Assert.All(writers.Concat(silent), person => Assert.Equal(1, village.Seen(person)));
        Assert.Equal((700, 300, 0), ((await village.ProgressAsync("water-off")) is var after ? after.Free : 0, after.Paid, after.Waiting));
    }

    [Fact]
    public async Task With_a_budget_of_two_hundred_the_team_is_told_before_and_may_send_to_two_hundred_and_raise_it_later()
    {
        await SettleAsync();
        Assert.Equal(0, await village.Budget().SetAsync(PayDesk.Tambon, 200, default));
        Assert.Equal(1, await village.AnnounceAsync());
        AssertShown("งบข้อความของตำบลเดือนนี้เหลือ: 200", "คาดว่าจะส่งไม่ถึง: 100 คน", "--partial", "--over-budget");
        Assert.Empty(await village.Bot.Get<NoticeStore>().AllAsync());

        Assert.Equal(0, await village.AnnounceAsync(options: new AnnounceOptions(Partial: true)));
        await village.WriteAsync(writers);
        await village.PayAsync("water-off");
        Assert.Equal((200, 200), (village.Line.QuotaUsed, village.PaidFor().Count));
        Assert.Equal((700, 200, 100, true), ((await village.ProgressAsync("water-off")) is var short1 ? short1.Free : 0, short1.Paid, short1.Waiting, short1.ShortOfBudget));
        Assert.Equal(0, await village.Commands().ShowAsync("water-off", follow: false, default));
        AssertShown("ยังไม่ได้รับ: 100 คน", "งบข้อความของตำบลไม่พอ");

        // More is allowed: those who are left are told, and nobody else again.
        Assert.Equal(0, await village.Budget().SetAsync(PayDesk.Tambon, 260, default));
        Assert.Equal(0, await village.Commands().ResumeAsync("water-off", default));
        village.Time.Leap(TimeSpan.FromSeconds(6));
        await village.PaidAsync("water-off");
        Assert.Equal(260, village.Line.QuotaUsed);
        Assert.All(writers.Concat(village.PaidFor().Keys), person => Assert.Equal(1, village.Seen(person)));

        // Over, it says how many were not reached, and why.
        village.Time.Leap(TimeSpan.FromDays(8));
        Assert.Equal((NoticeState.Done, 40, true), ((await village.ProgressAsync("water-off")) is var over ? over.State : 0, over.Waiting, over.ShortOfBudget));
        Assert.Equal(0, await village.Commands().ShowAsync("water-off", follow: false, default));
        AssertShown("ส่งไม่ถึง เพราะงบข้อความของตำบลไม่พอ: 40 คน");
    }

    [Fact]
    public async Task Going_past_the_budget_waiting_for_people_to_write_and_stopping_are_choices_too()
    {
        village.Line.SetQuota(5_000);
        await SettleAsync();
        await village.Budget().SetAsync(PayDesk.Tambon, 200, default);
        Assert.Equal(1, await village.AnnounceAsync("over"));
        Assert.Equal(0, await village.AnnounceAsync("over", new AnnounceOptions(OverBudget: true)));
        Assert.Equal(0, await village.AnnounceAsync("waits", delivery: "{mode: reply-first}"));
        await village.WriteAsync(writers);
        Assert.Equal(0, await village.AnnounceAsync("stopped", new AnnounceOptions(Partial: true)));
        Assert.Equal(0, await village.Commands().StopAsync("stopped", default));
        await village.PayAsync("over");

        Assert.Equal(silent.Order(StringComparer.Ordinal), village.PaidFor("over").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(300, village.Line.QuotaUsed);
        Assert.All(writers.Concat(silent), person => Assert.Equal(1, village.Seen(person, "over")));
        Assert.All(writers, person => Assert.Equal(1, village.Seen(person, "waits")));
        Assert.All(silent, person => Assert.Equal(0, village.Seen(person, "waits")));
        Assert.All(writers.Concat(silent), person => Assert.Equal(0, village.Seen(person, "stopped")));
        Assert.Equal(new Budget(200, 300), await village.Bot.Get<Budgets>().OfAsync(PayDesk.Tambon, "2026-11"));
    }

    private async Task SettleAsync()
    {
        writers = await village.SettleAsync(700, AWeek);
        silent = await village.SettleAsync(300, 0);
    }

    private void AssertShown(params string[] parts)
    {
        foreach (var part in parts) Assert.Contains(part, village.Shown, StringComparison.Ordinal);
    }
}
