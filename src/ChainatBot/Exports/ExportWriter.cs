using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace ChainatBot.Exports;

/// <summary>Forms of <c>export --format</c>.</summary>
public enum ExportFormat { Jsonl, Csv, Xlsx }

/// <summary>What rows of one kind look like in each form.</summary>
/// <param name="Name">The workbook's sheet, and the word for rows in messages: opinions, answers …</param>
/// <param name="Json">How a row is written as a line of JSON.</param>
/// <param name="Columns">The columns of CSV and workbook, in the order of the contract.</param>
public sealed record ExportTable<T>(string Name, JsonTypeInfo<T> Json, IReadOnlyList<(string Name, Func<T, object?> Value)> Columns)
{
    /// <summary>For files, which are never HTML: Thai is written as Thai.</summary>
    internal static JsonSerializerOptions Readable(JsonSerializerOptions options) => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>Writes exported rows as they come: JSON lines, CSV that Excel opens as Thai, or a workbook.</summary>
public static class ExportWriter
{
    /// <summary>Rows of an Excel sheet, less the heading.</summary>
    public const int MaximumSheetRows = 1_048_575;

    private const int MaximumCellLength = 32_767;

    /// <exception cref="SheetFullException">More rows than a sheet holds.</exception>
    public static Task WriteAsync<T>(IAsyncEnumerable<T> rows, ExportTable<T> table, ExportFormat format, Stream output, CancellationToken cancellationToken = default) => format switch
    {
        ExportFormat.Csv => WriteCsvAsync(rows, table, output, cancellationToken),
        ExportFormat.Xlsx => WriteXlsxAsync(rows, table, output, cancellationToken),
        _ => WriteJsonlAsync(rows, table, output, cancellationToken),
    };

    private static async Task WriteJsonlAsync<T>(IAsyncEnumerable<T> rows, ExportTable<T> table, Stream output, CancellationToken cancellationToken)
    {
        var buffered = new BufferedStream(output, 64 * 1024);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(buffered, row, table.Json, cancellationToken);
            buffered.WriteByte((byte)'\n');
        }
        await buffered.FlushAsync(cancellationToken);
    }

    private static async Task WriteCsvAsync<T>(IAsyncEnumerable<T> rows, ExportTable<T> table, Stream output, CancellationToken cancellationToken)
    {
        // The byte order mark is what makes Excel read UTF-8; escaping keeps “=…” from becoming a formula.
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape });
        foreach (var (column, _) in table.Columns) csv.WriteField(column);
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var (_, value) in table.Columns)
            {
                if (value(row) is int number) csv.WriteField(number);
                else csv.WriteField(value(row) as string);
            }
            await csv.NextRecordAsync();
        }
        await csv.FlushAsync();
    }

    private static async Task WriteXlsxAsync<T>(IAsyncEnumerable<T> rows, ExportTable<T> table, Stream output, CancellationToken cancellationToken)
    {
        // A zip needs to seek, standard output can't. The file is gone when it is closed.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var workbook = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        // MiniExcel writes from an ordinary sequence; it runs on a thread of its own while rows are awaited.
        await Task.Factory.StartNew(
            () => workbook.SaveAs(Cells(rows.ToBlockingEnumerable(cancellationToken), table), sheetName: table.Name),
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        workbook.Position = 0;
        await workbook.CopyToAsync(output, cancellationToken);
    }

    private static IEnumerable<Dictionary<string, object?>> Cells<T>(IEnumerable<T> rows, ExportTable<T> table)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if (++count > MaximumSheetRows) throw new SheetFullException($"An Excel sheet holds {MaximumSheetRows} {table.Name}; choose a tambon or a period, or csv.");
            yield return table.Columns.ToDictionary(c => c.Name, c => c.Value(row) is string text ? CellText(text) : c.Value(row), StringComparer.Ordinal);
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
