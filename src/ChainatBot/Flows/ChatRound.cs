namespace ChainatBot.Flows;

/// <summary>How far a round of priorities is, for the chat.</summary>
public enum RoundStage
{
    /// <summary>People choose, and may change what they chose.</summary>
    Open,
    /// <summary>Closed, and its result is not to be seen yet.</summary>
    Closed,
    /// <summary>Everybody may see the result.</summary>
    Published,
}

/// <summary>A round of priorities as one person sees it.</summary>
/// <param name="Closes">When choosing ends.</param>
/// <param name="Proposals">In the order in which this person's cards lie.</param>
public sealed record ChatRound(string Id, string Title, RoundStage Stage, DateTimeOffset Closes, IReadOnlyList<ChatProposal> Proposals)
{
    /// <summary>Ids of what the person chose, the dearest first; empty: nothing.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What the person said to proposals, by id: agree, disagree or skip.</summary>
    public IReadOnlyDictionary<string, string> Agreed { get; init; } = new Dictionary<string, string>();

    /// <summary>Only where it was asked for (<see cref="FlowTurn.WantsRounds"/>), as it takes reading what everybody said.</summary>
    public RoundDetails? Details { get; init; }

    internal ChatProposal? Find(string id) => Proposals.FirstOrDefault(p => p.Id == id);
}

/// <param name="Others">Ids of the proposals that do not come from the person's own opinions, in the order in which they are to be shown.</param>
/// <param name="Result">What may be told of a published result; null where there is none to tell.</param>
public sealed record RoundDetails(IReadOnlyList<string> Others, string? Result);

/// <summary>One thing to choose.</summary>
/// <param name="Cost">Baht.</param>
/// <param name="Picture">An https address.</param>
public sealed record ChatProposal(string Id, string Title, string? Reason = null, long? Cost = null, string? Picture = null);

/// <summary>The rounds of one tambon.</summary>
public sealed record TambonRounds(string Tambon, IReadOnlyList<ChatRound> Rounds);

/// <summary>Which rounds a turn has to be told of.</summary>
/// <param name="Details">The round of which <see cref="ChatRound.Details"/> are needed, too.</param>
public sealed record RoundsWanted(string Tambon, string? Details = null);

/// <summary>One card to tap.</summary>
/// <param name="Heading">A short line above the title, such as its number in the list.</param>
/// <param name="Notes">Further lines under the title.</param>
/// <param name="Emphasis">The last line, such as the cost.</param>
/// <param name="Picture">An https address.</param>
/// <param name="Act">What the button on the card says.</param>
/// <param name="Button">What it does; the chat shows its label as if said.</param>
public sealed record FlowCard(string? Heading, string Title, IReadOnlyList<string> Notes, string? Emphasis, string? Picture, string Act, TapButton Button);
