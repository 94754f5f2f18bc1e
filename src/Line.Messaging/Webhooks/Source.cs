using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Line.Messaging;

/// <summary>Where an event happened and who caused it.</summary>
/// <seealso href="https://developers.line.biz/en/reference/messaging-api/#source-user"/>
[JsonConverter(typeof(SourceConverter))]
public abstract record Source : LineObject
{
    private protected Source(string type) => Type = type;

    /// <summary><c>user</c>, <c>group</c>, <c>room</c>, or what LINE may add.</summary>
    [JsonPropertyOrder(-10)]
    public string Type { get; }

    /// <summary>Who. In groups and rooms only with message events, and only when the person consented; it differs from provider to provider.</summary>
    public string? UserId { get; init; }

    /// <summary>The chat to send to: the group, the room, or the person.</summary>
    [JsonIgnore]
    public virtual string? ChatId => UserId;
}

/// <summary>A chat of one person with the account.</summary>
public sealed record UserSource() : Source("user");

/// <summary>A group chat.</summary>
public sealed record GroupSource() : Source("group")
{
    /// <summary>Which group.</summary>
    public required string GroupId { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? ChatId => GroupId;
}

/// <summary>A chat of several people that is not a group.</summary>
public sealed record RoomSource() : Source("room")
{
    /// <summary>Which room.</summary>
    public required string RoomId { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? ChatId => RoomId;
}

/// <summary>A source of a kind that this library does not know.</summary>
public sealed record UnknownSource : Source, IRawJson
{
    internal UnknownSource(string type, JsonElement raw) : base(type) => Origin = new RawJson(JsonText.Bytes(raw));

    /// <summary>The source as LINE sent it.</summary>
    [JsonIgnore]
    public JsonElement Raw => Origin.Element;

    private RawJson Origin { get; }
}

/// <summary>Reads and writes every kind of <see cref="Source"/>. Public only because contexts generated in other assemblies must see it.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class SourceConverter : KindConverter<Source>
{
    private protected override JsonTypeInfo? ForKind(string kind) => kind switch
    {
        "user" => LineJson.Context.UserSource,
        "group" => LineJson.Context.GroupSource,
        "room" => LineJson.Context.RoomSource,
        _ => null,
    };

    private protected override JsonTypeInfo ForValue(Source value) => ForKind(value.Type) ?? NotOfTheFamily(value);

    private protected override Source Unknown(string kind, JsonElement raw) => new UnknownSource(kind, raw)
    {
        UserId = raw.TryGetProperty("userId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null,
    };
}
