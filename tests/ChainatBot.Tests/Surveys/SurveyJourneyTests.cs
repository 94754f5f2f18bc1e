using System.Text;
using System.Text.Json;
using ChainatBot.Conversations;
using ChainatBot.Exports;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Surveys;

/// <summary>V5 through the front door: signed webhooks in, LINE calls, stored answers and figures out.</summary>
public sealed class SurveyJourneyTests : IAsyncLifetime
{
    private const string Tambon = "180106";

    private readonly MovedClock clock = new();
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync(time: clock);

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_whole_survey_by_taps()
    {
        await OpenAsync("debt-and-funds");
        var villager = await JoinedAsync();

        Assert.Contains("ข้อ 1 จาก 8", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
        await villager.TapAsync("มีหนี้");
        await villager.TapAsync("สหกรณ์");
        await villager.TapAsync("นอกระบบ");
        await villager.TapAsync("เสร็จแล้ว");
        await villager.TapAsync("ข้าม");
        await villager.TapAsync("4");
        await villager.TapAsync("เคยออม");
        await villager.TapAsync("หนักบางบ้าน");
        Assert.Contains("ขอบคุณ", string.Join('\n', await villager.TapAsync("ข้าม")), StringComparison.Ordinal);

        var answers = await AnswersAsync("debt-and-funds");
        Assert.Equal(
            ["burden=4", "debt=มีหนี้", "fund=เคยออม", "lenders=สหกรณ์,นอกระบบ", "neighbours=หนักบางบ้าน"],
            answers.Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        Assert.All(answers, a => Assert.Equal((Tambon, 3, "text", 32), (a.Tambon, a.Village, a.Kind, a.Person.Length)));
        Assert.Single(answers.Select(a => a.Person).Distinct());
        Assert.All(bot.Line.BotMessages(villager.UserId), message => Assert.Equal("free", message.Cost));
        Assert.DoesNotContain(bot.RawFiles(), f => f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(villager.UserId)) >= 0);
    }

    [Fact]
    public async Task A_whole_survey_by_typing_and_by_voice()
    {
        await OpenAsync("debt-and-funds");
        var villager = await JoinedAsync();
        await villager.SayAsync("แบบสอบถามค่ะ");
        await villager.SayAsync("๑");
        await villager.SayAsync("ข้อ 2");
        await villager.SayAsync("เสร็จแล้ว");
        await villager.SayAsync("สองพัน");
        await villager.SayAsync("ห้า");
        await villager.SayAsync("ไม่เคยใช้");
        await villager.SayAsync("ไม่รู้ว่ามี");
        await villager.SayAsync("ข้อ ๑");
        Assert.Contains("ขอบคุณ", string.Join('\n', await villager.SpeakAsync(milliseconds: 7_000)), StringComparison.Ordinal);

        var answers = (await AnswersAsync("debt-and-funds")).ToDictionary(a => a.Question);
        Assert.Equal(("มีหนี้", "กองทุนหมู่บ้าน", "2000", "5"), (answers["debt"].Text, answers["lenders"].Text, answers["monthly"].Text, answers["burden"].Text));
        Assert.Equal(("audio", null, 7), (answers["together"].Kind, answers["together"].Text, answers["together"].Seconds));
        await Eventually.TrueAsync(async () => (await BlobsAsync()).SequenceEqual([answers["together"].BlobOf(answers["together"].Messages[0])]));
    }

    [Fact]
    public async Task Left_alone_for_three_days_it_goes_on_where_it_stopped()
    {
        await OpenAsync("household-needs");
        var villager = await JoinedAsync();
        await villager.SayAsync("แบบสอบถาม");
        await villager.SayAsync("4 คน");
        clock.Advance(TimeSpan.FromDays(3));

        Assert.Contains("ทำต่อไหมคะ", string.Join('\n', await villager.SayAsync("สวัสดีค่ะ")), StringComparison.Ordinal);
        Assert.Contains("ข้อ 2 จาก 7", string.Join('\n', await villager.TapAsync("ทำต่อ")), StringComparison.Ordinal);
        await villager.SayAsync("ไม่มี");

        var answers = await AnswersAsync("household-needs");
        Assert.Equal(["elders=0", "people=4"], answers.Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        Assert.Equal(2, answers.Select(a => a.AnsweredOn).Distinct().Count());
    }

    [Fact]
    public async Task An_answer_can_be_changed_until_the_survey_closes_and_not_after()
    {
        await OpenAsync("after-forum", until: clock.Today().AddDays(10));
        var villager = await JoinedAsync();
        await villager.SayAsync("แบบสอบถาม");
        await villager.TapAsync("ไม่ได้ไป");
        await villager.TapAsync("ติดงาน");
        await villager.TapAsync("พอแค่นี้");
        clock.Advance(TimeSpan.FromDays(1));
        await villager.SayAsync("แบบสอบถาม");
        await villager.TapAsync("เลิก");

        Assert.Contains("แก้คำตอบได้ถึง", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
        Assert.Contains("เดิมตอบไว้ว่า “ไม่ได้ไป”", string.Join('\n', await villager.TapAsync("แก้คำตอบ")), StringComparison.Ordinal);
        await villager.TapAsync("ไปจนจบ");
        await villager.TapAsync("5");
        await villager.TapAsync("ได้พูด");
        await villager.TapAsync("ข้าม");
        await villager.TapAsync("ข้าม");
        await villager.TapAsync("ข้าม");
        // Why they stayed away is an answer no longer.
        Assert.Equal(["came=ไปจนจบ", "heard=5", "spoke=ได้พูด"], (await AnswersAsync("after-forum")).Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));

        await villager.SayAsync("แบบสอบถาม");
        await villager.TapAsync("แก้คำตอบ");
        await bot.Get<SurveyStore>().CloseAsync("after-forum", [], default);
        Assert.Contains("ปิดรับ", string.Join('\n', await villager.TapAsync("ไปบางช่วง")), StringComparison.Ordinal);
        Assert.Contains("ยังไม่มีแบบสอบถาม", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
        Assert.Contains(await AnswersAsync("after-forum"), a => a is { Question: "came", Text: "ไปจนจบ" });
    }

    [Fact]
    public async Task Its_last_day_is_the_last_day()
    {
        await OpenAsync("swot", until: clock.Today());
        var villager = await JoinedAsync();
        Assert.Contains("ข้อ 1", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("ปิดรับ", string.Join('\n', await villager.TapAsync("ดีขึ้น")), StringComparison.Ordinal);
        Assert.Empty(await AnswersAsync("swot"));
    }

    [Fact]
    public async Task Only_what_is_open_in_the_own_tambon_is_offered()
    {
        await OpenAsync("swot", tambon: "180402");
        var villager = await JoinedAsync();
        Assert.Contains("ยังไม่มีแบบสอบถาม", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_is_asked_first_and_leads_to_the_survey_in_the_same_breath()
    {
        await OpenAsync("swot");
        var villager = bot.AddVillager();
        await villager.FollowAsync();
        await villager.TapAsync("ยินยอม");
        await villager.TapAsync("ข้าม");
        Assert.Contains("ตำบลไหน", string.Join('\n', await villager.SayAsync("แบบสอบถาม")), StringComparison.Ordinal);
        Assert.Contains("ข้อ 1 จาก 8", string.Join('\n', await villager.SayAsync("หาดท่าเสา ม.3")), StringComparison.Ordinal);
        await villager.TapAsync("เหมือนเดิม");
        Assert.Equal((Tambon, 3), Assert.Single((await AnswersAsync("swot")).Select(a => (a.Tambon, a.Village))));
    }

    [Fact]
    public async Task Webhooks_that_come_again_double_nothing()
    {
        await OpenAsync("household-needs");
        var villager = await JoinedAsync();
        await villager.SayAsync("แบบสอบถาม");
        await villager.SayAsync("4 คน");
        await villager.SayAsync("0");
        await villager.TapAsync("เงินไม่พอใช้");
        await villager.TapAsync("เจ็บป่วย");
        var before = (await AnswersAsync("household-needs")).Select(a => $"{a.Question}={a.Text}").ToList();
        var said = bot.Line.BotMessages(villager.UserId).Count;

        foreach (var delivery in bot.Line.WebhookDeliveries.ToList()) Assert.Equal(200, (await bot.Line.RedeliverAsync(delivery)).Status);
        await bot.Line.WaitUntilIdleAsync();

        Assert.Equal(before, (await AnswersAsync("household-needs")).Select(a => $"{a.Question}={a.Text}"));
        Assert.Equal(said, bot.Line.BotMessages(villager.UserId).Count);
    }

    [Fact]
    public async Task Taking_a_message_back_takes_the_answer_back()
    {
        await OpenAsync("swot");
        var villager = await JoinedAsync();
        await villager.SayAsync("แบบสอบถาม");
        await villager.TapAsync("เหมือนเดิม");
        await villager.SayAsync("ดินดีน้ำดี โทร 081-234-5678");
        Assert.Contains(await AnswersAsync("swot"), a => a.Question == "strength" && a.Text!.Contains("ดินดีน้ำดี", StringComparison.Ordinal) && !a.Text.Contains("5678", StringComparison.Ordinal));
        await bot.Line.UnsendAsync(villager.UserId, bot.Line.Timeline(villager.UserId).Last(i => i.From == "user").Id);

        await Eventually.TrueAsync(async () => (await AnswersAsync("swot")).Select(a => a.Question).SequenceEqual(["life"]));
    }

    [Fact]
    public async Task Deleting_a_person_takes_every_sheet_with_its_voice_and_leaves_the_others()
    {
        await OpenAsync("swot");
        await OpenAsync("debt-and-funds");
        var leaving = await JoinedAsync();
        var staying = await JoinedAsync();
        foreach (var villager in new[] { leaving, staying })
        {
            await villager.SayAsync("แบบสอบถาม");
            await villager.TapAsync("ของดีและปัญหาตำบล");
            await villager.TapAsync("เหมือนเดิม");
            await villager.SpeakAsync();
            await villager.SayAsync("แบบสอบถาม");
            await villager.TapAsync("หนี้และกองทุน");
            await villager.TapAsync("ไม่มีหนี้");
        }

        await Eventually.TrueAsync(async () => (await BlobsAsync()).Count == 2);
        Assert.NotEqual((await AnswersAsync("swot"))[0].Person, (await AnswersAsync("debt-and-funds"))[0].Person);
        await bot.Get<AnswerStore>().RemovePersonAsync(bot.Get<Pseudonyms>().ParticipantOf(leaving.UserId), default);

        Assert.Equal(2, (await AnswersAsync("swot")).Count);
        Assert.Single(await AnswersAsync("debt-and-funds"));
        Assert.Single(await BlobsAsync());
    }

    [Fact]
    public async Task The_team_sees_figures_of_five_and_more_and_the_export_has_the_fields_of_the_contract()
    {
        await OpenAsync("local-services");
        for (var i = 0; i < 6; i++)
        {
            var villager = await JoinedAsync();
            await villager.SayAsync("แบบสอบถาม");
            await villager.TapAsync(i == 0 ? "เก็บขยะ" : "น้ำประปา");
            await villager.TapAsync("เสร็จแล้ว");
            await villager.TapAsync("5");
        }

        var view = await bot.Get<SummaryService>().SummarizeAsync(Tambon);
        using var json = JsonDocument.Parse(SummaryJson.Write(view));
        var survey = json.RootElement.GetProperty("surveys").EnumerateArray().Single();
        Assert.Equal(("local-services", "บริการของ อบต.", 6), (survey.GetProperty("survey").GetString(), survey.GetProperty("title").GetString(), survey.GetProperty("people").GetInt32()));
        var questions = survey.GetProperty("questions").EnumerateArray().ToDictionary(q => q.GetProperty("question").GetString()!);
        // One of six said otherwise: that one would be seen beside the five, so they are told together.
        var used = questions["used"].GetProperty("counts").EnumerateArray().Single();
        Assert.Equal((JsonValueKind.Null, 6), (used.GetProperty("answer").ValueKind, used.GetProperty("people").GetInt32()));
        Assert.Equal((5, 0, 6), (questions["content"].GetProperty("mean").GetDouble(), questions["content"].GetProperty("spread").GetDouble(), questions["content"].GetProperty("people").GetInt32()));

        using var output = new MemoryStream();
        var exports = new ExportCommand(bot.Get<ITableStore>(), bot.Get<Places>().TambonCodes, TextWriter.Null);
        Assert.Equal(0, await exports.RunAsync(new ExportRequest(ExportFormat.Jsonl, Tambon), bot.Get<AnswerStore>(), output));
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(12, lines.Count);
        Assert.All(lines, l => Assert.Equal(["survey", "question", "person", "answer", "tambon", "village", "answeredOn"], l.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(lines.Select(l => l.GetProperty("person").GetString()).Order(StringComparer.Ordinal), lines.Select(l => l.GetProperty("person").GetString()));
    }

    private Task OpenAsync(string survey, string tambon = Tambon, DateOnly? until = null) =>
        bot.Get<SurveyStore>().OpenAsync(survey, bot.Get<FlowStore>().Current.Current(survey)!.Version, [tambon], null, until, default);

    private async Task<Villager> JoinedAsync()
    {
        var villager = bot.AddVillager();
        await villager.JoinAsync();
        return villager;
    }

    private async Task<List<Answer>> AnswersAsync(string survey)
    {
        var answers = new List<Answer>();
        foreach (var tambon in bot.Get<Places>().TambonCodes)
            await foreach (var answer in bot.Get<AnswerStore>().OfSurveyAsync(tambon, survey, default)) answers.Add(answer);
        return answers;
    }

    private async Task<List<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (var name in bot.Get<IBlobStore>().ListAsync("answers/")) names.Add(name);
        return names;
    }
}
