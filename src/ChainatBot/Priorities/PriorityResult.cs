using System.Text.Json.Serialization;
using ChainatBot.Priorities.Counting;

namespace ChainatBot.Priorities;

/// <summary>What may be seen of a round: of all who chose in it, wherever they live, so that two views can't be subtracted.</summary>
/// <param name="Id">The round's id.</param>
/// <param name="State">open, closed or published.</param>
/// <param name="Closes">The last day, yyyy-MM-dd (Bangkok).</param>
/// <param name="People">Who chose, or null where they are so few that nothing may be told; there is no order then.</param>
public sealed record PriorityResult(string Id, string Title, string State, string Closes, int? People, IReadOnlyList<ProposalCount> Proposals)
{
    /// <summary>Ids by points, those that tie together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? Borda { get; init; }

    /// <summary>Ids by pairwise majorities, those that tie together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<string>>? Schulze { get; init; }

    /// <summary>Whether the methods agree, in Thai.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Firmness { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Funding? EqualShares { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Funding? Greedy { get; init; }

    /// <summary>Who chose, by village of the tambon that is looked at.</summary>
    public IReadOnlyList<VillageVotes> ByVillage { get; init; } = [];

    /// <summary>What is agreed on across villages first.</summary>
    public IReadOnlyList<ProposalAgreement> Agreement { get; init; } = [];

    /// <summary>How many cells are withheld: joined with others or left out.</summary>
    [JsonIgnore]
    public int Suppressed { get; init; }

    [JsonIgnore]
    public RoundDefinition? Definition { get; init; }
}

/// <param name="People">How many chose it, in whatever place; null where they, or those who did not, are too few to be told.</param>
public sealed record ProposalCount(string Id, string Title, int? People);

/// <summary>A null village: not told, of another tambon, or several joined because few chose there.</summary>
public sealed record VillageVotes(int? Village, int People);

/// <param name="People">Who was asked and answered, skipping too.</param>
/// <param name="Agree">Who agreed; null where they, or the others, are too few to be told.</param>
/// <param name="InWords">“อย่างน้อย 6 ใน 10 ของทุกหมู่เห็นด้วย”, where it can be said.</param>
public sealed record ProposalAgreement(string Proposal, string Title, int People, int? Agree, string? InWords);
