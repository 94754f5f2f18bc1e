using System.Text.Json;
using System.Text.Json.Serialization;
using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Surveys;

namespace ChainatBot.Summaries;

/// <summary>What may be seen of a tambon: the figures after suppression, in the form of the contract.</summary>
public sealed record SummaryView
{
    /// <summary>Six digits; <c>000000</c> for opinions whose place was not told.</summary>
    public required string Tambon { get; init; }

    /// <summary>The window that was asked; null is open.</summary>
    public required DateOnly? From { get; init; }
    public required DateOnly? To { get; init; }

    /// <summary>Distinct people, or null where so few spoke that it may not be told.</summary>
    public required int? People { get; init; }
    public required int? Opinions { get; init; }
    public required IReadOnlyList<TopicCount> ByTopic { get; init; }
    public required IReadOnlyList<VillageCount> ByVillage { get; init; }
    public required IReadOnlyList<ReachCount> ByReach { get; init; }
    public required IReadOnlyList<OpinionGroup> Groups { get; init; }
    public IReadOnlyList<PriorityResult> Priorities { get; init; } = [];
    public IReadOnlyList<SurveyResult> Surveys { get; init; } = [];
    public IReadOnlyList<ForumResult> Forums { get; init; } = [];

    /// <summary>How many cells are withheld: joined with others or left out.</summary>
    public required int Suppressed { get; init; }

    /// <summary>Of the people: those for whom somebody else filled in. Null where it may not be told; 0 where there are none.</summary>
    public int? Helped { get; init; }

    /// <summary>Days of the window are left out, because showing them would single people out.</summary>
    [JsonIgnore]
    public bool IsShortened { get; init; }

    /// <summary>The least number of people that may be shown.</summary>
    [JsonIgnore]
    public int MinimumGroupSize { get; init; } = SummaryOptions.DefaultMinimumGroupSize;
}

/// <summary>A null topic: none was found, or several small ones joined.</summary>
public sealed record TopicCount(string? Topic, int People, int Opinions);

/// <summary>A null village: not told, or several joined. 0 people: the village is silent.</summary>
public sealed record VillageCount(int? Village, int People, int Opinions);

/// <summary>A null reach: not told, or joined.</summary>
public sealed record ReachCount(string? Reach, int People, int Opinions);

/// <summary>Like opinions of at least k people, with up to three short quotes of different people.</summary>
public sealed record OpinionGroup(string Label, int People, IReadOnlyList<string> Quotes)
{
    /// <summary>Keys of the opinions to quote from, in the order in which they are tried.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Sources { get; init; } = [];
}

[JsonSerializable(typeof(SummaryView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class SummaryViewJson : JsonSerializerContext;
