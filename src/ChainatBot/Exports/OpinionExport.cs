using System.Runtime.CompilerServices;
using ChainatBot.Storage;
using ChainatBot.Summaries;

namespace ChainatBot.Exports;

/// <summary>
/// Reads opinions for an export, by day, then id. Stored rows lie by person; in that order a reader could tell what one
/// person said, so they are never handed on in it.
/// </summary>
/// <param name="rowsInMemory">
/// So many rows are sorted at a time. Tables with more are read once for every so many rows, day ranges one after
/// the other, so that memory does not grow with the table (a single day is always sorted whole).
/// </param>
public sealed class OpinionExport(ITableStore store, int rowsInMemory = 100_000)
{
    private const string Table = "Opinions";
    private const string Shards = "0123456789abcdef";

    /// <summary>Opinions of the tambons between two days, both inclusive; null is open. Hidden ones are left out.</summary>
    public async IAsyncEnumerable<ExportedOpinion> ReadAsync(IReadOnlyCollection<string> tambons, DateOnly? from = null, DateOnly? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var perDay = new SortedDictionary<DateOnly, int>();
        var all = new List<(DateOnly Day, ExportedOpinion Opinion)>();
        await foreach (var (day, row) in RowsAsync(tambons, from, to, cancellationToken))
        {
            perDay[day] = perDay.GetValueOrDefault(day) + 1;
            if (all.Count <= rowsInMemory) all.Add((day, ExportedOpinion.Of(row)));
        }
        if (all.Count <= rowsInMemory)
        {
            foreach (var opinion in Sorted(all)) yield return opinion;
            yield break;
        }
        all = [];
        foreach (var (first, last) in Ranges(perDay))
        {
            var part = new List<(DateOnly, ExportedOpinion)>();
            await foreach (var (day, row) in RowsAsync(tambons, first, last, cancellationToken)) part.Add((day, ExportedOpinion.Of(row)));
            foreach (var opinion in Sorted(part)) yield return opinion;
        }
    }

    private static IEnumerable<ExportedOpinion> Sorted(List<(DateOnly Day, ExportedOpinion Opinion)> opinions) => opinions
        .OrderBy(o => o.Day)
        .ThenBy(o => o.Opinion.Id, StringComparer.Ordinal)
        .ThenBy(o => o.Opinion.Reference, StringComparer.Ordinal)
        .Select(o => o.Opinion);

    private IEnumerable<(DateOnly First, DateOnly Last)> Ranges(SortedDictionary<DateOnly, int> perDay)
    {
        var (first, last, rows) = (DateOnly.MinValue, DateOnly.MinValue, 0);
        foreach (var (day, count) in perDay)
        {
            if (rows > 0 && rows + count > rowsInMemory)
            {
                yield return (first, last);
                rows = 0;
            }
            if (rows == 0) first = day;
            (last, rows) = (day, rows + count);
        }
        if (rows > 0) yield return (first, last);
    }

    private async IAsyncEnumerable<(DateOnly Day, TableRow Row)> RowsAsync(IReadOnlyCollection<string> tambons, DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tambon in tambons)
        {
            foreach (var shard in Shards)
            {
                await foreach (var row in store.RowsAsync(Table, $"{tambon}-{shard}", cancellationToken: cancellationToken))
                {
                    if (row.GetBoolean("Hidden") is true) continue;
                    var day = Contribution.DayOf(row);
                    if ((from is { } f && day < f) || (to is { } t && day > t)) continue;
                    yield return (day, row);
                }
            }
        }
    }
}
