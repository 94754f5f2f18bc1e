namespace ChainatBot.Priorities.Counting;

/// <summary>The order by Schulze's method, and the table it was made from.</summary>
/// <param name="Ranking">Best first; ids that tie stand together, in the order of the round's file.</param>
/// <param name="Pairwise">For each pair, how many ballots put the one before the other.</param>
public sealed record SchulzeResult(IReadOnlyList<IReadOnlyList<string>> Ranking, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Pairwise);

/// <summary>
/// Schulze's method with winning votes: a proposal stands before another where its strongest chain of pairwise wins over it
/// is stronger than the other's back. What a ballot names is before what it does not; between two not named it says nothing.
/// </summary>
/// <remarks>
/// Source: M. Schulze, “The Schulze Method of Voting”, arXiv:1804.02973. “Beats” is transitive but “ties” is not, so the
/// groups are made from the top: first those that none beats, then those that none of the rest beats, and so on.
/// </remarks>
public static class Schulze
{
    public static SchulzeResult Rank(BallotBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        var ids = box.Proposals;
        var preferred = Pairwise(box);
        var strength = StrongestChains(preferred);

        var ranking = new List<IReadOnlyList<string>>();
        var rest = Enumerable.Range(0, ids.Count).ToList();
        while (rest.Count > 0)
        {
            var unbeaten = rest.Where(a => rest.TrueForAll(b => strength[b, a] <= strength[a, b])).ToList();
            ranking.Add([.. unbeaten.Select(a => ids[a])]);
            rest.RemoveAll(unbeaten.Contains);
        }

        var table = new Dictionary<string, IReadOnlyDictionary<string, int>>(ids.Count, StringComparer.Ordinal);
        for (var a = 0; a < ids.Count; a++)
        {
            var row = new Dictionary<string, int>(ids.Count, StringComparer.Ordinal);
            for (var b = 0; b < ids.Count; b++)
                if (a != b) row[ids[b]] = preferred[a, b];
            table[ids[a]] = row;
        }
        return new SchulzeResult(ranking, table);
    }

    /// <summary>[a, b]: ballots that put a before b.</summary>
    internal static int[,] Pairwise(BallotBox box)
    {
        var n = box.Proposals.Count;
        var preferred = new int[n, n];
        var before = new bool[n];
        foreach (var order in box.Orders)
        {
            Array.Clear(before);
            foreach (var a in order)
            {
                before[a] = true;
                for (var b = 0; b < n; b++)
                    if (!before[b]) preferred[a, b]++;
            }
        }
        return preferred;
    }

    private static int[,] StrongestChains(int[,] preferred)
    {
        var n = preferred.GetLength(0);
        var strength = new int[n, n];
        for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
                if (preferred[a, b] > preferred[b, a]) strength[a, b] = preferred[a, b];
        for (var over = 0; over < n; over++)
            for (var a = 0; a < n; a++)
                for (var b = 0; b < n; b++)
                    if (a != b) strength[a, b] = Math.Max(strength[a, b], Math.Min(strength[a, over], strength[over, b]));
        return strength;
    }
}
