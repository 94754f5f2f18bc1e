using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>A message that somebody sent. Media are fetched by <see cref="Id"/> when <see cref="ContentProvider.IsLine"/>.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#message-event"/>
[JsonConverter(typeof(MessageContentConverter))]
public abstract record MessageContent : LineObject
{
    private protected MessageContent(string type) => Type = type;

    /// <summary>LINE's name of the kind of message, such as <c>text</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>Id of the message; what fetches its content and what an unsend names.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string Id { get; init; }

    /// <summary>What marks the message and all before it as read. Does not expire. Not in every event.</summary>
    public string? MarkAsReadToken { get; init; }

    /// <summary>What quotes this message in a reply. Does not expire, can be used again, only in the same chat. Not for every kind.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>Text.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-text"/>
public sealed record TextMessageContent() : MessageContent("text")
{
    /// <summary>The text; a LINE emoji shows as a word in brackets, a mention as the name with an @.</summary>
    public required string Text { get; init; }

    /// <summary>LINE emoji in the text.</summary>
    [AllowNull]
    public IReadOnlyList<ReceivedEmoji> Emojis { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>Mentions in the text.</summary>
    public Mention? Mention { get; init; }

    /// <summary>Id of the message that this one quotes.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? QuotedMessageId { get; init; }

    /// <summary>The bot itself is mentioned.</summary>
    [JsonIgnore]
    public bool MentionsBot => Mention?.Mentionees.Any(mentionee => mentionee.IsSelf) ?? false;
}

/// <summary>A LINE emoji in a received text.</summary>
public sealed record ReceivedEmoji : LineObject
{
    /// <summary>Where it starts in the text, in UTF-16 units.</summary>
    public int Index { get; init; }

    /// <summary>How long its word in the text is, in UTF-16 units.</summary>
    public int Length { get; init; }

    /// <summary>The set it belongs to.</summary>
    public string? ProductId { get; init; }

    /// <summary>Its id in the set.</summary>
    public string? EmojiId { get; init; }
}

/// <summary>Whom a text mentions.</summary>
public sealed record Mention : LineObject
{
    /// <summary>The mentions, at most 20.</summary>
    [AllowNull]
    public IReadOnlyList<Mentionee> Mentionees { get => field ?? []; init => field = ValueList.Of(value); }
}

/// <summary>One mention.</summary>
public sealed record Mentionee : LineObject
{
    /// <summary><c>user</c>, <c>all</c>, or what LINE may add.</summary>
    [JsonPropertyOrder(-10)]
    public string? Type { get; init; }

    /// <summary>Where it starts in the text, in UTF-16 units.</summary>
    public int Index { get; init; }

    /// <summary>How long it is, in UTF-16 units, the @ included.</summary>
    public int Length { get; init; }

    /// <summary>Who, when the person consented.</summary>
    public string? UserId { get; init; }

    /// <summary>The bot itself is meant.</summary>
    public bool IsSelf { get; init; }
}

/// <summary>A picture.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-image"/>
public sealed record ImageMessageContent() : MessageContent("image")
{
    /// <summary>Where the picture is.</summary>
    public ContentProvider? ContentProvider { get; init; }

    /// <summary>The set it was sent with, when several were sent at once. They arrive in no fixed order.</summary>
    public ImageSet? ImageSet { get; init; }
}

/// <summary>Pictures sent at once.</summary>
public sealed record ImageSet : LineObject
{
    /// <summary>Id of the set.</summary>
    public required string Id { get; init; }

    /// <summary>Place in the set, from 1; absent from old versions of LINE.</summary>
    public int? Index { get; init; }

    /// <summary>How many are in the set; absent from old versions of LINE.</summary>
    public int? Total { get; init; }
}

/// <summary>A video.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-video"/>
public sealed record VideoMessageContent() : MessageContent("video")
{
    /// <summary>Length in milliseconds, where LINE tells it.</summary>
    public long? Duration { get; init; }

    /// <summary>Where the video is.</summary>
    public ContentProvider? ContentProvider { get; init; }
}

/// <summary>A voice message or other sound.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-audio"/>
public sealed record AudioMessageContent() : MessageContent("audio")
{
    /// <summary>Length in milliseconds, where LINE tells it.</summary>
    public long? Duration { get; init; }

    /// <summary>Where the sound is.</summary>
    public ContentProvider? ContentProvider { get; init; }
}

/// <summary>Where media are: with LINE, to be fetched by message id, or at addresses elsewhere.</summary>
public sealed record ContentProvider : LineObject
{
    /// <summary><c>line</c> or <c>external</c>.</summary>
    [JsonPropertyOrder(-10)]
    public required string Type { get; init; }

    /// <summary>The file's address, when <c>external</c>.</summary>
    public string? OriginalContentUrl { get; init; }

    /// <summary>The preview's address, when <c>external</c>.</summary>
    public string? PreviewImageUrl { get; init; }

    /// <summary>LINE holds the content.</summary>
    [JsonIgnore]
    public bool IsLine => Type == "line";
}

/// <summary>A file.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-file"/>
public sealed record FileMessageContent() : MessageContent("file")
{
    /// <summary>Its name, as the sender's device has it. Not safe to use as a path.</summary>
    public string? FileName { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long? FileSize { get; init; }
}

/// <summary>A place.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-location"/>
public sealed record LocationMessageContent() : MessageContent("location")
{
    /// <summary>Name of the place.</summary>
    public string? Title { get; init; }

    /// <summary>Address of the place.</summary>
    public string? Address { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public required double Longitude { get; init; }
}

/// <summary>A sticker.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#wh-sticker"/>
public sealed record StickerMessageContent() : MessageContent("sticker")
{
    /// <summary>The package it is from.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string PackageId { get; init; }

    /// <summary>Its id.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public required string StickerId { get; init; }

    /// <summary>Such as <c>STATIC</c>, <c>ANIMATION</c>, <c>MESSAGE</c>; LINE adds to these.</summary>
    public string? StickerResourceType { get; init; }

    /// <summary>Up to 15 words for it, drawn by lot where there are more. LINE calls this experimental.</summary>
    [AllowNull]
    public IReadOnlyList<string> Keywords { get => field ?? []; init => field = ValueList.Of(value); }

    /// <summary>What the sender wrote on it, for message stickers; at most 100 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Id of the message that this one quotes.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? QuotedMessageId { get; init; }
}

/// <summary>A message of a kind that this library does not know.</summary>
public sealed record UnknownMessageContent : MessageContent, IRawJson
{
    internal UnknownMessageContent(string type, JsonElement raw) : base(type) => Origin = new RawJson(JsonText.Bytes(raw));

    /// <summary>The message as LINE sent it.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin.Element;

    private RawJson Origin { get; }
}

/// <summary>Reads and writes every kind of <see cref="MessageContent"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class MessageContentConverter : KindConverter<MessageContent>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "text" => LineJson.Context.TextMessageContent,
        "image" => LineJson.Context.ImageMessageContent,
        "video" => LineJson.Context.VideoMessageContent,
        "audio" => LineJson.Context.AudioMessageContent,
        "file" => LineJson.Context.FileMessageContent,
        "location" => LineJson.Context.LocationMessageContent,
        "sticker" => LineJson.Context.StickerMessageContent,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(MessageContent value) => ForKind(value.Type) ?? NotOfTheFamily(value);

    private protected override MessageContent Unknown(string kind, JsonElement raw) => new UnknownMessageContent(kind, raw)
    {
        Id = raw.TryGetProperty("id", out var id) ? id.ToString() : "",
    };
}
