using System.Diagnostics.CodeAnalysis;

namespace Line.Messaging;

/// <summary>Text.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#text-message"/>
public sealed record TextMessage() : Message("text")
{
    /// <summary>The text; 1 to 5000 UTF-16 units. A <c>$</c> stands for each LINE emoji.</summary>
    public new required string Text { get; init; }

    /// <summary>LINE emoji for the <c>$</c> in the text; at most 20.</summary>
    public IReadOnlyList<Emoji>? Emojis { get; init => field = ValueList.Of(value); }

    /// <summary>What quotes a message of the same chat.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>A LINE emoji in place of a <c>$</c>.</summary>
/// <seealso href="https://developers.line.biz/en/docs/messaging-api/emoji-list/"/>
public sealed record Emoji : LineObject
{
    /// <summary>Where the <c>$</c> stands in the text, in UTF-16 units.</summary>
    public required int Index { get; init; }

    /// <summary>The set it belongs to.</summary>
    public required string ProductId { get; init; }

    /// <summary>Its id in the set.</summary>
    public required string EmojiId { get; init; }
}
