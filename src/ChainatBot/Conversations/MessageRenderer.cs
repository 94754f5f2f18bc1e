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
