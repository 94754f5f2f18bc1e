using ChainatBot.Announcements;
using ChainatBot.Privacy;
using ChainatBot.Tests.Support;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Tests.Announcements;

/// <summary>An announcement that is written today and sent another day, and what is said of it on the way.</summary>
public sealed class DraftTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly StringWriter data = new();
    private readonly StringWriter words = new();
    private PayDesk desk = null!;
    private IReadOnlyList<string> people = null!;

    public async Task InitializeAsync()
    {
        desk = await PayDesk.OpenAsync();
        people = await desk.AddPeopleAsync(12);
    }

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
    public async Task A_draft_is_looked_at_and_kept_and_tells_nobody_until_it_is_sent()
    {
        Assert.Equal(0, await Command().DraftAsync(await FileAsync()));
        AssertSaid(data, "งดจ่ายน้ำ", "ถึงใคร: 12 คน", "ต้องส่งแบบเสียเงิน: 12 คน");
        Assert.Equal(0, await Commands().ListAsync(default));
        AssertSaid(data, "water-off\tร่าง\t-\t-\tงดจ่ายน้ำ");
        Assert.Equal(0, await Commands().ShowAsync("water-off", follow: true, default));
        AssertSaid(words, "nothing is sent");
        Assert.Equal(1, await Commands().StopAsync("water-off", default));
        Assert.Equal(1, await Commands().ResumeAsync("water-off", default));
        Assert.Equal(0, await Command().SendAsync("water-off", new AnnounceOptions(DryRun: true)));
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());

        // Days later “now” is that day's now, and the end a week after it.
        desk.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(0, await Command().SendAsync("water-off", new AnnounceOptions()));
        var notice = (await desk.Get<NoticeStore>().FindAsync("water-off"))!.Notice;
        Assert.Equal((notice.From, notice.From.AddDays(7)), (notice.PayAfter!.Value, notice.Until));
        Assert.InRange(notice.From, desk.Now.AddMinutes(-1), desk.Now);
        await desk.PayUntilDoneAsync("water-off");
        Assert.Equal(people.Order(StringComparer.Ordinal), desk.Line.CountRecipients(i => i.Text.Contains("งดจ่ายน้ำ", StringComparison.Ordinal)).Keys.Order(StringComparer.Ordinal));

        // It is no draft any more, and can't be one again.
        Assert.Equal(1, await Command().SendAsync("water-off", new AnnounceOptions()));
        Assert.Equal(1, await Command().DraftAsync(await FileAsync()));
        Assert.Empty(await desk.Get<DraftStore>().AllAsync());
    }

    [Fact]
    public async Task A_draft_keeps_all_that_was_written_and_the_newest_of_its_id_counts()
    {
        Assert.Equal(0, await Command().DraftAsync(await FileAsync()));
        Assert.Equal(0, await Command().DraftAsync(await FileAsync(
            "{mode: reply-first, from: 2036-12-01T06:00, payAfter: 2036-12-02T09:00}\nuntil: 2036-12-03T09:00\npicture: https://example.org/a.jpg\nbuttons: [{label: เล่าเรื่อง, flow: opinion}]",
            ", villages: [3], groups: yes, except: {heard: 2026-11-01}")));
        var draft = Assert.Single(await desk.Get<DraftStore>().AllAsync());
        Assert.Equal((Bangkok(1, 6), false, Bangkok(2, 9), Bangkok(3, 9)), (draft.From!.Value, draft.IsNow, draft.PayAfter!.Value, draft.Until!.Value));
        Assert.Equal(("https://example.org/a.jpg", new AnnouncementButton("เล่าเรื่อง", null, "opinion")), (draft.Picture, Assert.Single(draft.Buttons)));
        Assert.Equal((3, true, new AudienceCondition("heard", "2026-11-01", false)), (Assert.Single(draft.Audience.Villages), draft.Audience.Groups, Assert.Single(draft.Audience.Conditions!)));
    }

    [Fact]
    public async Task A_draft_whose_time_to_pay_has_passed_is_not_sent_as_it_stands()
    {
        var payAfter = desk.Now.AddHours(7).AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, await Command().DraftAsync(await FileAsync($"{{mode: reply-first, payAfter: {payAfter}}}")));
        desk.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await Command().SendAsync("water-off", new AnnounceOptions()));
        AssertSaid(words, "is past");
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
        Assert.Equal(0, await Commands().DiscardAsync("water-off", default));
        Assert.Equal(1, await Commands().DiscardAsync("water-off", default));
        Assert.Equal(1, await Commands().DiscardAsync("Water/Off", default));
    }

    [Fact]
    public async Task A_draft_may_cost_too_much_until_it_is_sent()
    {
        desk.Line.SetQuota(5);
        Assert.Equal(0, await Command().DraftAsync(await FileAsync()));
        Assert.Equal(1, await Command().SendAsync("water-off", new AnnounceOptions()));
        AssertSaid(words, "--partial");
        Assert.Equal(0, await Command().SendAsync("water-off", new AnnounceOptions(Partial: true)));
        await desk.PayUntilDoneAsync("water-off");
        Assert.Equal(5, desk.Line.QuotaUsed);
    }

    [Fact]
    public async Task The_card_alone_is_LINEs_JSON()
    {
        Assert.Equal(0, await Command().CardAsync(await FileAsync()));
        Assert.IsType<FlexBubble>(((FlexMessage)LineJson.ParseMessage($$"""{"type":"flex","altText":"-","contents":{{data}}}""")).Contents);
        Assert.Empty(await desk.Get<NoticeStore>().AllAsync());
    }

    [Fact]
    public async Task What_is_over_is_not_gone_on_with()
    {
        Assert.Equal(0, await Command().RunAsync(await FileAsync(), new AnnounceOptions()));
        desk.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await Commands().ResumeAsync("water-off", default));
        AssertSaid(words, "is over");
    }

    [Fact]
    public async Task Following_ends_without_touching_the_sending_and_what_is_expected_is_shown_while_it_rides()
    {
        Assert.Equal(0, await Command().RunAsync(await FileAsync("{mode: reply-first, payAfter: 2036-12-02T09:00}"), new AnnounceOptions()));
        Assert.Equal(0, await Commands().ShowAsync("water-off", follow: false, default));
        AssertSaid(data, "งดจ่ายน้ำ: ไปกับคำตอบ", "ยังไม่ได้รับ: 12 คน", "คาดว่าจะทักมาเองก่อนเวลา ไม่เสียเงิน: 0 คน", "ต้องส่งแบบเสียเงิน: 12 คน");

        using var ctrlC = new CancellationTokenSource();
        var following = Commands().ShowAsync("water-off", follow: true, ctrlC.Token);
        await ctrlC.CancelAsync();
        Assert.Equal(0, await following);
        AssertSaid(words, "not touched");
        Assert.False((await desk.Get<NoticeStore>().FindAsync("water-off"))!.Stopped);
    }

    private async Task<string> FileAsync(string delivery = "{mode: now}", string audience = "")
    {
        var file = Path.Combine(directory.Path, "water-off.yaml");
        await File.WriteAllTextAsync(file, $$"""
            announcement: water-off
            title: งดจ่ายน้ำ
            text: วันเสาร์นี้งดจ่ายน้ำค่ะ
            audience: {tambon: ["180106"]{{audience}}}
            delivery: {{delivery}}
            """);
        return file;
    }

    private AnnounceCommand Command() => new(desk.Get<AnnouncementDesk>(), desk.Get<DraftStore>(), desk.Get<IOptions<PrivacyOptions>>(), desk.Clock, data, words);

    private AnnouncementCommands Commands() => new(
        desk.Get<NoticeStore>(), desk.Get<DraftStore>(), desk.Get<ProgressReader>(), desk.Get<Forecasts>(), desk.Get<PayRuns>(), desk.Get<IOptions<PrivacyOptions>>(), desk.Clock, data, words);

    private static void AssertSaid(StringWriter where, params string[] parts) => Assert.All(parts, p => Assert.Contains(p, where.ToString(), StringComparison.Ordinal));

    private static DateTimeOffset Bangkok(int day, int hour) => new(2036, 12, day, hour, 0, 0, TimeSpan.FromHours(7));
}
