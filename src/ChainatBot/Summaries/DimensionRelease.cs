namespace ChainatBot.Summaries;

/// <summary>Which labels stand alone and which are joined; together they hold everybody.</summary>
internal sealed record DimensionPartition(IReadOnlyDictionary<string, PeopleInDays> Alone, PeopleInDays Rest, int Withheld, bool RestIsUnlabelledOnly);

/// <summary>One dimension (topics, villages …) as it may be seen in any window; made by <see cref="Suppression.By"/>.</summary>
public sealed class DimensionRelease
{
    private readonly DimensionPartition? whole;
    private readonly DimensionPartition? shorter;
    private readonly int[] bounds;
    private readonly int days;
    private readonly int labels;

    internal DimensionRelease(DimensionPartition? whole, DimensionPartition? shorter, int[] bounds, int days, int labels) =>
        (this.whole, this.shorter, this.bounds, this.days, this.labels) = (whole, shorter, bounds, days, labels);

    /// <summary>The cells over days that may be seen. Labels that stand alone are there even with nobody in these days.</summary>
    public ReleasedDimension Over(ReleasedDays over)
    {
        if (over.IsEmpty) return new ReleasedDimension([], 0, true);
        if (PartitionFor(over) is not { } partition) return new ReleasedDimension([], labels, false);
        var cells = partition.Alone
            .Select(cell => new ReleasedCell(cell.Key, cell.Value.People(over.Start, over.End), cell.Value.Opinions(over.Start, over.End)))
            .OrderByDescending(cell => cell.People).ThenBy(cell => cell.Label, StringComparer.Ordinal)
            .ToList();
        if (partition.Rest.People(over.Start, over.End) is > 0 and var people)
            cells.Add(new ReleasedCell(null, people, partition.Rest.Opinions(over.Start, over.End)));
        return new ReleasedDimension(cells, partition.Withheld, true);
    }

    /// <summary>True where the label's own figure is to be seen (for null: of those without a label, nobody joined to them).</summary>
    public bool ShowsAlone(string? label, ReleasedDays over) =>
        PartitionFor(over) is { } partition && (label is null ? partition.RestIsUnlabelledOnly : partition.Alone.ContainsKey(label));

    internal bool HasCut(int cut) => bounds.Contains(cut);

    private DimensionPartition? PartitionFor(ReleasedDays over) =>
        over is { Start: 0 } && over.End == days ? whole
        : bounds.Contains(over.Start) && bounds.Contains(over.End) ? shorter
        : null;
}
