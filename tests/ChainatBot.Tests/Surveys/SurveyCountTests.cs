using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Flows;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ChainatBot.Tests.Surveys;

/// <summary>What may be seen of a survey, worked out by hand and as laws.</summary>
public sealed class SurveyCountTests
{
    private const string Tambon = "180106";
    private static readonly DateOnly Day = new(2026, 11, 23);

    private static readonly SummaryOptions Options = new()
    {
        Terms = text => new[] { "ถนน", "น้ำประปา" }.Where(term => text.Contains(term, StringComparison.Ordinal)).ToArray(),
        LexiconVersion = "test",
        Mask = text => text.Replace("081-234-5678", "•••", StringComparison.Ordinal),
    };

    private static readonly Lazy<FlowSet> Loaded = new(() =>
    {
        using var files = FlowFiles.With(("trial.yaml", """
            flow: trial
            version: 1
            title: ทดลอง
            kind: survey
            steps:
              - {id: debt, ask: choice, text: มีหนี้ไหมคะ, choices: [{label: มีหนี้, value: d}, {label: ไม่มีหนี้, value: n}, {label: ไม่บอก, value: x}], keep: answer}
              - {id: lacks, ask: several, text: ขาดอะไรคะ, choices: [น้ำ, ไฟ, ถนน], keep: answer}
              - {id: content, ask: scale, text: พอใจแค่ไหนคะ, keep: answer}
              - {id: monthly, ask: number, text: กี่บาทคะ, keep: answer}
              - {id: since, ask: date, text: ตั้งแต่วันไหนคะ, keep: answer}
              - {id: words, ask: message, text: เล่ามาค่ะ, keep: answer, next: end}
            """));
        return files.Load().Flows;
    });

    [Fact]
    public void Figures_are_those_worked_out_by_hand()
    {
        string[] contents = ["1", "2", "3", "4", "5", "5", "5", "5", "5", "5"];
        string[] months = ["100", "200", "300", "400", "500", "600", "700", "800", "900", "10000"];
        var answers = Enumerable.Range(0, 10).SelectMany(i => new[]
        {
            Given(i, "debt", i < 5 ? "d" : "n"), Given(i, "lacks", i < 5 ? "น้ำ,ไฟ" : "น้ำ"), Given(i, "content", contents[i]), Given(i, "monthly", months[i]),
            Given(i, "since", i < 5 ? "2026-10-0" + (i + 1) : "2026-11-0" + i), Given(i, "words", i < 7 ? $"ถนนพัง {i} โทร 081-234-5678" : "สบายดี"),
        });

        var result = SurveyCount.Of("trial", answers, Loaded.Value, null, null, Options);

        Assert.Equal(("ทดลอง", 10), (result.Title, result.People));
        var by = result.Questions.ToDictionary(q => q.Question);
        Assert.Equal(["debt", "lacks", "content", "monthly", "since", "words"], result.Questions.Select(q => q.Question));
        Assert.All(result.Questions, q => Assert.Equal(10, q.People));
        Assert.Equal([new AnswerCount("มีหนี้", 5), new AnswerCount("ไม่มีหนี้", 5)], by["debt"].Counts!);
        Assert.Equal([new AnswerCount("น้ำ", 10), new AnswerCount("ไฟ", 5)], by["lacks"].Counts!);
        Assert.Equal((4.0, 1.49), (by["content"].Mean, by["content"].Spread));
        Assert.Equal((550.0, 325.0, 775.0), (by["monthly"].Median, by["monthly"].Quartiles![0], by["monthly"].Quartiles![1]));
        Assert.Equal([new AnswerCount("2026-10", 5), new AnswerCount("2026-11", 5)], by["since"].Counts!);
        var group = Assert.Single(by["words"].Groups!);
        Assert.Equal(("ถนน", 7, 3), (group.Label, group.People, group.Quotes.Count));
        Assert.All(group.Quotes, quote => Assert.DoesNotContain("5678", quote, StringComparison.Ordinal));
    }

    [Fact]
    public void Fewer_than_five_sheets_tell_nothing()
    {
        var result = SurveyCount.Of("trial", Enumerable.Range(0, 4).Select(i => Given(i, "debt", "d")), Loaded.Value, null, null, Options);
        Assert.Null(result.People);
        Assert.Empty(result.Questions);
        Assert.True(result.Suppressed > 0);
    }

    [Fact]
    public void One_other_answer_can_not_be_read_off_the_rest()
    {
        var result = SurveyCount.Of("trial", Enumerable.Range(0, 12).Select(i => Given(i, "debt", i == 0 ? "n" : "d")), Loaded.Value, null, null, Options);
        Assert.Equal([new AnswerCount(null, 12)], result.Questions[0].Counts!);
    }

    [Fact]
    public void The_few_who_passed_over_a_question_can_not_be_read_off_the_number_who_did_not()
    {
        // Twelve sheets; two have no answer about debt, and of the ten that do one says “no”.
        var answers = Enumerable.Range(0, 12).Select(i => Given(i, "content", "3")).Concat(Enumerable.Range(0, 10).Select(i => Given(i, "debt", i == 0 ? "n" : "d")));
        var debt = SurveyCount.Of("trial", answers, Loaded.Value, null, null, Options).Questions[0];
        Assert.Null(debt.People);
        Assert.Equal([new AnswerCount(null, 12)], debt.Counts!);
    }

    [Fact]
    public void A_question_few_answered_has_no_mean_and_no_median()
    {
        var answers = Enumerable.Range(0, 12).Select(i => Given(i, "debt", "d")).Concat(Enumerable.Range(0, 4).SelectMany(i => new[] { Given(i, "content", "3"), Given(i, "monthly", "500") }));
        var by = SurveyCount.Of("trial", answers, Loaded.Value, null, null, Options).Questions.ToDictionary(q => q.Question);
        Assert.Null(by["content"].Mean);
        Assert.Null(by["monthly"].Median);
        Assert.Null(by["content"].People);
    }

    [Fact]
    public void The_figures_stand_in_the_text_and_in_the_document()
    {
        var answers = Enumerable.Range(0, 6).SelectMany(i => new[] { Given(i, "debt", "d"), Given(i, "content", "4"), Given(i, "monthly", "2000"), Given(i, "since", "2026-11-03"), Given(i, "words", $"ถนนพัง {i}") });
        var view = new SummaryView
        {
            Tambon = Tambon, From = null, To = null, People = 0, Opinions = 0, ByTopic = [], ByVillage = [], ByReach = [], Groups = [], Suppressed = 0,
            Surveys = [SurveyCount.Of("trial", answers, Loaded.Value, null, null, Options)],
        };

        var text = SummaryText.Long(view, Options, int.MaxValue);
        using var word = WordprocessingDocument.Open(new MemoryStream(SummaryDocument.Write(view, Options)), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(word));
        string[] said = ["แบบสอบถาม: ทดลอง", "มีผู้ตอบ 6 คน", "ตอบข้อนี้ 6 คน", "ค่าเฉลี่ย 4 (ส่วนเบี่ยงเบนมาตรฐาน 0)", "ค่ากลาง 2,000", "พ.ย. 2569", "ถนนพัง"];
        var written = word.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(words, written, StringComparison.Ordinal));
    }

    private sealed record Choice(int? Debt, int Lacks, int? Content, int Day);

    private static readonly Gen<Choice[]> Populations = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 7], Gen.Int[0, 6], Gen.Int[0, 9],
        (debt, lacks, content, day) => new Choice(debt > 2 ? null : debt, lacks, content is 0 or 6 ? null : content, day)).Array[0, 40];

    [Fact]
    public void No_figure_and_no_difference_of_figures_is_a_group_of_one_to_four() => Populations.Sample(population =>
    {
        var answers = population.SelectMany((c, i) => Sheet(c, i)).ToList();
        // Two collectors' questions: all of it, and each part of the time.
        var views = new List<SurveyResult> { SurveyCount.Of("trial", answers, Loaded.Value, null, null, Options) };
        for (var to = 0; to < 10; to += 3) views.Add(SurveyCount.Of("trial", answers, Loaded.Value, null, Day.AddDays(to), Options));
        var whole = views[0];
        foreach (var view in views)
        {
            Assert.True(view.People is null or 0 or >= 5);
            if (view.People is { } part && whole.People is { } all) Assert.True(all - part is 0 or >= 5, $"{all} less {part}");
            foreach (var question in view.Questions)
            {
                Assert.True(question.People is null or 0 or >= 5);
                if (question.People is { } answered) Assert.True(view.People - answered is 0 or >= 5, $"{view.People} less {answered}");
                Assert.All(question.Counts ?? [], c => Assert.True(c.People >= 5));
                if (question is { Kind: "several", People: { } gave, Counts: { } each }) Assert.All(each, c => Assert.True(gave - c.People is 0 or >= 5, $"{gave} less {c.People}"));
                if (question is { Kind: "choice" or "scale", People: { } told, Counts: { } counts }) Assert.True(told - counts.Where(c => c.Answer is not null).Sum(c => c.People) is 0 or >= 5);
                if (question.Mean is not null) Assert.True(answers.Count(a => a.Question == question.Question) >= 5);
            }
        }
    }, iter: 400);

    private static IEnumerable<Answer> Sheet(Choice choice, int person)
    {
        var day = Day.AddDays(choice.Day);
        yield return Given(person, "lacks", string.Join(',', new[] { "น้ำ", "ไฟ", "ถนน" }.Where((_, i) => (choice.Lacks >> i & 1) == 1).DefaultIfEmpty("น้ำ")), day);
        if (choice.Debt is { } debt) yield return Given(person, "debt", "dnx"[debt].ToString(), day);
        if (choice.Content is { } content) yield return Given(person, "content", content.ToString(CultureInfo.InvariantCulture), day);
    }

    private static Answer Given(int person, string question, string text, DateOnly? day = null) =>
        new(Tambon, "trial", person.ToString("x32", CultureInfo.InvariantCulture), question) { Kind = "text", Text = text, AnsweredOn = (day ?? Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Messages = ["m"] };
}
