using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using Line.Emulator;

namespace ChainatBot.Tests.Announcements;

/// <summary>Who blocks, withdraws, moves or deletes everything between being chosen and being sent to.</summary>
public sealed class BetweenTests : IAsyncLifetime
{
    private PayDesk desk = null!;
    private IReadOnlyList<string> people = null!;
    private bool acted;

    public async Task InitializeAsync()
    {
        desk = await PayDesk.OpenAsync(configure: MeddlingStore.Use);
        desk.Get<BatchMaker>().MostInBatch = 10;
        people = await desk.AddPeopleAsync(10);
    }

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    [Fact]
    public async Task Nobody_is_sent_to_who_has_withdrawn_or_moved_away_and_they_are_counted()
    {
        WhenChosen(async () =>
        {
            await desk.PutAsync(people[0], PayDesk.ProfileOf(PayDesk.Tambon, 3), new Profile(Profile.Refused));
            await desk.PutAsync(people[1], PayDesk.ProfileOf(PayDesk.Tambon, 3), PayDesk.ProfileOf(PayDesk.Tambon, 3) with { Blocked = true });
            await desk.PutAsync(people[2], PayDesk.ProfileOf(PayDesk.Tambon, 3), PayDesk.ProfileOf(PayDesk.Tambon, 9));
            await MoveAsync(people[3], PayDesk.ProfileOf(PayDesk.Other, 3));
        });
        await desk.AddAsync(desk.NoticeOf("water", new Audience([PayDesk.Tambon], [3])));
        await desk.PayUntilDoneAsync("water");

        Assert.True(acted);
        desk.AssertEachOnce("water", people.Skip(4));
        var batch = Assert.Single(await desk.BatchesAsync("water"));
        Assert.Equal((6, 2, 2), (batch.Count, batch.Left, batch.Moved));
        Assert.Equal(6, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
        foreach (var person in people.Take(4)) Assert.False(await desk.Get<Deliveries>().IsClaimedAsync("water", desk.IdOf(person)));
        var progress = await desk.Get<ProgressReader>().OfAsync((await desk.Get<NoticeStore>().FindAsync("water"))!, default);
        Assert.Equal((NoticeState.Paid, 0, 0, 6, 2, 2), (progress.State, progress.Waiting, progress.Free, progress.Paid, progress.Left, progress.Moved));
    }

    [Fact]
    public async Task Who_moves_within_the_audience_is_told_once()
    {
        WhenChosen(() => MoveAsync(people[0], PayDesk.ProfileOf(PayDesk.Other, 1)));
        await desk.AddAsync(desk.NoticeOf("water", new Audience([PayDesk.Tambon, PayDesk.Other], [])));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task Who_deletes_everything_is_sent_nothing_and_leaves_no_pseudonym()
    {
        var gone = desk.IdOf(people[0]);
        WhenChosen(async () =>
        {
            foreach (var records in desk.Get<IEnumerable<IPersonalRecords>>()) await records.RemovePersonAsync(gone, default);
        });
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.PayUntilDoneAsync("water");

        desk.AssertEachOnce("water", people.Skip(1));
        Assert.False(await desk.Get<Deliveries>().IsClaimedAsync("water", gone));
        Assert.All(await desk.BatchesAsync("water"), b => Assert.Empty(b.People));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(null, 3)]
    [InlineData(FaultKinds.ErrorBefore, 1)]
    public async Task Those_LINE_does_not_know_keep_nobody_else_from_being_told(string? fault, int unknown)
    {
        for (var i = 0; i < unknown; i++) await desk.PutAsync($"nobody-at-line-{PayDesk.Text(i)}", new Profile(), PayDesk.ProfileOf(PayDesk.Tambon, 3));
        desk.Get<BatchMaker>().MostInBatch = 20;
        // More than the client itself repeats: the next time it is not known what came of it.
        if (fault is not null) desk.Line.AddFault(new Fault(fault, "POST", PayDesk.Multicast, Times: 4));
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
        Assert.Equal((10, unknown), Assert.Single(await desk.BatchesAsync("water")) is var batch ? (batch.Count, batch.Unknown) : default);
        Assert.Equal(10, (await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Spent);
        var progress = await desk.Get<ProgressReader>().OfAsync((await desk.Get<NoticeStore>().FindAsync("water"))!, default);
        Assert.Equal((0, 10, unknown, 0, 0), (progress.Waiting, progress.Paid, progress.Refused, progress.Unsure, progress.Sending));
        Assert.NotEmpty(desk.Line.Violations);
        desk.Line.Reset();
    }

    [Fact]
    public async Task A_batch_LINE_has_certainly_not_taken_is_sent_however_much_later()
    {
        var token = desk.Line.Options.ChannelAccessToken;
        await desk.AddAsync(desk.NoticeOf("water"));
        WhenChosen(() =>
        {
            desk.Line.Options.ChannelAccessToken = "another";
            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<global::Line.Messaging.LineApiException>(() => desk.PayAsync("water"));
        Assert.True(acted);
        desk.Clock.Advance(TimeSpan.FromHours(60));
        desk.Line.Options.ChannelAccessToken = token;
        desk.Line.Reset();
        people = [.. people.Select(p => desk.Line.AddUser(isFriend: true, userId: p))];
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
    }

    [Fact]
    public async Task A_batch_LINE_may_have_taken_a_day_ago_is_not_sent_again()
    {
        desk.Line.AddFault(new Fault(FaultKinds.ErrorAfter, "POST", PayDesk.Multicast, Times: 4));
        await desk.AddAsync(desk.NoticeOf("water"));
        await Assert.ThrowsAnyAsync<global::Line.Messaging.LineException>(() => desk.PayAsync("water"));
        desk.Clock.Advance(TimeSpan.FromHours(25));
        desk.Line.ClearFaults();
        await desk.PayUntilDoneAsync("water");
        desk.AssertEachOnce("water", people);
        Assert.Equal(BatchState.Unsure, Assert.Single(await desk.BatchesAsync("water")).State);
    }

    [Fact]
    public async Task A_month_after_it_is_stale_nothing_of_a_notice_is_kept()
    {
        await desk.AddAsync(desk.NoticeOf("water"));
        await desk.PayUntilDoneAsync("water");
        desk.Clock.Advance(TimeSpan.FromDays(36));
        Assert.Equal(0, await desk.Get<NoticeCleaning>().PurgeAsync(default));
        desk.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await desk.Get<NoticeCleaning>().PurgeAsync(default));
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
        Assert.Null(await desk.Get<PayRuns>().FindAsync("water", default));
        foreach (var person in people) Assert.False(await desk.Get<Deliveries>().IsClaimedAsync("water", desk.IdOf(person)));
    }

    /// <summary>Acts once, when the first batch is stored and not yet sent.</summary>
    private void WhenChosen(Func<Task> act) => desk.Get<MeddlingStore>().AfterBatch = async table =>
    {
        if (table != "PayRuns" || acted) return;
        acted = true;
        await act();
    };

    /// <summary>As a turn does it: the conversation says where the person lives now, and the row moves.</summary>
    private async Task MoveAsync(string person, Profile now)
    {
        await desk.Get<ConversationStore>().SaveAsync(desk.IdOf(person), new Conversation { Profile = now }, null, default);
        await desk.PutAsync(person, PayDesk.ProfileOf(PayDesk.Tambon, 3), now);
    }
}
