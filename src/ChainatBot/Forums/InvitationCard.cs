using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Forums;

/// <summary>An invitation as a card: what, when, where, who and what about, and under it the answers to press.</summary>
internal static class InvitationCard
{
    private const string Quiet = "#555555";
    // So many letters fit on half a card of the narrowest telephone.
    private const int ShortLabel = 10;

    /// <param name="action">What a button does in LINE.</param>
    /// <param name="accent">The one accent colour.</param>
    public static FlexMessage Render(FlowMessage message, ForumCard card, Func<Flows.FlowButton, LineAction> action, string accent)
    {
        var forum = card.Forum;
        var facts = new List<FlexComponent>
        {
            Flex.Text(forum.Title) with { Wrap = true, Weight = "bold", Size = "xl", Color = accent },
            Flex.Text(forum.When) with { Wrap = true, Size = "lg", Weight = "bold", Margin = "md" },
            Flex.Text(ForumWords.Get("Place", forum.Place)) with { Wrap = true, Size = "md" },
        };
        if (forum.Who.Length > 0) facts.Add(Flex.Text(forum.Who) with { Wrap = true, Size = "md", Color = Quiet });
        if (forum.Agenda.Count > 0)
        {
            facts.Add(Flex.Separator().Margin("lg"));
            facts.Add(Flex.Text(ForumWords.Get("AgendaHeading")) with { Wrap = true, Size = "sm", Color = Quiet, Margin = "lg" });
            facts.AddRange(forum.Agenda.Select(matter => Flex.Text("• " + matter) with { Wrap = true, Size = "md" }));
        }
        facts.Add(Flex.Separator().Margin("lg"));
        facts.Add(Flex.Text(card.Question) with { Wrap = true, Size = "lg", Margin = "lg" });

        var answers = Rows([.. message.Buttons.Where(b => b is TapButton)], action, accent);
        var links = message.Buttons.Where(b => b is LinkButton).Select(b => (FlexComponent)(Flex.Button(action(b)) with { Style = "link", Height = "sm" })).ToList();
        if (links.Count > 0) answers.Add(Flex.Box.Horizontal(links) with { Spacing = "sm" });
        return new FlexMessage
        {
            AltText = message.Text,
            Contents = Flex.Bubble(
                body: Flex.Box.Vertical(facts) with { Spacing = "sm" },
                footer: answers.Count == 0 ? null : Flex.Box.Vertical(answers) with { Spacing = "sm" }),
        };
    }

    /// <summary>Short answers stand side by side, so that the whole card is on the screen.</summary>
    private static List<FlexComponent> Rows(List<Flows.FlowButton> buttons, Func<Flows.FlowButton, LineAction> action, string accent)
    {
        FlexComponent Button(int n) => Flex.Button(action(buttons[n])) with { Style = n == 0 ? "primary" : "secondary", Color = n == 0 ? accent : null, Height = "sm" };
        bool IsShort(int n) => n < buttons.Count && FlowLimits.Graphemes(buttons[n].Label) <= ShortLabel;
        var rows = new List<FlexComponent>();
        for (var n = 0; n < buttons.Count; n++)
            rows.Add(IsShort(n) && IsShort(n + 1) ? Flex.Box.Horizontal(Button(n), Button(++n)) with { Spacing = "sm" } : Button(n));
        return rows;
    }
}
