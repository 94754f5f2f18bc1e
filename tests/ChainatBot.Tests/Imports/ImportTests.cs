using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Exports;
using ChainatBot.Flows;
using ChainatBot.Imports;
using ChainatBot.Opinions;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Imports;

/// <summary>Papers of a forum: understood or refused whole, and never counted twice.</summary>
public sealed class ImportTests : IAsyncLifetime, IDisposable
{
    private const string Papers = """
        paper,village,topic,reach,text
        1,3,ถนน,หมู่บ้าน,"ถนนหน้าวัดเป็นหลุม
        รถล้มบ่อย"
        ๑,ม.3,,,ยุงเยอะหน้าฝน โทร 081-234-5678
        02,,น้ำประปา,ทั้งตำบล,น้ำไม่ไหลตอนเย็น
        """;

    private readonly TemporaryDirectory directory = new();
    private BotHost bot = null!;
    private StringWriter problems = new();
    private StringWriter words = new();

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    public void Dispose()
    {
        directory.Dispose();
        problems.Dispose();
        words.Dispose();
    }

    [Fact]
    public async Task Each_paper_is_one_person_however_many_rows_it_has()
    {
        Assert.Equal(0, await OpinionsAsync(Papers));

        var opinions = await StoredRows.OpinionsAsync(bot);
        Assert.Equal(3, opinions.Count);
        Assert.Equal(2, opinions.Select(o => o.Person).Distinct().Count());
        Assert.All(opinions, o => Assert.True(o.Helped));
        Assert.All(opinions, o => Assert.Equal("paper " + o.ReceivedOn, o.Consent));
        var road = Assert.Single(opinions, o => o.Text == "ถนนหน้าวัดเป็นหลุม\nรถล้มบ่อย");
        Assert.Equal((3, "roads", "village"), (road.Village, road.Topic, road.Reach));
        var mosquitoes = Assert.Single(opinions, o => o.Text!.StartsWith("ยุง", StringComparison.Ordinal));
        Assert.Equal((road.Person, 3), (mosquitoes.Person, mosquitoes.Village));
        Assert.DoesNotContain("081", mosquitoes.Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(opinions, o => o.Reach == "tambon").Village);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        await OpinionsAsync(Papers);
        var before = (await StoredRows.OpinionsAsync(bot)).OrderBy(o => o.Id).ToList();

        Assert.Equal(0, await OpinionsAsync(Papers));

        Assert.Contains("0 opinions new, 0 changed, 3 as before", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, (await StoredRows.OpinionsAsync(bot)).OrderBy(o => o.Id));
    }

    [Fact]
    public async Task A_corrected_file_takes_the_place_of_the_first()
    {
        await OpinionsAsync(Papers);
        await bot.Get<SummaryService>().SummarizeAsync("180106");

        Assert.Equal(0, await OpinionsAsync("paper,village,topic,reach,text\n1,4,,,สะพานข้ามคลองชำรุด\n", name: "corrected", batch: "forum"));

        var opinions = await StoredRows.OpinionsAsync(bot);
        Assert.Equal(2, opinions.Count);
        Assert.Equal(4, Assert.Single(opinions, o => o.Text == "สะพานข้ามคลองชำรุด").Village);
        Assert.Contains("1 changed, 0 as before, 1 opinions gone", words.ToString(), StringComparison.Ordinal);
        Assert.Single(await MessagesAsync(opinions.Single(o => o.Village == 4)));
    }

    [Fact]
    public async Task Another_batch_is_other_people()
    {
        await OpinionsAsync(Papers);
        Assert.Equal(0, await OpinionsAsync(Papers, batch: "another"));
        Assert.Equal(4, (await StoredRows.OpinionsAsync(bot)).Select(o => o.Person).Distinct().Count());
    }

    [Fact]
    public async Task A_file_that_was_only_renamed_is_noticed_before_anybody_counts_twice()
    {
        await OpinionsAsync(Papers);
        Assert.Equal(1, await OpinionsAsync(Papers, name: "forum (1)"));
        Assert.Contains("3 of 3 opinions are stored already", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await OpinionsAsync(Papers, name: "forum (1)", dryRun: true));
        Assert.Equal(3, (await StoredRows.OpinionsAsync(bot)).Count);

        Assert.Equal(0, await OpinionsAsync(Papers, name: "forum (1)", batch: "forum"));
        Assert.Contains("0 opinions new, 0 changed, 3 as before", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await OpinionsAsync("paper,text\n1,สะพานชำรุด\n2,ยุงเยอะหน้าฝน\n", name: "another forum"));
    }

    [Fact]
    public async Task So_is_a_renamed_file_of_answers()
    {
        const string Sheets = "paper,village,came,heard\n1,3,ไปจนจบ,4\n2,3,ไม่ได้ไป,\n";
        Assert.Equal(0, await AnswersAsync(Sheets));
        Assert.Equal(1, await AnswersAsync(Sheets, name: "renamed"));
        Assert.Contains("2 of 2 sheets are stored already", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await AnswersAsync("paper,village,came,heard\n1,3,ไปจนจบ,4\n2,3,ไปจนจบ,4\n", name: "others"));
        Assert.Equal(4, (await StoredAnswersAsync()).Select(a => a.Person).Distinct().Count());
    }

    [Fact]
    public async Task A_text_that_a_comma_cuts_in_two_loses_nothing_silently()
    {
        Assert.Equal(1, await OpinionsAsync("paper,village,text\n1,3,ถนนพัง, น้ำท่วม\n2,3,\"ถนนพัง, น้ำท่วม\"\n"));
        Assert.Contains("forum.csv:2:4: “น้ำท่วม” stands under no column", problems.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await AnswersAsync("paper,came,\n1,ไปจนจบ,ไม่รู้\n"));
        Assert.Contains("sheets.csv:2:3: ", problems.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task Two_papers_of_one_number_are_told_by_their_villages()
    {
        Assert.Equal(1, await OpinionsAsync("paper,village,text\n1,3,ถนนพัง\n2,4,น้ำท่วม\n1,5,ยุงเยอะมาก\n"));
        Assert.Contains("forum.csv:4:2: paper 1 is of village 3 further up", Assert.Single(problems.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n  \n")]
    [InlineData("paper,village,text\n")]
    [InlineData("paper,village,text\n,,\n ; \n")]
    [InlineData("PK\u0003\u0004\0\0")]
    [InlineData("paper,text\n1,\"ถนนพัง\n2,น้ำท่วม\n")]
    public async Task Files_that_hold_no_papers_say_so(string csv)
    {
        Assert.Equal(1, await OpinionsAsync(csv));
        Assert.NotEmpty(problems.ToString());
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task What_a_spreadsheet_would_take_for_a_formula_is_kept_as_words_and_exported_as_words()
    {
        const string Formula = "=HYPERLINK(\"http://evil.example\",\"กด\")";
        Assert.Equal(0, await OpinionsAsync($"paper,text\n1,\"{Formula.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        Assert.Equal(Formula, Assert.Single(await StoredRows.OpinionsAsync(bot)).Text);
        using var output = new MemoryStream();
        await new ExportCommand(bot.Get<ITableStore>(), bot.Get<Places>().TambonCodes, words).RunAsync(new ExportRequest(ExportFormat.Csv, "180106", null, null), output, default);
        Assert.Contains("'=HYPERLINK", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_on_which_nothing_is_filled_in_is_nobody()
    {
        Assert.Equal(0, await AnswersAsync("paper,village,came\n1,3,\n2,3,ไปจนจบ\n"));
        Assert.Contains("2 papers: 1 sheets new, 0 changed, 1 as before", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await AnswersAsync("paper,village,came\n1,3,\n2,3,\n"));
        Assert.Contains("1 answers gone", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredAnswersAsync());
    }

    [Fact]
    public async Task Requests_that_make_no_sense_are_misuse()
    {
        Assert.Equal(2, await OpinionsAsync(Papers, on: new DateOnly(2569, 11, 20)));
        Assert.Contains("2026", words.ToString(), StringComparison.Ordinal);
        var command = Command(Papers, "there", out var file);
        Assert.Equal(2, await command.OpinionsAsync(new ImportRequest(file + ".csv", "180106"), default));
        Assert.Equal(2, await command.OpinionsAsync(new ImportRequest(directory.Path, "180106"), default));
        Assert.Equal(2, await command.OpinionsAsync(new ImportRequest(file, "100101"), default));
        Assert.Equal(2, await command.AnswersAsync(new ImportRequest(file, "180106"), "after-froum", default));
        Assert.Contains("after-forum", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task One_mistake_and_nothing_is_stored()
    {
        Assert.Equal(1, await OpinionsAsync("paper,village,topic,reach,text\n1,3,,,ถนนพัง\n2,99,ดาวอังคาร,ทั้งโลก,\n,1,,,น้ำท่วม\n"));

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        var lines = problems.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.All(new[] { ":3:2: ", ":3:3: ", ":3:4: ", ":3:5: ", ":4:1: " }.Zip(lines), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_is_counted_from_where_the_row_begins()
    {
        await OpinionsAsync("paper,village,text\n1,3,\"ถนน\nพัง\"\n\n2,99,น้ำท่วม\n");
        Assert.Contains("forum.csv:5:2: ", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_stores_nothing()
    {
        Assert.Equal(0, await OpinionsAsync(Papers, dryRun: true));
        Assert.Contains("3 opinions new", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Theory]
    [InlineData(874, ",")]
    [InlineData(65001, ";")]
    [InlineData(1200, "\t")]
    public void Files_are_read_as_Thai_spreadsheets_save_them(int codePage, string separator)
    {
        var encoding = codePage == 874 ? CodePagesEncodingProvider.Instance.GetEncoding(codePage)! : Encoding.GetEncoding(codePage);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"เลขแผ่น{separator}ข้อความ\r\n๗{separator}น้ำท่วมขัง\r\n")];

        var file = PaperFile.Parse("x.csv", bytes);

        Assert.Equal(["เลขแผ่น", "ข้อความ"], file.Columns);
        Assert.Equal("น้ำท่วมขัง", Assert.Single(file.Rows).Cell(1));
        Assert.Equal("7", file.NumberOf(file.Rows[0], 0));
        Assert.Empty(file.Problems);
    }

    [Fact]
    public async Task Answers_are_read_as_people_write_them_and_counted_once()
    {
        const string Sheets = "paper,village,came,heard,spoke,unsaid\n1,3,ไปจนจบ,๔,ได้พูด,\n2,3,ข้อ 3,,,อยากให้มีรถรับส่ง\n3,2,ไปบางช่วง,5,ไม่ได้พูด,\n";
        Assert.Equal(0, await AnswersAsync(Sheets));
        var first = await StoredAnswersAsync();
        Assert.Equal(9 - 1, first.Count);
        Assert.Equal(3, first.Select(a => a.Person).Distinct().Count());
        Assert.Equal("4", first.Single(a => a.Question == "heard" && a.Village == 3).Text);
        Assert.Equal("ไม่ได้ไป", first.Single(a => a.Question == "came" && first.Any(b => b.Person == a.Person && b.Question == "unsaid")).Text);
        Assert.All(first, a => Assert.True(a.Helped));

        Assert.Equal(0, await AnswersAsync(Sheets));
        Assert.Contains("0 sheets new, 0 changed, 3 as before", words.ToString(), StringComparison.Ordinal);
        Assert.Equal(first.Select(a => (a.Question, a.Text, a.Person)), (await StoredAnswersAsync()).Select(a => (a.Question, a.Text, a.Person)));

        Assert.Equal(0, await AnswersAsync("paper,village,came,heard,spoke,unsaid\n1,3,ไม่ได้ไป,,,\n"));
        Assert.Equal("ไม่ได้ไป", Assert.Single(await StoredAnswersAsync(), a => a.Person == first.Single(b => b is { Question: "heard", Text: "4" }).Person).Text);
    }

    [Fact]
    public async Task Answers_that_are_none_are_told_with_their_place()
    {
        Assert.Equal(1, await AnswersAsync("paper,came,heard,colour\n1,บินไป,9,แดง\n1,ไปจนจบ,1,\n"));
        var told = problems.ToString();
        Assert.Contains(":1:4: ", told, StringComparison.Ordinal);
        Assert.Contains(":2:2: ", told, StringComparison.Ordinal);
        Assert.Contains(":2:3: ", told, StringComparison.Ordinal);
        Assert.Contains(":3:1: ", told, StringComparison.Ordinal);
        Assert.Empty(await StoredAnswersAsync());
    }

    [Fact]
    public async Task Papers_are_let_go_of_when_they_have_been_kept_long_enough()
    {
        await OpinionsAsync(Papers, on: new DateOnly(2020, 1, 2));
        await AnswersAsync("paper,came\n1,ไปจนจบ\n", new DateOnly(2020, 1, 2));
        Assert.NotEmpty(await StoredAnswersAsync());

        await bot.Get<ChainatBot.Privacy.Retention>().PurgeAsync(default);

        Assert.Empty(await StoredRows.OpinionsAsync(bot));
        Assert.Empty(await StoredAnswersAsync());
    }

    private Task<int> OpinionsAsync(string csv, string name = "forum", string? batch = null, bool dryRun = false, DateOnly? on = null) =>
        Command(csv, name, out var file).OpinionsAsync(new ImportRequest(file, "180106", batch, on, dryRun), default);

    private Task<int> AnswersAsync(string csv, DateOnly? on = null, string name = "sheets") => Command(csv, name, out var file).AnswersAsync(new ImportRequest(file, "180106", On: on), "after-forum", default);

    private ImportCommand Command(string csv, string name, out string file)
    {
        file = Path.Combine(directory.Path, name + ".csv");
        File.WriteAllText(file, csv.ReplaceLineEndings("\n"));
        (problems, words) = (new StringWriter(), new StringWriter());
        return new ImportCommand(bot.Get<OpinionPapers>(), bot.Get<AnswerPapers>(), bot.Get<FlowStore>().Current, bot.Get<Places>(), TimeProvider.System.Today(), problems, words);
    }

    private async Task<List<Answer>> StoredAnswersAsync()
    {
        var all = new List<Answer>();
        await foreach (var answer in bot.Get<AnswerStore>().OfSurveyAsync("180106", "after-forum", default)) all.Add(answer);
        return all;
    }

    private Task<IReadOnlyList<OpinionMessage>> MessagesAsync(Opinion opinion) => bot.Get<OpinionStore>().MessagesOfAsync(opinion, default);
}
