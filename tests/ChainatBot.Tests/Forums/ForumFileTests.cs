using ChainatBot.Flows;
using ChainatBot.Forums;

namespace ChainatBot.Tests.Forums;

public sealed class ForumFileTests
{
    internal const string Good = """
        forum: hearing-2570-1
        title: เวทีประชาคมตำบล
        tambon: "180101"
        villages: [1, 2, 3]
        start: 2027-01-15T09:00
        end: 2027-01-15T12:00
        place: ศาลาวัดท่าชัย
        map: https://maps.example/x
        agenda: [สรุปความคิดเห็น, จัดลำดับ]
        who: นายก อบต. และทุกคนในหมู่ 1 ถึง 3
        questions:
          - {id: water, text: เรื่องน้ำ อยากให้ทำอะไรก่อนคะ}
        remind: yes
        pay: no
        payAfter: 2027-01-12T09:00
        """;

    [Fact]
    public void The_example_reads_as_it_stands()
    {
        var problems = new List<FlowProblem>();
        var forum = ForumFile.Read(Good, "f.yaml", problems)!;
        Assert.Empty(problems);
        Assert.Equal(("hearing-2570-1", "เวทีประชาคมตำบล", "180101", "ศาลาวัดท่าชัย"), (forum.Id, forum.Title, forum.Tambon, forum.Place));
        Assert.Equal((new DateTimeOffset(2027, 1, 15, 2, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 15, 5, 0, 0, TimeSpan.Zero)), (forum.Start, forum.End));
        Assert.Equal([1, 2, 3], forum.Villages);
        Assert.Equal(["สรุปความคิดเห็น", "จัดลำดับ"], forum.Agenda);
        Assert.Equal([new ForumQuestion("water", "เรื่องน้ำ อยากให้ทำอะไรก่อนคะ")], forum.Questions);
        Assert.Equal((true, false, "https://maps.example/x"), (forum.Remind, forum.Pay, forum.Map));
        Assert.Equal(new DateTimeOffset(2027, 1, 12, 9, 0, 0, TimeSpan.FromHours(7)), forum.PayAfter);
    }

    [Fact]
    public void What_is_optional_may_be_left_out()
    {
        var forum = ForumFile.Read(string.Join('\n', Good.Split('\n').Where(l => l.Split(':')[0] is "forum" or "title" or "tambon" or "start" or "end" or "place")), "f.yaml", [])!;
        Assert.Equal((0, 0, 0, true, false, null, null), (forum.Villages.Count, forum.Agenda.Count, forum.Questions.Count, forum.Remind, forum.Pay, forum.PayAfter, forum.Map));
    }

    [Theory]
    [InlineData("agenda:", "agneda:", "f.yaml:9:1: a forum knows no key “agneda”; did you mean “agenda”?")]
    [InlineData("{id: water, text", "{id: water, txt", "f.yaml:12:17: a question knows no key “txt”; did you mean “text”?")]
    [InlineData("place: ศาลาวัดท่าชัย\n", "", "f.yaml:1:1: “place:” is missing; add it")]
    [InlineData("forum: hearing-2570-1", "forum: Hearing", "f.yaml:1:8: the forum's id “Hearing” must be at most 36 of a–z, 0–9 and -")]
    [InlineData("\"180101\"", "\"18010\"", "f.yaml:3:9: “18010” is no tambon code")]
    [InlineData("\"180101\"", "\"180199\"", "f.yaml:3:9: there is no tambon with code 180199; did you mean “180101”?")]
    [InlineData("[1, 2, 3]", "[1, 2, สาม]", "f.yaml:4:18: “สาม” is no village number")]
    [InlineData("[1, 2, 3]", "[1, 2, 2]", "f.yaml:4:18: village 2 stands twice")]
    [InlineData("start: 2027-01-15T09:00", "start: 2570-01-15T09:00", "f.yaml:5:8: start has the year 2570 of the Buddhist era; write 2027")]
    [InlineData("end: 2027-01-15T12:00", "end: 15 ม.ค. 2570", "f.yaml:6:6: end “15 ม.ค. 2570” is no time; write it as 2027-01-15T09:00")]
    [InlineData("end: 2027-01-15T12:00", "end: 2027-01-15T09:00", "f.yaml:6:6: the end must be later than the start")]
    [InlineData("end: 2027-01-15T12:00", "end: 2027-02-15T12:00", "f.yaml:6:6: this forum would last more than three days")]
    [InlineData("map: https:", "map: http:", "f.yaml:8:6: map must be an address that begins with https://")]
    [InlineData("agenda: [สรุปความคิดเห็น, จัดลำดับ]", "agenda: สรุป", "f.yaml:9:9: the agenda must be a list")]
    [InlineData("[สรุปความคิดเห็น, จัดลำดับ]", "[ก, ข, ค, ง, จ, ฉ, ช, ซ, ฌ]", "f.yaml:9:9: the agenda has 9 matters; at most 8 fit")]
    [InlineData("remind: yes", "remind: บางที", "f.yaml:13:9: remind must be yes or no, not “บางที”")]
    [InlineData("payAfter: 2027-01-12", "payAfter: 2027-01-19", "f.yaml:15:11: payAfter must be before the start")]
    [InlineData("title: เวทีประชาคมตำบล", "title: \"สอง\\nบรรทัด\"", "f.yaml:2:8: the title must be one line")]
    public void A_slip_is_told_where_it_stands(string right, string wrong, string told)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var problems = new List<FlowProblem>();
        Assert.Null(ForumFile.Read(Good.Replace(right, wrong, StringComparison.Ordinal), "f.yaml", problems, ["180101", "180102"]));
        Assert.Contains(problems, p => p.ToString().StartsWith(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://maps.example/…", "https://maps.example/%E2%80%A6")]
    [InlineData("https://maps.example/place/วัดท่าชัย?z=15", "https://maps.example/place/%E0%B8%A7%E0%B8%B1%E0%B8%94%E0%B8%97%E0%B9%88%E0%B8%B2%E0%B8%8A%E0%B8%B1%E0%B8%A2?z=15")]
    [InlineData("https://maps.example/a%20b?q=15.1,100.1", "https://maps.example/a%20b?q=15.1,100.1")]
    [InlineData("https://แผนที่.example/x", "https://xn--o3cdi6h8b4b.example/x")]
    public void A_link_with_Thai_in_it_is_written_as_LINE_takes_it(string copied, string kept)
    {
        var forum = ForumFile.Read(Good.Replace("https://maps.example/x", copied, StringComparison.Ordinal), "f.yaml", [])!;
        Assert.Equal(kept, forum.Map);
    }

    [Fact]
    public void A_link_too_long_for_a_button_is_told_with_its_length()
    {
        var problems = new List<FlowProblem>();
        ForumFile.Read(Good.Replace("maps.example/x", "maps.example/" + new string('ก', 110), StringComparison.Ordinal), "f.yaml", problems);
        Assert.StartsWith("f.yaml:8:6: map has 1011 characters as LINE counts them", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_too_long_for_the_card_is_told_with_its_length()
    {
        var problems = new List<FlowProblem>();
        ForumFile.Read(Good.Replace("title: เวทีประชาคมตำบล", "title: " + new string('ก', 61), StringComparison.Ordinal), "f.yaml", problems);
        Assert.Equal("f.yaml:2:8: the title has 61 letters; at most 60 fit on the invitation, so shorten it", Assert.Single(problems).ToString());
    }

    [Fact]
    public void Nobody_is_invited_to_what_has_begun()
    {
        var forum = ForumFile.Read(Good, "f.yaml", [])!;
        Assert.Null(ForumFile.CheckInviting(forum, Good, "f.yaml", forum.Start.AddMinutes(-1)));
        var moved = forum with { Tambon = "180102" };
        Assert.StartsWith("f.yaml:3:9: the forum “hearing-2570-1” is one of tambon 180102", ForumFile.CheckInviting(forum, Good, "f.yaml", forum.Start.AddDays(-1), moved)!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("f.yaml:1:8: the forum “hearing-2570-1” is over", ForumFile.CheckInviting(forum, Good, "f.yaml", forum.End, forum)!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("f.yaml:5:8: start is past", ForumFile.CheckInviting(forum, Good, "f.yaml", forum.Start)!.ToString(), StringComparison.Ordinal);
    }
}
