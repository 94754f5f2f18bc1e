namespace ChainatBot.Summaries;

/// <summary>
/// Where the time of a set of opinions may be cut so that no run of blocks, and no run less a shorter run inside it, is a
/// group of 1 to k−1 people.
/// </summary>
/// <remarks>
/// For all runs of blocks the count, and what a block more at either end adds to it, is 0 or ≥ k; longer differences are
/// sums of these. Leaving out a cut keeps that true, hence cuts are tried one by one in order of preference, and cuts that
/// are safe for several sets are found by handing the survivors on from set to set.
/// </remarks>
internal static class SafeCuts
{
    /// <summary>Those of <paramref name="candidates"/> that are safe together, in the given order.</summary>
    /// <param name="alsoSafe">A further condition on every run, or null.</param>
    public static IReadOnlyList<int> Choose(PeopleInDays set, IReadOnlyList<int> candidates, int k, Func<int, int, bool>? alsoSafe = null)
    {
        var cuts = new List<int> { 0, set.Days };
        var chosen = new List<int>();
        foreach (var candidate in candidates)
        {
            var at = ~cuts.BinarySearch(candidate);
            if (at < 0 || !IsSafe(set, cuts, at, candidate, k, alsoSafe)) continue;
            cuts.Insert(at, candidate);
            chosen.Add(candidate);
        }
        return chosen;
    }

    private static bool IsSafe(PeopleInDays set, List<int> cuts, int at, int cut, int k, Func<int, int, bool>? alsoSafe)
    {
        bool Ok(int people) => people == 0 || people >= k;
        var (before, after) = (cuts[at - 1], cuts[at]);
        for (var i = at - 1; i >= 0; i--)
        {
            var start = cuts[i];
            var run = set.People(start, cut);
            if (!Ok(run - set.People(start, before)) || !Ok(set.People(start, after) - run)) return false;
            if (i < at - 1 && !Ok(run - set.People(cuts[i + 1], cut))) return false;
            if (alsoSafe is not null && !alsoSafe(start, cut)) return false;
        }
        for (var i = at; i < cuts.Count; i++)
        {
            var end = cuts[i];
            var run = set.People(cut, end);
            if (!Ok(run - set.People(after, end)) || !Ok(set.People(before, end) - run)) return false;
            if (i > at && !Ok(run - set.People(cut, cuts[i - 1]))) return false;
            if (alsoSafe is not null && !alsoSafe(cut, end)) return false;
        }
        return true;
    }
}
