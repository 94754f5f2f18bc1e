using System.Text;

namespace ChainatBot.Summaries;

/// <summary>Forms of <c>summary --format</c>.</summary>
public enum SummaryFormat { Text, Json, Docx }

/// <summary>What <c>summary</c> was asked. Days are inclusive; null is open. Without <paramref name="Output"/> it goes to standard output.</summary>
public sealed record SummaryRequest(string Tambon, DateOnly? From = null, DateOnly? To = null, SummaryFormat Format = SummaryFormat.Text, string? Output = null);

/// <summary>The verbs <c>summary</c> and <c>rebuild summaries</c>.</summary>
/// <param name="tambons">Codes of the tambons that exist; <see cref="PlaceUntold"/> is added.</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class SummaryCommand(SummaryService summaries, IReadOnlyCollection<string> tambons, TextWriter words)
{
    /// <summary>The code under which opinions count whose place was not told.</summary>
    public const string PlaceUntold = "000000";

    /// <summary>Writes the summary; 0, or 1 where the file can't be written, or 2 where the request makes no sense.</summary>
    public async Task<int> RunAsync(SummaryRequest request, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Everywhere().Contains(request.Tambon, StringComparer.Ordinal))
        {
            await words.WriteLineAsync($"There is no tambon with code '{request.Tambon}'. Codes have six digits and start with 18, for example 180101; {PlaceUntold} holds opinions without a place.");
            return 2;
        }
        if (request.From > request.To)
        {
            await words.WriteLineAsync("--from is later than --to.");
            return 2;
        }
        var view = await summaries.SummarizeAsync(request.Tambon, request.From, request.To, cancellationToken);
        byte[] bytes = request.Format switch
        {
            SummaryFormat.Json => [.. SummaryJson.Write(view), (byte)'\n'],
            SummaryFormat.Docx => SummaryDocument.Write(view, summaries.Options),
            _ => Encoding.UTF8.GetBytes(SummaryText.Long(view, summaries.Options, int.MaxValue) + "\n"),
        };
        if (request.Output is not { } file)
        {
            await output.WriteAsync(bytes, cancellationToken);
            return 0;
        }
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellationToken);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await words.WriteLineAsync($"{file} can't be written: {fault.Message}");
            return 1;
        }
    }

    /// <summary>Builds the snapshots of all tambons, or of one, anew.</summary>
    public async Task<int> RebuildAsync(string? tambon = null, CancellationToken cancellationToken = default)
    {
        if (tambon is not null && !Everywhere().Contains(tambon, StringComparer.Ordinal))
        {
            await words.WriteLineAsync($"There is no tambon with code '{tambon}'.");
            return 2;
        }
        foreach (var code in tambon is null ? Everywhere() : [tambon])
            await summaries.RebuildAsync(code, cancellationToken);
        return 0;
    }

    private IEnumerable<string> Everywhere() => tambons.Append(PlaceUntold).Distinct(StringComparer.Ordinal);
}
