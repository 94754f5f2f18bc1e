using System.Globalization;
using System.Text.RegularExpressions;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Forums;

/// <summary>
/// What people are told about a forum, as notices. Their ids are made of the forum and its revision, so that nothing is told twice however
/// often it is asked for.
/// </summary>
public sealed partial class ForumNotices(FlowStore flows, ForumKeeper keeper, TimeProvider time)
{
    private const string Away = "-away";
    private static readonly TimeOnly RemindFrom = new(7, 0);
    private static readonly TimeOnly RemindPaid = new(17, 0);
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromHours(2);
    private static readonly TimeSpan QuestionsLast = TimeSpan.FromDays(14);
    private static readonly TimeSpan NoteLasts = TimeSpan.FromDays(30);

    /// <summary>Asks everybody of its villages who has not answered yet. Once it was changed it is made anew; the others are told of the change.</summary>
    public Notice Invitation(KeptForum forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        var definition = forum.Definition;
        var now = time.Now();
        var audience = new Audience([definition.Tambon], definition.Villages, null, [Those(forum, false, "answered")]);
        // A moment that is past when a forum is changed would have the whole village paid for a second time.
        var pay = definition.PayAfter is { } after && (forum.Revision == 0 || after > now) ? KindHours.From(after > now ? after : now) : (DateTimeOffset?)null;
        return Made(forum, "invitation", forum.Revision, NoticeKind.Invitation, audience, [Card(forum, null)], now, pay, definition.Start);
    }

    /// <summary>The day before, to those who said yes or maybe.</summary>
    public Notice Reminder(KeptForum forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        var start = forum.Definition.Start;
        var now = time.Now();
        var paid = KindHours.At(start.AddDays(-1), RemindPaid);
        return Made(forum, ReminderName(forum), forum.Revision, NoticeKind.Reminder, Coming(forum), [Card(forum, "forum-reminder")],
            now, forum.Definition.Pay ? KindHours.From(paid > now ? paid : now) : null, start);
    }

    /// <summary>That it is not as they were told, to those who answered: who could not come may be able to now.</summary>
    public IReadOnlyList<Notice> Change(KeptForum forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        var unaware = Those(forum, false, string.Create(CultureInfo.InvariantCulture, $"knows-{forum.Revision}"));
        return Answered(forum, "change", Card(forum, "forum-changed"), forum.Definition.Start, unaware);
    }

    /// <summary>That it is called off, to those who answered.</summary>
    public IReadOnlyList<Notice> CallingOff(KeptForum forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        return Answered(forum, "cancelled", Message.Text(ForumInvitation.Sentence(flows.Current, "forum-called-off", keeper.Planned(forum))), forum.Definition.End);
    }

    /// <summary>A notice for those who mean to come, and one for those who do not: only who would stand before a closed door is worth a paid message.</summary>
    private Notice[] Answered(KeptForum forum, string name, Message message, DateTimeOffset until, params AudienceCondition[] more)
    {
        Notice Made(string called, Audience audience, DateTimeOffset? pay) =>
            ForumNotices.Made(forum, called, forum.Revision, NoticeKind.Change, audience with { Conditions = [.. audience.Conditions!, .. more] }, [message], time.Now(), pay, until);
        return [Made(name, Coming(forum), forum.Definition.Pay ? KindHours.From(time.Now()) : null), Made(name + Away, Staying(forum), null)];
    }

    /// <summary>The questions afterwards, to those who came or wanted to.</summary>
    public Notice Questions(KeptForum forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        var text = ForumInvitation.Sentence(flows.Current, "forum-asks", keeper.Planned(forum));
        var button = new TapButton(flows.Current.System.Label("after-forum"), ForumInvitation.Tap(keeper.Planned(forum), ButtonData.AfterForum));
        var message = MessageRenderer.Render(new FlowMessage(text, [button], FlowButtonStyle.Buttons));
        return Made(forum, "after", forum.Revision, NoticeKind.Questions, Present(forum), [message], time.Now(), null, forum.Definition.End + QuestionsLast);
    }

    /// <summary>A word back to those who came or said they would. The same word is told once.</summary>
    public Notice Note(KeptForum forum, string text)
    {
        ArgumentNullException.ThrowIfNull(forum);
        ArgumentNullException.ThrowIfNull(text);
        var name = "note-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..8];
        var audience = new Audience([forum.Definition.Tambon], [], null, [Those(forum, true, "yes", "attended")]);
        return Made(forum, name, 0, NoticeKind.Outcome, audience, [Message.Text(text)], time.Now(), null, time.Now() + NoteLasts);
    }

    /// <summary>Whether a notice of this id tells of the forum what is not so any more.</summary>
    internal static bool IsOutdated(string id, KeptForum forum)
    {
        var about = $"forum-{forum.Id}-";
        if (!id.StartsWith(about, StringComparison.Ordinal) || !TellsWhatIsPlanned().IsMatch(id[about.Length..])) return false;
        string[] current = forum.IsCancelled
            ? [IdOf(forum, "cancelled", forum.Revision), IdOf(forum, "cancelled" + Away, forum.Revision)]
            : [IdOf(forum, "invitation", forum.Revision), IdOf(forum, "change", forum.Revision), IdOf(forum, "change" + Away, forum.Revision), ReminderId(forum)];
        return !current.Contains(id, StringComparer.Ordinal);
    }

    /// <summary>What has nothing new for somebody who answers at this moment.</summary>
    internal static IEnumerable<string> AnsweredBy(KeptForum forum, DateTimeOffset now)
    {
        yield return IdOf(forum, "invitation", forum.Revision);
        yield return IdOf(forum, "change", forum.Revision);
        yield return IdOf(forum, "change" + Away, forum.Revision);
        if (now >= RemindAt(forum.Definition)) yield return ReminderId(forum);
    }

    /// <summary>When those who come are reminded.</summary>
    public static DateTimeOffset RemindAt(ForumDefinition forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        return KindHours.At(forum.Start.AddDays(-1), RemindFrom);
    }

    /// <summary>When the questions afterwards may go out: two hours after the end, or the next morning where that is late.</summary>
    public static DateTimeOffset AskAt(ForumDefinition forum)
    {
        ArgumentNullException.ThrowIfNull(forum);
        return KindHours.From(forum.End + AfterTheEnd);
    }

    private static Audience Coming(KeptForum forum) => new([forum.Definition.Tambon], [], null, [Those(forum, true, "yes", "maybe")]);

    private static Audience Staying(KeptForum forum) => new([forum.Definition.Tambon], [], null, [Those(forum, true, "no")]);

    private static Audience Present(KeptForum forum) => new([forum.Definition.Tambon], [], null, [Those(forum, true, "yes", "maybe", "attended")]);

    private static AudienceCondition Those(KeptForum forum, bool holds, params IEnumerable<string> words) => new("forum", ForumCriterion.Of(forum.Id, words), holds);

    private Message Card(KeptForum forum, string? sentence)
    {
        var planned = keeper.Planned(forum);
        // Who is reminded has read what it is about; so day, place and buttons are on the screen together.
        if (sentence == "forum-reminder") planned = planned with { Agenda = [], Who = "" };
        return MessageRenderer.Render(ForumInvitation.Of(flows.Current, planned, sentence is null ? null : ForumInvitation.Sentence(flows.Current, sentence, planned)));
    }

    private static Notice Made(
        KeptForum forum, string name, int revision, NoticeKind kind, Audience audience, IReadOnlyList<Message> messages, DateTimeOffset from, DateTimeOffset? pay, DateTimeOffset until) =>
        new(IdOf(forum, name, revision), kind, forum.Definition.Title, audience, [.. messages.Select(LineJson.Format)], from, pay is { } at && at < until ? at : null, until);

    private static string ReminderName(KeptForum forum) => "reminder-" + forum.Definition.Start.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string ReminderId(KeptForum forum) => IdOf(forum, ReminderName(forum), forum.Revision);

    private static string IdOf(KeptForum forum, string name, int revision) =>
        revision == 0 ? $"forum-{forum.Id}-{name}" : string.Create(CultureInfo.InvariantCulture, $"forum-{forum.Id}-{name}-{revision}");

    [GeneratedRegex(@"^(invitation|change|change-away|cancelled|cancelled-away|reminder-\d{8})(-\d+)?$")]
    private static partial Regex TellsWhatIsPlanned();
}
