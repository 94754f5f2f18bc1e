using System.Numerics;

namespace ChainatBot.Summaries;

/// <summary>One thing somebody said on a day.</summary>
public readonly record struct Said(string Person, DateOnly Day);

/// <summary>One figure that may be seen: distinct people and what they said. A null label is “not told, or joined with others”.</summary>
public sealed record ReleasedCell(string? Label, int People, int Opinions);

/// <summary>
/// What may be seen of a population, for whatever windows are asked: every screen, chat message, export of figures and
/// document takes its numbers from here. The unit is the distinct person; k is <c>Privacy:MinimumGroupSize</c>.
/// </summary>
/// <remarks>
/// The rules, and why nobody who collects all views can subtract them down to a group of 1 to k−1 people:
/// <list type="number">
/// <item>A figure is 0 or counts at least k people; opinions are told only beside their people.</item>
/// <item>The cells of a dimension always cover everybody: labels with fewer than k people are joined, with what has no label
/// and if need be with the smallest labels above them, into one cell without a label that has at least k people. So total
/// less cells leaves nobody over, by people or by opinions, though a person may be in several cells.</item>
/// <item>Which labels are joined is decided once, on the whole period, and once more for all shorter windows together.
/// It never changes from window to window.</item>
/// <item>Time is cut where that is safe (<see cref="SafeCuts"/>) and a window shows the blocks that lie inside it. Cuts are
/// tried at the Thai fiscal year, months, weeks, then days. A dimension's cuts are a subset of the total's, safe for all its cells
/// together; it may therefore cover fewer days of a window than the total (at least half of them, or it is withheld).
/// Because every block has 0 or at least k people, the opinions in the difference of two windows do so too.</item>
/// <item>A subset (a group of like opinions) is shown only where its own cell stands alone in its dimension.</item>
/// </list>
/// Not treated as groups: overlaps (“spoke about both”), which cells of people with several opinions let one bound; what one
/// member of a group of k knows about the others; and what is learned by asking again after new opinions came.
/// </remarks>
public sealed class Suppression
{
    private readonly int k;
    private readonly int[] persons;
    private readonly int[] dayOf;
    private readonly DateOnly[] days;
    private readonly PeopleInDays total;
    private readonly IReadOnlyList<int> cuts;
    private readonly int[] bounds;

    public Suppression(IReadOnlyList<Said> said, int minimumGroupSize)
    {
        ArgumentNullException.ThrowIfNull(said);
        k = minimumGroupSize;
        days = [.. said.Select(s => s.Day).Distinct().Order()];
        dayOf = [.. said.Select(s => Array.BinarySearch(days, s.Day))];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        persons = [.. said.Select(s => numbers.TryGetValue(s.Person, out var number) ? number : numbers[s.Person] = numbers.Count)];
        total = Count(Enumerable.Range(0, said.Count));
        cuts = total.People(0, days.Length) < k ? [] : SafeCuts.Choose(total, CandidateCuts(), k);
        bounds = Bounds(cuts);
    }

    /// <summary>The days of a window that may be seen, or null where none of what was said in it may.</summary>
    public ReleasedDays? Over(DateOnly? from, DateOnly? to)
    {
        var first = from is { } f ? LowerBound(days, f) : 0;
        var end = to is { } t && t < DateOnly.MaxValue ? LowerBound(days, t.AddDays(1)) : days.Length;
        if (days.Length > 0 && total.People(0, days.Length) is var all && all < k) return null;
        // Days with opinions but no whole block: not “nobody”, but “cannot be said”.
        return ReleasedDays.Within(bounds, first, end);
    }

    /// <summary>Distinct people and opinions of all, over days that may be seen.</summary>
    public ReleasedCell Total(ReleasedDays over) => new(null, total.People(over.Start, over.End), total.Opinions(over.Start, over.End));

    /// <summary>Divides the population by a label; <paramref name="label"/> is asked once for each index of what was said.</summary>
    public DimensionRelease By(Func<int, string?> label)
    {
        var indexes = Enumerable.Range(0, persons.Length).ToLookup(label);
        var sizes = indexes.Select(cell => (Label: cell.Key, People: cell.Select(i => persons[i]).Distinct().Count()))
            .OrderBy(cell => cell.People).ThenBy(cell => cell.Label, StringComparer.Ordinal).ToArray();
        if (total.People(0, days.Length) < k) return new DimensionRelease(null, null, [], total, k, sizes.Length);
        var counted = sizes.Where(cell => cell.Label is not null).ToDictionary(cell => cell.Label!, cell => Count(indexes[cell.Label]), StringComparer.Ordinal);

        var small = sizes.Where(cell => cell.Label is not null && cell.People < k).Select(cell => cell.Label!);
        var whole = Join(small, _ => true);
        var (shorter, shorterCuts) = ForShorterWindows(whole);
        return new DimensionRelease(whole, shorter, Bounds(shorterCuts), total, k, sizes.Length);

        // Joins the given labels and then, the smallest first, as many others as it takes to have k people who pass the test.
        DimensionPartition Join(IEnumerable<string> labels, Func<PeopleInDays, bool> passes)
        {
            var joined = labels.ToHashSet(StringComparer.Ordinal);
            var unlabelled = indexes.Contains(null);
            var fewUnlabelled = unlabelled && Small(sizes.First(cell => cell.Label is null).People);
            var more = new Queue<string>(sizes.Where(cell => cell.Label is not null && !joined.Contains(cell.Label)).Select(cell => cell.Label!));
            PeopleInDays rest;
            while (true)
            {
                rest = Count(indexes.Where(cell => cell.Key is null || joined.Contains(cell.Key)).SelectMany(cell => cell));
                var people = rest.People(0, days.Length);
                if (people == 0 || (people >= k && passes(rest)) || !more.TryDequeue(out var next)) break;
                joined.Add(next);
            }
            var alone = counted.Where(cell => !joined.Contains(cell.Key)).ToDictionary(StringComparer.Ordinal);
            return new DimensionPartition(alone, rest, joined.Count + (fewUnlabelled ? 1 : 0), unlabelled && joined.Count == 0);
        }

        // Cells that stand alone forbid cuts. For more and more of the wanted cuts, those cells that can't bear them are joined;
        // taken is what shows most cells, and then most days. Whatever is chosen is safe, only its use differs.
        (DimensionPartition Partition, IReadOnlyList<int> Cuts) ForShorterWindows(DimensionPartition whole)
        {
            var (best, bestCuts, bestScore) = (whole, CutsFor(whole, whole), 0);
            for (var wanted = 1; wanted <= cuts.Count; wanted *= 2)
            {
                var first = cuts.Take(wanted).ToArray();
                bool Bears(PeopleInDays cell) => SafeCuts.Choose(cell, first, k).Count == first.Length;
                var bearing = whole.Alone.Where(cell => Bears(cell.Value)).Select(cell => cell.Key).ToHashSet(StringComparer.Ordinal);
                var partition = Join(sizes.Select(cell => cell.Label).OfType<string>().Where(label => !bearing.Contains(label)), Bears);
                var score = partition.Alone.Count * partition.Alone.Count * BitOperations.Log2((uint)wanted + 1);
                if (score <= bestScore) continue;
                (best, bestCuts, bestScore) = (partition, CutsFor(partition, whole), score);
            }
            return (best, bestCuts);
        }

        IReadOnlyList<int> CutsFor(DimensionPartition partition, DimensionPartition whole)
        {
            var safe = cuts;
            foreach (var cell in partition.Alone.OrderBy(cell => cell.Key, StringComparer.Ordinal))
                safe = SafeCuts.Choose(cell.Value, safe, k);
            var (rest, wholeRest) = (partition.Rest, whole.Rest);
            // Both are shown without a label. They count different people, but their difference should not even look like a small group.
            bool Apart(int from, int to) =>
                rest.People(from, to) == 0
                || (!Small(wholeRest.People(0, days.Length) - rest.People(from, to)) && !Small(wholeRest.Opinions(0, days.Length) - rest.Opinions(from, to)));
            return SafeCuts.Choose(rest, safe, k, partition.Alone.Count == whole.Alone.Count ? null : Apart);
        }
    }

    /// <summary>
    /// A subset of one cell, as it may be seen in any window. <paramref name="dimension"/> and <paramref name="label"/> name the
    /// cell that holds the whole subset.
    /// </summary>
    public SubsetRelease Subset(IReadOnlyList<int> indexes, DimensionRelease dimension, string? label) => new(
        dimension, label, indexes.Select(i => persons[i]).Distinct().Count() is var people && people >= k ? people : null,
        () =>
        {
            var counted = Count(indexes);
            return (counted, Bounds(SafeCuts.Choose(counted, [.. cuts.Where(dimension.HasCut)], k)));
        });

    /// <summary>True where the thing said lies in days that may be seen.</summary>
    public bool Covers(ReleasedDays over, int index) => dayOf[index] >= over.Start && dayOf[index] < over.End;

    private bool Small(int people) => people > 0 && people < k;

    private PeopleInDays Count(IEnumerable<int> indexes) => new(indexes.Select(i => (persons[i], dayOf[i])), days.Length);

    private int[] Bounds(IEnumerable<int> inner) => [.. inner.Append(0).Append(days.Length).Distinct().Order()];

    /// <summary>Every day on which somebody spoke, the natural borders of planning first.</summary>
    private int[] CandidateCuts()
    {
        int Rank(int i) => (days[i - 1], days[i]) switch
        {
            var (a, b) when a.AddMonths(3).Year != b.AddMonths(3).Year => 0, // the fiscal year starts on 1 October
            var (a, b) when a.Year != b.Year || a.Month != b.Month => 1,
            var (a, b) when a.DayNumber / 7 != b.DayNumber / 7 => 2, // day number 0 was a Monday
            _ => 3,
        };
        return [.. Enumerable.Range(1, Math.Max(0, days.Length - 1)).OrderBy(Rank).ThenBy(i => i)];
    }

    private static int LowerBound(DateOnly[] days, DateOnly day)
    {
        var at = Array.BinarySearch(days, day);
        return at < 0 ? ~at : at;
    }
}
