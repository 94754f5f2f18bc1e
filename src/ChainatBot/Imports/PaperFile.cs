using System.Globalization;
using System.Text;
using ChainatBot.Understanding;
using CsvHelper;
using CsvHelper.Configuration;

namespace ChainatBot.Imports;

/// <summary>One row of a table of papers: where it stands, and its cells.</summary>
/// <param name="Line">Counted from 1, as a text editor does.</param>
public sealed record PaperRow(int Line, IReadOnlyList<string> Cells)
{
    public string Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column].Trim() : "";
}

/// <summary>Something in the file that can't be understood. Prints as <c>file:line:column: what and what to do</c>; the column is the cell's, counted from 1.</summary>
public sealed record PaperProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}

/// <summary>
/// A table of papers as a spreadsheet saves it: CSV in UTF-8, UTF-16 or the Thai code page of Windows (874), with comma, semicolon or tab. The first line names
/// the columns.
/// </summary>
public sealed class PaperFile
{
    private const long MaxBytes = 20_000_000;
    private const int ThaiCodePage = 874;
    private const int LongestNumber = 40;

    private readonly List<PaperProblem> problems = [];

    private PaperFile(string file) => File = file;

    public string File { get; }

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public IReadOnlyList<PaperRow> Rows { get; private set; } = [];

    public IReadOnlyList<PaperProblem> Problems => problems;

    /// <exception cref="IOException">The file can't be read.</exception>
    public static async Task<PaperFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new IOException($"{path} has more than {MaxBytes / 1_000_000} MB; save it as CSV in several files.");
        return Parse(path, await System.IO.File.ReadAllBytesAsync(path, cancellationToken));
    }

    internal static PaperFile Parse(string file, byte[] bytes)
    {
        var read = new PaperFile(file);
        var text = Decode(bytes);
        if (text.Contains('\0'))
        {
            read.Problem(1, 1, "this is no text; save the sheet as CSV");
            return read;
        }

        read.ReadRecords(text);
        return read;
    }

    public void Problem(int line, int column, string message) => problems.Add(new PaperProblem(File, line, column, message));

    /// <summary>Where a column of any of these names stands, or −1.</summary>
    public int Column(params string[] names) => Columns.ToList().FindIndex(c => names.Contains(c, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The number of a row's paper, the same however it is written (๑, 01, 1): null, and a problem, where there is none.
    /// </summary>
    public string? NumberOf(PaperRow row, int column)
    {
        var digits = string.Concat(row.Cell(column).Select(c => ThaiText.Digit(c) is var digit and >= 0 ? (char)('0' + digit) : c));
        if (digits.Length is 0 or > LongestNumber)
        {
            Problem(row.Line, column + 1, digits.Length == 0 ? "the paper has no number; write the one that is on it" : "a paper's number is short, such as 12 or A-12");
            return null;
        }

        return digits.All(char.IsAsciiDigit) && digits.TrimStart('0') is { Length: > 0 } number ? number : digits.ToUpperInvariant();
    }

    /// <summary>A village's number; null where the cell is empty, and where it is no village, which is a problem.</summary>
    public int? VillageOf(PaperRow row, int column, Places places, int most)
    {
        var cell = row.Cell(column);
        if (cell.Length == 0) return null;
        var number = places.Read(cell) is PlaceReading.VillageOnly only ? only.Village : NumberReader.Read(cell);
        if (number is { } village && village >= 1 && village <= most && village == decimal.Truncate(village)) return (int)village;
        Problem(row.Line, column + 1, string.Create(CultureInfo.InvariantCulture, $"“{cell}” is no village; write its number, 1 to {most}, or nothing"));
        return null;
    }

    private void ReadRecords(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            IgnoreBlankLines = false,
            BadDataFound = bad => Problem(bad.Context.Parser?.RawRow ?? 1, 1, "a quotation mark stands inside a cell; double it (\"\") and put the whole cell into quotation marks"),
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var rows = new List<PaperRow>();
        var line = 1;
        while (parser.Read())
        {
            // A cell may hold line breaks: a row is where it begins.
            var cells = parser.Record ?? [];
            if (cells.Any(c => !string.IsNullOrWhiteSpace(c))) rows.Add(new PaperRow(line, [.. cells]));
            line = parser.RawRow + 1;
        }

        if (rows.Count == 0)
        {
            Problem(1, 1, "the file is empty; its first line names the columns");
            return;
        }

        Columns = [.. rows[0].Cells.Select(c => c.Trim())];
        Rows = [.. rows.Skip(1)];
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Length > 0 && Columns.Take(i).Contains(Columns[i], StringComparer.OrdinalIgnoreCase)) Problem(rows[0].Line, i + 1, $"there are two columns “{Columns[i]}”; remove one");
        if (Rows.Count == 0) Problem(rows[0].Line, 1, "only the names of columns are here; write each paper in a line under them");

        // A text with a comma in it that nothing holds together would lose its end.
        foreach (var row in Rows)
            for (var i = 0; i < row.Cells.Count; i++)
                if ((i >= Columns.Count || Columns[i].Length == 0) && row.Cell(i).Length > 0)
                    Problem(row.Line, i + 1, $"“{Shortened(row.Cell(i))}” stands under no column; put a text that has a “{configuration.Delimiter}” in it into quotation marks, or name the column in the first line");
    }

    private static string Shortened(string text) => text.Length <= 30 ? text : text[..30] + "…";

    private static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes.AsSpan(2));
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            // Thai letters of the code page are never valid UTF-8 in a row.
            return CodePagesEncodingProvider.Instance.GetEncoding(ThaiCodePage)!.GetString(bytes);
        }
    }

    private static string DelimiterOf(string text)
    {
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return first.Count('\t') > 0 ? "\t" : first.Count(';') > first.Count(',') ? ";" : ",";
    }
}
