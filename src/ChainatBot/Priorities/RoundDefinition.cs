namespace ChainatBot.Priorities;

/// <summary>A round of priorities as its file has it.</summary>
/// <param name="Id">a–z, 0–9, -.</param>
/// <param name="Title">The question put to people, in Thai.</param>
/// <param name="Tambons">Six-digit codes of those who are asked.</param>
/// <param name="Closes">When choosing ends, Bangkok time.</param>
/// <param name="Budget">Baht; null where no money is to be divided. With it every proposal has a cost.</param>
/// <param name="Proposals">In the order of the file, which decides ties where nothing else does.</param>
public sealed record RoundDefinition(string Id, string Title, IReadOnlyList<string> Tambons, DateTimeOffset Closes, long? Budget, IReadOnlyList<Proposal> Proposals);

/// <summary>One thing to choose.</summary>
/// <param name="Reason">Why, in one line; null where the title says it.</param>
/// <param name="Cost">Baht.</param>
/// <param name="Picture">An https address for the card.</param>
public sealed record Proposal(string Id, string Title, string? Reason = null, long? Cost = null, string? Picture = null)
{
    /// <summary>References of the opinions it was made of, such as <c>K7H2</c>, so that those who said them can be told what became of it.</summary>
    public IReadOnlyList<string> From { get; init; } = [];
}
