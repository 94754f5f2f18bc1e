using ChainatBot.Announcements;
using ChainatBot.Participants;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Line.Emulator;

namespace ChainatBot.Tests.Announcements;

/// <summary>Quota and budgets: what can't be paid for is said before, and never sent.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private const string Alarm = "alarm-quota-";

    private PayDesk desk = null!;

    public async Task InitializeAsync() => desk = await PayDesk.OpenAsync();

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    [Fact]
    public async Task As_many_as_LINE_allows_are_paid_for_and_the_team_is_told_once()
    {
        var people = await desk.AddPeopleAsync(120);
        desk.Get<BatchMaker>().MostInBatch = 25;
        desk.Line.SetQuota(70);
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.AddAsync(desk.NoticeOf("fire"));
        await desk.PayUntilDoneAsync("water");
        await desk.PayUntilDoneAsync("fire");

        Assert.Equal(70, desk.PaidFor("water").Count);
        Assert.Empty(desk.PaidFor("fire"));
        Assert.Equal(PayState.Quota, await desk.StateAsync("water"));
        Assert.Single(await desk.Get<NoticeStore>().AllAsync(), k => k.Notice.Id.StartsWith(Alarm, StringComparison.Ordinal));

        // The others can still ride, and are paid for when there are messages again.
        var rides = people.First(p => !desk.PaidFor("water").ContainsKey(p));
        Assert.Equal(RideClaim.New, await desk.Get<Deliveries>().ClaimFreeAsync("water", desk.IdOf(rides), "event"));
        desk.Line.SetQuota(500, used: 70);
        await desk.Get<PayRuns>().ReopenAsync("water", default);
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people.Where(p => p != rides));
    }

    [Fact]
    public async Task LINEs_limit_in_the_middle_gives_the_rest_back()
    {
        var people = await desk.AddPeopleAsync(60);
        desk.Get<BatchMaker>().MostInBatch = 10;
        await desk.AddAsync(desk.NoticeOf("water"));
        desk.Line.AddFault(new Fault(FaultKinds.MonthlyLimit, "POST", PayDesk.Multicast, Times: 100));
        await desk.PayUntilDoneAsync("water");

        Assert.Equal(PayState.Quota, await desk.StateAsync("water"));
        Assert.Empty(desk.Line.Deliveries);
        foreach (var person in people) Assert.False(await desk.Get<Deliveries>().IsClaimedAsync("water", desk.IdOf(person)));
        Assert.Equal(new Budget(null, 0), await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month));

        desk.Line.ClearFaults();
        await desk.Get<PayRuns>().ReopenAsync("water", default);
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task LINEs_limit_does_not_deny_that_an_earlier_try_was_taken()
    {
        var people = await desk.AddPeopleAsync(10);
        await desk.AddAsync(desk.NoticeOf("water"));
        desk.Line.AddFault(new Fault(FaultKinds.ErrorAfter, "POST", PayDesk.Multicast, Times: 4));
        await Assert.ThrowsAnyAsync<global::Line.Messaging.LineException>(() => desk.PayAsync("water"));
        desk.Line.ClearFaults();
        desk.Line.AddFault(new Fault(FaultKinds.MonthlyLimit, "POST", PayDesk.Multicast));
        await desk.PayUntilDoneAsync("water");
        Assert.Equal(PayState.Quota, await desk.StateAsync("water"));

        await desk.Get<PayRuns>().ReopenAsync("water", default);
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
        Assert.Equal(10, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
    }

    [Fact]
    public async Task A_tambons_budget_is_kept_to_unless_the_owner_says_otherwise()
    {
        await desk.AddPeopleAsync(40);
        var others = await desk.AddPeopleAsync(30, PayDesk.Other);
        desk.Get<BatchMaker>().MostInBatch = 15;
        var budgets = desk.Get<Budgets>();
        await budgets.SetAsync(PayDesk.Tambon, 25);
        await desk.AddAsync(desk.NoticeOf("water", Audience.Everybody));
        await desk.PayUntilDoneAsync("water");
        Assert.Equal(55, desk.PaidFor("water").Count);
        Assert.Subset(desk.PaidFor("water").Keys.ToHashSet(), others.ToHashSet());
        Assert.Equal(new Budget(25, 25), await budgets.OfAsync(PayDesk.Tambon, budgets.Month));
        Assert.Equal(new Budget(null, 30), await budgets.OfAsync(PayDesk.Other, budgets.Month));
        Assert.True((await desk.Get<PayRuns>().FindAsync("water", default))!.ShortOfBudget);

        await desk.AddAsync(desk.NoticeOf("fire") with { OverBudget = true });
        await desk.PayUntilDoneAsync("fire");
        Assert.Equal(40, desk.PaidFor("fire").Count);
        Assert.Equal(new Budget(25, 65), await budgets.OfAsync(PayDesk.Tambon, budgets.Month));
        desk.Clock.Advance(TimeSpan.FromDays(32));
        Assert.Equal(new Budget(25, 0), await budgets.OfAsync(PayDesk.Tambon, budgets.Month));
    }

    [Fact]
    public async Task Two_notices_paid_at_once_share_a_budget()
    {
        await desk.AddPeopleAsync(60);
        desk.Get<BatchMaker>().MostInBatch = 7;
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 50);
        string[] ids = ["one", "two", "three"];
        foreach (var id in ids) await desk.AddAsync(desk.NoticeOf(id));
        await Task.WhenAll(ids.Select(id => Task.Run(() => desk.PayUntilDoneAsync(id))));
        Assert.Equal(50, ids.Sum(id => desk.PaidFor(id).Count));
        Assert.Equal(50, desk.Line.QuotaUsed);
    }

    [Fact]
    public async Task Of_a_thousand_the_forecast_says_three_hundred_to_pay_and_of_those_a_hundred_not_reached()
    {
        // The week does not run into the next month, which has a quota of its own.
        desk.Clock.Advance(TimeSpan.FromDays(35 - desk.Now.AddHours(7).Day));
        var today = desk.Now.AddHours(7);
        var wrote = today.AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await desk.AddPeopleAsync(700, wroteOn: wrote, daysWritten: 0b_0000010_0000010_0000010_0000010);
        await desk.AddPeopleAsync(300, wroteOn: "2026-01-01", daysWritten: 1);
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 200);
        var notice = desk.NoticeOf("water", payAfter: desk.Now.AddDays(7)) with { Until = desk.Now.AddDays(14) };

        var forecast = await desk.Get<Forecasts>().OfAsync(notice);
        Assert.Equal((1_000, 700, 300, 200L, 100L, 800L), (forecast.People, forecast.ExpectedFree, forecast.ToPay, forecast.BudgetLeft!.Value, forecast.NotReached, forecast.WorstNotReached));
        Assert.False(forecast.IsCovered);
        Assert.Equal(0, (await desk.Get<Forecasts>().OfAsync(notice with { OverBudget = true })).WorstNotReached);
        desk.Line.SetQuota(250, used: 100);
        Assert.Equal((150L, 150L), ((await desk.Get<Forecasts>().OfAsync(notice)).NotReached, (await desk.Get<Forecasts>().OfAsync(notice)).QuotaLeft!.Value));
    }

    [Fact]
    public async Task What_is_paid_for_next_month_is_counted_against_next_months_messages()
    {
        await desk.AddPeopleAsync(20);
        desk.Line.SetQuota(30, used: 30);
        var budgets = desk.Get<Budgets>();
        await budgets.SetAsync(PayDesk.Tambon, 25);
        Assert.Equal(25, await budgets.ReserveAsync(PayDesk.Tambon, budgets.Month, "before", "1", 1, 25, unlimited: false, default));
        Assert.Equal(20, (await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("water"))).WorstNotReached);

        var there = desk.Now.AddHours(7);
        var payAfter = new DateTimeOffset(there.Year, there.Month, 1, 0, 0, 0, TimeSpan.FromHours(7)).AddMonths(1);
        var forecast = await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("water", payAfter: payAfter) with { Until = payAfter.AddDays(7) });
        Assert.Equal((true, 30, 25, 0), (forecast.IsLaterMonth, forecast.QuotaLeft!.Value, forecast.BudgetLeft!.Value, forecast.WorstNotReached));
        // The last minute of the month is this month's, by Bangkok's clock.
        Assert.False((await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("water", payAfter: payAfter.AddMinutes(-1)) with { Until = payAfter.AddDays(7) })).IsCovered);
    }

    [Fact]
    public async Task What_others_may_still_cost_is_no_promise_to_this_one()
    {
        var people = await desk.AddPeopleAsync(20);
        desk.Line.SetQuota(50);
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 45);
        // In one month, whatever day it is.
        desk.Clock.Advance(TimeSpan.FromDays(35 - desk.Now.AddHours(7).Day));
        var payAfter = desk.Now.AddDays(1);
        foreach (var id in new[] { "first", "second" })
        {
            Assert.True((await desk.Get<Forecasts>().OfAsync(desk.NoticeOf(id, payAfter: payAfter))).IsCovered);
            await desk.AddAsync(desk.NoticeOf(id, payAfter: payAfter));
        }

        var third = await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("third", payAfter: payAfter));
        Assert.Equal((2, 40, 0, 15), (third.OthersWaiting, third.OthersMessages, third.NotReached, third.WorstNotReached));
        // Whom they have told by then costs nothing any more; a month later they are past.
        foreach (var person in people.Take(12)) Assert.Equal(RideClaim.New, await desk.Get<Deliveries>().ClaimFreeAsync("first", desk.IdOf(person), "event"));
        Assert.Equal(28, (await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("third", payAfter: payAfter))).OthersMessages);
        Assert.Equal(0, (await desk.Get<Forecasts>().OfAsync(desk.NoticeOf("third", payAfter: payAfter.AddDays(32)) with { Until = payAfter.AddDays(40) })).OthersMessages);
    }

    [Fact]
    public async Task A_budget_made_smaller_meanwhile_is_kept_to_and_the_team_is_told()
    {
        await desk.AddPeopleAsync(30);
        desk.Get<BatchMaker>().MostInBatch = 10;
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 30);
        var notice = desk.NoticeOf("water", payAfter: desk.Now.AddMinutes(5));
        Assert.True((await desk.Get<Forecasts>().OfAsync(notice)).IsCovered);
        await desk.AddAsync(notice);
        await desk.Get<Budgets>().SetAsync(PayDesk.Tambon, 12);
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.PayUntilDoneAsync("water");
        Assert.Equal((12, 12), (desk.PaidFor("water").Count, desk.Line.QuotaUsed));
        var alarm = Assert.Single(await desk.Get<NoticeStore>().AllAsync(), k => k.Notice.Kind == NoticeKind.Alarm).Notice;
        Assert.Equal(("alarm-budget-water", AudienceRole.Team, null), (alarm.Id, alarm.Audience.Role!.Value, alarm.PayAfter));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-11-23", 1, 7, 0.25)]
    [InlineData("2026-01-01", "2026-11-22", 0b_1000_0001, 7, 0.5)]
    [InlineData("2026-01-01", null, 0, 7, 0.0)]
    [InlineData("2026-01-01", "2026-11-23", 1, 60, 1.0)]
    [InlineData("2026-11-20", "2026-11-20", 1, 7, null)]
    [InlineData("2026-11-16", "2026-11-16", 1, 7, 0.0)]
    [InlineData("2026-01-01", "2026-11-23", 0x0FFFFFFF, 0.5, 0.5)]
    [InlineData("2026-01-01", "2026-11-23", 0x0FFFFFFF, 0, 0.0)]
    public void Who_writes_often_is_expected_to_write(string consentOn, string? wroteOn, int days, double window, double? chance)
    {
        var person = new Subscriber(new ChainatBot.Privacy.ParticipantId(new string('a', 32)), PayDesk.Tambon, 3, consentOn, wroteOn, days);
        Assert.Equal(chance, Forecasts.ChanceToWrite(person, TimeSpan.FromDays(window), new DateOnly(2026, 11, 23)));
    }

    [Fact]
    public void The_days_somebody_writes_on_are_remembered_for_four_weeks()
    {
        var day = new DateOnly(2026, 11, 1);
        Assert.Equal(new Profile(), new Profile().WithDay(day));
        var profile = new Profile(Profile.Given).WithDay(day);
        Assert.Equal(("2026-11-01", 1), (profile.WroteOn, profile.DaysWritten));
        Assert.Same(profile, profile.WithDay(day));
        Assert.Same(profile, profile.WithDay(day.AddDays(-3)));
        Assert.Equal(0b101, profile.WithDay(day.AddDays(2)).DaysWritten);
        Assert.Equal(1 | (1 << 27), profile.WithDay(day.AddDays(27)).DaysWritten);
        Assert.Equal(1, profile.WithDay(day.AddDays(28)).DaysWritten);
        Assert.Equal(1, profile.WithDay(day.AddYears(5)).DaysWritten);
    }
}
