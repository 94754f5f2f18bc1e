using System.Globalization;
using System.Text;

namespace ChainatBot.Forums;

/// <summary>A forum as an entry for a calendar (RFC 5545): public facts only.</summary>
public static class ForumCalendar
{
    // RFC 5545, 3.1: lines longer than 75 octets are folded.
    private const int LineOctets = 75;

    public static string Write(KeptForum kept, string tambon)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var forum = kept.Definition;
        var told = new List<string> { ForumWords.Who(forum, tambon) };
        if (forum.Agenda.Count > 0) told.Add(ForumWords.Get("Agenda", string.Join(", ", forum.Agenda)));
        var lines = new List<string>
        {
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ChainatBot//Forums//TH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            // Thailand keeps one time all year; a calendar that does not know the zone by name has it here.
            "BEGIN:VTIMEZONE", "TZID:Asia/Bangkok", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
            "BEGIN:VEVENT",
            $"UID:{forum.Id}@forums.chainatbot",
            $"DTSTAMP:{(kept.CancelledAt ?? kept.ChangedAt).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{kept.Revision + (kept.IsCancelled ? 1 : 0)}"),
            $"DTSTART;TZID=Asia/Bangkok:{Local(forum.Start)}",
            $"DTEND;TZID=Asia/Bangkok:{Local(forum.End)}",
            "SUMMARY:" + Escape(forum.Title),
            "LOCATION:" + Escape(forum.Place),
            "DESCRIPTION:" + Escape(string.Join('\n', told)),
            kept.IsCancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
        };
        if (forum.Map is { } map) lines.Add("URL:" + map);
        lines.AddRange(["END:VEVENT", "END:VCALENDAR"]);
        var text = new StringBuilder();
        foreach (var line in lines) Fold(line, text);
        return text.ToString();
    }

    private static string Local(DateTimeOffset at) => at.ToOffset(Conversations.BangkokTime.Offset).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Between characters, never within one: a Thai letter has three octets.</summary>
    private static void Fold(string line, StringBuilder text)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
