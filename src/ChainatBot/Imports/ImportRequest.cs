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
public sealed record ImportCount(int Papers, int New, int Changed, int Unchanged, int Removed);
