using ChainatBot.Flows;
using ChainatBot.Flows.Transcripts;

namespace ChainatBot.Tests.Flows;

public sealed class TranscriptPlayerTests
{
    private const string Right = """
        title: ทักทาย
        person: {consent: given, place: 180106/3}
        steps:
          - type: จัดลำดับ
            bot: ตอนนี้ยังไม่มีเรื่องให้จัดลำดับค่ะ…
            buttons: [ความเห็น]
            keeps: nothing
          - later: 1 week
          - tap: ความเห็น
            bot: มีเรื่องอะไร…
            buttons: [ถ่ายรูป, …]
            keeps: nothing
        """;

    private static TranscriptDifference? Play(string yaml)
    {
        var problems = new List<FlowProblem>();
        var transcript = TranscriptReader.Read("t.yaml", yaml, problems);
        Assert.Empty(problems);
        return new TranscriptPlayer(FlowFiles.Flows).Play(transcript!);
    }

    [Fact]
    public void A_conversation_that_goes_as_written_has_no_difference() => Assert.Null(Play(Right));

    [Theory]
    [InlineData("ยังไม่มีเรื่องให้จัดลำดับค่ะ…", "มีเรื่องให้จัดลำดับค่ะ…", 5, 10)]
    [InlineData("[ความเห็น]", "[ความเห็น, เวที]", 6, 14)]
    [InlineData("tap: ความเห็น", "tap: เวที", 9, 5)]
    [InlineData("[ถ่ายรูป, …]", "[ถ่ายวิดีโอ, …]", 11, 14)]
    public void The_first_difference_is_shown_with_its_place(string right, string wrong, int line, int column)
    {
        var difference = Play(Right.Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotNull(difference);
        Assert.Equal((line, column), (difference.At.Line, difference.At.Column));
        Assert.StartsWith($"t.yaml:{line}:{column}: ทักทาย: ", difference.ToString(), StringComparison.Ordinal);
        Assert.Contains("\n  expected: ", difference.ToString(), StringComparison.Ordinal);
        Assert.Contains("\n  got:      ", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_is_compared()
    {
        var difference = Play("title: x\nperson: {consent: given}\nsteps:\n  - type: ถนนหน้าวัดเป็นหลุมใหญ่มาก\n    keeps: nothing\n");

        Assert.Contains("opinion: ถนนหน้าวัดเป็นหลุมใหญ่มาก", difference!.Got, StringComparison.Ordinal);
        Assert.Equal("(nothing)", difference.Expected);
    }

    [Theory]
    [InlineData("สวัสดี", "สวัสดี", true)]
    [InlineData("สวัสดี", "สวัสดีค่ะ", false)]
    [InlineData("สวัสดี…", "สวัสดีค่ะ", true)]
    [InlineData("…ค่ะ", "สวัสดีค่ะ", true)]
    [InlineData("…วัส…", "สวัสดีค่ะ", true)]
    [InlineData("ส...ค่ะ", "สวัสดีค่ะ", true)]
    [InlineData("กก…กก", "กกก", false)]
    [InlineData("ก…ข…ค", "กคข", false)]
    public void An_ellipsis_stands_for_any_words(string pattern, string text, bool fits) => Assert.Equal(fits, TranscriptPlayer.Fits(pattern, text));

    [Theory]
    [InlineData("title: x\nsteps:\n  - bot: ดี\n", 3, 5)]
    [InlineData("title: x\nsteps:\n  - later: soon\n", 3, 12)]
    [InlineData("title: x\nsteps:\n  - type: ดี\n    bott: ดี\n", 4, 5)]
    [InlineData("title: x\nstart: tomorrow\nsteps: []\n", 2, 8)]
    public void A_transcript_that_can_not_be_read_says_where(string yaml, int line, int column)
    {
        var problems = new List<FlowProblem>();
        Assert.Null(TranscriptReader.Read("t.yaml", yaml, problems));
        Assert.Contains(problems, p => (p.Line, p.Column) == (line, column));
    }

    [Fact]
    public void Play_answers_1_and_shows_the_difference()
    {
        using var files = FlowFiles.With(("transcripts/good.yaml", Right), ("transcripts/wrong.yaml", Right.Replace("1 week", "8 days", StringComparison.Ordinal).Replace("[ความเห็น]", "[เวที]", StringComparison.Ordinal)));
        using var output = new StringWriter();
        using var words = new StringWriter();

        Assert.Equal(1, FlowCommands.Play([], files.Path, output, words));
        Assert.StartsWith("flows/transcripts/wrong.yaml:6:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 of 2 transcripts", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, FlowCommands.Play([Path.Combine(files.Path, "transcripts", "good.yaml")], files.Path, TextWriter.Null, TextWriter.Null));
        Assert.Equal(1, FlowCommands.Play([Path.Combine(files.Path, "nowhere.yaml")], files.Path, TextWriter.Null, TextWriter.Null));
    }
}
