using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Line.Messaging;

/// <summary>Buttons under the last message, gone with the next one. Not shown on LINE for PC.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#quick-reply"/>
public sealed record QuickReply : LineObject
{
    /// <summary>The buttons; at most 13.</summary>
    [AllowNull]
    public IReadOnlyList<QuickReplyItem> Items { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>Buttons in a row.</summary>
    public static QuickReply Of(params IReadOnlyList<QuickReplyItem> items) => new() { Items = items };

    /// <summary>A button that sends <paramref name="data"/> to the bot and shows the label as said by the person.</summary>
    /// <param name="label">What the button says; at most 20 graphemes.</param>
    /// <param name="data">What the bot gets; at most 300 UTF-16 units.</param>
    /// <param name="displayText">What the chat shows as said by the person; the label when <c>null</c>.</param>
    /// <param name="imageUrl">Address of a picture before the label: https, PNG, square.</param>
    public static QuickReplyItem Tap(string label, string data, string? displayText = null, string? imageUrl = null) =>
        Item(LineAction.Postback(label, data, displayText ?? label), imageUrl);

    /// <summary>A button that says its label, or <paramref name="text"/>, for the person.</summary>
    public static QuickReplyItem Say(string label, string? text = null, string? imageUrl = null) => Item(LineAction.Say(label, text), imageUrl);

    /// <summary>A button with any action but a rich menu switch.</summary>
    public static QuickReplyItem Item(LineAction action, string? imageUrl = null) => new() { Action = action, ImageUrl = imageUrl };
}

/// <summary>One button under a message.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#items-object"/>
public sealed record QuickReplyItem : LineObject
{
    /// <summary>Always <c>action</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; } = "action";

    /// <summary>Address of a picture before the label: https, PNG, square, at most 1 MB; at most 2000 UTF-16 units.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>What happens on a tap; its label is required, at most 20 graphemes.</summary>
    public required LineAction Action { get; init; }
}
