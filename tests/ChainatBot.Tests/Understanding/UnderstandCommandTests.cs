using System.Text;
using ChainatBot.Commands;

namespace ChainatBot.Tests.Understanding;

/// <summary>What stdin is taken apart into: whatever is in it, one answer for each line.</summary>
public sealed class UnderstandCommandTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("ก", new[] { "ก" })]
    [InlineData("ก\n", new[] { "ก" })]
    [InlineData("ก\r\nข\r\n", new[] { "ก", "ข" })]
    [InlineData("\n\nก\n\n", new[] { "", "", "ก", "" })]
    [InlineData("ก\rข\nค", new[] { "ก\rข", "ค" })]
    [InlineData("ก\u0000ข\u2028ค\u0085ง\n", new[] { "ก\u0000ข\u2028ค\u0085ง" })]
    public async Task Only_a_line_feed_ends_a_line(string input, string[] lines) =>
        Assert.Equal(lines, await ReadAsync(Encoding.UTF8.GetBytes(input)));

    [Fact]
    public async Task Bytes_that_are_no_UTF8_stay_in_their_line() =>
        Assert.Equal(["\uFFFD\uFFFD1", "\uFFFD2", "3"], await ReadAsync([0xFF, 0xFE, (byte)'1', (byte)'\n', 0xE0, (byte)'2', (byte)'\n', (byte)'3']));

    [Fact]
    public async Task A_line_longer_than_any_buffer_is_one_line()
    {
        var line = new string('ก', 100_001);
        Assert.Equal([line, "ข"], await ReadAsync(Encoding.UTF8.GetBytes(line + "\nข")));
    }

    private static async Task<List<string>> ReadAsync(byte[] input)
    {
        var lines = new List<string>();
        await foreach (var line in UnderstandCommand.LinesAsync(new MemoryStream(input)))
            lines.Add(line);
        return lines;
    }
}
