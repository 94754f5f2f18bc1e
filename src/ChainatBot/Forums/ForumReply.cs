using ChainatBot.Storage;

namespace ChainatBot.Forums;

/// <summary>What one person has to do with a forum. Carries a pseudonym bound to the forum; no name, no LINE id, no day, no time.</summary>
/// <param name="Forum">The forum's id.</param>
/// <param name="Person">Pseudonym in the scope <c>forum:{id}</c>: 32 lower-case hex digits.</param>
public sealed record ForumReply(string Forum, string Person)
{
    public const string Table = "ForumReplies";

    /// <summary>Where the person lives; null where it was not told.</summary>
    public string? Tambon { get; init; }
    public int? Village { get; init; }

    /// <summary>yes, no, maybe, or null: came without having answered.</summary>
    public string? Reply { get; init; }

    /// <summary>Was at the door.</summary>
    public bool Attended { get; init; }

    /// <summary>Afterwards: 1 (nobody listened) to 5.</summary>
    public int? Listened { get; init; }

    /// <summary>Afterwards: could say what was to be said.</summary>
    public bool? Spoke { get; init; }

    /// <summary>The revision of the forum that the person last answered to.</summary>
    public int? Revision { get; init; }

    public string? ETag { get; init; }

    public string PartitionKey => PartitionOf(Forum, Person);

    public static string PartitionOf(string forum, string person) => $"{forum}~{person[0]}";

    public TableRow ToRow() => new(PartitionKey, Person)
    {
        ETag = ETag,
        [nameof(Forum)] = Forum,
        [nameof(Person)] = Person,
        [nameof(Tambon)] = Tambon,
        [nameof(Village)] = Village,
        [nameof(Reply)] = Reply,
        [nameof(Attended)] = Attended,
        [nameof(Listened)] = Listened,
        [nameof(Spoke)] = Spoke,
        [nameof(Revision)] = Revision,
    };

    public static ForumReply FromRow(TableRow row) => new(row.GetString(nameof(Forum))!, row.RowKey)
    {
        Tambon = row.GetString(nameof(Tambon)),
        Village = row.GetInt32(nameof(Village)),
        Reply = row.GetString(nameof(Reply)),
        Attended = row.GetBoolean(nameof(Attended)) ?? false,
        Listened = row.GetInt32(nameof(Listened)),
        Spoke = row.GetBoolean(nameof(Spoke)),
        Revision = row.GetInt32(nameof(Revision)),
        ETag = row.ETag,
    };
}
