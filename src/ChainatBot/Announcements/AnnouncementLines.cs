using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Summaries;

namespace ChainatBot.Announcements;

/// <summary>Announcements, forecasts and progress in Thai, as the team reads them in a terminal.</summary>
internal static class AnnouncementLines
{
    /// <summary>What stands on the card, from top to bottom.</summary>
    public static IEnumerable<string> Card(Announcement announcement)
    {
        if (announcement.Picture is { } picture) yield return AnnouncementWords.Get("PictureLine", picture);
        yield return announcement.Title;
        yield return announcement.Text;
        foreach (var button in announcement.Buttons)
            yield return button.Link is { } link ? AnnouncementWords.Get("ButtonLink", button.Label, link) : AnnouncementWords.Get("ButtonFlow", button.Label, button.Flow!);
    }

    public static IEnumerable<string> Of(Notice notice, Forecast forecast, int minimumGroupSize)
    {
        var count = new CountWords(notice.Audience, minimumGroupSize);
        yield return AnnouncementWords.Get("ForecastAudience", count.Say(forecast.People, forecast.WithoutConditions));
        if (forecast.Reached > 0) yield return AnnouncementWords.Get("ForecastReached", count.Say(forecast.Reached));
        if (notice.From > forecast.MadeAt) yield return AnnouncementWords.Get("ForecastFrom", At(notice.From));
        if (notice.PayAfter is not { } payAfter)
        {
            yield return AnnouncementWords.Get("ForecastNeverPaid");
            yield return AnnouncementWords.Get("ForecastUntil", At(notice.Until));
            yield break;
        }

        foreach (var line in Paying(notice, forecast, minimumGroupSize)) yield return line;
        if (payAfter > notice.From) yield return AnnouncementWords.Get("ForecastPayAfter", At(payAfter));
        yield return AnnouncementWords.Get("ForecastUntil", At(notice.Until));
    }

    /// <summary>Of a forecast, what is expected from now on.</summary>
    public static IEnumerable<string> Paying(Notice notice, Forecast forecast, int minimumGroupSize)
    {
        var count = new CountWords(notice.Audience, minimumGroupSize);
        yield return AnnouncementWords.Get("ForecastFree", count.Say(forecast.ExpectedFree));
        yield return AnnouncementWords.Get("ForecastToPay", count.Say(forecast.ToPay));
        if (forecast.Groups > 0) yield return AnnouncementWords.Get("ForecastGroups", forecast.Groups, CountWords.Number(forecast.GroupMembers));
        yield return forecast.QuotaLeft is { } quota
            ? forecast.IsLaterMonth ? AnnouncementWords.Get("ForecastQuotaLater", CountWords.Number(quota)) : AnnouncementWords.Get("ForecastQuota", CountWords.Number(quota))
            : AnnouncementWords.Get("ForecastQuotaNone");
        if (forecast.BudgetLeft is { } budget) yield return AnnouncementWords.Get(forecast.IsLaterMonth ? "ForecastBudgetLater" : "ForecastBudget", CountWords.Number(budget));
        if (forecast.OthersWaiting > 0) yield return AnnouncementWords.Get("ForecastOthers", forecast.OthersWaiting, CountWords.Number(forecast.OthersMessages));
        if (forecast.NotReached > 0) yield return AnnouncementWords.Get("ForecastNotReached", count.Say(forecast.NotReached));
        if (forecast.WorstNotReached > 0) yield return AnnouncementWords.Get("ForecastWorst", count.Say(forecast.WorstNotReached));
    }

    public static IEnumerable<string> Of(Notice notice, NoticeProgress now, int minimumGroupSize)
    {
        var count = new CountWords(notice.Audience, minimumGroupSize);
        yield return $"{notice.Title}: {AnnouncementWords.Get("State" + now.State)}";
        if (count.MayBeAdded(now.Waiting, now.Free, now.Paid, now.Sending))
            yield return AnnouncementWords.Get("ShowPeople", count.Say(now.Waiting + now.Free + now.Paid + now.Sending));
        var why = now.State != NoticeState.Done ? "ShowWaiting" : now.ShortOfBudget ? "ShowNotReachedBudget" : "ShowNotReached";
        yield return AnnouncementWords.Get(why, count.Say(now.Waiting));
        yield return AnnouncementWords.Get("ShowFree", count.Say(now.Free));
        yield return AnnouncementWords.Get("ShowPaid", count.Say(now.Paid));
        if (now.Sending > 0) yield return AnnouncementWords.Get("ShowSending", count.Say(now.Sending));
        if (now.Left > 0) yield return AnnouncementWords.Get("ShowLeft", count.Say(now.Left));
        if (now.Moved > 0) yield return AnnouncementWords.Get("ShowMoved", count.Say(now.Moved));
        if (now.Refused > 0) yield return AnnouncementWords.Get("ShowRefused", count.Say(now.Refused));
        if (now.Unsure > 0) yield return AnnouncementWords.Get("ShowUnsure", count.Say(now.Unsure));
        if (now.ShortOfBudget && now.State != NoticeState.Done) yield return AnnouncementWords.Get("ShowShortOfBudget");
        if (notice.Audience.Groups) yield return AnnouncementWords.Get("ShowGroups", now.Groups);
    }

    /// <summary>1 ธ.ค. 2569 เวลา 09.00 น.</summary>
    private static string At(DateTimeOffset moment)
    {
        var there = moment.ToOffset(BangkokTime.Offset);
        return AnnouncementWords.Get("Moment", SummaryWords.Date(DateOnly.FromDateTime(there.DateTime)), there.ToString("HH'.'mm", CultureInfo.InvariantCulture));
    }
}
