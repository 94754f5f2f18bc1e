using System.Text;
using System.Text.Json;
using ChainatBot.Summaries;
using ChainatBot.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ChainatBot.Tests.Summaries;

public sealed class SummaryServiceTests
{
    private const string Tambon = "180101";
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly string[] Codes = [Tambon];

    private static readonly SummaryOptions Options = new()
    {
        Terms = text => new[] { "ถนน", "น้ำประปา" }.Where(term => text.Contains(term, StringComparison.Ordinal)).ToArray(),
        LexiconVersion = "test",
        Mask = text => text.Replace("081-234-5678", "•••", StringComparison.Ordinal),
        TopicName = id => id switch { "road" => "ถนนหนทาง", "water" => "น้ำกินน้ำใช้", _ => id },
        TambonName = _ => "หาดท่าเสา",
        Villages = _ => [1, 2, 3, 4],
    };

    [Fact]
    public async Task Groups_are_named_in_thai_and_quote_three_different_people_masked_and_short()
    {
        var store = await FilledAsync();
        var view = await new SummaryService(store, Options).SummarizeAsync(Tambon);

        Assert.Equal(["ถนน (ถนนหนทาง)", "น้ำประปา (น้ำกินน้ำใช้)"], view.Groups.Select(g => g.Label));
        Assert.All(view.Groups, group => Assert.Equal(3, group.Quotes.Count));
        Assert.All(view.Groups.SelectMany(g => g.Quotes), quote =>
        {
            Assert.InRange(quote.Length, 1, 120);
            Assert.DoesNotContain("081-234-5678", quote, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', quote);
        });
        // Every text tells its person, so that the quotes show who was taken.
        var people = view.Groups.SelectMany(g => g.Quotes).Select(quote => quote.Split(' ')[0]).ToArray();
        Assert.Equal(people.Length, people.Distinct().Count());
    }

    [Fact]
    public async Task The_quotes_are_the_same_after_a_rebuild()
    {
        var store = await FilledAsync();
        var summaries = new SummaryService(store, Options);
        var before = SummaryJson.Write(await summaries.SummarizeAsync(Tambon));
        await summaries.RebuildAsync(Tambon);
        Assert.Equal(before, SummaryJson.Write(await new SummaryService(store, Options).SummarizeAsync(Tambon)));
    }

    [Fact]
    public async Task Hidden_and_deleted_opinions_are_neither_counted_nor_quoted()
    {
        var store = new MemoryTableStore();
        for (var person = 0; person < 7; person++) await store.KeepAsync(Tambon, new Spoken(person, 0, Day, 1, "road", "village", $"p{person} ถนน"));
        var summaries = new SummaryService(store, Options);
        Assert.Equal(7, (await summaries.SummarizeAsync(Tambon)).People);
        await store.KeepAsync(Tambon, new Spoken(0, 0, Day, 1, "road", "village", "p0 ถนน", Hidden: true));
        await store.ForgetAsync(Tambon, new Spoken(1, 0, Day));
        var view = await summaries.SummarizeAsync(Tambon);
        Assert.Equal((5, 5), (view.People, view.Opinions));
        Assert.DoesNotContain(view.Groups.Single().Quotes, quote => quote.StartsWith("p0", StringComparison.Ordinal) || quote.StartsWith("p1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_has_the_fields_of_the_contract_in_their_order_and_thai_as_thai()
    {
        var store = await FilledAsync();
        var output = new MemoryStream();
        Assert.Equal(0, await Command(store).RunAsync(new SummaryRequest(Tambon, new DateOnly(2026, 11, 1), null, SummaryFormat.Json), output));
        var text = Encoding.UTF8.GetString(output.ToArray());
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            ["tambon", "from", "to", "people", "opinions", "byTopic", "byVillage", "byReach", "groups", "priorities", "surveys", "forums", "suppressed", "helped"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["topic", "people", "opinions"], json.RootElement.GetProperty("byTopic")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["village", "people", "opinions"], json.RootElement.GetProperty("byVillage")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["reach", "people", "opinions"], json.RootElement.GetProperty("byReach")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["label", "people", "quotes"], json.RootElement.GetProperty("groups")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("2026-11-01", json.RootElement.GetProperty("from").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("to").ValueKind);
        Assert.Equal(40, json.RootElement.GetProperty("people").GetInt32());
        Assert.Contains("น้ำประปา", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chat_gets_at_most_five_lines_and_dates_are_thai()
    {
        var store = await FilledAsync();
        var view = await new SummaryService(store, Options).SummarizeAsync(Tambon, new DateOnly(2026, 11, 1), Day);
        var brief = SummaryText.Short(view, Options);
        Assert.InRange(brief.Split('\n').Length, 2, 5);
        Assert.Contains("ตำบลหาดท่าเสา", brief, StringComparison.Ordinal);
        Assert.Contains("มีผู้ให้ความเห็น 40 คน รวม 40 ความเห็นค่ะ", brief, StringComparison.Ordinal);
        Assert.Contains("หมู่ที่ยังไม่มีใครพูด: 4", brief, StringComparison.Ordinal);
        var whole = SummaryText.Long(view, Options);
        Assert.Contains("1 พ.ย. 2569 – 23 พ.ย. 2569", whole, StringComparison.Ordinal);
        Assert.Contains("ถนน (ถนนหนทาง)", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_summary_stays_within_a_message()
    {
        var view = new SummaryView
        {
            Tambon = Tambon, From = null, To = null, People = 5_000, Opinions = 9_000, Suppressed = 0, ByReach = [],
            ByTopic = [.. Enumerable.Range(0, 30).Select(i => new TopicCount($"เรื่องที่ {i}", 100, 200))],
            ByVillage = [.. Enumerable.Range(1, 20).Select(i => new VillageCount(i, 100, 200))],
            Groups = [.. Enumerable.Range(0, 20).Select(i => new OpinionGroup($"กลุ่ม {i}", 50, [new string('ก', 120), new string('ข', 120), new string('ค', 120)]))],
        };
        var text = SummaryText.Long(view, Options);
        Assert.InRange(text.Length, 4_000, SummaryText.MaximumLength);
        Assert.InRange(SummaryText.Short(view, Options).Split('\n').Length, 2, 5);
    }

    [Fact]
    public async Task Too_few_are_told_kindly()
    {
        var store = new MemoryTableStore();
        for (var person = 0; person < 4; person++) await store.KeepAsync(Tambon, new Spoken(person, 0, Day, 1, "road"));
        var output = new MemoryStream();
        await Command(store).RunAsync(new SummaryRequest(Tambon), output);
        Assert.Contains("มีผู้ให้ความเห็นแล้ว แต่ยังน้อยกว่า 5 คน จึงยังไม่แสดงตัวเลข", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_is_valid_and_tells_what_the_view_tells()
    {
        var store = await FilledAsync();
        var view = await new SummaryService(store, Options).SummarizeAsync(Tambon);
        // Words that a document can't hold must not break it.
        view = view with { Groups = [.. view.Groups, new OpinionGroup("เสียง\u0001 \uD83D", 9, ["ก\u0008ข 😀"])] };
        using var document = WordprocessingDocument.Open(new MemoryStream(SummaryDocument.Write(view, Options)), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var text = document.MainDocumentPart!.Document!.InnerText;
        Assert.Contains("มีผู้ให้ความเห็น 40 คน รวม 40 ความเห็น", text, StringComparison.Ordinal);
        Assert.Contains("น้ำประปา (น้ำกินน้ำใช้)", text, StringComparison.Ordinal);
        Assert.All(view.Groups[0].Quotes, quote => Assert.Contains(quote, text, StringComparison.Ordinal));
        Assert.Contains("กข 😀", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_nothing_is_valid_too()
    {
        var view = await new SummaryService(new MemoryTableStore(), Options).SummarizeAsync(Tambon);
        using var document = WordprocessingDocument.Open(new MemoryStream(SummaryDocument.Write(view, Options)), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(document).Select(error => error.Description));
    }

    [Theory]
    [InlineData("189999", null, null)]
    [InlineData("1801", null, null)]
    [InlineData(Tambon, "2026-12-01", "2026-11-01")]
    public async Task A_request_that_makes_no_sense_is_misuse(string tambon, string? from, string? to)
    {
        static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var output = new MemoryStream();
        Assert.Equal(2, await Command(new MemoryTableStore()).RunAsync(new SummaryRequest(tambon, Day(from), Day(to)), output));
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task The_output_goes_to_a_file_or_the_operator_is_told_why_not()
    {
        using var directory = new TemporaryDirectory();
        var store = await FilledAsync();
        var words = new StringWriter();
        var command = new SummaryCommand(new SummaryService(store, Options), Codes, words);
        Assert.Equal(0, await command.RunAsync(new SummaryRequest(Tambon, Format: SummaryFormat.Docx, Output: directory.File("s.docx")), Stream.Null));
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(directory.File("s.docx")))[..2]);
        Assert.Equal("", words.ToString());
        Assert.Equal(1, await command.RunAsync(new SummaryRequest(Tambon, Output: directory.File("none/s.txt")), Stream.Null));
        Assert.Contains("s.txt", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_erasure_and_a_fold_nothing_names_the_person()
    {
        var store = await FilledAsync();
        var summaries = new SummaryService(store, Options);
        await summaries.FoldAsync(Tambon);
        await store.ForgetAsync(Tambon, new Spoken(0, 0, Day));
        await summaries.FoldAsync(Tambon);
        var pseudonym = StoredOpinions.Pseudonym(0);
        Assert.Empty((await store.QueryAsync("OpinionChanges", $"{Tambon}-{pseudonym[0]}")).Rows);
        var ledger = new SummaryLedger(store, Options.LexiconVersion, Options.Terms);
        Assert.DoesNotContain((await ledger.LoadAsync(Tambon)).Contributions, c => c.Person == pseudonym);
    }

    [Fact]
    public async Task Opinions_without_a_place_count_under_their_own_code()
    {
        var store = new MemoryTableStore();
        for (var person = 0; person < 6; person++) await store.KeepAsync("000000", new Spoken(person, 0, Day, null, "road"));
        var output = new MemoryStream();
        Assert.Equal(0, await Command(store).RebuildAsync());
        Assert.Equal(0, await Command(store).RunAsync(new SummaryRequest("000000"), output));
        Assert.Contains("6 คน", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        Assert.Equal(0, (await new SummaryService(store, Options).SummarizeAsync(Tambon)).People);
    }

    [Theory]
    [InlineData("ถนนพัง\n\nรถผ่านไม่ได้", "ถนนพัง รถผ่านไม่ได้")]
    [InlineData("  \u200bก ", "\u200bก")]
    public void A_quote_is_one_line(string text, string quote) => Assert.Equal(quote, Quote.Shorten(text));

    [Fact]
    public void A_long_quote_is_cut_between_thai_words_and_never_inside_a_letter()
    {
        var text = string.Concat(Enumerable.Repeat("หน้าฝนน้ำท่วมถนนทุกปี", 12));
        var quote = Quote.Shorten(text);
        Assert.InRange(quote.Length, 100, 120);
        Assert.EndsWith("…", quote, StringComparison.Ordinal);
        string[] words = ["หน้าฝน", "หน้า", "ฝน", "น้ำท่วม", "น้ำ", "ท่วม", "ถนน", "ทุก", "ทุกปี", "ปี"];
        Assert.Contains(words, word => quote[..^1].EndsWith(word, StringComparison.Ordinal));

        var family = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 30));
        var cut = Quote.Shorten(family);
        Assert.Equal(0, (cut.Length - 1) % "👩‍👩‍👧‍👦".Length);
    }

    private static SummaryCommand Command(MemoryTableStore store) => new(new SummaryService(store, Options), Codes, TextWriter.Null);

    private static async Task<MemoryTableStore> FilledAsync()
    {
        var store = new MemoryTableStore();
        for (var person = 0; person < 40; person++)
        {
            var (topic, term) = person < 25 ? ("road", "ถนน") : ("water", "น้ำประปา");
            await store.KeepAsync(Tambon, new Spoken(person, 0, Day.AddDays(-(person % 5)), 1 + person % 3, topic, person % 2 == 0 ? "village" : "tambon",
                $"คนที่{person} บอกว่า{term}แย่มาก\nโทร 081-234-5678 " + string.Concat(Enumerable.Repeat("ช่วยมาดูหน่อยนะคะ ", person % 10))));
        }
        return store;
    }
}
