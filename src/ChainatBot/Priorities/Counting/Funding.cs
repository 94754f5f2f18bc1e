namespace ChainatBot.Priorities.Counting;

/// <summary>Proposals that the budget pays for, in the order they were chosen, and what they cost together (baht).</summary>
public sealed record Funding(IReadOnlyList<string> Winners, long Spent);
