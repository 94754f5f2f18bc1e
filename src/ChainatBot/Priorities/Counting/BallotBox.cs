namespace ChainatBot.Priorities.Counting;

/// <summary>The ballots of one round, ready to be counted by every method. A ballot that names nothing is left out: its person takes no part.</summary>
public sealed class BallotBox
{
    private readonly int[] support;

    /// <param name="proposals">Ids in the order of the round's file, which decides where nothing else does.</param>
    /// <param name="ballots">One for each person.</param>
    /// <exception cref="ArgumentException">A proposal stands twice, or a ballot names one twice or one that is not in the round.</exception>
    public BallotBox(IReadOnlyList<string> proposals, IEnumerable<Ballot> ballots)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        ArgumentNullException.ThrowIfNull(ballots);
        Proposals = proposals;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < proposals.Count; i++)
            if (!numbers.TryAdd(proposals[i], i)) throw new ArgumentException($"The proposal “{proposals[i]}” stands twice.", nameof(proposals));
        Orders = [.. ballots.Where(ballot => ballot.Choices.Count > 0).Select(ballot => OrderOf(ballot, numbers))];
        support = new int[proposals.Count];
        foreach (var order in Orders)
            foreach (var proposal in order) support[proposal]++;
    }

    public IReadOnlyList<string> Proposals { get; }

    /// <summary>Ballots that name something.</summary>
    public int Count => Orders.Length;

    /// <summary>The ballots as places in <see cref="Proposals"/>.</summary>
    internal int[][] Orders { get; }

    /// <summary>How many ballots name the proposal at this place.</summary>
    internal int SupportOf(int proposal) => support[proposal];

    private static int[] OrderOf(Ballot ballot, Dictionary<string, int> numbers)
    {
        var order = new int[ballot.Choices.Count];
        for (var i = 0; i < order.Length; i++)
        {
            if (!numbers.TryGetValue(ballot.Choices[i], out order[i])) throw new ArgumentException($"The round has no proposal “{ballot.Choices[i]}”.", nameof(ballot));
            if (Array.IndexOf(order, order[i], 0, i) >= 0) throw new ArgumentException($"A ballot names “{ballot.Choices[i]}” twice.", nameof(ballot));
        }
        return order;
    }
}
