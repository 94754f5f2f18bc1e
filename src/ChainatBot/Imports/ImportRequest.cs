using System.Collections.Concurrent;

namespace ChainatBot.Imports;

/// <summary>What <c>import</c> was asked.</summary>
/// <param name="Batch">The papers' own name: with a paper's number it names a person. Null: the file's name without its ending.</param>
/// <param name="On">The day on which the papers were written; null: today, and what was imported before keeps its day.</param>
/// <param name="DryRun">Only look.</param>
public sealed record ImportRequest(string File, string Tambon, string? Batch = null, DateOnly? On = null, bool DryRun = false)
{
    public string BatchName => string.IsNullOrWhiteSpace(Batch) ? Path.GetFileNameWithoutExtension(File) : Batch.Trim();
}

/// <summary>What an import did, or would do: opinions, or sheets of a survey.</summary>
public sealed record ImportCount(int Papers, int New, int Changed, int Unchanged, int Removed)
{
    /// <summary>Papers know nothing of one another, and the store writes together what waits together.</summary>
    private const int AtOnce = 16;

    public static ImportCount operator +(ImportCount one, ImportCount other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(one.Papers + other.Papers, one.New + other.New, one.Changed + other.Changed, one.Unchanged + other.Unchanged, one.Removed + other.Removed);
    }

    /// <summary>Keeps every paper and adds up what that did.</summary>
    internal static async Task<ImportCount> OfAsync<T>(IEnumerable<T> papers, Func<T, CancellationToken, Task<ImportCount>> keep, CancellationToken cancellationToken)
    {
        var kept = new ConcurrentBag<ImportCount>();
        await Parallel.ForEachAsync(
            papers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (paper, token) => kept.Add(await keep(paper, token)));
        return kept.Aggregate(new ImportCount(0, 0, 0, 0, 0), (sum, one) => sum + one);
    }
}
