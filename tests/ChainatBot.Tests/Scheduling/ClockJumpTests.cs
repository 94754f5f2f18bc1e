using ChainatBot.Announcements;
using ChainatBot.Opinions;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Scheduling;

/// <summary>What a machine stored while its clock was three hours ahead keeps nobody waiting for three hours once the clock is right.</summary>
public sealed class ClockJumpTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly TimeSpan Jump = TimeSpan.FromHours(3);

    private readonly MemoryTableStore store = new();
    private readonly FakeTimeProvider right = new(Start);
    private readonly FakeTimeProvider ahead = new(Start + Jump);

    [Fact]
    public async Task A_job_that_failed_meanwhile_is_tried_again_at_once()
    {
        await ScheduleOf(ahead, "ahead").AddAsync(new("work", "x", Start));
        var (failing, working) = (new Work(() => throw new InvalidOperationException("not yet")), new Work(() => null));
        await SchedulerOf(ahead, "ahead", failing).RunDueAsync();

        Assert.Equal(1, await SchedulerOf(right, "right", working).RunDueAsync());
        Assert.Equal(1, working.Done);
    }

    [Fact]
    public async Task A_job_to_be_looked_after_in_a_minute_is_and_one_of_next_week_waits()
    {
        var week = Start.AddDays(7);
        await ScheduleOf(ahead, "ahead").AddAsync(new("work", "x", Start));
        await SchedulerOf(ahead, "ahead", new Work(() => ahead.GetUtcNow() + TimeSpan.FromMinutes(1))).RunDueAsync();

        Assert.Equal(1, await SchedulerOf(right, "right", new Work(() => week)).RunDueAsync());
        Assert.Equal(0, await SchedulerOf(right, "right", new Work(() => week)).RunDueAsync());
        Assert.Equal(week, (await ScheduleOf(right, "right").FindAsync("work", "x"))!.Due);
    }

    [Fact]
    public async Task A_pause_of_the_right_clock_is_kept()
    {
        var work = new Work(() => right.GetUtcNow() + Schedule.LongestPause);
        await ScheduleOf(right, "a").AddAsync(new("work", "x", Start));
        await SchedulerOf(right, "a", work).RunDueAsync();
        right.Advance(Schedule.LongestPause - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await SchedulerOf(right, "b", work).RunDueAsync());
        right.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await SchedulerOf(right, "b", work).RunDueAsync());
    }

    [Fact]
    public async Task The_bucket_of_tokens_is_filled_again()
    {
        using var before = new SendRate(store, ahead);
        // Three handfuls empty the bucket.
        for (var n = 0; n < 60; n++) await before.TakeAsync(default);
        using var after = new SendRate(store, right);
        var taken = after.TakeAsync(default);
        await PassUntilAsync(taken);
    }

    [Fact]
    public async Task A_bucket_that_is_only_a_little_ahead_is_left_as_it_is()
    {
        var slightly = new FakeTimeProvider(Start + TimeSpan.FromSeconds(1));
        using var before = new SendRate(store, slightly);
        for (var n = 0; n < 60; n++) await before.TakeAsync(default);
        using var after = new SendRate(store, right);
        var taken = after.TakeAsync(default);
        Assert.Equal(slightly.GetUtcNow(), (await store.GetAsync(SendRate.Table, "multicast", "multicast"))!.GetDateTimeOffset("At"));
        Assert.False(taken.IsCompleted);
        await PassUntilAsync(taken);
    }

    [Fact]
    public async Task Two_clocks_a_second_apart_fill_the_bucket_once_and_not_by_turns()
    {
        var slightly = new FakeTimeProvider(Start + TimeSpan.FromSeconds(1));
        using var ours = new SendRate(store, right);
        using var theirs = new SendRate(store, slightly);
        using var enough = new CancellationTokenSource();
        var (taken, waiting) = (0, new List<Task>());
        for (var turn = 0; turn < 20 && waiting.Count < 2; turn++)
        {
            for (var n = 0; n < 20 && waiting.Count < 2; n++)
            {
                var one = (turn % 2 == 0 ? ours : theirs).TakeAsync(enough.Token);
                if (one.IsCompletedSuccessfully) taken++;
                else waiting.Add(one);
            }
        }

        Assert.InRange(taken, 60, 80);
        await enough.CancelAsync();
        foreach (var one in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
    }

    [Fact]
    public async Task A_lane_is_free_for_others()
    {
        Assert.True(await new LaneLeases(store, ahead, new Replica("ahead")).HoldAsync(5, default));
        Assert.True(await new LaneLeases(store, right, new Replica("right")).HoldAsync(5, default));
    }

    [Fact]
    public async Task Who_was_ahead_does_not_take_a_lane_for_its_own_that_another_has_taken()
    {
        var clock = new ShiftedTime(right) { Shift = Jump };
        var (jumped, other) = (new LaneLeases(store, clock, new Replica("jumped")), new LaneLeases(store, right, new Replica("other")));
        Assert.True(await jumped.HoldAsync(5, default));
        clock.Shift = default;
        Assert.True(await other.HoldAsync(5, default));
        Assert.False(await jumped.HoldAsync(5, default));
        Assert.False(jumped.IsHeld(5));
    }

    [Fact]
    public async Task A_lease_of_a_clock_that_is_a_little_ahead_holds()
    {
        Assert.True(await new LaneLeases(store, new FakeTimeProvider(Start + TimeSpan.FromSeconds(20)), new Replica("a")).HoldAsync(5, default));
        Assert.False(await new LaneLeases(store, right, new Replica("b")).HoldAsync(5, default));
    }

    [Fact]
    public async Task A_voice_that_LINE_was_still_preparing_is_asked_for_again()
    {
        await using var bot = await BotHost.StartAsync();
        var fetches = bot.Get<MediaFetches>();
        await fetches.RequestAsync(new MediaFetch("0a", "123456", "audio", "180106", "p", "o", Tries: 1, NotBefore: bot.Get<TimeProvider>().GetUtcNow() + Jump), default);
        bot.Get<MediaWorker>().Wake();
        await Eventually.TrueAsync(async () => !await fetches.AllAsync(default).AnyAsync());
    }

    /// <summary>Minutes at most, which is far from the three hours.</summary>
    private async Task PassUntilAsync(Task taken)
    {
        await Eventually.TrueAsync(() =>
        {
            right.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(taken.IsCompleted);
        }, TimeSpan.FromSeconds(15));
        await taken;
    }

    private Schedule ScheduleOf(TimeProvider time, string replica) => new(store, new Replica(replica), time);

    private Scheduler SchedulerOf(TimeProvider time, string replica, Work work) => new(ScheduleOf(time, replica), [work], time, NullLogger<Scheduler>.Instance);

    private sealed class Work(Func<DateTimeOffset?> next) : IScheduledWork
    {
        public string Kind => "work";

        public int Done { get; private set; }

        public Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
        {
            var then = next();
            Done++;
            return Task.FromResult(then);
        }
    }
}
