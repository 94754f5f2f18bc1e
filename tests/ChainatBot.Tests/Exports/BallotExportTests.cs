using System.Globalization;
using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Exports;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Exports;

public sealed class BallotExportTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
    private readonly MemoryTableStore store = new();
    private readonly Pseudonyms pseudonyms = new(new PrivacyKey(new byte[PrivacyKey.Length]));

    [Theory]
    [InlineData(ExportFormat.Jsonl, "{\"round\":\"first\",\"person\":\"…\",\"choices\":[\"road\",\"light\"],\"tambon\":\"180101\",\"village\":3}\n")]
    [InlineData(ExportFormat.Csv, "\uFEFFround,person,choices,tambon,village\r\nfirst,…,road light,180101,3\r\n")]
    public async Task A_ballot_has_the_fields_of_the_contract_in_their_order(ExportFormat format, string expected)
    {
        var (code, written, _) = await RunAsync(new ExportRequest(format, "180101"));
        Assert.Equal(0, code);
        Assert.Equal(expected.Replace("…", pseudonyms.PersonIn("round:first", pseudonyms.ParticipantOf("somebody")), StringComparison.Ordinal), Encoding.UTF8.GetString(written));
    }

    [Fact]
    public async Task A_workbook_is_one_and_days_choose_rounds_by_their_closing()
    {
        Assert.Equal("PK"u8.ToArray(), (await RunAsync(new ExportRequest(ExportFormat.Xlsx))).Written[..2]);
        Assert.NotEmpty((await RunAsync(new ExportRequest(ExportFormat.Jsonl, From: new DateOnly(2026, 12, 20), To: new DateOnly(2026, 12, 20)))).Written);
        Assert.Empty((await RunAsync(new ExportRequest(ExportFormat.Jsonl, To: new DateOnly(2026, 12, 19)))).Written);
        Assert.Empty((await RunAsync(new ExportRequest(ExportFormat.Jsonl, "180102"))).Written);
    }

    [Fact]
    public async Task A_tambon_that_does_not_exist_is_misuse()
    {
        var (code, written, words) = await RunAsync(new ExportRequest(ExportFormat.Jsonl, "999999"));
        Assert.Equal((2, 0), (code, written.Length));
        Assert.Contains("ballots", words, StringComparison.Ordinal);
    }

    private async Task<(int Code, byte[] Written, string Words)> RunAsync(ExportRequest request)
    {
        var rounds = new RoundStore(store, time);
        var ballots = new BallotStore(store, rounds, pseudonyms, time);
        await rounds.OpenAsync(new RoundDefinition("first", "อะไรก่อน", ["180101"], new DateTimeOffset(2026, 12, 20, 18, 0, 0, BangkokTime.Offset), null, [new("road", "ถนน"), new("light", "ไฟ")]));
        await ballots.CastAsync("first", pseudonyms.ParticipantOf("somebody"), ["road", "light"], "180101", 3);
        using var output = new MemoryStream();
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        var code = await new ExportCommand(store, ["180101", "180102"], words).RunAsync(request, new BallotExport(rounds, ballots), output);
        return (code, output.ToArray(), words.ToString());
    }
}
