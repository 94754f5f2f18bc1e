using System.Globalization;
using System.Text.Json;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

/// <summary>Lines as people write them in LINE, with what each is to be read as: kind, line, expected value, options.</summary>
public sealed class UnderstandingTests
{
    // A Monday; a table may set another day with a line of its own.
    private const string Monday = "2026-11-23";
    private const string DayFollows = "# today: ";

    public static TheoryData<string, string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Understanding"), "*.tsv").Order())
        {
            var today = Monday;
            foreach (var line in File.ReadLines(file))
                if (line.StartsWith(DayFollows, StringComparison.Ordinal))
                    today = line[DayFollows.Length..];
                else if (line.Length > 0 && line[0] != '#' && line.Split('\t') is { Length: >= 3 } cells)
                    data.Add(cells[0], cells[1], cells[2], cells.Length > 3 ? cells[3] : "", today);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_line_is_read_as_the_table_says(string kind, string line, string expected, string options, string today)
    {
        var now = new DateTimeOffset(DateTime.Parse(today, CultureInfo.InvariantCulture).AddHours(10), TimeSpan.FromHours(7));
        var json = ShippedFiles.Understander.Understand(kind, line, options.Length == 0 ? [] : options.Split('|'), now);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(line, document.RootElement.GetProperty("text").GetString());
        Assert.Equal(expected, Shown(document.RootElement.GetProperty("value")));
    }

    [Fact]
    public void The_table_covers_every_kind_and_no_line_twice()
    {
        var rows = Cases().Select(row => (Kind: (string)row[0], Line: (string)row[1], Options: (string)row[3], Today: (string)row[4])).ToList();
        Assert.True(rows.Count >= 2900, $"{rows.Count} cases");
        Assert.Equal(Understander.Kinds.Order(), rows.Select(r => r.Kind).Distinct().Order());
        Assert.Empty(rows.GroupBy(r => r).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object => $"{Shown(value.GetProperty("tambon"))} {Shown(value.GetProperty("village"))}",
        _ => value.GetRawText(),
    };
}
