namespace ChainatBot.Summaries;

/// <summary>A run of days that may be seen, inside the window that was asked.</summary>
public sealed record ReleasedDays
{
    private readonly int first;
    private readonly int end;

    private ReleasedDays(int start, int stop, int first, int end) => (Start, End, this.first, this.end) = (start, stop, first, end);

    public int Start { get; }
    public int End { get; }
    public int Length => End - Start;
    public bool IsEmpty => Start == End;

    /// <summary>Some of what was said in the window is left out.</summary>
    public bool IsShortened => Start > first || End < end;

    /// <summary>The longest run between bounds inside the window; null where the window has days and the run has none.</summary>
    internal static ReleasedDays? Within(int[] bounds, int first, int end)
    {
        var start = bounds.First(bound => bound >= first);
        var stop = bounds.Last(bound => bound <= end);
        return start > stop || (start == stop && first < end) ? null : new ReleasedDays(start, stop, first, end);
    }

    /// <summary>As much of the same window as other bounds allow; null where that is less than half, and would mislead.</summary>
    internal ReleasedDays? Within(int[] bounds) => Within(bounds, first, end) is { } run && 2 * run.Length >= Length ? run : null;
}

/// <summary>Which labels stand alone and which are joined; together they hold everybody.</summary>
internal sealed record DimensionPartition(IReadOnlyDictionary<string, PeopleInDays> Alone, PeopleInDays Rest, int Withheld, bool RestIsUnlabelledOnly)
{
    public bool ShowsAlone(string? label) => label is null ? RestIsUnlabelledOnly : Alone.ContainsKey(label);
}

/// <summary>The cells of one dimension that may be seen, how many labels are not seen by themselves, and the days it covers (null: it is withheld).</summary>
public sealed record ReleasedDimension(IReadOnlyList<ReleasedCell> Cells, int Withheld, ReleasedDays? Days);

/// <summary>One dimension (topics, villages …) as it may be seen in any window; made by <see cref="Suppression.By"/>.</summary>
public sealed class DimensionRelease
{
    private readonly DimensionPartition? whole;
    private readonly DimensionPartition? shorter;
    private readonly int[] bounds;
    private readonly PeopleInDays total;
    private readonly int k;
    private readonly int labels;

    internal DimensionRelease(DimensionPartition? whole, DimensionPartition? shorter, int[] bounds, PeopleInDays total, int k, int labels) =>
        (this.whole, this.shorter, this.bounds, this.total, this.k, this.labels) = (whole, shorter, bounds, total, k, labels);

    /// <summary>The cells, where the total is told over the given days. Labels that stand alone are there even with nobody in these days.</summary>
    public ReleasedDimension Over(ReleasedDays over)
    {
        if (over.IsEmpty) return new ReleasedDimension([], 0, over);
        if (PartitionFor(over) is not { } partition || RunFor(over) is not { } run) return new ReleasedDimension([], labels, null);
        var cells = partition.Alone
            .Select(cell => new ReleasedCell(cell.Key, cell.Value.People(run.Start, run.End), cell.Value.Opinions(run.Start, run.End)))
            .OrderByDescending(cell => cell.People).ThenBy(cell => cell.Label, StringComparer.Ordinal)
            .ToList();
        if (partition.Rest.People(run.Start, run.End) is > 0 and var people)
            cells.Add(new ReleasedCell(null, people, partition.Rest.Opinions(run.Start, run.End)));
        // Over fewer days than the total, people in several cells can make the remainder look like a small group; it is none, but who can tell.
        var remainder = total.People(over.Start, over.End) - cells.Sum(cell => cell.People);
        return remainder > 0 && remainder < k
            ? new ReleasedDimension([], labels, null)
            : new ReleasedDimension(cells, partition.Withheld, run);
    }

    /// <summary>True where the label's own figure is to be seen (for null: of those without a label, nobody joined to them).</summary>
    public bool ShowsAlone(string? label, ReleasedDays over) => Over(over).Days is { IsEmpty: false } && PartitionFor(over)!.ShowsAlone(label);

    internal bool HasCut(int cut) => bounds.Contains(cut);

    internal bool IsWhole(ReleasedDays run) => run.Length == total.Days;

    private DimensionPartition? PartitionFor(ReleasedDays over) => IsWhole(over) ? whole : shorter;

    private ReleasedDays? RunFor(ReleasedDays over) => IsWhole(over) ? over : over.Within(bounds);
}

/// <summary>A subset of one cell (a group of like opinions) as it may be seen in any window; made by <see cref="Suppression.Subset"/>.</summary>
public sealed class SubsetRelease
{
    private readonly DimensionRelease dimension;
    private readonly string? label;
    private readonly int? people;
    private readonly Lazy<(PeopleInDays Counted, int[] Bounds)> shorter;

    internal SubsetRelease(DimensionRelease dimension, string? label, int? people, Func<(PeopleInDays, int[])> shorter) =>
        (this.dimension, this.label, this.people, this.shorter) = (dimension, label, people, new Lazy<(PeopleInDays, int[])>(shorter));

    /// <summary>Its distinct people and the days in which they are counted; null where it may not be told.</summary>
    public (int People, ReleasedDays Days)? Over(ReleasedDays over)
    {
        if (people is not { } all || !dimension.ShowsAlone(label, over)) return null;
        if (dimension.IsWhole(over)) return (all, over);
        return over.Within(shorter.Value.Bounds) is { } run ? (shorter.Value.Counted.People(run.Start, run.End), run) : null;
    }
}
