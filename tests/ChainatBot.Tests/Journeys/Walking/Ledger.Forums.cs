using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>What one person has to do with a forum.</summary>
public sealed record Reply(string? Coming = null, bool Attended = false, int? Listened = null, bool? Spoke = null);

/// <content>Forums: the answer to the invitation, being there, the answers afterwards, and what is sent ahead.</content>
public sealed partial class Ledger
{
    // Each showing of the code at the door counts by itself.
    private readonly Dictionary<string, HashSet<string>> shown = [];
    private List<(string ItemId, string Text)> released = [];
    private string? asksAfter;

    public Dictionary<string, Reply> Replies { get; } = [];

    /// <summary>The forum that the person was last shown the invitation of.</summary>
    public string? Invited { get; private set; }

    private bool AnswersForum(Heard heard) =>
        Open is { Flow: "forum", Node: "questions" } asked && !Offered && (heard.Says("forum", "thanks") || heard is { Offered: false, Asked: { Flow: "forum", Node: "questions" } next } && next.About != asked.About);

    /// <summary>The forum that something told was sent to.</summary>
    private string? ForumAddressed(Heard heard) => Offered || IsTooLate(heard) ? null : Open switch
    {
        { Flow: "forum", Node: "ahead" } => Invited,
        { Flow: "forum", Node: "questions" } when AnswersForum(heard) => Invited,
        { Flow: "forum-after", Node: "unsaid" } => asksAfter,
        _ => null,
    };

    private void HearOfForums(Act act, Heard heard)
    {
        if (act is Act.Tapped { Button.Data: { Verb: ButtonData.Forum } data })
        {
            var parts = data.Value.Split(':');
            if (parts[1] == ButtonData.AfterForum) asksAfter = heard.Asked?.Flow == "forum-after" ? parts[0] : asksAfter;
            else Invited = parts[0];
        }
        else if (heard.Invitation is { } card)
        {
            Invited = card;
        }

        var coming = heard.Says("forum", "coming") ? "yes" : heard.Says("forum", "not-coming") ? "no" : heard.Says("forum", "unsure") ? "maybe"
            : heard.Value(Script.System, "forum-noted", "forum_reply") is { } label ? ((string[])["yes", "no", "maybe"]).First(v => world.LabelOf("forum", "invite", v) == label) : null;
        if (coming is not null)
        {
            var typedBy = (act as Act.Said)?.ItemId;
            var forum = act is Act.Said && World.ForumOf(Tambon) is { } here ? here.Id : Invited!;
            Invited = forum;
            Change(forum, r => r with { Coming = coming });
            ChoseTyped(("forum-reply", forum, ""), [], coming, typedBy);
        }

        if (!heard.Says("forum-checked-in")) return;
        // Shown before consent, it counts from then on.
        foreach (var (itemId, words) in act is Act.Said said && world.ForumAtTheDoor(said.Text) is not null ? [(said.ItemId, said.Text)] : released.DistinctBy(r => r.Text))
        {
            var forum = world.ForumAtTheDoor(words)!.Id;
            if (!shown.TryGetValue(forum, out var items)) shown[forum] = items = [];
            items.Add(itemId);
            Change(forum, r => r with { Attended = true });
        }

        released = [];
    }

    private void AnswersAfterForum(Asked asked, string value, string? typedBy)
    {
        Change(asksAfter!, r => asked.Node == "listened" ? r with { Listened = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) } : r with { Spoke = value == "yes" });
        ChoseTyped(("forum-answer", asksAfter!, asked.Node), [], value, typedBy);
    }

    private void TakeBackReplies(string itemId)
    {
        foreach (var (_, forum, _, _) in TypedBy(itemId, "forum-reply")) Change(forum, r => r with { Coming = null });
        foreach (var (_, forum, node, _) in TypedBy(itemId, "forum-answer")) Change(forum, r => node == "listened" ? r with { Listened = null } : r with { Spoke = null });
        foreach (var (forum, items) in shown)
            if (items.Remove(itemId) && items.Count == 0) Change(forum, r => r with { Attended = false });
    }

    private void Change(string forum, Func<Reply, Reply> change)
    {
        var reply = change(Replies.GetValueOrDefault(forum) ?? new Reply());
        if (reply == new Reply()) Replies.Remove(forum);
        else Replies[forum] = reply;
    }
}
