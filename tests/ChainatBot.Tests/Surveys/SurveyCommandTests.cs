using System.Text;
using ChainatBot.Exports;
using ChainatBot.Flows;
using ChainatBot.Surveys;
using ChainatBot.Tests.Flows;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Surveys;

/// <summary>What an operator does with surveys, and how one process learns what another did.</summary>
public sealed class SurveyCommandTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private readonly MemoryTableStore store = new();
    private readonly StringWriter words = new();
    private readonly MovedClock clock = new();

    public void Dispose() => words.Dispose();

    [Theory]
    [InlineData("swat", "180106", "did you mean “swot”")]
    [InlineData("opinion", "180106", "There is no survey 'opinion'")]
    [InlineData("swot", "180199", "no tambon with code '180199'")]
    public async Task A_slip_is_told_and_nothing_is_opened(string id, string tambon, string sentence)
    {
        Assert.Equal(2, await Command().OpenAsync(id, [tambon], null, null, default));
        Assert.Contains(sentence, words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Surveys().AllAsync(default));
    }

    [Fact]
    public async Task Days_that_are_over_are_refused()
    {
        Assert.Equal(2, await Command().OpenAsync("swot", ["180106"], null, Today.AddDays(-1), default));
        Assert.Equal(2, await Command().OpenAsync("swot", ["180106"], Today.AddDays(5), Today.AddDays(4), default));
        Assert.Equal(0, await Command().OpenAsync("swot", ["180106"], Today.AddDays(5), Today.AddDays(5), default));
        var opened = Assert.Single(await Surveys().AllAsync(default));
        Assert.Equal((false, true, false), (opened.IsOpen(Today), opened.IsOpen(Today.AddDays(5)), opened.IsOpen(Today.AddDays(6))));
    }

    [Fact]
    public async Task What_one_process_opens_and_closes_another_knows_at_once()
    {
        var server = Surveys();
        Assert.Empty(await server.AllAsync(default));
        Assert.Equal(0, await Command().OpenAsync("swot", ["180106", "180101"], null, null, default));
        Assert.Equal(2, (await server.AllAsync(default)).Count);
        Assert.Equal(0, await Command().CloseAsync("swot", ["180106"], default));
        Assert.Equal("180101", Assert.Single(await server.AllAsync(default), s => s.IsOpen(Today.AddDays(9999))).Tambon);
        Assert.Equal(1, await Command().CloseAsync("swot", ["180106"], default));
        Assert.Equal(0, await Command().CloseAsync("swot", [], default));
        Assert.DoesNotContain(await server.AllAsync(default), s => s.ClosedOn is null);
        Assert.Equal(0, await Command().OpenAsync("swot", ["180106"], null, null, default));
        Assert.Single(await server.AllAsync(default), s => s.ClosedOn is null);
    }

    [Fact]
    public async Task A_turn_reads_one_row_while_nothing_changes()
    {
        var server = Surveys();
        await Command().OpenAsync("swot", ["180106", "180101"], null, null, default);
        await server.AllAsync(default);
        var before = store.RowsRead["Surveys"];
        await server.AllAsync(default);
        Assert.Equal(1, store.RowsRead["Surveys"] - before);
    }

    [Fact]
    public async Task Answers_are_exported_in_all_forms()
    {
        var rows = new[] { new ExportedAnswer("swot", "life", new string('a', 32), "=ดีขึ้น", "180106", 3, "2026-11-23"), new ExportedAnswer("swot", "strength", new string('b', 32), null, null, null, "2026-11-23") };
        var text = await WrittenAsync(rows, ExportFormat.Csv);
        Assert.StartsWith("\uFEFFsurvey,question,person,answer,tambon,village,answeredOn", text, StringComparison.Ordinal);
        Assert.Contains("'=ดีขึ้น", text, StringComparison.Ordinal);
        Assert.Contains("\"answer\":null,\"tambon\":null,\"village\":null", await WrittenAsync(rows, ExportFormat.Jsonl), StringComparison.Ordinal);
        Assert.StartsWith("PK", await WrittenAsync(rows, ExportFormat.Xlsx), StringComparison.Ordinal);
    }

    private static async Task<string> WrittenAsync(ExportedAnswer[] rows, ExportFormat format)
    {
        using var output = new MemoryStream();
        await ExportWriter.WriteAsync(rows.ToAsyncEnumerable(), ExportedAnswer.Table, format, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private SurveyStore Surveys() => new(store, clock);

    private SurveyCommand Command() => new(Surveys(), FlowFiles.Flows, FlowFiles.Flows.Places!, Today, words);
}
