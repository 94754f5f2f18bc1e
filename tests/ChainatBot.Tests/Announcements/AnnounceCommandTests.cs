using ChainatBot.Announcements;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using ChainatBot.Understanding;
using Line.Emulator;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Tests.Announcements;

/// <summary>The verbs: what they say before anything is sent, and what they refuse.</summary>
public sealed class AnnounceCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly StringWriter data = new();
    private readonly StringWriter words = new();
    private PayDesk desk = null!;

    public async Task InitializeAsync() => desk = await PayDesk.OpenAsync();

    public async Task DisposeAsync()
    {
        var violations = desk.Line.Violations;
        await desk.DisposeAsync();
        Assert.Empty(violations);
    }

    public void Dispose()
    {
        directory.Dispose();
        data.Dispose();
        words.Dispose();
    }

    [Fact]
    public async Task A_dry_run_shows_card_people_and_cost_and_sends_nothing()
    {
        await desk.AddPeopleAsync(12);
        Assert.Equal(0, await AnnounceAsync(new AnnounceOptions(DryRun: true)));
        var shown = data.ToString();
        foreach (var part in (string[])["งดจ่ายน้ำ", "วันเสาร์นี้งดจ่ายน้ำค่ะ", "[ดูแผนที่]", "ถึงใคร: 12 คน", "ต้องส่งแบบเสียเงิน: 12 คน", "1,000,000"]) Assert.Contains(part, shown, StringComparison.Ordinal);
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
        Assert.Contains(desk.Line.Calls, c => c.Path.EndsWith("/validate/multicast", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Announced_it_is_sent_by_the_server_and_shown_as_it_goes()
    {
        var people = await desk.AddPeopleAsync(12);
        Assert.Equal(0, await AnnounceAsync());
        Assert.Equal(1, await AnnounceAsync());
        Assert.Contains("already", words.ToString(), StringComparison.Ordinal);
        await desk.PayUntilDoneAsync("water-off");
        Assert.Equal(people.Order(StringComparer.Ordinal), desk.Line.CountRecipients(i => i.Text.Contains("งดจ่ายน้ำ", StringComparison.Ordinal)).Keys.Order(StringComparer.Ordinal));

        Assert.Equal(0, await Commands().ShowAsync("water-off", follow: true, default));
        Assert.Contains("ได้รับแล้ว เสียเงิน: 12 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Commands().ListAsync(default));
        Assert.Contains("water-off\tส่งแล้ว\t", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Commands().StopAsync("water-off", default));
        Assert.Equal(0, await Commands().ResumeAsync("water-off", default));
        Assert.Equal(1, await Commands().ShowAsync("no-such", follow: false, default));
    }

    [Fact]
    public async Task What_cannot_be_paid_for_is_refused_with_both_choices()
    {
        await desk.AddPeopleAsync(30);
        var budget = new BudgetCommand(desk.Get<Budgets>(), desk.Get<Places>(), data, words);
        Assert.Equal(2, await budget.SetAsync("999999", 10, default));
        Assert.Equal(0, await budget.SetAsync(PayDesk.Tambon, 20, default));
        Assert.Equal(0, await budget.ShowAsync(null, default));
        Assert.Contains("ใช้ไป 0 จาก 20", data.ToString(), StringComparison.Ordinal);

        Assert.Equal(1, await AnnounceAsync());
        Assert.Contains("จะส่งไม่ถึง: 10 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Contains("--partial", words.ToString(), StringComparison.Ordinal);
        Assert.Contains("--over-budget", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
        desk.Line.SetQuota(25);
        Assert.Equal(1, await AnnounceAsync(new AnnounceOptions(OverBudget: true)));
        desk.Line.SetQuota(100);

        Assert.Equal(0, await AnnounceAsync(new AnnounceOptions(Partial: true)));
        await desk.PayUntilDoneAsync("water-off");
        Assert.Equal(20, desk.Line.QuotaUsed);
        Assert.Equal(0, await AnnounceAsync(new AnnounceOptions(OverBudget: true), id: "again"));
        await desk.PayUntilDoneAsync("again");
        Assert.Equal(50, desk.Line.QuotaUsed);
        Assert.Equal(0, await budget.SetAsync(PayDesk.Tambon, null, default));
        Assert.Null((await desk.Get<Budgets>().OfAsync(PayDesk.Tambon, desk.Get<Budgets>().Month)).Limit);
    }

    [Fact]
    public async Task Where_LINE_does_not_tell_the_quota_nothing_is_guessed()
    {
        await desk.AddPeopleAsync(3);
        desk.Line.AddFault(new Fault(FaultKinds.ErrorBefore, "GET", "/v2/bot/message/quota", Times: 10));
        Assert.Equal(1, await AnnounceAsync());
        Assert.Contains("never guessed", words.ToString(), StringComparison.Ordinal);
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
    }

    [Fact]
    public async Task Too_few_of_those_who_spoke_are_not_counted_out_loud()
    {
        await desk.AddPeopleAsync(30);
        Assert.Equal(0, await AnnounceAsync(new AnnounceOptions(DryRun: true), audience: ", heard: yes"));
        Assert.Contains("ถึงใคร: น้อยกว่า 5 คน", data.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await AnnounceAsync(new AnnounceOptions(DryRun: true), audience: ", heard: no"));
        Assert.Contains("ถึงใคร: 30 คน", data.ToString(), StringComparison.Ordinal);

        var count = new CountWords(Audience.Everybody with { Conditions = [new AudienceCondition("heard", "")] }, 5);
        Assert.Equal(["น้อยกว่า 5 คน", "5 คน", "มากกว่า 15 คน", "15 คน", "20 คน"], [count.Say(4, 20), count.Say(5, 20), count.Say(18, 20), count.Say(15, 20), count.Say(20, 20)]);
        Assert.Equal("1 คน", new CountWords(Audience.Everybody, 5).Say(1));
        Assert.False(count.MayBeAdded(10, 3));
    }

    [Fact]
    public async Task A_file_with_a_slip_or_none_announces_nothing()
    {
        Assert.Equal(2, await Command().RunAsync(Path.Combine(directory.Path, "none.yaml"), new AnnounceOptions()));
        Assert.Equal(1, await AnnounceAsync(audience: ", vilages: [3]"));
        Assert.Contains("did you mean “villages”", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_answered_a_survey_is_invited_free()
    {
        var notice = SurveyInvitation.Of(FlowFiles().Current("swot")!, ["180106", "180101"], null, new DateOnly(2026, 12, 1), new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7)));
        Assert.Equal(("survey-swot-20261123-180101", null, NoticeKind.Questions), (notice.Id, notice.PayAfter, notice.Kind));
        Assert.Equal([new AudienceCondition("survey", "swot", false)], notice.Audience.Conditions);
        Assert.Empty(MessageValidator.Validate([.. notice.Messages.Select(LineJson.ParseMessage)]));
        Assert.True(await desk.Get<NoticeStore>().AddAsync(notice));
        Assert.False(await desk.Get<NoticeStore>().AddAsync(notice));
        Assert.Equal(notice.Audience.Conditions, (await desk.Get<NoticeStore>().FindAsync(notice.Id))!.Notice.Audience.Conditions);
    }

    private static ChainatBot.Flows.FlowSet FlowFiles() => Flows.FlowFiles.Flows;

    private async Task<int> AnnounceAsync(AnnounceOptions? options = null, string id = "water-off", string audience = "")
    {
        var file = Path.Combine(directory.Path, $"{id}.yaml");
        await File.WriteAllTextAsync(file, $$"""
            announcement: {{id}}
            title: งดจ่ายน้ำ
            text: วันเสาร์นี้งดจ่ายน้ำค่ะ
            buttons: [{label: ดูแผนที่, link: "https://example.org/map"}]
            audience: {tambon: ["180106"]{{audience}}}
            delivery: {mode: now}
            """);
        return await Command().RunAsync(file, options ?? new AnnounceOptions());
    }

    private AnnounceCommand Command() => new(desk.Get<AnnouncementDesk>(), desk.Get<DraftStore>(), desk.Get<IOptions<PrivacyOptions>>(), desk.Clock, data, words);

    private AnnouncementCommands Commands() => new(
        desk.Get<NoticeStore>(), desk.Get<DraftStore>(), desk.Get<ProgressReader>(), desk.Get<Forecasts>(), desk.Get<PayRuns>(), desk.Get<IOptions<PrivacyOptions>>(), desk.Clock, data, words);
}
