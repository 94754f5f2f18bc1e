using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Forums;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>The engine's bubbles as LINE messages.</summary>
public static class MessageRenderer
{
    /// <summary>LINE takes at most five messages in a reply.</summary>
    public const int MaxMessages = 5;

    public static IReadOnlyList<Message> Render(IReadOnlyList<FlowMessage> messages) => [.. messages.Take(MaxMessages).Select(Render)];

    public static Message Render(FlowMessage message)
    {
        if (message.Card is { } card) return InvitationCard.Render(message, card, ActionOf, Accent);
        if (message.Cards.Count > 0) return Cards(message);
        if (message.Buttons.Count == 0) return Message.Text(message.Text);
        return message.Style == FlowButtonStyle.Buttons
            ? Card(message)
            : Message.Text(message.Text).WithQuickReply([.. message.Buttons.Select(b => QuickReply.Item(ActionOf(b)))]);
    }

    /// <summary>A card with big buttons: they stay in the chat, where quick replies vanish, and are easy to hit.</summary>
    private static FlexMessage Card(FlowMessage message) => new()
    {
        AltText = message.Text,
        Contents = Flex.Bubble(
            body: Flex.Box.Vertical(Flex.Text(message.Text) with { Wrap = true, Size = "lg" }),
            footer: Flex.Box.Vertical([.. message.Buttons.Select((b, n) => Flex.Button(ActionOf(b)) with { Style = n == 0 ? "primary" : "secondary", Color = n == 0 ? Accent : null })]) with { Spacing = "md" }),
    };

    /// <summary>Cards to leaf through, with quick replies under them. One card is a bubble by itself: LINE shows it wider.</summary>
    private static FlexMessage Cards(FlowMessage message)
    {
        var bubbles = message.Cards.Take(MaxCards).Select(Bubble).ToList();
        var flex = new FlexMessage { AltText = Within(message.Text, LineLimits.AltText.Max), Contents = bubbles is [var only] ? only : Flex.Carousel(bubbles) };
        return message.Buttons.Count == 0 ? flex : flex.WithQuickReply([.. message.Buttons.Select(b => QuickReply.Item(ActionOf(b)))]);
    }

    private static FlexBubble Bubble(FlowCard card)
    {
        var lines = new List<FlexComponent>();
        if (card.Heading is { } heading) lines.Add(Flex.Text(heading).Size("sm").Color(Quiet));
        lines.Add(Flex.Text(card.Title).Bold().Size("lg").Wrap());
        lines.AddRange(card.Notes.Select(note => Flex.Text(note).Size("md").Wrap()));
        if (card.Emphasis is { } emphasis) lines.Add(Flex.Text(emphasis).Bold().Size("md").Color(Accent).Wrap());
        return Flex.Bubble(
            body: Flex.Box.Vertical(lines).Spacing("sm"),
            hero: card.Picture is { } picture ? Flex.Image(picture) with { Size = "full", AspectRatio = "20:13", AspectMode = "cover" } : null,
            footer: Flex.Box.Vertical(Flex.Button(LineAction.Postback(card.Act, card.Button.Data, card.Button.Label)).Primary(Accent)),
            size: "kilo");
    }

    /// <summary>Cut between letters as people see them.</summary>
    private static string Within(string text, int units)
    {
        if (text.Length <= units) return text;
        var kept = 0;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext() && letters.ElementIndex + letters.GetTextElement().Length < units) kept = letters.ElementIndex + letters.GetTextElement().Length;
        return text[..kept] + "…";
    }

    /// <summary>Bubbles of a carousel; LINE takes no more.</summary>
    private const int MaxCards = 12;

    private const string Quiet = "#5B5B5B";

    /// <summary>The one accent colour, dark enough for white letters in sunlight.</summary>
    internal const string Accent = "#06703A";

    private static LineAction ActionOf(FlowButton button) => button switch
    {
        TapButton tap => LineAction.Postback(tap.Label, tap.Data, tap.Label),
        LinkButton link => LineAction.Open(link.Label, link.Url),
        PickerButton picker => new DatetimePickerAction { Label = picker.Label, Data = picker.Data, Mode = picker.Mode, Initial = picker.Initial, Min = picker.Min, Max = picker.Max },
        CameraButton camera => LineAction.Camera(camera.Label),
        LocationButton location => LineAction.Location(location.Label),
        _ => throw new InvalidOperationException($"No LINE action for {button.GetType().Name}."),
    };
}
