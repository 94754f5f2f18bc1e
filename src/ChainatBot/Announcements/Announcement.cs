using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>A button under an announcement.</summary>
/// <param name="Link">Where it leads: https or tel. Null: it begins a conversation.</param>
/// <param name="Flow">The conversation it begins.</param>
public sealed record AnnouncementButton(string Label, string? Link, string? Flow);

/// <summary>What the team writes: the content of an announcement's file.</summary>
/// <param name="From">When it may ride for the first time; null: at once.</param>
/// <param name="IsNow">Everybody gets it at once, paid; otherwise it waits for people to write.</param>
/// <param name="PayAfter">When those who did not write get it paid; null: never, unless <paramref name="IsNow"/>.</param>
/// <param name="Until">When it is stale; null: a week after the paying begins.</param>
public sealed record Announcement(
    string Id, string Title, string Text, string? Picture, IReadOnlyList<AnnouncementButton> Buttons, Audience Audience, DateTimeOffset? From, bool IsNow, DateTimeOffset? PayAfter, DateTimeOffset? Until)
{
    private const int LongestAlt = 400;
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan RidesFor = TimeSpan.FromDays(30);

    /// <summary>The announcement as something to be told from <paramref name="now"/> on.</summary>
    public Notice ToNotice(DateTimeOffset now)
    {
        var from = From > now ? From.Value : now;
        var payAfter = IsNow ? from : PayAfter < from ? from : PayAfter;
        return new Notice(Id, NoticeKind.Announcement, Title, Audience, [LineJson.Format(ToMessage())], from, payAfter, Until ?? (payAfter is { } paid ? paid + Lasts : from + RidesFor));
    }

    /// <summary>The card, and in one line what a list of chats shows of it.</summary>
    public Message ToMessage()
    {
        var alt = AnnouncementWords.Get("CardAlt", Title, Text.ReplaceLineEndings(" "));
        return new FlexMessage
        {
            AltText = alt.Length <= LongestAlt ? alt : alt[..(char.IsHighSurrogate(alt[LongestAlt - 2]) ? LongestAlt - 2 : LongestAlt - 1)] + "…",
            Contents = ToCard(),
        };
    }

    /// <summary>One card: picture, title, text, big buttons.</summary>
    public FlexContainer ToCard()
    {
        var body = Flex.Box.Vertical(Flex.Text(Title) with { Wrap = true, Weight = "bold", Size = "xl" }, Flex.Text(Text) with { Wrap = true, Size = "lg", Margin = "md" });
        var footer = Buttons.Count == 0
            ? null
            : Flex.Box.Vertical([.. Buttons.Select((b, n) => Flex.Button(ActionOf(b)) with { Style = n == 0 ? "primary" : "secondary", Color = n == 0 ? Conversations.MessageRenderer.Accent : null })]) with { Spacing = "md" };
        return Flex.Bubble(body, hero: Picture is null ? null : Flex.Image(Picture) with { Size = "full", AspectRatio = "20:13", AspectMode = "cover" }, footer: footer);
    }

    private static LineAction ActionOf(AnnouncementButton button) => button.Link is { } link
        ? LineAction.Open(button.Label, link)
        : LineAction.Postback(button.Label, new ButtonData("-", 0, "-", "-", ButtonData.Start, button.Flow!).ToString(), button.Label);
}
