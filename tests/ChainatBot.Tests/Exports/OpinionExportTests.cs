using System.Globalization;
using System.Text;
using System.Text.Json;
using ChainatBot.Exports;
using ChainatBot.Storage;
using ChainatBot.Tests.Summaries;
using ChainatBot.Tests.Support;
using CsvHelper;
using CsCheck;
using MiniExcelLibs;

namespace ChainatBot.Tests.Exports;

public sealed class OpinionExportTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly string[] Codes = ["180101", "180102"];
    private static readonly string[] Columns = ["id", "reference", "tambon", "village", "topic", "reach", "kind", "text", "receivedOn", "status"];

    [Fact]
    public async Task Json_lines_have_the_fields_of_the_contract_and_readable_thai()
    {
        var store = await FilledAsync();
        var text = Encoding.UTF8.GetString(await ExportAsync(store, new ExportRequest(ExportFormat.Jsonl)));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.All(lines, line => Assert.Equal(Columns, line.EnumerateObject().Select(p => p.Name)));
        Assert.Contains("ถนนพัง", text, StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        var untold = lines.Single(line => line.GetProperty("tambon").ValueKind == JsonValueKind.Null);
        Assert.Equal(JsonValueKind.Null, untold.GetProperty("village").ValueKind);
        var first = lines.First(line => line.GetProperty("topic").GetString() == "road");
        Assert.Equal(3, first.GetProperty("village").GetInt32());
        Assert.Equal("180101", first.GetProperty("tambon").GetString());
        Assert.Equal("2026-11-21", first.GetProperty("receivedOn").GetString());
    }

    [Fact]
    public async Task Hidden_opinions_and_pseudonyms_are_not_exported()
    {
        var text = Encoding.UTF8.GetString(await ExportAsync(await FilledAsync(), new ExportRequest(ExportFormat.Jsonl)));
        Assert.DoesNotContain("คำหยาบ", text, StringComparison.Ordinal);
        for (var person = 0; person < 6; person++) Assert.DoesNotContain(StoredOpinions.Pseudonym(person), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("180102", null, null, 1)]
    [InlineData("000000", null, null, 1)]
    [InlineData(null, "2026-11-22", null, 3)]
    [InlineData(null, null, "2026-11-21", 1)]
    [InlineData(null, "2026-11-22", "2026-11-22", 1)]
    public async Task Tambon_and_days_choose(string? tambon, string? from, string? to, int expected)
    {
        static DateOnly? Parse(string? day) => day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetString(await ExportAsync(await FilledAsync(), new ExportRequest(ExportFormat.Jsonl, tambon, Parse(from), Parse(to))));
        Assert.Equal(expected, text.Count(c => c == '\n'));
    }

    [Fact]
    public void Order_is_by_day_and_id_however_many_rows_are_sorted_at_a_time() => Gen.Select(
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 9]).Array[0, 80], Gen.Int[1, 40]).Sample((opinions, rowsInMemory) =>
    {
        var store = new MemoryTableStore();
        var number = 0;
        foreach (var (person, day) in opinions) store.KeepAsync("180101", new Spoken(person, number++, Day.AddDays(-day))).GetAwaiter().GetResult();
        var read = new OpinionExport(store, rowsInMemory).ReadAsync(["180101"]).ToBlockingEnumerable().ToArray();
        Assert.Equal(opinions.Length, read.Length);
        Assert.Equal(read.OrderBy(o => o.ReceivedOn, StringComparer.Ordinal).ThenBy(o => o.Id, StringComparer.Ordinal), read);
    }, iter: 200);

    [Fact]
    public async Task Csv_opens_in_excel_as_thai_and_starts_no_formula()
    {
        var store = await FilledAsync();
        await store.KeepAsync("180101", new Spoken(9, 0, Day, 1, "road", "tambon", "=HYPERLINK(\"http://x\")\n\"บรรทัดสอง\", จบ"));
        var bytes = await ExportAsync(store, new ExportRequest(ExportFormat.Csv));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        using var csv = new CsvReader(new StreamReader(new MemoryStream(bytes)), CultureInfo.InvariantCulture);
        await csv.ReadAsync();
        csv.ReadHeader();
        Assert.Equal(Columns, csv.HeaderRecord);
        var texts = new List<string?>();
        while (await csv.ReadAsync()) texts.Add(csv.GetField("text"));
        Assert.Equal(5, texts.Count);
        Assert.DoesNotContain(texts, text => text!.StartsWith('='));
        Assert.Contains(texts, text => text!.Contains("\"บรรทัดสอง\", จบ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workbook_holds_the_same_and_no_formula()
    {
        var store = await FilledAsync();
        await store.KeepAsync("180101", new Spoken(9, 0, Day, 1, "road", "tambon", "=1+1"));
        await store.KeepAsync("180101", new Spoken(10, 0, Day, 1, "road", "tambon", "$=1+1"));
        await store.KeepAsync("180101", new Spoken(11, 0, Day, 1, "road", "tambon", "ก\u0001\uD83Dข 😀 " + new string('ค', 32_760)));
        var bytes = await ExportAsync(store, new ExportRequest(ExportFormat.Xlsx));
        var rows = new MemoryStream(bytes).Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToArray();
        Assert.Equal(Columns, rows[0].Keys);
        Assert.Equal(7, rows.Length);
        Assert.Contains(rows, row => Equals(row["text"], "=1+1"));
        Assert.Contains(rows, row => row["text"] is string text && text.StartsWith("ก\uFFFDข 😀", StringComparison.Ordinal) && text.Length == 32_767);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries.Where(e => e.FullName.Contains("sheet", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("<x:f>", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
        using var workbook = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()));
    }

    [Fact]
    public async Task Nothing_to_export_gives_a_readable_file()
    {
        var empty = new MemoryTableStore();
        Assert.Empty(await ExportAsync(empty, new ExportRequest(ExportFormat.Jsonl)));
        Assert.Equal("\uFEFF" + string.Join(',', Columns) + "\r\n", Encoding.UTF8.GetString(await ExportAsync(empty, new ExportRequest(ExportFormat.Csv))));
        var workbook = await ExportAsync(empty, new ExportRequest(ExportFormat.Xlsx));
        Assert.Empty(new MemoryStream(workbook).Query(useHeaderRow: true));
    }

    [Fact]
    public async Task A_tambon_that_does_not_exist_is_misuse()
    {
        var output = new MemoryStream();
        var words = new StringWriter();
        Assert.Equal(2, await new ExportCommand(new MemoryTableStore(), Codes, words).RunAsync(new ExportRequest(ExportFormat.Csv, "199999"), output));
        Assert.Equal(0, output.Length);
        Assert.Contains("199999", words.ToString(), StringComparison.Ordinal);
    }

    private static async Task<byte[]> ExportAsync(ITableStore store, ExportRequest request)
    {
        var output = new MemoryStream();
        Assert.Equal(0, await new ExportCommand(store, Codes, TextWriter.Null).RunAsync(request, output));
        return output.ToArray();
    }

    private static async Task<MemoryTableStore> FilledAsync()
    {
        var store = new MemoryTableStore();
        await store.KeepAsync("180101", new Spoken(0, 0, Day.AddDays(-2), 3, "road", "village", "ถนนพัง <หน้าวัด>"));
        await store.KeepAsync("180101", new Spoken(0, 1, Day, 3, "water", null, "น้ำไม่ไหล"));
        await store.KeepAsync("180102", new Spoken(1, 0, Day.AddDays(-1), null, null, null, "ฝุ่น"));
        await store.KeepAsync("000000", new Spoken(2, 0, Day, null, "farm", "tambon", "ข้าวราคาตก"));
        await store.KeepAsync("180101", new Spoken(3, 0, Day, 1, "road", null, "คำหยาบ", Hidden: true));
        return store;
    }
}
