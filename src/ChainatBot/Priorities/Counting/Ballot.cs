namespace ChainatBot.Priorities.Counting;

/// <summary>What one person chose: ids of proposals, the dearest to her first. It may name few of them; no two share a place.</summary>
public sealed record Ballot(IReadOnlyList<string> Choices);
