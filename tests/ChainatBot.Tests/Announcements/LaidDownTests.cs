using ChainatBot.Announcements;

namespace ChainatBot.Tests.Announcements;

/// <summary>Stopped, or over, in the middle of the paying: nobody stays chosen to whom nothing goes, no money stays set aside, and gone on with it leaves nobody out.</summary>
public sealed class LaidDownTests : IAsyncLifetime
{
    private PayDesk desk = null!;
    private IReadOnlyList<string> people = null!;
    private int stored;

    public async Task InitializeAsync()
    {
        desk = await PayDesk.OpenAsync(configure: MeddlingStore.Use);
        desk.Get<BatchMaker>().MostInBatch = 5;
        people = await desk.AddPeopleAsync(40);
        await desk.AddAsync(desk.NoticeOf("water"));
    }

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    [Fact]
    public async Task Stopped_while_it_pays_it_gives_back_whom_it_has_not_told_and_goes_on_with_them()
    {
        WhenStored(3, () => desk.Get<NoticeStore>().StopAsync("water"));
        Assert.Null(await desk.PayAsync("water"));
        var told = await AssertNothingIsHeldBackAsync(NoticeState.Stopped);
        Assert.InRange(told, 0, 20);

        Assert.True(await desk.Get<NoticeStore>().ResumeAsync("water"));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task Stopped_while_the_program_is_down_it_gives_them_back_when_it_is_up()
    {
        // What a crash leaves that comes right after the storing of a batch, at the end of the list.
        var (runs, budgets) = (desk.Get<PayRuns>(), desk.Get<Budgets>());
        var run = (await runs.TakeAsync("water", default))!;
        var chosen = people.Take(5).Select(p => new Recipient(desk.IdOf(p), PayDesk.Tambon)).ToList();
        await desk.Get<Deliveries>().ClaimPaidAsync("water", chosen, c => c.Participant, run.Epoch, 1, (_, _) => false, default);
        await budgets.ReserveAsync(PayDesk.Tambon, budgets.Month, "water", BatchMaker.PartOf(1), run.Epoch, 5, unlimited: false, default);
        var batch = new PayBatch("water", 1, run.Epoch, BatchState.Ready, Guid.NewGuid(), chosen, 5, null, null) { Month = budgets.Month };
        Assert.NotNull(await runs.AddAsync(run with { Next = 2, Partition = PayDesk.Tambon + "-f", After = new ChainatBot.Privacy.ParticipantId(new string('f', 32)) }, batch, default));

        Assert.True(await desk.Get<NoticeStore>().StopAsync("water"));
        var progress = await ProgressAsync();
        Assert.Equal((40, 0), (progress.Waiting, progress.Sending));
        Assert.Null(await desk.PayAsync("water"));
        await AssertNothingIsHeldBackAsync(NoticeState.Stopped);

        Assert.True(await desk.Get<NoticeStore>().ResumeAsync("water"));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task What_is_over_while_it_pays_leaves_nobody_and_nothing_set_aside()
    {
        WhenStored(3, () =>
        {
            desk.Clock.Advance(TimeSpan.FromDays(8));
            return Task.CompletedTask;
        });
        Assert.Null(await desk.PayAsync("water"));
        await AssertNothingIsHeldBackAsync(NoticeState.Done);
    }

    private async Task<int> AssertNothingIsHeldBackAsync(NoticeState state)
    {
        var told = desk.PaidFor("water").Count;
        Assert.Equal(told, (await desk.BatchesAsync("water")).Sum(b => b.Count));
        foreach (var person in people) Assert.Equal(desk.PaidFor("water").ContainsKey(person), await desk.Get<Deliveries>().IsClaimedAsync("water", desk.IdOf(person)));
        var month = Budgets.MonthOf(desk.Now);
        var before = Budgets.MonthOf(desk.Now.AddDays(-8));
        var spent = (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, month)).Spent;
        Assert.Equal(told, month == before ? spent : Math.Max(spent, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, before)).Spent));
        var progress = await ProgressAsync();
        Assert.Equal((state, 40 - told, told, 0, 0), (progress.State, progress.Waiting, progress.Paid, progress.Sending, progress.Unsure));
        return told;
    }

    private async Task<NoticeProgress> ProgressAsync() => await desk.Get<ProgressReader>().OfAsync((await desk.Get<NoticeStore>().FindAsync("water"))!, default);

    /// <summary>Acts when so many batches are stored.</summary>
    private void WhenStored(int batches, Func<Task> act) => desk.Get<MeddlingStore>().AfterBatch = async table =>
    {
        if (table == "PayRuns" && Interlocked.Increment(ref stored) == batches) await act();
    };
}
