using System.Text.Json.Serialization;
using ChainatBot.Summaries;

namespace ChainatBot.Surveys;

/// <summary>What may be seen of a survey in a tambon.</summary>
/// <param name="Survey">The id of the survey's flow.</param>
/// <param name="People">Distinct people who answered anything, or null where they are so few that it may not be told; there are no questions then.</param>
public sealed record SurveyResult(string Survey, string Title, int? People, IReadOnlyList<QuestionResult> Questions)
{
    /// <summary>How many cells are withheld: joined with others or left out.</summary>
    [JsonIgnore]
    public int Suppressed { get; init; }

    [JsonIgnore]
    public bool IsShortened { get; init; }
}

/// <summary>What may be seen of one question; which figures there are depends on its kind.</summary>
/// <param name="Label">The question as it is asked.</param>
/// <param name="Kind">As in the flow: choice, several, yesno, scale, number, date, time, place, message.</param>
/// <param name="People">Who answered it, or null where the number would single out those who did not, or an answer of a few.</param>
public sealed record QuestionResult(string Question, string Label, string Kind, int? People)
{
    /// <summary>People by answer (dates by month); somebody with several answers is in several. Null: withheld, or not of this kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AnswerCount>? Counts { get; init; }

    /// <summary>Of a scale: arithmetic mean, two decimals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Mean { get; init; }

    /// <summary>Of a scale: standard deviation of the sample (n − 1), two decimals.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Spread { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Median { get; init; }

    /// <summary>Of a number: lower and upper quartile, interpolated as Excel's QUARTILE.INC does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Quartiles { get; init; }

    /// <summary>Of a message: like answers of at least k people, by the terms of the lexicon.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OpinionGroup>? Groups { get; init; }
}

/// <summary>A null answer: several that few gave, joined; those who passed over the question are with them where they too are few.</summary>
public sealed record AnswerCount(string? Answer, int People);
