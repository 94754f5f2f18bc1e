namespace ChainatBot.Summaries;

/// <summary>
/// A two-way table that may be seen: every cell has 0 or at least k people, and no row tells of all its people that they
/// share one column. Nothing inside is blanked, so no margin can fill a blank: rows and columns that would tell too much
/// are joined into one without a label (null), in the worst case down to a single cell.
/// </summary>
/// <param name="People">Distinct people by row, then column.</param>
public sealed record CrossTable(IReadOnlyList<string?> Rows, IReadOnlyList<string?> Columns, IReadOnlyList<IReadOnlyList<int>> People)
{
    /// <summary>Counts people by a row attribute that others may know of them (village) and a column attribute that they told.</summary>
    public static CrossTable Of(IReadOnlyList<(string Person, string? Row, string? Column)> said, int minimumGroupSize)
    {
        ArgumentNullException.ThrowIfNull(said);
        var rows = new Lines(said.Select(s => (s.Person, s.Row)));
        var columns = new Lines(said.Select(s => (s.Person, s.Column)));
        if (rows.AllPeople < minimumGroupSize) return new CrossTable([], [], []);
        while (rows.Smallest < minimumGroupSize && rows.Count > 1) rows.Join(rows.SmallestAt);
        while (columns.Smallest < minimumGroupSize && columns.Count > 1) columns.Join(columns.SmallestAt);
        while (true)
        {
            var people = Count(said, rows, columns);
            var (row, column) = FirstSmall(people, minimumGroupSize);
            if (row < 0 && UnanimousRow(people) is >= 0 and var unanimous) (row, column) = (unanimous, -1);
            if (row < 0) return new CrossTable(rows.Labels, columns.Labels, people);
            if (column < 0 || columns.Count == 1 || (rows.Count > 1 && rows.People(row) <= columns.People(column))) rows.Join(row);
            else columns.Join(column);
        }
    }

    /// <summary>The first row that says the same of all its people, or −1. One row, or one column, tells no more than its margin.</summary>
    public static int UnanimousRow(IReadOnlyList<IReadOnlyList<int>> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (people.Count < 2 || people[0].Count < 2) return -1;
        for (var row = 0; row < people.Count; row++)
            if (people[row].Count(cell => cell > 0) == 1) return row;
        return -1;
    }

    private static (int Row, int Column) FirstSmall(int[][] people, int k)
    {
        for (var row = 0; row < people.Length; row++)
            for (var column = 0; column < people[row].Length; column++)
                if (people[row][column] > 0 && people[row][column] < k) return (row, column);
        return (-1, -1);
    }

    private static int[][] Count(IReadOnlyList<(string Person, string? Row, string? Column)> said, Lines rows, Lines columns)
    {
        var cells = said.Select(s => (Row: rows.IndexOf(s.Row), Column: columns.IndexOf(s.Column), s.Person)).Distinct().CountBy(s => (s.Row, s.Column)).ToDictionary();
        return [.. Enumerable.Range(0, rows.Count).Select(r => Enumerable.Range(0, columns.Count).Select(c => cells.GetValueOrDefault((r, c))).ToArray())];
    }

    /// <summary>The rows or the columns, of which any two may be joined.</summary>
    private sealed class Lines
    {
        private readonly List<(HashSet<(bool HasLabel, string Label)> Labels, HashSet<string> People)> lines;

        public Lines(IEnumerable<(string Person, string? Label)> said) =>
            lines = [.. said.GroupBy(s => Named(s.Label)).OrderBy(line => line.Key.Label, StringComparer.Ordinal)
                .Select(line => (new HashSet<(bool, string)> { line.Key }, line.Select(s => s.Person).ToHashSet(StringComparer.Ordinal)))];

        public int Count => lines.Count;
        public int AllPeople => lines.SelectMany(line => line.People).Distinct(StringComparer.Ordinal).Count();
        public int Smallest => lines.Min(line => line.People.Count);
        public int SmallestAt => lines.FindIndex(line => line.People.Count == Smallest);
        public IReadOnlyList<string?> Labels => [.. lines.Select(line => IsRest(line.Labels) ? null : line.Labels.Single().Label)];

        public int People(int line) => lines[line].People.Count;

        public int IndexOf(string? label) => lines.FindIndex(line => line.Labels.Contains(Named(label)));

        /// <summary>Joins a line to the one without a label or, where it is that itself or there is none, to the smallest other one.</summary>
        public void Join(int line)
        {
            var rest = lines.FindIndex(other => IsRest(other.Labels));
            if (rest < 0 || rest == line)
                rest = Enumerable.Range(0, lines.Count).Where(i => i != line).MinBy(i => lines[i].People.Count);
            lines[rest].Labels.UnionWith(lines[line].Labels);
            lines[rest].People.UnionWith(lines[line].People);
            lines.RemoveAt(line);
        }

        private static bool IsRest(HashSet<(bool HasLabel, string Label)> labels) => labels.Count > 1 || !labels.Single().HasLabel;

        private static (bool HasLabel, string Label) Named(string? label) => (label is not null, label ?? "");
    }
}
