using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Participants;
using Line.Emulator;

namespace ChainatBot.Tests.Announcements;

/// <summary>Paid sending, by the emulator's own ledger: everybody who should be is told exactly once.</summary>
public sealed class PayingTests : IAsyncLifetime
{
    private PayDesk desk = null!;

    public async Task InitializeAsync() => desk = await PayDesk.OpenAsync(settings: new() { ["Line:Timeout"] = "00:00:01" });

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(12, 8)]
    [InlineData(2, null)]
    public async Task After_an_outage_what_was_meant_for_the_day_waits_for_the_morning(int due, int? waitsUntil)
    {
        var people = await desk.AddPeopleAsync(3);
        var midnight = new DateTimeOffset(desk.Now.ToOffset(BangkokTime.Offset).Date.AddDays(2), BangkokTime.Offset);
        // Nothing ran from before it was due until three in the night.
        var payAfter = midnight.AddHours(due == 12 ? -12 : due);
        desk.Clock.Advance(payAfter.AddHours(-1) - desk.Now);
        await desk.AddAsync(desk.NoticeOf("water", payAfter: payAfter));
        desk.Clock.Advance(midnight.AddHours(3) - desk.Now);

        Assert.Equal(waitsUntil is { } hour ? midnight.AddHours(hour) : null, await desk.PayAsync("water"));
        desk.AssertEachOnce("water", waitsUntil is null ? people : []);
        desk.Clock.Advance(midnight.AddHours(8).AddSeconds(1) - desk.Now);
        Assert.Null(await desk.PayAsync("water"));
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task Everybody_of_the_audience_is_told_once_in_batches_of_five_hundred()
    {
        var people = await desk.AddPeopleAsync(1_203);
        await desk.AddPeopleAsync(40, PayDesk.Other);
        await desk.AddPeopleAsync(40, null, null);
        await desk.AddAsync(desk.NoticeOf("water"));
        Assert.Null(await desk.PayAsync("water"));

        desk.AssertEachOnce("water", people);
        Assert.Equal([500, 500, 203], desk.Line.Deliveries.Select(d => d.Recipients.Count).OrderDescending());
        Assert.Equal(1_203, desk.Line.QuotaUsed);
        Assert.Equal(PayState.Done, await desk.StateAsync("water"));
        Assert.All(await desk.BatchesAsync("water"), b => Assert.Empty(b.People));

        Assert.Null(await desk.PayAsync("water"));
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task Villages_and_role_are_kept_to()
    {
        var three = await desk.AddPeopleAsync(5, village: 3);
        var five = await desk.AddPeopleAsync(5, village: 5);
        await desk.AddPeopleAsync(5, village: null);
        desk.Line.AddUser(isFriend: true, userId: Support.BotHost.Owner);
        await desk.PutAsync(Support.BotHost.Owner, new Profile(), PayDesk.ProfileOf(PayDesk.Tambon, 3));
        await desk.AddAsync(desk.NoticeOf("three", new Audience([PayDesk.Tambon], [3, 7], AudienceRole.Villagers)));
        await desk.AddAsync(desk.NoticeOf("team", new Audience([], [], AudienceRole.Team)));
        await desk.AddAsync(desk.NoticeOf("all", Audience.Everybody));
        foreach (var id in new[] { "three", "team", "all" }) await desk.PayUntilDoneAsync(id);

        desk.AssertEachOnce("three", three);
        desk.AssertEachOnce("team", [Support.BotHost.Owner]);
        Assert.Equal(16, desk.PaidFor("all").Count);
        Assert.Subset(desk.PaidFor("all").Keys.ToHashSet(), five.ToHashSet());
    }

    [Theory]
    [InlineData(FaultKinds.ErrorBefore)]
    [InlineData(FaultKinds.ErrorAfter)]
    [InlineData(FaultKinds.TimeoutBefore)]
    [InlineData(FaultKinds.TimeoutAfter)]
    [InlineData(FaultKinds.RateLimit)]
    public async Task Whatever_LINE_answers_nobody_is_told_twice_and_nobody_is_left_out(string fault)
    {
        var people = await desk.AddPeopleAsync(60);
        desk.Get<BatchMaker>().MostInBatch = 20;
        // More than the client itself repeats, so that the job fails and is taken up again.
        desk.Line.AddFault(new Fault(fault, "POST", PayDesk.Multicast, Times: fault == FaultKinds.RateLimit ? 2 : 6, DelayMilliseconds: 1_500));
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.PayUntilDoneAsync("water");

        desk.AssertEachOnce("water", people);
        Assert.Equal(60, desk.Line.QuotaUsed);
        Assert.Equal(PayState.Done, await desk.StateAsync("water"));
    }

    [Fact]
    public async Task Nothing_is_paid_before_its_time_or_after_it_is_stale()
    {
        await desk.AddPeopleAsync(3);
        var later = desk.Now.AddHours(2);
        await desk.AddAsync(desk.NoticeOf("later", payAfter: later));
        Assert.Equal(later, await desk.PayAsync("later"));
        Assert.Empty(desk.Line.Deliveries);
        desk.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await desk.PayAsync("later"));
        Assert.Empty(desk.Line.Deliveries);
    }

    [Fact]
    public async Task A_notice_that_is_stopped_goes_on_where_it_was_when_it_is_resumed()
    {
        var people = await desk.AddPeopleAsync(30);
        desk.Get<BatchMaker>().MostInBatch = 10;
        await desk.AddAsync(desk.NoticeOf("water"));
        Assert.True(await desk.Get<NoticeStore>().StopAsync("water"));
        Assert.Null(await desk.PayAsync("water"));
        Assert.Empty(desk.Line.Deliveries);

        Assert.True(await desk.Get<NoticeStore>().ResumeAsync("water"));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
        Assert.False(await desk.Get<NoticeStore>().StopAsync("fire"));
    }

    [Fact]
    public async Task Two_who_pay_at_once_tell_nobody_twice()
    {
        var people = await desk.AddPeopleAsync(200);
        desk.Get<BatchMaker>().MostInBatch = 25;
        await desk.AddAsync(desk.NoticeOf("water"));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => desk.PayAsync("water"))));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task Whoever_rides_meanwhile_is_not_paid_for()
    {
        var people = await desk.AddPeopleAsync(300);
        desk.Get<BatchMaker>().MostInBatch = 50;
        await desk.AddAsync(desk.NoticeOf("water"));
        var free = new System.Collections.Concurrent.ConcurrentBag<string>();
        var riding = Parallel.ForEachAsync(people.Where((_, i) => i % 2 == 0), async (person, cancel) =>
        {
            if (await desk.Get<Deliveries>().ClaimFreeAsync("water", desk.IdOf(person), "event", cancel) == RideClaim.New) free.Add(person);
        });
        await Task.WhenAll(riding, desk.PayUntilDoneAsync("water"));

        desk.AssertEachOnce("water", people.Except(free));
        Assert.Equal(free.Count, (await desk.Get<Deliveries>().CountFreeAsync("water")).Told);
    }
}
