using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Scheduling;

namespace ChainatBot.Forums;

/// <summary>
/// What the team does with forums: inviting, changing, calling off, a word back. Each act is kept first and told afterwards; doing it again
/// after a crash tells what was left untold, and nothing twice.
/// </summary>
public sealed class ForumDesk(ForumStore forums, ForumNotices told, NoticeStore notices, Schedule schedule, TimeProvider time)
{
    internal const string ReminderJob = "forum-reminder";
    internal const string AfterJob = "forum-after";

    /// <summary>Invites to a forum, or tells of what changed in it.</summary>
    public async Task<(ForumKeeping Keeping, KeptForum Forum)> KeepAsync(ForumDefinition forum, CancellationToken cancellationToken)
    {
        var (keeping, now) = await forums.KeepAsync(forum, cancellationToken);
        await StopAsync(now, cancellationToken);
        await TellAsync(told.Invitation(now), cancellationToken);
        if (now.Revision > 0)
            foreach (var notice in told.Change(now)) await TellAsync(notice, cancellationToken);
        if (told.Reminder(now) is var reminder && await notices.FindAsync(reminder.Id, cancellationToken) is not null) await TellAsync(reminder, cancellationToken);
        // Whoever is told of a change the day before needs no reminder of it.
        var remind = now.Definition.Remind && (now.Revision == 0 || time.GetUtcNow() < ForumNotices.RemindAt(now.Definition));
        if (remind) await schedule.AddAsync(new ScheduledJob(ReminderJob, now.Id, ForumNotices.RemindAt(now.Definition), now.Definition.Start), cancellationToken);
        else await schedule.RemoveAsync(ReminderJob, now.Id, cancellationToken);
        await schedule.AddAsync(new ScheduledJob(AfterJob, now.Id, ForumNotices.AskAt(now.Definition), ForumNotices.AskAt(now.Definition).AddDays(7)), cancellationToken);
        // Somebody else may have changed it meanwhile.
        await StopOutdatedAsync(now.Id, cancellationToken);
        return (keeping, now);
    }

    /// <summary>Calls a forum off. Null where there is none of this id; one that is over stays as it is.</summary>
    public async Task<KeptForum?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        if (await forums.FindAsync(id, cancellationToken) is not { } found) return null;
        if (!found.IsCancelled && found.Definition.End <= time.Now()) return found;
        if (await forums.CancelAsync(id, cancellationToken) is not { } off) return null;
        await StopAsync(off, cancellationToken);
        await schedule.RemoveAsync(ReminderJob, id, cancellationToken);
        await schedule.RemoveAsync(AfterJob, id, cancellationToken);
        if (off.Definition.End > time.Now())
            foreach (var notice in told.CallingOff(off)) await notices.AddAsync(notice, cancellationToken);
        return off;
    }

    /// <summary>Has a word told to those who came or said they would. False where that very word was told before; null where there is no such forum.</summary>
    public async Task<bool?> NoteAsync(string id, string text, CancellationToken cancellationToken) =>
        await forums.FindAsync(id, cancellationToken) is { } forum ? await notices.AddAsync(told.Note(forum, text), cancellationToken) : null;

    /// <summary>Has nobody else told of the forum what is not so any more.</summary>
    internal async Task StopOutdatedAsync(string id, CancellationToken cancellationToken)
    {
        if (await forums.FindAsync(id, cancellationToken) is { } now) await StopAsync(now, cancellationToken);
    }

    /// <summary>Tells it; what is told already is paid for as the file says now, unless paying has begun.</summary>
    private async Task TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        if (await notices.AddAsync(notice, cancellationToken) || await notices.FindAsync(notice.Id, cancellationToken) is not { Notice.PayAfter: var before }) return;
        if (before != notice.PayAfter && (notice.PayAfter is null || before is null || before > time.GetUtcNow())) await notices.PayAfterAsync(notice.Id, notice.PayAfter, cancellationToken);
    }

    /// <summary>What people were told before and is not so any more goes to nobody else; also what a crash kept from being stopped.</summary>
    private async Task StopAsync(KeptForum now, CancellationToken cancellationToken)
    {
        foreach (var kept in await notices.AllAsync(cancellationToken))
            if (!kept.Stopped && ForumNotices.IsOutdated(kept.Notice.Id, now)) await notices.StopAsync(kept.Notice.Id, cancellationToken);
    }
}
