using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Hosting;
using ChainatBot.Scheduling;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Digests;

/// <summary>
/// Every Monday at 07.00 tells the team in one message what the week brought: with the bot's next reply to each of them and, only where
/// <c>Team__PaidDigest</c> says so, paid in the evening to those not reached. A week that brought nothing is passed over.
/// </summary>
public sealed partial class DigestWork(DigestWriter writer, NoticeStore notices, IOptions<TeamOptions> team, TimeProvider time, ILogger<DigestWork> logger) : IScheduledWork
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(7);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(18);

    public string Kind => "digest";

    public ScheduledJob Standing => new(Kind, "team", MondayOf(time.Now()) is var monday && monday >= time.Now() ? monday : monday.AddDays(7));

    public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        // After weeks of downtime there is one digest, of the last week.
        var now = time.Now();
        var monday = MondayOf(now) <= now ? MondayOf(now) : MondayOf(now).AddDays(-7);
        var today = DateOnly.FromDateTime(monday.DateTime);
        var id = IdOf(today);
        if (await notices.FindAsync(id, cancellationToken) is null && await writer.WriteAsync(today.AddDays(-7), today.AddDays(-1), cancellationToken) is { } text)
        {
            DateTimeOffset? payAfter = team.Value.PaidDigest ? monday - Morning + Evening : null;
            await notices.AddAsync(
                new Notice(id, NoticeKind.Digest, id, new Audience([], [], AudienceRole.Team), [LineJson.Format(Message.Text(text))], monday, payAfter, monday.AddDays(7)), cancellationToken);
            Log.Written(logger, id);
        }

        return monday.AddDays(7);
    }

    /// <summary><c>digest-2026-w48</c>, by the ISO week in which it is told.</summary>
    private static string IdOf(DateOnly monday)
    {
        var day = monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"digest-{ISOWeek.GetYear(day)}-w{ISOWeek.GetWeekOfYear(day):00}");
    }

    /// <summary>07.00 of the Monday of that week.</summary>
    private static DateTimeOffset MondayOf(DateTimeOffset now) => new DateTimeOffset(now.Date, now.Offset).AddDays(-(((int)now.DayOfWeek + 6) % 7)) + Morning;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Digest} is written and told with the next replies to the team")]
        public static partial void Written(ILogger logger, string digest);
    }
}
