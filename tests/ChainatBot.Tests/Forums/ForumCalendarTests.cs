using System.Globalization;
using System.Text;
using ChainatBot.Forums;
using CsCheck;

namespace ChainatBot.Tests.Forums;

/// <summary>The calendar entry, read back as RFC 5545 has it read.</summary>
public sealed class ForumCalendarTests
{
    private static readonly DateTimeOffset Start = new(2027, 1, 15, 9, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void It_says_what_the_invitation_says()
    {
        var forum = Kept("เวทีประชาคม; รอบ 1, ตำบลเรา", "ศาลาวัดท่าชัย\\หลังใหม่") with { Revision = 2 };
        var read = Read(ForumCalendar.Write(forum, "หาดท่าเสา"));
        Assert.Equal("เวทีประชาคม; รอบ 1, ตำบลเรา", Unescaped(read["SUMMARY"]));
        Assert.Equal("ศาลาวัดท่าชัย\\หลังใหม่", Unescaped(read["LOCATION"]));
        Assert.Equal("ชวนทุกคนในหมู่ 1, 2 และ 3\nคุยกันเรื่อง สรุป, จัดลำดับ", Unescaped(read["DESCRIPTION"]));
        Assert.Equal(("20270115T090000", "20270115T120000", "2", "CONFIRMED", "20261123T020000Z"),
            (read["DTSTART;TZID=Asia/Bangkok"], read["DTEND;TZID=Asia/Bangkok"], read["SEQUENCE"], read["STATUS"], read["DTSTAMP"]));
        Assert.Equal(("https://maps.example/x", "hearing@forums.chainatbot"), (read["URL"], read["UID"]));
    }

    [Fact]
    public void Called_off_it_says_so()
    {
        var read = Read(ForumCalendar.Write(Kept("เวที", "วัด") with { CancelledAt = Start.AddDays(-1) }, "หาดท่าเสา"));
        Assert.Equal(("CANCELLED", "1", "20270114T020000Z"), (read["STATUS"], read["SEQUENCE"], read["DTSTAMP"]));
    }

    [Fact]
    public void Any_words_come_back_as_they_were_and_no_line_is_too_long() =>
        Gen.Select(Words, Words).Sample((title, place) =>
        {
            var text = ForumCalendar.Write(Kept(title, place), "หาดท่าเสา");
            var read = Read(text);
            Assert.Equal((title, place), (Unescaped(read["SUMMARY"]), Unescaped(read["LOCATION"])));
        }, iter: 300);

    private static readonly string[] Parts = ["ก", "กำ", "เวที", ",", ";", "\\", "\\n", " ", "๐", "ที่นี่", "a", "😀", ":"];

    private static readonly Gen<string> Words = Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[1, 60].Select(parts => string.Concat(parts).Trim() is { Length: > 0 } text ? text : "ก");

    private static KeptForum Kept(string title, string place) => new(
        new ForumDefinition("hearing", title, "180106", [1, 2, 3], Start, Start.AddHours(3), place) { Agenda = ["สรุป", "จัดลำดับ"], Map = "https://maps.example/x" },
        0, new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero), null);

    /// <summary>The event's properties, unfolded.</summary>
    internal static Dictionary<string, string> Read(string text)
    {
        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        var lines = text.Split("\r\n")[..^1];
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.All(lines, line => Assert.DoesNotContain('\uFFFD', line));
        Assert.DoesNotContain('\n', string.Concat(lines));
        var whole = new List<string>();
        foreach (var line in lines)
        {
            if (line[0] == ' ') whole[^1] += line[1..];
            else whole.Add(line);
        }
        Assert.Equal(("BEGIN:VCALENDAR", "VERSION:2.0"), (whole[0], whole[1]));
        Assert.Contains("TZOFFSETTO:+0700", whole);
        return whole.SkipWhile(l => l != "BEGIN:VEVENT").Skip(1).TakeWhile(l => l != "END:VEVENT").ToDictionary(l => l[..l.IndexOf(':', StringComparison.Ordinal)], l => l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    private static string Unescaped(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                Assert.DoesNotContain(value[i].ToString(CultureInfo.InvariantCulture), (string[])[",", ";"]);
                text.Append(value[i]);
                continue;
            }
            i++;
            text.Append(value[i] == 'n' ? '\n' : value[i]);
        }
        return text.ToString();
    }
}
