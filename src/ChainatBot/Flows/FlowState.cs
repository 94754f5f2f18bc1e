namespace ChainatBot.Flows;

/// <summary>Where a person is in a conversation. Written to JSON and read back between turns.</summary>
public sealed record FlowState;
