using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Announcements;

/// <summary>How an announcement that may cost too much is to be sent.</summary>
/// <param name="DryRun">Shows everything and sends nothing.</param>
/// <param name="Partial">Pays for as many as quota and budget allow; the rest are told when they write.</param>
/// <param name="OverBudget">The owner's word: past the tambons' budgets, though never past LINE's limit.</param>
public sealed record AnnounceOptions(bool DryRun = false, bool Partial = false, bool OverBudget = false);

/// <summary>The verb <c>announce</c>.</summary>
/// <param name="data">Where problems, preview and forecast go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class AnnounceCommand(
    NoticeStore notices, Forecasts forecasts, AnnouncementChoices choices, LineMessagingClient line, IOptions<PrivacyOptions> privacy, TimeProvider time, TextWriter data, TextWriter words)
{
    /// <summary>0; or 1 where the file has something wrong, its id is taken, or it can't be paid for; or 2 where it can't be read.</summary>
    public async Task<int> RunAsync(string file, AnnounceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't read the file: {fault.Message}");
            return 2;
        }

        var problems = new List<FlowProblem>();
        var announcement = AnnouncementFile.Read(text, file, problems, choices, time.Now());
        if (announcement is not null) problems.AddRange(await ProblemsOfMessageAsync(announcement, file, cancellationToken));
        foreach (var problem in problems) await data.WriteLineAsync(problem.ToString());
        if (announcement is null || problems.Count > 0)
        {
            await words.WriteLineAsync("Nothing was announced; mend what is listed and announce it again.");
            return 1;
        }

        var notice = announcement.ToNotice(time.Now()) with { OverBudget = options.OverBudget };
        if (await notices.FindAsync(notice.Id, cancellationToken) is not null)
        {
            await words.WriteLineAsync($"There is an announcement “{notice.Id}” already; nothing was changed. Give this one another id, or look at that one with `announcement show {notice.Id}`.");
            return 1;
        }

        Forecast forecast;
        try
        {
            forecast = await forecasts.OfAsync(notice, cancellationToken);
        }
        catch (LineException fault)
        {
            await words.WriteLineAsync($"LINE does not tell how many messages are left this month, and that is never guessed. Nothing was announced; try again later. ({fault.Message})");
            return 1;
        }

        await PreviewAsync(announcement, notice, forecast);
        if (!forecast.IsCovered && !options.Partial) return await RefuseAsync(options);
        if (options.DryRun)
        {
            await words.WriteLineAsync("That is what would be sent; nothing was.");
            return 0;
        }

        if (!await notices.AddAsync(notice, cancellationToken))
        {
            await words.WriteLineAsync($"There is an announcement “{notice.Id}” already; nothing was changed.");
            return 1;
        }

        await words.WriteLineAsync($"“{notice.Title}” ({notice.Id}) is announced. The running server tells it{(notice.PayAfter is null ? " with its next reply to each" : "")}; follow it with `announcement show {notice.Id} --follow`.");
        return 0;
    }

    private async Task<int> RefuseAsync(AnnounceOptions options)
    {
        await words.WriteLineAsync(
            $"""
            Not announced: if nobody writes by themselves, the messages left this month are not enough for everybody. Choose:
              --partial      pay for as many as there are messages for; the rest are told, free, when they write
            {(options.OverBudget ? "(--over-budget goes past the tambon's budget, but LINE's own limit is not enough either)" : "  --over-budget  go past the tambon's budget; LINE's own limit always holds")}
            """);
        return 1;
    }

    private async Task<IReadOnlyList<FlowProblem>> ProblemsOfMessageAsync(Announcement announcement, string file, CancellationToken cancellationToken)
    {
        var message = announcement.ToMessage();
        var wrong = MessageValidator.Validate([message]).Where(v => v.Severity == LimitSeverity.Error).Select(v => new FlowProblem(file, 1, 1, $"LINE would refuse the card: {v.Property}: {v.Message}")).ToList();
        if (wrong.Count > 0) return wrong;
        try
        {
            await line.ValidateMulticastAsync([message], cancellationToken);
        }
        catch (LineApiException fault) when (fault.Kind == LineErrorKind.BadRequest)
        {
            return [.. fault.Details.DefaultIfEmpty(new LineErrorDetail(fault.Error, null)).Select(d => new FlowProblem(file, 1, 1, $"LINE refuses the card: {d.Property}: {d.Message}"))];
        }
        catch (LineException fault)
        {
            await words.WriteLineAsync($"LINE could not be asked whether it takes the card; it was checked against the limits LINE documents. ({fault.Message})");
        }

        return [];
    }

    private async Task PreviewAsync(Announcement announcement, Notice notice, Forecast forecast)
    {
        if (announcement.Picture is { } picture) await data.WriteLineAsync(AnnouncementWords.Get("PictureLine", picture));
        await data.WriteLineAsync(announcement.Title);
        await data.WriteLineAsync(announcement.Text);
        foreach (var button in announcement.Buttons) await data.WriteLineAsync(AnnouncementWords.Get("Buttons", button.Label));
        await data.WriteLineAsync();
        foreach (var sentence in Lines(notice, forecast, privacy.Value.MinimumGroupSize)) await data.WriteLineAsync(sentence);
    }

    /// <summary>A forecast in Thai, as the team reads it.</summary>
    internal static IEnumerable<string> Lines(Notice notice, Forecast forecast, int minimumGroupSize)
    {
        var count = new CountWords(notice.Audience, minimumGroupSize);
        yield return AnnouncementWords.Get("ForecastAudience", count.Say(forecast.People, forecast.WithoutConditions));
        if (forecast.Reached > 0) yield return AnnouncementWords.Get("ForecastReached", count.Say(forecast.Reached));
        if (notice.PayAfter is null)
        {
            yield return AnnouncementWords.Get("ForecastNeverPaid");
            yield break;
        }

        yield return AnnouncementWords.Get("ForecastFree", count.Say(forecast.ExpectedFree));
        yield return AnnouncementWords.Get("ForecastToPay", count.Say(forecast.ToPay));
        if (forecast.Groups > 0) yield return AnnouncementWords.Get("ForecastGroups", forecast.Groups, CountWords.Number(forecast.GroupMembers));
        yield return forecast.QuotaLeft is { } quota ? AnnouncementWords.Get("ForecastQuota", CountWords.Number(quota)) : AnnouncementWords.Get("ForecastQuotaNone");
        if (forecast.BudgetLeft is { } budget) yield return AnnouncementWords.Get("ForecastBudget", CountWords.Number(budget));
        if (forecast.OthersWaiting > 0) yield return AnnouncementWords.Get("ForecastOthers", forecast.OthersWaiting);
        if (forecast.NotReached > 0) yield return AnnouncementWords.Get("ForecastNotReached", count.Say(forecast.NotReached));
        if (forecast.WorstNotReached > 0) yield return AnnouncementWords.Get("ForecastWorst", count.Say(forecast.WorstNotReached));
    }
}
