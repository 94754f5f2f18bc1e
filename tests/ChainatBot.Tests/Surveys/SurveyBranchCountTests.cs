using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Flows;
using CsCheck;

namespace ChainatBot.Tests.Surveys;

/// <summary>What may be seen of questions behind a branch, whose number of asked the answers before it tell, and of questions with several answers.</summary>
public sealed class SurveyBranchCountTests
{
    private const int K = 5;
    private const string ToTheEnd = "ไปจนจบ";
    private const string ForAWhile = "ไปบางช่วง";
    private const string Stayed = "ไม่ได้ไป";

    private static readonly SummaryOptions Options = new() { Terms = _ => [], LexiconVersion = "test", Mask = text => text };

    private static readonly Lazy<FlowSet> Loaded = new(() =>
    {
        using var files = FlowFiles.With(("went.yaml", $$"""
            flow: went
            version: 1
            title: ทดลอง
            kind: survey
            steps:
              - {id: came, ask: choice, text: ไปไหมคะ, choices: [{{ToTheEnd}}, {{ForAWhile}}, {{Stayed}}], keep: answer}
              - id: was-there
                branch:
                  - {when: {came: {{Stayed}}}, next: lacks}
                otherwise: heard
              - {id: heard, ask: scale, text: มีคนฟังไหมคะ, keep: answer}
              - {id: lacks, ask: several, text: ขาดอะไรคะ, choices: [น้ำ, ไฟ, ถนน], keep: answer, next: end}
            """));
        return files.Load().Flows;
    });

    [Fact]
    public void A_branch_is_counted_among_those_who_came_by()
    {
        // Fifteen went, ten stayed away: that these ten were not asked is no secret, and hides nobody.
        var heard = Count([.. Went(8, ToTheEnd, "5"), .. Went(7, ForAWhile, "3"), .. Went(10, Stayed)])["heard"];
        Assert.Equal(15, heard.People);
        Assert.Equal([new AnswerCount("3", 7), new AnswerCount("5", 8)], heard.Counts!);
    }

    [Fact]
    public void The_few_who_came_by_and_passed_over_it_can_not_be_read_off()
    {
        var by = Count([.. Went(6, ToTheEnd, "5"), .. Went(5, ToTheEnd, "4"), .. Went(2, ToTheEnd), .. Went(10, Stayed)]);
        Assert.Equal([new AnswerCount(ToTheEnd, 13), new AnswerCount(Stayed, 10)], by["came"].Counts!);
        Assert.Null(by["heard"].People);
        // Thirteen came by: the rest of the six who said five are seven, and not the two.
        Assert.Equal([new AnswerCount("5", 6), new AnswerCount(null, 7)], by["heard"].Counts!);
    }

    [Fact]
    public void An_answer_of_a_few_can_not_be_read_off_the_number_who_were_asked_because_of_it()
    {
        var by = Count([.. Went(10, ToTheEnd, "5"), .. Went(3, ForAWhile, "5"), .. Went(7, Stayed)]);
        Assert.Equal([new AnswerCount(ToTheEnd, 10), new AnswerCount(null, 10)], by["came"].Counts!);
        Assert.Equal((null, null, 5.0), (by["heard"].People, by["heard"].Counts, by["heard"].Mean));
    }

    [Fact]
    public void Of_several_answers_the_few_who_did_not_give_one_can_not_be_read_off()
    {
        // น้ำ all twelve, ไฟ nine of them, ถนน six: nine would tell of three.
        var sheets = Enumerable.Range(0, 12).Select(i => (string?[])[null, null, i < 3 ? "น้ำ" : i < 9 ? "น้ำ,ไฟ,ถนน" : "น้ำ,ไฟ"]).ToList();
        Assert.Equal([new AnswerCount("น้ำ", 12), new AnswerCount("ถนน", 6)], Count(sheets)["lacks"].Counts!);
    }

    [Fact]
    public void Several_answers_of_a_few_each_are_told_together()
    {
        var sheets = Enumerable.Range(0, 14).Select(i => (string?[])[null, null, i < 3 ? "ถนน" : i < 7 ? "ไฟ" : "น้ำ"]).ToList();
        Assert.Equal([new AnswerCount("น้ำ", 7), new AnswerCount(null, 7)], Count(sheets)["lacks"].Counts!);
    }

    private static readonly Gen<List<string?[]>> Populations = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 8], Gen.Int[0, 12], Gen.Int[0, 6], Gen.Int[0, 5].Array[40], Gen.Int[0, 8].Array[40],
        (end, some, stayed, silent, said, lacks) => Enumerable.Range(0, end + some + stayed + silent).Select(i =>
        {
            var came = i < end ? ToTheEnd : i < end + some ? ForAWhile : i < end + some + stayed ? Stayed : null;
            var chosen = string.Join(',', new[] { "น้ำ", "ไฟ", "ถนน" }.Where((_, bit) => (lacks[i] >> bit & 1) == 1));
            return (string?[])[came, came == Stayed || said[i] == 0 ? null : said[i].ToString(CultureInfo.InvariantCulture), chosen.Length == 0 ? came is null ? "น้ำ" : null : chosen];
        }).ToList());

    [Fact]
    public void Whoever_takes_the_questions_from_one_another_finds_no_group_of_one_to_four() => Populations.Sample(sheets =>
    {
        var by = Count(sheets);
        if (by.Count == 0) return;
        var asked = sheets.Count(s => s[0] != Stayed);
        var (came, heard, lacks) = (by["came"], by["heard"], by["lacks"]);
        int Told(string answer) => came.Counts?.FirstOrDefault(c => c.Answer == answer)?.People ?? 0;

        // Those who stayed away are told: so is, then, how many were asked. Of them nothing told of “heard” may leave a few.
        if (heard.People is { } answered && Told(Stayed) > 0) AssertNotFew(asked - answered);
        if (heard.Counts is { } counts && Told(Stayed) > 0)
        {
            Assert.Equal(sheets.Count - Told(Stayed), asked);
            AssertNotFew(asked - counts.Where(c => c.Answer is not null).Sum(c => c.People));
        }

        // Where all who were asked are told, the answers that led there are to leave no few of them either.
        if (heard.People == asked && asked < sheets.Count && Told(ToTheEnd) + Told(ForAWhile) is > 0 and var led) AssertNotFew(asked - led);
        foreach (var choice in lacks.Counts ?? [])
        {
            Assert.True(choice.People >= K);
            if (lacks.People is { } gave) AssertNotFew(gave - choice.People);
            AssertNotFew(sheets.Count - choice.People);
        }
    }, iter: 2000);

    private static void AssertNotFew(int people) => Assert.True(people is 0 or >= K, $"{people} are left over");

    private static IEnumerable<string?[]> Went(int people, string came, string? heard = null) => Enumerable.Repeat((string?[])[came, heard, null], people);

    private static Dictionary<string, QuestionResult> Count(IReadOnlyList<string?[]> sheets)
    {
        string[] questions = ["came", "heard", "lacks"];
        var answers = sheets.SelectMany((sheet, person) => questions.Zip(sheet).Where(a => a.Second is not null).Select(a =>
            new Answer("180106", "went", person.ToString("x32", CultureInfo.InvariantCulture), a.First) { Kind = "text", Text = a.Second, AnsweredOn = "2026-11-23", Messages = ["m"] }));
        return SurveyCount.Of("went", answers, Loaded.Value, null, null, Options).Questions.ToDictionary(q => q.Question);
    }
}
