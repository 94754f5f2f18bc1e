using ChainatBot.Announcements;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using Line.Emulator;
using Line.Messaging;

namespace ChainatBot.Tests.Announcements;

/// <summary>The store dies at each write of the paying in turn, as if the program were killed there; gone on with, everybody is told once.</summary>
public sealed class PayingCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_write_it_goes_on_and_tells_everybody_once(bool linesAnswersAreLost)
    {
        await using var desk = await PayDesk.OpenAsync(configure: FaultyWrites.Use);
        desk.Get<BatchMaker>().MostInBatch = 5;
        var store = desk.Get<FaultyWrites>();
        var people = await desk.AddPeopleAsync(13);
        var writes = 0;
        for (var failed = true; failed; writes++)
        {
            var notice = await desk.AddAsync(desk.NoticeOf($"n{PayDesk.Text(writes)}"));
            // Just enough: whatever is set aside or counted twice would leave somebody out.
            desk.Line.SetQuota(people.Count);
            var budgets = desk.Get<Budgets>();
            await budgets.SetAsync(PayDesk.Tambon, (await budgets.OfAsync(PayDesk.Tambon, budgets.Month)).Spent + people.Count);
            if (linesAnswersAreLost) desk.Line.AddFault(new Fault(FaultKinds.ErrorAfter, "POST", PayDesk.Multicast));
            store.FailAfter(writes, stayBroken: true);
            try
            {
                await desk.PayAsync(notice.Id);
            }
            catch (Exception e) when (e is StorageUnavailableException or LineException)
            {
            }

            failed = store.HasFailed;
            store.Heal();
            await desk.PayUntilDoneAsync(notice.Id);
            desk.AssertEachOnce(notice.Id, people);
            Assert.Equal(PayState.Done, await desk.StateAsync(notice.Id));
            Assert.False((await desk.Get<PayRuns>().FindAsync(notice.Id, default))!.ShortOfBudget);
            Assert.Equal(0, (await budgets.OfAsync(PayDesk.Tambon, budgets.Month)).Left);
            desk.Line.ClearFaults();
        }

        Assert.InRange(writes, 15, 200);
    }

    [Fact]
    public async Task What_a_crash_left_claimed_can_be_moved_and_is_still_told_once()
    {
        await using var desk = await PayDesk.OpenAsync(configure: FaultyWrites.Use);
        desk.Get<BatchMaker>().MostInBatch = 5;
        var people = await desk.AddPeopleAsync(8);
        var notice = await desk.AddAsync(desk.NoticeOf("water", new Audience([PayDesk.Tambon, PayDesk.Other], [])));
        desk.Get<FaultyWrites>().FailAfter(7, stayBroken: true);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => desk.PayAsync(notice.Id));
        desk.Get<FaultyWrites>().Heal();

        // Everybody moves to the tambon that comes later, or earlier, in the list.
        foreach (var person in people) await desk.PutAsync(person, PayDesk.ProfileOf(PayDesk.Tambon, 3), PayDesk.ProfileOf(PayDesk.Other, 1));
        await desk.PayUntilDoneAsync(notice.Id);
        Assert.All(desk.PaidFor(notice.Id).Values, count => Assert.Equal(1, count));
    }
}
