using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChainatBot.Priorities.Counting;

namespace ChainatBot.Priorities;

/// <summary>A round counted by every method. The last two are null where the round has no budget.</summary>
public sealed record RoundResult(
    IReadOnlyList<ApprovalCount> Approval,
    IReadOnlyList<BordaPoints> Borda,
    SchulzeResult Schulze,
    Funding? EqualShares,
    Funding? Greedy)
{
    /// <exception cref="ArgumentException">A ballot names a proposal twice, or one that the round does not have.</exception>
    public static RoundResult Of(RoundDefinition round, IEnumerable<Ballot> ballots)
    {
        ArgumentNullException.ThrowIfNull(round);
        var box = new BallotBox([.. round.Proposals.Select(proposal => proposal.Id)], ballots);
        var (equalShares, greedy) = ((Funding?)null, (Funding?)null);
        if (round.Budget is { } budget && round.Proposals.All(proposal => proposal.Cost is not null))
        {
            long[] costs = [.. round.Proposals.Select(proposal => proposal.Cost!.Value)];
            (equalShares, greedy) = (Counting.EqualShares.Choose(box, costs, budget), Counting.Greedy.Choose(box, costs, budget));
        }
        return new RoundResult(Counting.Approval.Count(box), Counting.Borda.Count(box), Counting.Schulze.Rank(box), equalShares, greedy);
    }

    /// <summary>One line of JSON with the fields of the contract.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.RoundResult);

    private static readonly RoundResultJson Json = new(new JsonSerializerOptions(RoundResultJson.Default.Options)
    {
        // Safe here: this goes to a file or a terminal, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

[JsonSerializable(typeof(RoundResult))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RoundResultJson : JsonSerializerContext;
