using ChainatBot.Announcements;
using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Tests.Announcements;

public sealed class AnnouncementFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly AnnouncementChoices Choices = new(["180101", "180106"], ["swot", "after-forum"], ["water-or-road"], ["hearing-2570-1"], ["swot", "opinion"]);

    private const string Good = """
        announcement: water-off
        title: งดจ่ายน้ำวันเสาร์
        text: วันเสาร์นี้ 08.00–12.00 น. งดจ่ายน้ำหมู่ 1–3 ค่ะ
        picture: https://example.org/pipe.jpg
        buttons:
          - {label: ดูแผนที่, link: "https://example.org/map"}
          - {label: เล่าเรื่อง, flow: opinion}
        audience:
          tambon: ["180101"]
          villages: [1, 2, 3]
          role: villagers
          heard: 2026-11-01
          groups: yes
          except: {answered: swot, round: water-or-road}
        delivery: {mode: reply-first, payAfter: 2026-12-01T09:00, from: 2026-11-24T06:00}
        until: 2026-12-05T18:00
        """;

    [Fact]
    public void A_full_file_reads_as_it_stands()
    {
        var announcement = Read(Good)!;
        var notice = announcement.ToNotice(Now);
        Assert.Equal(("water-off", "งดจ่ายน้ำวันเสาร์"), (notice.Id, notice.Title));
        Assert.Equal(["180101"], notice.Audience.Tambons);
        Assert.Equal([1, 2, 3], notice.Audience.Villages);
        Assert.Equal((AudienceRole.Villagers, true), (notice.Audience.Role!.Value, notice.Audience.Groups));
        Assert.Equal(
            [new AudienceCondition("heard", "2026-11-01"), new AudienceCondition("survey", "swot", false), new AudienceCondition("round", "water-or-road", false)], notice.Audience.Conditions);
        Assert.Equal((At(11, 24, 6), At(12, 1, 9), At(12, 5, 18)), (notice.From, notice.PayAfter!.Value, notice.Until));
        var card = LineJson.ParseMessage(Assert.Single(notice.Messages));
        Assert.Empty(MessageValidator.Validate([card]));
        Assert.StartsWith("งดจ่ายน้ำวันเสาร์: วันเสาร์นี้", ((FlexMessage)card).AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_contract_is_due_at_once()
    {
        var notice = Read("""
            announcement: water-off
            title: งดจ่ายน้ำวันเสาร์
            text: วันเสาร์นี้ 08.00–12.00 น. งดจ่ายน้ำหมู่ 1–3 ค่ะ
            audience: {tambon: ["180101"], villages: [1, 2, 3]}   # villages optional
            delivery: {mode: now}
            """)!.ToNotice(Now);
        Assert.Equal((Now, Now, Now.AddDays(7)), (notice.From, notice.PayAfter!.Value, notice.Until));
        Assert.Null(notice.Audience.Conditions);
    }

    [Fact]
    public void Without_payAfter_it_only_rides_and_later_means_from()
    {
        var rides = Read(Good.Replace(", payAfter: 2026-12-01T09:00", "", StringComparison.Ordinal).Replace("until: 2026-12-05T18:00", "", StringComparison.Ordinal))!.ToNotice(Now);
        Assert.Equal((null, At(12, 24, 6)), (rides.PayAfter, rides.Until));
        var later = Read(Good.Replace("mode: reply-first, payAfter: 2026-12-01T09:00", "mode: now", StringComparison.Ordinal))!.ToNotice(Now);
        Assert.Equal((At(11, 24, 6), At(11, 24, 6)), (later.From, later.PayAfter!.Value));
    }

    [Theory]
    [InlineData("announcement: water-off", "announcement: Water Off", "f.yaml:1:15: ", "a–z")]
    [InlineData("title: งดจ่ายน้ำวันเสาร์", "titel: งดจ่ายน้ำวันเสาร์", "f.yaml:2:1: ", "did you mean “title”")]
    [InlineData("https://example.org/pipe.jpg", "http://example.org/pipe.jpg", "f.yaml:4:10: ", "https://")]
    [InlineData("flow: opinion", "flow: opinoin", "f.yaml:7:31: ", "did you mean “opinion”")]
    [InlineData("flow: opinion", "flow: opinion, link: \"https://example.org\"", "f.yaml:7:5: ", "either “link:”")]
    [InlineData("label: ดูแผนที่", "label: ดูแผนที่ของหมู่บ้านเราทั้งหมดทุกหมู่", "f.yaml:6:13: ", "20")]
    [InlineData("tambon: [\"180101\"]", "tambon: [\"180199\"]", "f.yaml:9:12: ", "no tambon")]
    [InlineData("villages: [1, 2, 3]", "villages: [1, two]", "f.yaml:10:17: ", "is no village number")]
    [InlineData("role: villagers", "role: everybody", "f.yaml:11:9: ", "team or villagers")]
    [InlineData("heard: 2026-11-01", "heard: often", "f.yaml:12:10: ", "yes, no, or the day")]
    [InlineData("answered: swot", "answered: swat", "f.yaml:14:22: ", "did you mean “swot”")]
    [InlineData("answered: swot", "anwsered: swot", "f.yaml:14:12: ", "did you mean “answered”")]
    [InlineData("answered: swot", "survey: swot", "f.yaml:14:12: ", "knows no key “survey”")]
    [InlineData("answered: swot", "said: swot", "f.yaml:14:12: ", "knows no key “said”")]
    [InlineData("round: water-or-road", "round: water-or-raod", "f.yaml:14:35: ", "did you mean “water-or-road”")]
    [InlineData("answered: swot", "forum: hearing", "f.yaml:14:19: ", "there is no forum “hearing”")]
    [InlineData("answered: swot", "forum: \"hearing-2570-1:yes|mybe\"", "f.yaml:14:19: ", "did you mean “maybe”")]
    [InlineData("mode: reply-first", "mode: cheap", "f.yaml:15:18: ", "now (")]
    [InlineData("payAfter: 2026-12-01T09:00", "payAfter: 2026-11-01T09:00", "f.yaml:15:41: ", "past")]
    [InlineData("payAfter: 2026-12-01T09:00", "payAfter: 2569-12-01T09:00", "f.yaml:15:41: ", "write 2026")]
    [InlineData("payAfter: 2026-12-01T09:00", "payAfter: tomorrow", "f.yaml:15:41: ", "2027-01-15T09:00")]
    [InlineData("mode: reply-first", "mode: now", "f.yaml:15:33: ", "reply-first")]
    [InlineData("until: 2026-12-05T18:00", "until: 2026-11-30T18:00", "f.yaml:16:8: ", "later time")]
    public void A_slip_is_told_at_its_place(string from, string to, string place, string words)
    {
        var problems = new List<FlowProblem>();
        Assert.Null(AnnouncementFile.Read(Good.Replace(from, to, StringComparison.Ordinal), "f.yaml", problems, Choices, Now));
        Assert.Contains(problems.Select(p => p.ToString()), p => p.StartsWith(place, StringComparison.Ordinal) && p.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_forum_is_named_alone_or_with_the_answers_that_are_meant()
    {
        AudienceCondition Of(string yaml) => Assert.Single(Read($$"""
            announcement: after
            title: ข่าว
            text: ข่าวค่ะ
            audience: {tambon: ["180101"], {{yaml}}}
            delivery: {mode: now}
            """)!.Audience.Conditions!);
        Assert.Equal(new AudienceCondition("forum", "hearing-2570-1:answered"), Of("forum: hearing-2570-1"));
        Assert.Equal(new AudienceCondition("forum", "hearing-2570-1:yes|maybe"), Of("forum: hearing-2570-1:yes|maybe"));
        Assert.Equal(new AudienceCondition("forum", "hearing-2570-1:answered", false), Of("except: {forum: hearing-2570-1}"));
        Assert.Equal(new AudienceCondition("heard", "", true), Of("except: {heard: no}"));
    }

    [Fact]
    public void What_is_missing_is_told_all_at_once()
    {
        var problems = new List<FlowProblem>();
        Assert.Null(AnnouncementFile.Read("announcement: a", "f.yaml", problems, Choices, Now));
        Assert.Equal(4, problems.Count);
    }

    private static Announcement? Read(string text)
    {
        var problems = new List<FlowProblem>();
        var announcement = AnnouncementFile.Read(text, "f.yaml", problems, Choices, Now);
        Assert.Empty(problems);
        return announcement;
    }

    private static DateTimeOffset At(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.FromHours(7));
}
