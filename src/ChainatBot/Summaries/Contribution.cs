using System.Globalization;
using ChainatBot.Storage;

namespace ChainatBot.Summaries;

/// <summary>What one opinion adds to a summary: everything that is counted, and none of its words.</summary>
/// <param name="Key">Row key of the opinion, <c>{Person}-{OpinionId}</c>.</param>
/// <param name="Village">Village number (หมู่), or null where the place was not told.</param>
/// <param name="Topic">Topic id of <c>themes.yaml</c>, or null.</param>
/// <param name="Reach"><c>household</c>, <c>village</c>, <c>tambon</c>, or null.</param>
/// <param name="Day">The day in Bangkok on which it was received.</param>
/// <param name="Terms">Salient terms of its text; with the topic they name the groups it belongs to.</param>
public sealed record Contribution(string Key, int? Village, string? Topic, string? Reach, DateOnly Day, string Status, IReadOnlyList<string> Terms)
{
    /// <summary>Filled in by somebody else, for a neighbour or from a paper.</summary>
    public bool? Helped { get; init; }

    /// <summary>More terms than this would make one long message weigh on every group.</summary>
    public const int MaximumTerms = 4;

    /// <summary>The forum it was sent to; null: to none.</summary>
    public string? Forum { get; init; }

    public string Person => Key[..Key.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The contribution of a stored opinion, or null where it does not count (it is gone or hidden).</summary>
    /// <exception cref="InvalidDataException">The row has no readable day.</exception>
    public static Contribution? Of(TableRow? opinion, Func<string, IReadOnlyList<string>> terms)
    {
        if (opinion is null || opinion.GetBoolean("Hidden") is true) return null;
        var text = opinion.GetString("Text");
        return new Contribution(
            opinion.RowKey,
            opinion.GetInt32("Village"),
            opinion.GetString("Topic"),
            opinion.GetString("Reach"),
            DayOf(opinion),
            opinion.GetString("Status") ?? "new",
            string.IsNullOrWhiteSpace(text) ? [] : [.. terms(text).Distinct(StringComparer.Ordinal).Take(MaximumTerms)])
        {
            Helped = opinion.GetBoolean("Helped"),
            Forum = opinion.GetString("Forum"),
        };
    }

    internal static DateOnly DayOf(TableRow opinion) =>
        DateOnly.TryParseExact(opinion.GetString("ReceivedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidDataException("An opinion has no ReceivedOn in the form yyyy-MM-dd.");
}

/// <summary>All that counts for one tambon, in ordinal order of the keys: the same opinions give the same state, whatever way they came.</summary>
public sealed record SummaryState(string Tambon, IReadOnlyList<Contribution> Contributions);
