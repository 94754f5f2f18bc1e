using ChainatBot.Announcements;
using ChainatBot.Scheduling;

namespace ChainatBot.Forums;

/// <summary>Reminds, the day before a forum, those who said yes or maybe. Never of one that was called off or has begun.</summary>
public sealed class ReminderWork(ForumStore forums, ForumNotices told, NoticeStore notices, ForumDesk desk, TimeProvider time) : IScheduledWork
{
    public string Kind => ForumDesk.ReminderJob;

    public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var now = time.GetUtcNow();
        if (await forums.FindAsync(job.Subject, cancellationToken) is not { IsCancelled: false } forum || !forum.Definition.Remind || forum.Definition.Start <= now) return null;
        // Moved while this was on its way.
        if (ForumNotices.RemindAt(forum.Definition) is var due && due > now) return due;
        await notices.AddAsync(told.Reminder(forum), cancellationToken);
        // Moved or called off at this very moment: then it reminds of what is not so.
        await desk.StopOutdatedAsync(job.Subject, cancellationToken);
        return null;
    }
}

/// <summary>Asks, after a forum, those who came or wanted to.</summary>
public sealed class AfterForumWork(ForumStore forums, ForumNotices told, NoticeStore notices, TimeProvider time) : IScheduledWork
{
    public string Kind => ForumDesk.AfterJob;

    public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (await forums.FindAsync(job.Subject, cancellationToken) is not { IsCancelled: false } forum) return null;
        if (ForumNotices.AskAt(forum.Definition) is var due && due > time.GetUtcNow()) return due;
        await notices.AddAsync(told.Questions(forum), cancellationToken);
        return null;
    }
}
