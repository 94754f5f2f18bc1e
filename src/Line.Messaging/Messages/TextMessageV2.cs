using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Text in which <c>{name}</c> is replaced by a mention or a LINE emoji; <c>{{</c> and <c>}}</c> stand for braces.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#text-message-v2"/>
public sealed record TextMessageV2() : Message("textV2")
{
    /// <summary>The text; 1 to 5000 UTF-16 units.</summary>
    public new required string Text { get; init; }

    /// <summary>What replaces each <c>{name}</c>; at most 100, names at most 20 characters, at most 20 mentions.</summary>
    public IReadOnlyDictionary<string, Substitution>? Substitution { get; init => field = ValueMap<Substitution>.Of(value); }

    /// <summary>What quotes a message of the same chat.</summary>
    public string? QuoteToken { get; init; }

    /// <summary>The same text with <paramref name="name"/> replaced by <paramref name="substitution"/>.</summary>
    public TextMessageV2 With(string name, Substitution substitution)
    {
        var entries = new OrderedDictionary<string, Substitution>(StringComparer.Ordinal);
        foreach (var (key, value) in Substitution ?? new Dictionary<string, Substitution>())
            entries[key] = value;
        entries[name] = substitution;
        return this with { Substitution = entries };
    }

    /// <summary>The same text with <paramref name="name"/> replaced by a mention of a person. Only in replies and pushes to groups and rooms.</summary>
    public TextMessageV2 WithMention(string name, string userId) =>
        With(name, new MentionSubstitution { Mentionee = new MentionTarget { Type = "user", UserId = userId } });

    /// <summary>The same text with <paramref name="name"/> replaced by a mention of everybody. Only in replies and pushes to groups and rooms.</summary>
    public TextMessageV2 WithMentionOfAll(string name) =>
        With(name, new MentionSubstitution { Mentionee = new MentionTarget { Type = "all" } });

    /// <summary>The same text with <paramref name="name"/> replaced by a LINE emoji.</summary>
    public TextMessageV2 WithEmoji(string name, string productId, string emojiId) =>
        With(name, new EmojiSubstitution { ProductId = productId, EmojiId = emojiId });
}

/// <summary>What replaces a placeholder.</summary>
[JsonConverter(typeof(SubstitutionConverter))]
public abstract record Substitution : LineObject
{
    private protected Substitution(string type) => Type = type;

    /// <summary><c>mention</c> or <c>emoji</c>.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }
}

/// <summary>A mention.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#text-message-v2-mention-object"/>
public sealed record MentionSubstitution() : Substitution("mention")
{
    /// <summary>Who is meant.</summary>
    public required MentionTarget Mentionee { get; init; }
}

/// <summary>Who is meant by a mention.</summary>
public sealed record MentionTarget : LineObject
{
    /// <summary><c>user</c> or <c>all</c>.</summary>
    [JsonPropertyOrder(-10)]
    public required string Type { get; init; }

    /// <summary>The person, for <c>user</c>.</summary>
    public string? UserId { get; init; }
}

/// <summary>A LINE emoji.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#text-message-v2-emoji-object"/>
public sealed record EmojiSubstitution() : Substitution("emoji")
{
    /// <summary>The set it belongs to.</summary>
    public required string ProductId { get; init; }

    /// <summary>Its id in the set.</summary>
    public required string EmojiId { get; init; }
}

/// <summary>Reads and writes every kind of <see cref="Substitution"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class SubstitutionConverter : KindConverter<Substitution>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "mention" => LineJson.Context.MentionSubstitution,
        "emoji" => LineJson.Context.EmojiSubstitution,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(Substitution value) => ForKind(value.Type) ?? NotOfTheFamily(value);
}
