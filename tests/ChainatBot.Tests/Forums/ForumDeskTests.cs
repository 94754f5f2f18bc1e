using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Hosting;
using ChainatBot.Privacy;
using ChainatBot.Scheduling;
using ChainatBot.Tests.Flows;
using ChainatBot.Tests.Support;
using ChainatBot.Webhooks;
using Line.Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Forums;

/// <summary>What is told about a forum, to whom and when: each notice once, and none that is not so any more.</summary>
public sealed class ForumDeskTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2027, 1, 15, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly ForumDefinition Definition = new("hearing", "เวทีประชาคม", "180106", [1, 3], Start, Start.AddHours(3), "ศาลาวัดท่าชัย") { Pay = true, PayAfter = Start.AddDays(-3) };

    private static readonly string[] ChangedOnce = ["forum-hearing-change-1", "forum-hearing-change-away-1", "forum-hearing-invitation-1"];

    private readonly MemoryTableStore store = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2027, 1, 4, 20, 0, 0, TimeSpan.FromHours(7)));
    private readonly FlowStore flows;
    private readonly Schedule schedule;
    private readonly NoticeStore notices;
    private readonly ForumStore forums;
    private readonly ForumReplyStore replies;
    private readonly ForumNotices told;
    private readonly ForumDesk desk;
    private readonly Pseudonyms pseudonyms = new(new PrivacyKey(new byte[32]));

    public ForumDeskTests()
    {
        flows = new FlowStore(FlowFiles.Shipped, NullLogger<FlowStore>.Instance, clock);
        schedule = new Schedule(store, new Replica("one"), clock);
        notices = new NoticeStore(store, schedule);
        forums = new ForumStore(store, clock);
        replies = new ForumReplyStore(store, forums, pseudonyms);
        told = new ForumNotices(flows, new ForumKeeper(forums, replies, FlowFiles.Flows.Places!, new PublicAddress("https://bot.example"), pseudonyms, clock), clock);
        desk = new ForumDesk(forums, told, notices, schedule, clock);
    }

    public void Dispose() => flows.Dispose();

    [Fact]
    public async Task An_invitation_rides_from_now_on_and_is_paid_at_its_moment_for_those_who_have_not_answered()
    {
        await desk.KeepAsync(Definition, default);
        var notice = Assert.Single(await LiveAsync());
        Assert.Equal(("forum-hearing-invitation", NoticeKind.Invitation, clock.GetUtcNow(), Definition.PayAfter, Start), (notice.Id, notice.Kind, notice.From, notice.PayAfter, notice.Until));
        Assert.Equal(["180106"], notice.Audience.Tambons);
        Assert.Equal([1, 3], notice.Audience.Villages);
        Assert.Equal([new AudienceCondition("forum", "hearing:answered", false)], notice.Audience.Conditions!);
        Assert.False(notice.Audience.Groups);
        Assert.Contains("https://bot.example/forums/hearing.ics?openExternalBrowser=1", notice.Messages[0], StringComparison.Ordinal);
        Assert.All(notice.Messages, m => Assert.Empty(MessageValidator.Validate([LineJson.ParseMessage(m)])));
        Assert.Equal(Start.AddDays(-1).AddHours(-2), (await schedule.FindAsync(ForumDesk.ReminderJob, "hearing"))!.Due);
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing_and_tells_nobody()
    {
        Assert.Equal(ForumKeeping.Created, (await desk.KeepAsync(Definition, default)).Keeping);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ForumKeeping.Unchanged, (await desk.KeepAsync(Definition, default)).Keeping);
        Assert.Equal(ForumKeeping.Renewed, (await desk.KeepAsync(Definition with { Pay = false }, default)).Keeping);
        Assert.Equal("forum-hearing-invitation", Assert.Single(await LiveAsync()).Id);
    }

    [Fact]
    public async Task What_is_told_already_is_paid_for_as_the_file_says_now()
    {
        await desk.KeepAsync(Definition, default);
        await desk.KeepAsync(Definition with { PayAfter = null }, default);
        Assert.Null(Assert.Single(await LiveAsync()).PayAfter);

        var later = Start.AddDays(-2).AddHours(1);
        await desk.KeepAsync(Definition with { PayAfter = later }, default);
        Assert.Equal(later, Assert.Single(await LiveAsync()).PayAfter);
        Assert.Equal(later, (await schedule.FindAsync(NoticeStore.PayJob, "forum-hearing-invitation"))!.Due);

        // Paying has begun: that goes on, and doing it again begins nothing anew.
        clock.SetUtcNow(later.AddMinutes(1));
        await desk.KeepAsync(Definition with { PayAfter = later.AddHours(3) }, default);
        Assert.Equal(later, Assert.Single(await LiveAsync()).PayAfter);
    }

    [Fact]
    public async Task A_reminder_that_is_out_already_is_paid_for_as_the_file_says_now()
    {
        await desk.KeepAsync(Definition with { Pay = false }, default);
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1));
        Assert.Null(Assert.Single(await LiveAsync(), n => n.Kind == NoticeKind.Reminder).PayAfter);
        await desk.KeepAsync(Definition, default);
        Assert.Equal(Start.AddDays(-1).AddHours(8), Assert.Single(await LiveAsync(), n => n.Kind == NoticeKind.Reminder).PayAfter);
        await desk.KeepAsync(Definition with { Pay = false }, default);
        Assert.Null(Assert.Single(await LiveAsync(), n => n.Kind == NoticeKind.Reminder).PayAfter);
    }

    [Fact]
    public async Task Moved_while_the_reminder_is_being_made_nobody_is_reminded_of_the_old_day()
    {
        await desk.KeepAsync(Definition, default);
        clock.SetUtcNow(Start.AddDays(-1));
        store.BeforeWrite = table =>
        {
            if (table != NoticeStore.Table) return;
            store.BeforeWrite = null;
            // In memory nothing waits, so that all of it happens between two calls of the reminder's own.
            desk.KeepAsync(Definition with { Start = Start.AddDays(7), End = Start.AddDays(7).AddHours(1) }, default).GetAwaiter().GetResult();
        };
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1));
        Assert.Null(store.BeforeWrite);
        Assert.DoesNotContain(await LiveAsync(), n => n.Kind == NoticeKind.Reminder);
        Assert.Equal(Start.AddDays(6).AddHours(-2), (await schedule.FindAsync(ForumDesk.ReminderJob, "hearing"))!.Due);
    }

    [Fact]
    public async Task A_change_is_told_to_those_who_answered_and_the_old_words_stop()
    {
        await desk.KeepAsync(Definition, default);
        var (keeping, forum) = await desk.KeepAsync(Definition with { Start = Start.AddDays(1), End = Start.AddDays(1).AddHours(3) }, default);
        Assert.Equal((ForumKeeping.Changed, 1), (keeping, forum.Revision));
        var live = await LiveAsync();
        Assert.Equal(ChangedOnce, live.Select(n => n.Id).Order(StringComparer.Ordinal));
        var change = live.Single(n => n.Id == "forum-hearing-change-1");
        // It is eight in the evening: nobody is woken, the next morning at eight it is paid.
        Assert.Equal(new DateTimeOffset(2027, 1, 5, 8, 0, 0, TimeSpan.FromHours(7)), change.PayAfter);
        Assert.Equal([new AudienceCondition("forum", "hearing:yes|maybe"), new AudienceCondition("forum", "hearing:knows-1", false)], change.Audience.Conditions!);
        Assert.Contains("วันเสาร์ที่ 16 มกราคม 2570", change.Messages[0], StringComparison.Ordinal);
        // Who could not come may be able to now; that is worth no money.
        var away = live.Single(n => n.Id == "forum-hearing-change-away-1");
        Assert.Equal((null, change.Messages[0]), (away.PayAfter, away.Messages[0]));
        Assert.Equal([new AudienceCondition("forum", "hearing:no"), new AudienceCondition("forum", "hearing:knows-1", false)], away.Audience.Conditions!);
        Assert.Equal(Start.AddHours(-2), (await schedule.FindAsync(ForumDesk.ReminderJob, "hearing"))!.Due);
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_stopped_is_stopped_by_doing_it_again()
    {
        await desk.KeepAsync(Definition, default);
        await desk.KeepAsync(Definition with { Id = "hearing-2" }, default);
        var moved = Definition with { Place = "ศาลาหมู่ 3" };
        // The forum is kept, and nothing was told of it yet.
        await forums.KeepAsync(moved, default);
        Assert.Equal(ForumKeeping.Unchanged, (await desk.KeepAsync(moved, default)).Keeping);
        Assert.Equal(["forum-hearing-2-invitation", .. ChangedOnce], (await LiveAsync()).Select(n => n.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_day_before_those_who_come_are_reminded_once()
    {
        await desk.KeepAsync(Definition, default);
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1).AddHours(-3));
        Assert.DoesNotContain(await LiveAsync(), n => n.Kind == NoticeKind.Reminder);
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1).AddHours(-2));
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1).AddHours(-1));
        var reminder = Assert.Single(await LiveAsync(), n => n.Kind == NoticeKind.Reminder);
        Assert.Equal(("forum-hearing-reminder-20270115", Start.AddDays(-1).AddHours(8), Start), (reminder.Id, reminder.PayAfter, reminder.Until));
        Assert.Equal([new AudienceCondition("forum", "hearing:yes|maybe")], reminder.Audience.Conditions!);
        Assert.DoesNotContain("พรุ่งนี้", reminder.Messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moved")]
    [InlineData("cancelled")]
    [InlineData("begun")]
    [InlineData("not wanted")]
    public async Task Nobody_is_reminded_of_what_is(string state)
    {
        await desk.KeepAsync(Definition, default);
        if (state == "moved") await desk.KeepAsync(Definition with { Start = Start.AddDays(7), End = Start.AddDays(7).AddHours(1) }, default);
        if (state == "cancelled") await desk.CancelAsync("hearing", default);
        if (state == "not wanted") await desk.KeepAsync(Definition with { Remind = false }, default);
        await RunAsync(ForumDesk.ReminderJob, state == "begun" ? Start : Start.AddDays(-1));
        Assert.DoesNotContain(await LiveAsync(), n => n.Kind == NoticeKind.Reminder);
        Assert.Equal(state is "moved" or "begun", await schedule.FindAsync(ForumDesk.ReminderJob, "hearing") is not null);
    }

    [Fact]
    public async Task A_change_on_the_last_day_needs_no_reminder_beside_it()
    {
        await desk.KeepAsync(Definition, default);
        await RunAsync(ForumDesk.ReminderJob, Start.AddDays(-1));
        await desk.KeepAsync(Definition with { Place = "ศาลาหมู่ 3" }, default);
        Assert.Null(await schedule.FindAsync(ForumDesk.ReminderJob, "hearing"));
        Assert.Equal(ChangedOnce, (await LiveAsync()).Select(n => n.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Called_off_only_that_is_told_and_nothing_comes_afterwards()
    {
        await desk.KeepAsync(Definition, default);
        Assert.True((await desk.CancelAsync("hearing", default))!.IsCancelled);
        Assert.True((await desk.CancelAsync("hearing", default))!.IsCancelled);
        var told = await LiveAsync();
        Assert.Equal(["forum-hearing-cancelled", "forum-hearing-cancelled-away"], told.Select(n => n.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["hearing:yes|maybe", "hearing:no"], told.OrderBy(n => n.Id, StringComparer.Ordinal).Select(n => Assert.Single(n.Audience.Conditions!).Argument));
        var notice = told.Single(n => n.PayAfter is not null);
        Assert.Equal(("forum-hearing-cancelled", NoticeKind.Change, Start.AddHours(3)), (notice.Id, notice.Kind, notice.Until));
        Assert.Contains("งดจัด", notice.Messages[0], StringComparison.Ordinal);
        await RunAsync(ForumDesk.AfterJob, Start.AddDays(1));
        Assert.DoesNotContain(await notices.AllAsync(), n => n.Notice.Kind == NoticeKind.Questions);
        Assert.Null(await desk.CancelAsync("nothing", default));
    }

    [Fact]
    public async Task Called_off_and_on_again_it_is_a_change()
    {
        await desk.KeepAsync(Definition, default);
        await desk.CancelAsync("hearing", default);
        Assert.Equal(ForumKeeping.Changed, (await desk.KeepAsync(Definition, default)).Keeping);
        Assert.Equal(ChangedOnce, (await LiveAsync()).Select(n => n.Id).Order(StringComparer.Ordinal));
        Assert.NotNull(await schedule.FindAsync(ForumDesk.ReminderJob, "hearing"));
    }

    [Fact]
    public async Task After_it_those_who_came_or_wanted_to_are_asked_once_and_free()
    {
        await desk.KeepAsync(Definition, default);
        await RunAsync(ForumDesk.AfterJob, Start.AddHours(4));
        Assert.DoesNotContain(await LiveAsync(), n => n.Kind == NoticeKind.Questions);
        await RunAsync(ForumDesk.AfterJob, Start.AddHours(5));
        await RunAsync(ForumDesk.AfterJob, Start.AddHours(6));
        var questions = Assert.Single(await LiveAsync(), n => n.Kind == NoticeKind.Questions);
        Assert.Equal((null, "hearing:yes|maybe|attended"), (questions.PayAfter, questions.Audience.Conditions![0].Argument));
    }

    [Fact]
    public async Task A_word_back_is_told_once()
    {
        await desk.KeepAsync(Definition, default);
        Assert.True(await desk.NoteAsync("hearing", "ขอบคุณที่มาค่ะ", default));
        Assert.False(await desk.NoteAsync("hearing", "ขอบคุณที่มาค่ะ", default));
        Assert.True(await desk.NoteAsync("hearing", "เรื่องน้ำเข้าแผนแล้วค่ะ", default));
        Assert.Null(await desk.NoteAsync("nothing", "ขอบคุณค่ะ", default));
    }

    [Theory]
    [InlineData("2027-01-15T07:59", "2027-01-15T08:00")]
    [InlineData("2027-01-15T08:00", "2027-01-15T08:00")]
    [InlineData("2027-01-15T18:59", "2027-01-15T18:59")]
    [InlineData("2027-01-15T19:00", "2027-01-16T08:00")]
    public void Nobody_is_sent_anything_at_night(string at, string kind) => Assert.Equal(Bangkok(kind), KindHours.From(Bangkok(at).ToUniversalTime()));

    [Theory]
    [InlineData("yes", "hearing:yes|maybe", true)]
    [InlineData("no", "hearing:yes|maybe", false)]
    [InlineData("no", "hearing:answered", true)]
    [InlineData(null, "hearing:answered", false)]
    [InlineData(null, "hearing:yes|attended", true)]
    [InlineData("yes", "other:yes", false)]
    [InlineData("yes", "hearing:knows-2", true)]
    [InlineData("yes", "hearing:knows-3", false)]
    [InlineData("yes", "hearing", false)]
    public async Task Audiences_are_chosen_by_what_people_have_to_do_with_it(string? reply, string argument, bool holds)
    {
        var participant = pseudonyms.ParticipantOf("U" + new string('b', 32));
        await replies.ChangeAsync("hearing", participant, r => r with { Reply = reply, Attended = reply is null, Revision = 2 }, default);
        Assert.Equal(holds, await new ForumCriterion(replies).HoldsAsync(argument, participant, "180106", default));
        Assert.False(await new ForumCriterion(replies).HoldsAsync(argument, pseudonyms.ParticipantOf("U" + new string('c', 32)), "180106", default));
    }

    [Fact]
    public async Task Kept_long_enough_a_forum_goes_with_all_replies()
    {
        await desk.KeepAsync(Definition, default);
        var participant = pseudonyms.ParticipantOf("U" + new string('b', 32));
        await replies.ChangeAsync("hearing", participant, r => r with { Reply = "yes" }, default);
        Assert.Equal(0, await replies.PurgeAsync(new DateOnly(2027, 1, 15), default));
        Assert.Equal(1, await replies.PurgeAsync(new DateOnly(2027, 1, 16), default));
        Assert.Null(await forums.FindAsync("hearing", default));
        Assert.Null(await replies.FindAsync("hearing", participant, default));
    }

    private static DateTimeOffset Bangkok(string at) => new(DateTime.ParseExact(at, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), BangkokTime.Offset);

    private async Task<List<Notice>> LiveAsync() => [.. (await notices.AllAsync()).Where(n => !n.Stopped && n.Notice.IsLive(clock.GetUtcNow())).Select(n => n.Notice)];

    /// <summary>As the scheduler does the job at a moment, whether it is due or late.</summary>
    private async Task RunAsync(string kind, DateTimeOffset at)
    {
        clock.SetUtcNow(at);
        IScheduledWork work = kind == ForumDesk.ReminderJob ? new ReminderWork(forums, told, notices, desk, clock) : new AfterForumWork(forums, told, notices, clock);
        await work.RunAsync(new ScheduledJob(kind, "hearing", at), default);
    }
}
