using System.Globalization;
using ChainatBot.Storage;

namespace ChainatBot.Surveys;

/// <summary>
/// One answer on a person's sheet. Carries a pseudonym bound to the survey and a date; no name, no LINE id, no time of day, no
/// exact place. A later answer to the same question takes its place.
/// </summary>
/// <param name="Tambon">Where the sheet was begun.</param>
/// <param name="Survey">The id of the survey's flow.</param>
/// <param name="Person">Pseudonym in the scope <c>survey:{id}</c>: 32 lower-case hex digits.</param>
/// <param name="Question">The question's id in the flow.</param>
public sealed record Answer(string Tambon, string Survey, string Person, string Question)
{
    public const string Table = "Answers";

    public int? Village { get; init; }

    /// <summary>text (everything tapped or typed), audio, image or location.</summary>
    public required string Kind { get; init; }

    /// <summary>The choice's value (several with commas between), the number, the day as yyyy-MM-dd, or masked words; null while nobody has written down a voice message, and for photos.</summary>
    public string? Text { get; init; }

    /// <summary>yyyy-MM-dd in Bangkok.</summary>
    public required string AnsweredOn { get; init; }

    /// <summary>Length of a voice message.</summary>
    public int? Seconds { get; init; }

    /// <summary>Keys of the messages and taps that make it, oldest first.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Those of <see cref="Messages"/> that are voice or photos, kept as blobs.</summary>
    public IReadOnlyList<string> Media { get; init; } = [];

    /// <summary>Photos sent together share a set.</summary>
    public string? PhotoSet { get; init; }

    /// <summary>Filled in by somebody else: for a neighbour, or from a paper.</summary>
    public bool? Helped { get; init; }

    /// <summary>How and when somebody without a phone consented; see <see cref="Opinions.Opinion.Consent"/>.</summary>
    public string? Consent { get; init; }

    public string? ETag { get; init; }

    public DateOnly Day => DateOnly.ParseExact(AnsweredOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string PartitionKey => PartitionOf(Tambon, Person);
    public string RowKey => RowKeyOf(Survey, Person, Question);

    public static string PartitionOf(string tambon, string person) => $"{tambon}-{person[0]}";

    // A tilde is in no id, so that one survey's rows are never taken for another's.
    public static string RowKeyOf(string survey, string person, string question) => $"{survey}~{person}~{question}";

    /// <summary>Where the voice or photo of a message is kept.</summary>
    public string BlobOf(string messageKey) => $"answers/{Survey}/{messageKey}";

    public TableRow ToRow() => new(PartitionKey, RowKey)
    {
        ETag = ETag,
        [nameof(Survey)] = Survey,
        [nameof(Question)] = Question,
        [nameof(Person)] = Person,
        [nameof(Tambon)] = Tambon,
        [nameof(Village)] = Village,
        [nameof(Kind)] = Kind,
        [nameof(Text)] = Text,
        [nameof(AnsweredOn)] = AnsweredOn,
        [nameof(Seconds)] = Seconds,
        [nameof(Messages)] = Joined(Messages),
        [nameof(Media)] = Joined(Media),
        [nameof(PhotoSet)] = PhotoSet,
        [nameof(Helped)] = Helped,
        [nameof(Consent)] = Consent,
    };

    public static Answer FromRow(TableRow row) => new(row.GetString(nameof(Tambon))!, row.GetString(nameof(Survey))!, row.GetString(nameof(Person))!, row.GetString(nameof(Question))!)
    {
        Village = row.GetInt32(nameof(Village)),
        Kind = row.GetString(nameof(Kind)) ?? "text",
        Text = row.GetString(nameof(Text)),
        AnsweredOn = row.GetString(nameof(AnsweredOn)) ?? "",
        Seconds = row.GetInt32(nameof(Seconds)),
        Messages = Split(row.GetString(nameof(Messages))),
        Media = Split(row.GetString(nameof(Media))),
        PhotoSet = row.GetString(nameof(PhotoSet)),
        Helped = row.GetBoolean(nameof(Helped)),
        Consent = row.GetString(nameof(Consent)),
        ETag = row.ETag,
    };

    private static string? Joined(IReadOnlyList<string> keys) => keys.Count == 0 ? null : string.Join(',', keys);

    private static string[] Split(string? keys) => keys is null ? [] : keys.Split(',');
}
