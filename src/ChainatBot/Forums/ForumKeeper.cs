using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Hosting;
using ChainatBot.Privacy;
using ChainatBot.Understanding;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Forums;

/// <summary>Between the chat and the stores: which forums there are for a person, and what becomes of their answers.</summary>
public sealed class ForumKeeper(ForumStore forums, ForumReplyStore replies, Places places, PublicAddress address, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>Old buttons get a kind word, and the questions afterwards can be answered, for so long after the end.</summary>
    internal static readonly TimeSpan Remembered = TimeSpan.FromDays(60);
    private const int SheetsRemembered = 8;
    private const int NoticesRemembered = 32;
    private const string Listened = "listened";

    private Prepared? prepared;

    /// <summary>Forums to come and lately over, with what this person has answered.</summary>
    public async Task<IReadOnlyList<PlannedForum>> PlannedAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var all = await forums.AllAsync(cancellationToken);
        if (all.Count == 0) return [];
        // Words are put together once for each reading of the forums, not in every turn.
        var ready = Volatile.Read(ref prepared) is { } before && ReferenceEquals(before.Of, all) ? before.Planned : [.. all.Select(Planned)];
        Volatile.Write(ref prepared, new Prepared(all, ready));
        var since = time.GetUtcNow() - Remembered;
        return [.. ready.Where(f => f.End > since).Select(f => conversation.Forums.FirstOrDefault(s => s.Forum == f.Id) is { } sheet ? f with { Reply = sheet.Reply, Answered = sheet.Answered } : f)];
    }

    /// <summary>A forum as people are told of it.</summary>
    public PlannedForum Planned(KeptForum kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var forum = kept.Definition;
        return new PlannedForum(forum.Id, forum.Title, forum.Tambon, forum.Villages, forum.Start, forum.End, ForumWords.When(forum.Start, forum.End), ForumWords.Day(forum.Start), forum.Place)
        {
            Who = ForumWords.Who(forum, places.Tambon(forum.Tambon)?.Name ?? ""),
            Agenda = forum.Agenda,
            Questions = forum.Questions,
            Map = forum.Map,
            // LINE's own browser can't hand a file to the calendar; this has the phone's browser open it.
            Calendar = $"{address.Url}/forums/{forum.Id}.ics?openExternalBrowser=1",
            Code = CodeOf(forum.Id),
            IsCancelled = kept.IsCancelled,
            Revision = kept.Revision,
        };
    }

    /// <summary>Four letters and digits that stand in the QR at the door.</summary>
    public string CodeOf(string forum) => pseudonyms.ReferenceOf("forum:" + forum);

    /// <summary>What an answer to an invitation, being there, or an answer afterwards changes, and what is to be done for it.</summary>
    public Conversation Decide(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(deeds);
        var forum = fact.Subject!;
        // As it was read for this turn.
        var kept = prepared?.Of.FirstOrDefault(f => f.Id == forum);
        var deed = new Deed.ToForum(forum, conversation.Profile.TambonCode, conversation.Profile.VillageNo, Key: fact.Key);
        deeds.Add(fact.Kind switch
        {
            "forum-reply" => deed with { Reply = fact.Value, Revision = kept?.Revision },
            "forum-attended" => deed with { Attended = true },
            _ when fact.Node == Listened => deed with { Listened = int.TryParse(fact.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var scale) ? scale : null },
            _ => deed with { Spoke = fact.Value == "yes" },
        });
        // The code at the door may be shown twice: each showing counts by itself.
        var (said, standing) = fact.Kind == "forum-attended" ? (fact.Key, conversation.Typed.Select(t => t.Value).ToList()) : (fact.Value, []);
        conversation = conversation with { Typed = TypedChoice.After(conversation.Typed, fact, forum, standing, said) };
        if (fact.Kind != "forum-reply") return conversation;
        return conversation with
        {
            Forums = Sheets(conversation, forum, sheet => sheet with { Reply = fact.Value }),
            // Whoever has answered needs neither the invitation nor word of a change any more.
            Noticed = kept is null ? conversation.Noticed : [.. conversation.Noticed.Union(ForumNotices.AnsweredBy(kept, time.GetUtcNow()), StringComparer.Ordinal).TakeLast(NoticesRemembered)],
        };
    }

    /// <summary>A question of a forum that was answered ahead is not asked again when the person changes their mind about coming.</summary>
    public static Conversation Answered(Conversation conversation, string forum, string question)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation with { Forums = Sheets(conversation, forum, sheet => sheet with { Answered = [.. sheet.Answered.Union([question], StringComparer.Ordinal)] }) };
    }

    /// <summary>Keeps it. Doing it again changes nothing.</summary>
    public Task KeepAsync(ParticipantId participant, Deed.ToForum deed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deed);
        return replies.ChangeAsync(deed.Forum, participant, reply => reply with
        {
            Tambon = deed.Tambon,
            Village = deed.Village,
            Reply = deed.Reply ?? reply.Reply,
            Attended = deed.Attended || reply.Attended,
            Listened = deed.Listened ?? reply.Listened,
            Spoke = deed.Spoke ?? reply.Spoke,
            Revision = deed.Revision ?? reply.Revision,
        }, cancellationToken);
    }

    /// <summary>Takes back what a typed message answered; being at the door only where no other message says so. Doing it again changes nothing.</summary>
    /// <param name="conversation">Without what is taken back.</param>
    public async Task<Conversation> TakeBackAsync(ParticipantId participant, Conversation conversation, TypedChoice typed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(typed);
        switch (typed.Kind)
        {
            case "forum-reply":
                await replies.TakeBackAsync(typed.Subject, participant, r => r with { Reply = null, Revision = null }, cancellationToken);
                return conversation with { Forums = Sheets(conversation, typed.Subject, sheet => sheet with { Reply = null }) };
            case "forum-attended" when !conversation.Typed.Any(t => t.Kind == typed.Kind && t.Subject == typed.Subject):
                await replies.TakeBackAsync(typed.Subject, participant, r => r with { Attended = false }, cancellationToken);
                break;
            case "forum-answer":
                await replies.TakeBackAsync(typed.Subject, participant, r => typed.Node == Listened ? r with { Listened = null } : r with { Spoke = null }, cancellationToken);
                break;
        }

        return conversation;
    }

    private static IReadOnlyList<ForumSheet> Sheets(Conversation conversation, string forum, Func<ForumSheet, ForumSheet> change) =>
        [.. conversation.Forums.Where(s => s.Forum != forum).Append(change(conversation.Forums.FirstOrDefault(s => s.Forum == forum) ?? new ForumSheet(forum, null))).TakeLast(SheetsRemembered)];

    private sealed record Prepared(IReadOnlyList<KeptForum> Of, IReadOnlyList<PlannedForum> Planned);
}
