using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using Microsoft.Extensions.Time.Testing;

namespace ChainatBot.Tests.Journeys;

/// <summary>A team member fills in a survey for a neighbour without a phone; looked at in the raw store.</summary>
public sealed class HelperSurveyTests : IAsyncLifetime
{
    private const string Tambon = "180106";
    private const string Survey = "after-forum";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
    private Line.Emulator.LineEmulatorServer line = null!;
    private BotHost bot = null!;
    private Villager helper = null!;

    public async Task InitializeAsync()
    {
        line = await Line.Emulator.LineEmulatorServer.StartAsync(new Line.Emulator.LineEmulatorOptions { TimeProvider = clock });
        bot = await BotHost.StartAsync(line, time: clock);
        await OpenAsync(Survey, Tambon);
        helper = new Villager(bot.Line, bot.Line.AddUser(isFriend: false, userId: BotHost.Owner));
        await helper.JoinAsync();
    }

    public async Task DisposeAsync()
    {
        var (violations, warnings) = (bot.Line.Violations, bot.Log.WarningsAndWorse);
        await bot.DisposeAsync();
        await line.DisposeAsync();
        Assert.Empty(violations);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_neighbours_answers_are_a_sheet_of_their_own_and_nothing_in_it_leads_to_the_helper()
    {
        await AnswerOwnAsync();
        var own = Assert.Single((await AnswersAsync()).Select(a => a.Person).Distinct());
        await BeginAsync();
        await AnswerAsync(voice: true);
        await helper.TapAsync("เพื่อนบ้านอีกคน");
        await AgreeAsync();
        await helper.TapAsync("ตอบแบบสอบถาม");
        await helper.TapAsync("ไปจนจบ");
        await helper.TapAsync("พอแค่นี้");
        await helper.TapAsync("พอแค่นี้");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        await Eventually.TrueAsync(async () => !await bot.Get<MediaFetches>().AllAsync(default).AnyAsync());

        var answers = await AnswersAsync();
        var helped = answers.Where(a => a.Helped == true).ToList();
        Assert.Equal(["came=ไปจนจบ", "came=ไม่ได้ไป", "unsaid=", "why-not=เดินทางลำบาก"], helped.Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        Assert.Equal(2, helped.Select(a => a.Person).Distinct().Count());
        Assert.All(helped, a => Assert.Equal((Tambon, 4, "voice 2026-11-23"), (a.Tambon, a.Village, a.Consent)));

        // The helper's own sheet is as it was, and what LINE and the bot call the helper's messages and taps is in none of the rows.
        Assert.Equal(["came=ไปบางช่วง", "heard=5"], answers.Where(a => a.Helped is null).Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        var pseudonyms = bot.Get<Pseudonyms>();
        var participant = pseudonyms.ParticipantOf(helper.UserId);
        var items = bot.Line.Timeline(helper.UserId).Select(i => i.Id).ToList();
        var events = bot.Line.WebhookDeliveries.SelectMany(d => d.EventIds).ToList();
        string[] helpers =
        [
            helper.UserId, participant.Value, own, pseudonyms.PersonIn("tambon:" + Tambon, participant),
            .. items, .. items.Select(i => pseudonyms.KeyOf("message", i)), .. events.Select(e => pseudonyms.KeyOf("event", e)),
        ];
        foreach (var row in (await RowsAsync("Answers")).Where(r => r.GetString("Person") != own))
            Assert.DoesNotContain(helpers, h => Values(row).Any(v => v.Contains(h, StringComparison.Ordinal)));
        await foreach (var blob in bot.Get<IBlobStore>().ListAsync("")) Assert.DoesNotContain(helpers, h => blob.Contains(h, StringComparison.Ordinal));
        Assert.Single(helped, a => a.Kind == "audio");

        // Without the conversations, which are encrypted, no file tells of the helper's neighbours.
        Assert.DoesNotContain(bot.RawFiles(), f => f.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(helper.UserId)) >= 0);
    }

    [Fact]
    public async Task Results_count_each_neighbour_once_like_anybody()
    {
        await AnswerOwnAsync();
        await BeginAsync();
        for (var neighbour = 0; neighbour < 4; neighbour++)
        {
            if (neighbour > 0)
            {
                await helper.TapAsync("เพื่อนบ้านอีกคน");
                await AgreeAsync();
            }

            await AnswerAsync();
            // The same survey again is the same sheet.
            await helper.TapAsync("ตอบแบบสอบถาม");
            await helper.TapAsync("ไปบางช่วง");
            await helper.TapAsync("พอแค่นี้");
        }

        var result = Assert.Single((await bot.Get<SummaryService>().SummarizeAsync(Tambon)).Surveys, s => s.Survey == Survey);
        Assert.Equal(5, result.People);
        Assert.Equal(5, Assert.Single(result.Questions.Single(q => q.Question == "came").Counts!).People);
    }

    [Fact]
    public async Task A_survey_is_offered_where_the_neighbour_lives_and_not_where_the_helper_does()
    {
        await OpenAsync("swot", "180101");
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(milliseconds: 2_000);
        await helper.TapAsync("ตำบลอื่น");
        await helper.SayAsync("ในเมือง ม.2");
        Assert.Contains("ของดี", string.Join('\n', await helper.TapAsync("ตอบแบบสอบถาม")) + TitleOf("swot"), StringComparison.Ordinal);
        await helper.TapAsync(helper.Labels[0]);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        var answer = Assert.Single(await AnswersAsync("swot", "180101"));
        Assert.Equal((true, 2), (answer.Helped, answer.Village));
        Assert.Empty(await AnswersAsync());
    }

    [Fact]
    public async Task Where_none_is_open_nothing_but_telling_is_offered()
    {
        await bot.Get<SurveyStore>().CloseAsync(Survey, [], default);
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(milliseconds: 2_000);
        await helper.TapAsync("ตำบลเดียวกัน");
        Assert.Contains("อยากให้เรื่องไหน", string.Join(' ', await helper.SayAsync("หมู่ 4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_back_the_consent_takes_back_the_answers_and_asks_for_consent_again()
    {
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(milliseconds: 2_000);
        var consent = LastSaid();
        await PlaceAsync();
        await helper.TapAsync("ตอบแบบสอบถาม");
        await helper.TapAsync("ไม่ได้ไป");
        await helper.TapAsync("เดินทางลำบาก");
        await helper.SpeakAsync(milliseconds: 6_000);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(3, (await AnswersAsync()).Count);

        await bot.Line.UnsendAsync(helper.UserId, consent);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Empty(await AnswersAsync());
        await Eventually.TrueAsync(async () => !await bot.Get<MediaFetches>().AllAsync(default).AnyAsync());
        Assert.False(await bot.Get<IBlobStore>().ListAsync("").AnyAsync());
        Assert.Contains("ขอเป็นเสียงของเพื่อนบ้านเองก่อน", string.Join(' ', await helper.SayAsync("อยากให้มีรถรับส่งคนแก่ไปหมอ")), StringComparison.Ordinal);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Empty(await AnswersAsync());
        Assert.Empty(await StoredRows.OpinionsAsync(bot));
    }

    [Fact]
    public async Task A_typed_answer_that_is_taken_back_is_gone_and_the_rest_of_a_list_stays()
    {
        await OpenAsync("household-needs", Tambon);
        await bot.Get<SurveyStore>().CloseAsync(Survey, [], default);
        await BeginAsync();
        await helper.TapAsync("ตอบแบบสอบถาม");
        await helper.SayAsync("4");
        var people = LastSaid();
        await helper.SayAsync("0");
        await helper.TapAsync("เจ็บป่วย");
        await helper.SayAsync("บ้านชำรุด");
        var house = LastSaid();
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(["elders=0", "lacks=เจ็บป่วย,บ้านชำรุด", "people=4"], (await AnswersAsync("household-needs")).Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));

        await bot.Line.UnsendAsync(helper.UserId, people);
        await bot.Line.UnsendAsync(helper.UserId, house);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(["elders=0", "lacks=เจ็บป่วย"], (await AnswersAsync("household-needs")).Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));

        await helper.TapAsync("ลูกหลานเรียน");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal("เจ็บป่วย,ลูกหลานเรียน", (await AnswersAsync("household-needs")).Single(a => a.Question == "lacks").Text);
    }

    [Fact]
    public async Task The_helper_neither_lists_nor_erases_them_and_the_neighbours_code_does()
    {
        await BeginAsync();
        var told = await AnswerAsync();
        await helper.TapAsync("พอแค่นี้");
        await helper.SayAsync("เรื่องของฉัน");
        await helper.TapAsync("ลบทั้งหมด");
        await helper.TapAsync("ลบทั้งหมด");
        await helper.TapAsync("ลบทั้งหมดเลย");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var kept = await AnswersAsync();
        Assert.Equal(2, kept.Count);

        var code = told.Split("รหัส ")[1][..4];
        Assert.Equal(bot.Get<AnswerStore>().ReferenceOf(kept[0].Person), code);
        using var words = new StringWriter();
        var command = new AnswersCommand(bot.Get<AnswerStore>(), bot.Get<Places>(), words);
        Assert.Equal(2, await command.DeleteAsync("999999", code, null, default));
        Assert.Equal(1, await command.DeleteAsync("180101", code, null, default));
        Assert.Equal(1, await command.DeleteAsync(Tambon, code, "no such person", default));
        Assert.Equal(2, (await AnswersAsync()).Count);
        Assert.Equal(0, await command.DeleteAsync(Tambon, code.ToLowerInvariant(), null, default));
        Assert.Empty(await AnswersAsync());
    }

    [Fact]
    public async Task After_half_a_day_nothing_leads_from_the_helper_to_the_sheet_and_the_helpers_own_is_unharmed()
    {
        await helper.SayAsync("แบบสอบถาม");
        await helper.TapAsync("ไปบางช่วง");
        await helper.TapAsync("5");
        await BeginAsync();
        await helper.TapAsync("ตอบแบบสอบถาม");
        await helper.TapAsync("ไม่ได้ไป");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var participant = bot.Get<Pseudonyms>().ParticipantOf(helper.UserId);
        Assert.Single((await bot.Get<ConversationStore>().LoadAsync(participant, default)).Conversation.Neighbours.Single().Surveys);

        clock.Advance(TimeSpan.FromHours(13));
        await bot.Get<Retention>().PurgeAsync(default);

        var (conversation, _) = await bot.Get<ConversationStore>().LoadAsync(participant, default);
        Assert.Empty(conversation.Neighbours);
        var state = FlowState.FromJson(conversation.Flow);
        Assert.Null(state.Neighbour);
        Assert.DoesNotContain("ไม่ได้ไป", conversation.Flow!, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u0E44\\u0E21\\u0E48\\u0E44\\u0E14\\u0E49\\u0E44\\u0E1B", conversation.Flow!, StringComparison.OrdinalIgnoreCase);

        // Going on with the own sheet to its end leaves what was answered before.
        Assert.Contains("ปิดไปแล้ว", string.Join(' ', await helper.SayAsync("ไม่ได้พูด")), StringComparison.Ordinal);
        await helper.TapAsync("ทำต่อ");
        await helper.TapAsync("ได้พูด");
        await helper.TapAsync("ข้าม");
        await helper.TapAsync("ข้าม");
        await helper.TapAsync("ข้าม");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(
            ["came=ไปบางช่วง", "heard=5", "spoke=ได้พูด"], (await AnswersAsync()).Where(a => a.Helped is null).Select(a => $"{a.Question}={a.Text}").Order(StringComparer.Ordinal));
        Assert.Equal("ไม่ได้ไป", Assert.Single(await AnswersAsync(), a => a.Helped == true).Text);
    }

    [Fact]
    public async Task An_unsend_after_half_a_day_finds_nothing_any_more()
    {
        await helper.SayAsync("กรอกแทน");
        await helper.SpeakAsync(milliseconds: 2_000);
        var consent = LastSaid();
        await PlaceAsync();
        await AnswerAsync();
        clock.Advance(TimeSpan.FromHours(13));
        await helper.SayAsync("สวัสดีค่ะ");
        await bot.Line.UnsendAsync(helper.UserId, consent);
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        Assert.Equal(2, (await AnswersAsync()).Count);
    }

    [Fact]
    public async Task Decided_and_not_done_it_is_done_again_without_being_doubled()
    {
        await BeginAsync();
        await AnswerAsync();
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);
        var before = (await RowsAsync("Answers")).Select(Line).Order(StringComparer.Ordinal).ToList();
        var (conversation, etag) = await bot.Get<ConversationStore>().LoadAsync(bot.Get<Pseudonyms>().ParticipantOf(helper.UserId), default);

        // As after a kill between the saving and the keeping: the deeds are still to be done when the next thing is said.
        var deeds = new List<Deed>();
        foreach (var answer in await AnswersAsync())
            deeds.Add(new Deed.Answer(Survey, Tambon, answer.Question, answer.Village, answer.Kind, answer.Text, answer.AnsweredOn, null, answer.Messages[0], null, false, null)
            {
                Neighbour = conversation.Neighbours.Single().Person, Consent = answer.Consent,
            });
        await bot.Get<AnswerStore>().RemoveAsync((await AnswersAsync())[0], default);
        Assert.NotNull(await bot.Get<ConversationStore>().SaveAsync(bot.Get<Pseudonyms>().ParticipantOf(helper.UserId), conversation with { Pending = new PendingDeeds("event", deeds) }, etag, default));
        await helper.SayAsync("สวัสดีค่ะ");
        await StoredRows.SettledAsync(bot.Line, bot.App.Services);

        Assert.Equal(before, (await RowsAsync("Answers")).Select(Line).Order(StringComparer.Ordinal));
        static string Line(TableRow row) => string.Join('|', Values(row).Order(StringComparer.Ordinal));
    }

    private async Task OpenAsync(string survey, string tambon) =>
        await bot.Get<SurveyStore>().OpenAsync(survey, bot.Get<FlowStore>().Current.Current(survey)!.Version, [tambon], null, null, default);

    private string TitleOf(string survey) => bot.Get<FlowStore>().Current.Current(survey)!.Title;

    private async Task AnswerOwnAsync()
    {
        await helper.SayAsync("แบบสอบถาม");
        await helper.TapAsync("ไปบางช่วง");
        await helper.TapAsync("5");
        await helper.TapAsync("พอแค่นี้");
    }

    private async Task BeginAsync()
    {
        await helper.SayAsync("กรอกแทน");
        await AgreeAsync();
    }

    private async Task AgreeAsync()
    {
        await helper.SpeakAsync(milliseconds: 2_000);
        await PlaceAsync();
    }

    private async Task PlaceAsync()
    {
        await helper.TapAsync("ตำบลเดียวกัน");
        await helper.SayAsync("หมู่ 4");
    }

    /// <summary>Through the survey to its end; what the bot says there.</summary>
    private async Task<string> AnswerAsync(bool voice = false)
    {
        await helper.TapAsync("ตอบแบบสอบถาม");
        await helper.TapAsync("ไม่ได้ไป");
        await helper.TapAsync("เดินทางลำบาก");
        if (voice) await helper.SpeakAsync(milliseconds: 6_000);
        else await helper.TapAsync("ข้าม");
        await helper.TapAsync("ข้าม");
        return string.Join('\n', await helper.TapAsync("ข้าม"));
    }

    private string LastSaid() => bot.Line.Timeline(helper.UserId).Last(i => i.From == "user").Id;

    private async Task<List<Answer>> AnswersAsync(string survey = Survey, string tambon = Tambon) => await bot.Get<AnswerStore>().OfSurveyAsync(tambon, survey, default).ToListAsync();

    private async Task<List<TableRow>> RowsAsync(string table)
    {
        var rows = new List<TableRow>();
        foreach (var shard in "0123456789abcdef") rows.AddRange((await bot.Get<ITableStore>().QueryAsync(table, $"{Tambon}-{shard}")).Rows);
        return rows;
    }

    private static IEnumerable<string> Values(TableRow row) => row.Select(c => Convert.ToString(c.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "").Append(row.RowKey).Append(row.PartitionKey);
}
