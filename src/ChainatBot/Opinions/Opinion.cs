using ChainatBot.Storage;

namespace ChainatBot.Opinions;

/// <summary>
/// One opinion: one or more messages that belong together. Carries a pseudonym bound to the tambon and a date; no name, no
/// LINE id, no time of day, no exact place.
/// </summary>
public sealed record Opinion(string Tambon, string Person, string Id)
{
    public const string Table = "Opinions";
    /// <summary>Stands for “place not told” in keys; exports show null.</summary>
    public const string NoTambon = "000000";
    public const string NewStatus = "new";

    public required string Reference { get; init; }
    public int? Village { get; init; }
    public string? Topic { get; init; }
    /// <summary>household, village, tambon or null.</summary>
    public string? Reach { get; init; }
    /// <summary>Of the first message: text, audio, image or location.</summary>
    public required string Kind { get; init; }
    public string? Text { get; init; }
    /// <summary>Length of its voice messages together; null without any.</summary>
    public int? Seconds { get; init; }
    /// <summary>yyyy-MM-dd in Bangkok.</summary>
    public required string ReceivedOn { get; init; }
    public string Status { get; init; } = NewStatus;
    public bool? Hidden { get; init; }
    /// <summary>Filled in by somebody else, for a neighbour without a phone or from a paper.</summary>
    public bool? Helped { get; init; }
    /// <summary>Of such a one, how and when the person consented: <c>voice 2026-11-23</c>, <c>paper 2026-11-23</c>.</summary>
    public string? Consent { get; init; }
    /// <summary>The id of the forum it was sent to; null: to none.</summary>
    public string? Forum { get; init; }
    /// <summary>Which of that forum's questions it answers.</summary>
    public string? ForumQuestion { get; init; }
    public string? ETag { get; init; }

    public string PartitionKey => PartitionOf(Tambon, Person);
    public string RowKey => RowKeyOf(Person, Id);

    public static string PartitionOf(string tambon, string person) => $"{tambon}-{person[0]}";
    public static string RowKeyOf(string person, string id) => $"{person}-{id}";

    public TableRow ToRow() => new(PartitionKey, RowKey)
    {
        ETag = ETag,
        [nameof(Reference)] = Reference,
        [nameof(Tambon)] = Tambon,
        [nameof(Village)] = Village,
        [nameof(Topic)] = Topic,
        [nameof(Reach)] = Reach,
        [nameof(Kind)] = Kind,
        [nameof(Text)] = Text,
        [nameof(Seconds)] = Seconds,
        [nameof(ReceivedOn)] = ReceivedOn,
        [nameof(Status)] = Status,
        [nameof(Person)] = Person,
        ["OpinionId"] = Id,
        [nameof(Hidden)] = Hidden,
        [nameof(Helped)] = Helped,
        [nameof(Consent)] = Consent,
        [nameof(Forum)] = Forum,
        [nameof(ForumQuestion)] = ForumQuestion,
    };

    public static Opinion FromRow(TableRow row) => new(row.GetString(nameof(Tambon)) ?? NoTambon, row.GetString(nameof(Person))!, row.GetString("OpinionId")!)
    {
        Reference = row.GetString(nameof(Reference)) ?? "",
        Village = row.GetInt32(nameof(Village)),
        Topic = row.GetString(nameof(Topic)),
        Reach = row.GetString(nameof(Reach)),
        Kind = row.GetString(nameof(Kind)) ?? "text",
        Text = row.GetString(nameof(Text)),
        Seconds = row.GetInt32(nameof(Seconds)),
        ReceivedOn = row.GetString(nameof(ReceivedOn)) ?? "",
        Status = row.GetString(nameof(Status)) ?? NewStatus,
        Hidden = row.GetBoolean(nameof(Hidden)),
        Helped = row.GetBoolean(nameof(Helped)),
        Consent = row.GetString(nameof(Consent)),
        Forum = row.GetString(nameof(Forum)),
        ForumQuestion = row.GetString(nameof(ForumQuestion)),
        ETag = row.ETag,
    };
}

/// <summary>One message of an opinion.</summary>
/// <param name="Key">Derived from LINE's message id, so that a repeat overwrites itself and an unsend finds it.</param>
/// <param name="Kind">text, audio, image or location.</param>
/// <param name="Text">Masked; null for media that nobody has written down yet.</param>
/// <param name="Seconds">Length of a voice message.</param>
public sealed record OpinionMessage(string Key, string Kind, string? Text = null, int? Seconds = null)
{
    public bool IsMedia => Kind is "audio" or "image";
}
