namespace ChainatBot.Summaries;

/// <summary>What summaries need from other features, handed in so that counting stays pure.</summary>
public sealed record SummaryOptions
{
    public const int DefaultMinimumGroupSize = 5;

    /// <summary><c>Privacy:MinimumGroupSize</c>: fewer people than this are never shown as a group.</summary>
    public int MinimumGroupSize { get; init; } = DefaultMinimumGroupSize;

    /// <summary>Salient terms of an opinion's text, most telling first. Pure: the same text gives the same terms.</summary>
    public required Func<string, IReadOnlyList<string>> Terms { get; init; }

    /// <summary>Names the lexicon behind <see cref="Terms"/>; another name makes every tambon's snapshot be built anew.</summary>
    public required string LexiconVersion { get; init; }

    /// <summary>Masks what could name a person, before a quote is shown.</summary>
    public required Func<string, string> Mask { get; init; }

    /// <summary>Thai name of a topic id; the id itself where it is unknown; null for null.</summary>
    public Func<string?, string?> TopicName { get; init; } = id => id;

    /// <summary>Thai name of a tambon code.</summary>
    public Func<string, string> TambonName { get; init; } = code => code;

    /// <summary>The village numbers of a tambon, so that silent ones can be told; empty where not known.</summary>
    public Func<string, IReadOnlyList<int>> Villages { get; init; } = _ => [];
}
