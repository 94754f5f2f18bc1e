using ChainatBot.Conversations;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>Tells the team, with the next reply to each of them, that something can't go on; once, and never for money.</summary>
internal sealed class Alarms(NoticeStore notices, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    /// <param name="state">What the paying ended with; where it ended well, a tambon's budget was too small.</param>
    public Task RaiseAsync(PayState state, string month, Notice notice, CancellationToken cancellationToken)
    {
        var (id, text) = state switch
        {
            // LINE's messages run out once a month, whatever was being sent.
            PayState.Quota => ($"alarm-quota-{month}", AnnouncementWords.Get("QuotaAlarm", notice.Title)),
            PayState.Refused => (Shortened($"alarm-refused-{notice.Id}"), AnnouncementWords.Get("RefusedAlarm", notice.Title)),
            _ => (Shortened($"alarm-budget-{notice.Id}"), AnnouncementWords.Get("BudgetAlarm", notice.Title)),
        };
        var now = time.Now();
        return notices.AddAsync(
            new Notice(id, NoticeKind.Alarm, text, new Audience([], [], AudienceRole.Team), [LineJson.Format(Message.Text(text))], now, PayAfter: null, now + Lasts), cancellationToken);
    }

    private static string Shortened(string id) => id[..Math.Min(id.Length, Notice.MaxId)];
}
