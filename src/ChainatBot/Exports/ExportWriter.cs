using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace ChainatBot.Exports;

/// <summary>Forms of <c>export --format</c>.</summary>
public enum ExportFormat { Jsonl, Csv, Xlsx }

/// <summary>Writes exported opinions as they come: JSON lines, CSV that Excel opens as Thai, or a workbook.</summary>
public static class ExportWriter
{
    /// <summary>Rows of an Excel sheet, less the heading.</summary>
    public const int MaximumSheetRows = 1_048_575;

    private const int MaximumCellLength = 32_767;
    private static readonly string[] Columns = ["id", "reference", "tambon", "village", "topic", "reach", "kind", "text", "receivedOn", "status"];

    private static readonly ExportedOpinionJson Json = new(new JsonSerializerOptions(ExportedOpinionJson.Default.Options)
    {
        // Safe here: this goes into a file, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <exception cref="SheetFullException">More opinions than a sheet holds.</exception>
    public static Task WriteAsync(IAsyncEnumerable<ExportedOpinion> opinions, ExportFormat format, Stream output, CancellationToken cancellationToken = default) => format switch
    {
        ExportFormat.Csv => WriteCsvAsync(opinions, output, cancellationToken),
        ExportFormat.Xlsx => WriteXlsxAsync(opinions, output, cancellationToken),
        _ => WriteJsonlAsync(opinions, output, cancellationToken),
    };

    private static async Task WriteJsonlAsync(IAsyncEnumerable<ExportedOpinion> opinions, Stream output, CancellationToken cancellationToken)
    {
        var buffered = new BufferedStream(output, 64 * 1024);
        await foreach (var opinion in opinions.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(buffered, opinion, Json.ExportedOpinion, cancellationToken);
            buffered.WriteByte((byte)'\n');
        }
        await buffered.FlushAsync(cancellationToken);
    }

    private static async Task WriteCsvAsync(IAsyncEnumerable<ExportedOpinion> opinions, Stream output, CancellationToken cancellationToken)
    {
        // The byte order mark is what makes Excel read UTF-8; escaping keeps “=…” from becoming a formula.
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        foreach (var column in Columns) csv.WriteField(column);
        await csv.NextRecordAsync();
        await foreach (var opinion in opinions.WithCancellation(cancellationToken))
        {
            csv.WriteField(opinion.Id);
            csv.WriteField(opinion.Reference);
            csv.WriteField(opinion.Tambon);
            csv.WriteField(opinion.Village);
            csv.WriteField(opinion.Topic);
            csv.WriteField(opinion.Reach);
            csv.WriteField(opinion.Kind);
            csv.WriteField(opinion.Text);
            csv.WriteField(opinion.ReceivedOn);
            csv.WriteField(opinion.Status);
            await csv.NextRecordAsync();
        }
        await csv.FlushAsync();
    }

    private static async Task WriteXlsxAsync(IAsyncEnumerable<ExportedOpinion> opinions, Stream output, CancellationToken cancellationToken)
    {
        // A zip needs to seek, standard output can't. The file is gone when it is closed.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var workbook = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        // MiniExcel writes from an ordinary sequence; it runs on a thread of its own while rows are awaited.
        await Task.Factory.StartNew(
            () => workbook.SaveAs(Rows(opinions.ToBlockingEnumerable(cancellationToken)), sheetName: "opinions"),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        workbook.Position = 0;
        await workbook.CopyToAsync(output, cancellationToken);
    }

    private static IEnumerable<Dictionary<string, object?>> Rows(IEnumerable<ExportedOpinion> opinions)
    {
        var rows = 0;
        foreach (var opinion in opinions)
        {
            if (++rows > MaximumSheetRows) throw new SheetFullException($"An Excel sheet holds {MaximumSheetRows} opinions; choose a tambon or a period, or csv.");
            yield return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = opinion.Id,
                ["reference"] = opinion.Reference,
                ["tambon"] = opinion.Tambon,
                ["village"] = opinion.Village,
                ["topic"] = opinion.Topic,
                ["reach"] = opinion.Reach,
                ["kind"] = opinion.Kind,
                ["text"] = CellText(opinion.Text),
                ["receivedOn"] = opinion.ReceivedOn,
                ["status"] = opinion.Status,
            };
        }
    }

    /// <summary>What a cell can hold: no control characters but the line break, whole surrogate pairs, at most 32,767 units.</summary>
    private static string? CellText(string? text)
    {
        if (text is null) return null;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((Rune.IsControl(rune) && rune.Value != '\n') || rune.Value is 0xFFFE or 0xFFFF) continue;
            if (kept.Length + rune.Utf16SequenceLength > MaximumCellLength) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString();
    }
}

/// <summary>There is more to export than an Excel sheet holds.</summary>
public sealed class SheetFullException(string message) : Exception(message);
