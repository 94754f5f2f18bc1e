using ChainatBot.Forums;

namespace ChainatBot.Flows;

/// <summary>An invitation as a bubble: the same in a conversation and in a notice, with buttons that work wherever the conversation is.</summary>
public static class ForumInvitation
{
    /// <summary>LINE shows so much of a card in the list of chats and to those who can't see cards.</summary>
    private const int LongestText = 1500;

    /// <param name="question">What is asked under the facts; null: what the flow asks.</param>
    public static FlowMessage Of(FlowSet flows, PlannedForum forum, string? question = null)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(forum);
        var asked = ReplyQuestion(flows);
        question ??= asked?.Texts[^1].Value ?? "";
        var buttons = (asked?.Choices ?? []).Where(c => c.Link is null).Select(c => (FlowButton)new TapButton(FlowLimits.Label(c.Label.Value), Tap(forum, c.Value))).ToList();
        if (forum.Calendar is { } calendar) buttons.Add(new LinkButton(FlowLimits.Label(flows.System.Label("calendar")), calendar));
        if (forum.Map is { } map) buttons.Add(new LinkButton(FlowLimits.Label(flows.System.Label("map")), map));
        var text = string.Join('\n', [forum.Title, .. ForumWords.Facts(forum), question]);
        return new FlowMessage(text.Length <= LongestText ? text : text[..LongestText], buttons, FlowButtonStyle.Buttons) { Card = new ForumCard(forum, question) };
    }

    /// <summary>A sentence of <c>system.yaml</c> about a forum, outside a conversation.</summary>
    public static string Sentence(FlowSet flows, string name, PlannedForum forum)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(forum);
        var text = flows.System.Sentence(name);
        foreach (var (variable, value) in Facts(forum)) text = text.Replace("{" + variable + "}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>What a button about a forum sends back; it holds no session, so that it works as long as the forum does.</summary>
    public static string Tap(PlannedForum forum, string value)
    {
        ArgumentNullException.ThrowIfNull(forum);
        return new ButtonData("-", forum.Revision, "-", "-", ButtonData.Forum, $"{forum.Id}:{value}").ToString();
    }

    /// <summary>The question whether the person comes.</summary>
    internal static Question? ReplyQuestion(FlowSet flows) => flows.Role("forum")?.Questions.FirstOrDefault(q => q.Keep == "forum-reply");

    /// <summary>Values for texts about a forum, by variable.</summary>
    internal static IReadOnlyList<(string Variable, string Value)> Facts(PlannedForum forum) =>
        [("forum", forum.Title), ("forum_when", forum.When), ("forum_day", forum.Day), ("forum_place", forum.Place)];
}
