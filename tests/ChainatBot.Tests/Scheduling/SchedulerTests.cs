using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Scheduling;

public sealed class SchedulerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));

    private readonly TemporaryDirectory directory = new();
    private readonly SqliteTableStore store;
    private readonly FakeTimeProvider time = new(Start);

    public SchedulerTests() => store = new SqliteTableStore(directory.File("chainatbot.db"));

    [Fact]
    public async Task Nothing_is_done_before_it_is_due()
    {
        var replica = new One(store, time, "a");
        await replica.Schedule.AddAsync(new("work", "x", Start.AddMinutes(10)));

        Assert.Equal(0, await replica.Scheduler.RunDueAsync());
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await replica.Scheduler.RunDueAsync());
        Assert.Equal(["x"], replica.Work.Done);
        Assert.Null(await replica.Schedule.FindAsync("work", "x"));
    }

    [Fact]
    public async Task Two_replicas_do_a_job_once()
    {
        var (a, b) = (new One(store, time, "a"), new One(store, time, "b"));
        for (var n = 0; n < 40; n++) await a.Schedule.AddAsync(new("work", $"x{n}", Start));

        await Task.WhenAll(a.Scheduler.RunDueAsync(), b.Scheduler.RunDueAsync());

        Assert.Equal(40, a.Work.Done.Count + b.Work.Done.Count);
        Assert.Equal(40, a.Work.Done.Union(b.Work.Done).Count());
    }

    [Fact]
    public async Task What_fell_due_while_nothing_ran_is_caught_up_with_unless_it_is_stale()
    {
        var replica = new One(store, time, "a");
        await replica.Schedule.AddAsync(new("work", "late", Start.AddHours(1), Start.AddHours(30)));
        await replica.Schedule.AddAsync(new("work", "stale", Start.AddHours(2), Start.AddHours(23)));
        time.Advance(TimeSpan.FromDays(1));

        await replica.Scheduler.RunDueAsync();

        Assert.Equal(["late"], replica.Work.Done);
        Assert.Null(await replica.Schedule.FindAsync("work", "stale"));
    }

    [Fact]
    public async Task A_job_whose_replica_died_is_taken_over_when_its_lease_runs_out()
    {
        var (dead, alive) = (new One(store, time, "dead"), new One(store, time, "alive"));
        await dead.Schedule.AddAsync(new("work", "x", Start));
        Assert.NotNull(await dead.Schedule.TakeAsync((await dead.Schedule.DueAsync(default))[0], default));

        Assert.Equal(0, await alive.Scheduler.RunDueAsync());
        time.Advance(Schedule.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await alive.Scheduler.RunDueAsync());
    }

    [Fact]
    public async Task A_lease_taken_while_a_clock_was_ahead_holds_nothing_up_for_long()
    {
        var ahead = new One(store, new FakeTimeProvider(Start.AddHours(5)), "ahead");
        var sane = new One(store, time, "sane");
        await ahead.Schedule.AddAsync(new("work", "x", Start));
        Assert.NotNull(await ahead.Schedule.TakeAsync((await ahead.Schedule.DueAsync(default))[0], default));

        Assert.Equal(1, await sane.Scheduler.RunDueAsync());
    }

    [Fact]
    public async Task A_job_that_fails_waits_longer_each_time_and_is_done_in_the_end()
    {
        var replica = new One(store, time, "a") { Work = { Failures = 3 } };
        await replica.Schedule.AddAsync(new("work", "x", Start));
        var waits = new List<TimeSpan>();
        while (await replica.Schedule.FindAsync("work", "x") is { } job)
        {
            if (job.Due > time.GetUtcNow())
            {
                waits.Add(job.Due - time.GetUtcNow());
                time.Advance(job.Due - time.GetUtcNow());
            }

            await replica.Scheduler.RunDueAsync();
        }

        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)], waits);
        Assert.Equal(["x"], replica.Work.Done);
    }

    [Fact]
    public async Task A_recurring_job_comes_again_at_its_next_time()
    {
        var replica = new One(store, time, "a") { Work = { Next = Start.AddDays(7) } };
        await replica.Schedule.EnsureAsync(new("work", "x", Start));
        await replica.Scheduler.RunDueAsync();
        await replica.Schedule.EnsureAsync(new("work", "x", Start));

        Assert.Equal(0, await replica.Scheduler.RunDueAsync());
        Assert.Equal(Start.AddDays(7), (await replica.Schedule.FindAsync("work", "x"))!.Due);
    }

    [Fact]
    public async Task A_job_moved_while_it_is_under_way_is_done_again_at_the_new_time()
    {
        var replica = new One(store, time, "a");
        replica.Work.Meanwhile = () => replica.Schedule.AddAsync(new("work", "x", Start.AddHours(1)));
        await replica.Schedule.AddAsync(new("work", "x", Start));

        await replica.Scheduler.RunDueAsync();

        Assert.Equal(Start.AddHours(1), (await replica.Schedule.FindAsync("work", "x"))!.Due);
    }

    [Fact]
    public async Task A_job_of_an_unknown_kind_stays_for_the_version_that_knows_it()
    {
        var replica = new One(store, time, "a");
        await replica.Schedule.AddAsync(new("from-the-future", "x", Start));

        await replica.Scheduler.RunDueAsync();

        Assert.NotNull(await replica.Schedule.FindAsync("from-the-future", "x"));
    }

    [Fact]
    public async Task A_job_that_always_fails_keeps_no_other_waiting_and_is_called_out()
    {
        using var log = new TestLog();
        var replica = new One(store, time, "a", log) { Work = { Failing = "poison" } };
        for (var tries = 1; tries <= Scheduler.TriesBeforeAlarm; tries++)
        {
            var due = await replica.Schedule.FindAsync("work", "poison") is { Due: var at } ? at : Start;
            time.SetUtcNow(due);
            if (tries == 1) await replica.Schedule.AddAsync(new("work", "poison", due));
            await replica.Schedule.AddAsync(new("work", $"x{tries}", due));
            await replica.Scheduler.RunDueAsync();
            Assert.Equal($"x{tries}", replica.Work.Done[^1]);
        }

        Assert.Equal(Scheduler.TriesBeforeAlarm, log.WarningsAndWorse.Count);
        Assert.Contains("has failed 6 times", Assert.Single(log.WarningsAndWorse, l => l.StartsWith("Error", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_is_away_for_a_moment_while_a_job_is_under_way_has_it_done_once()
    {
        using var log = new TestLog();
        await using var away = new FailingStore(store, Schedule.Table, new StorageUnavailableException("away"));
        var replica = new One(away, time, "a", log);
        var goesOn = new TaskCompletionSource();
        replica.Work.Meanwhile = () => goesOn.Task;
        await replica.Schedule.AddAsync(new("work", "x", Start));
        var running = replica.Scheduler.RunDueAsync();
        await Eventually.TrueAsync(() => Task.FromResult(replica.Work.Done.Count == 1));

        away.IsBroken = true;
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(log.WarningsAndWorse.Count > 0);
        });
        away.IsBroken = false;
        goesOn.SetResult();
        await running;

        Assert.Equal(["x"], replica.Work.Done);
        Assert.Null(await replica.Schedule.FindAsync("work", "x"));
        Assert.All(log.WarningsAndWorse, l => Assert.Contains("Storage does not answer", l, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        directory.Dispose();
    }

    private sealed class One
    {
        public One(ITableStore store, TimeProvider time, string id, ILoggerProvider? log = null)
        {
            Schedule = new Schedule(store, new Replica(id), time);
            Scheduler = new Scheduler(Schedule, [Work], time, log is null ? NullLogger<Scheduler>.Instance : new LoggerFactory([log]).CreateLogger<Scheduler>());
        }

        public Schedule Schedule { get; }
        public Scheduler Scheduler { get; }
        public Work Work { get; } = new();
    }

    private sealed class Work : IScheduledWork
    {
        public string Kind => "work";
        public List<string> Done { get; } = [];
        public int Failures { get; set; }
        public string? Failing { get; set; }
        public DateTimeOffset? Next { get; set; }
        public Func<Task>? Meanwhile { get; set; }

        public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
        {
            if (Failures-- > 0 || job.Subject == Failing) throw new InvalidOperationException("not yet");
            Done.Add(job.Subject);
            if (Meanwhile is not null) await Meanwhile();
            return Next;
        }
    }
}
