using ChainatBot.Storage;
using ChainatBot.Summaries;

namespace ChainatBot.Exports;

/// <summary>What <c>export opinions</c> was asked. Days are inclusive; null is open; a null tambon is all.</summary>
public sealed record ExportRequest(ExportFormat Format, string? Tambon = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>The verb <c>export opinions</c>.</summary>
/// <param name="tambons">Codes of the tambons that exist; <see cref="SummaryCommand.PlaceUntold"/> is added.</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class ExportCommand(ITableStore store, IReadOnlyCollection<string> tambons, TextWriter words)
{
    /// <summary>Writes the opinions; 0, or 1 where they don't fit into the format, or 2 where the request makes no sense.</summary>
    public async Task<int> RunAsync(ExportRequest request, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        string[] everywhere = [.. tambons.Append(SummaryCommand.PlaceUntold).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (request.Tambon is { } tambon && !everywhere.Contains(tambon, StringComparer.Ordinal))
        {
            await words.WriteLineAsync($"There is no tambon with code '{tambon}'. Codes have six digits, for example 180101; {SummaryCommand.PlaceUntold} holds opinions without a place.");
            return 2;
        }
        if (request.From > request.To)
        {
            await words.WriteLineAsync("--from is later than --to.");
            return 2;
        }
        var opinions = new OpinionExport(store).ReadAsync(request.Tambon is null ? everywhere : [request.Tambon], request.From, request.To, cancellationToken);
        try
        {
            await ExportWriter.WriteAsync(opinions, request.Format, output, cancellationToken);
            return 0;
        }
        catch (SheetFullException fault)
        {
            await words.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
