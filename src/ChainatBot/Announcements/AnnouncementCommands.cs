using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using Microsoft.Extensions.Options;

namespace ChainatBot.Announcements;

/// <summary>The verbs <c>announcement list</c>, <c>show</c>, <c>stop</c> and <c>resume</c>: figures only, never who.</summary>
/// <param name="data">Where figures go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
internal sealed class AnnouncementCommands(NoticeStore notices, ProgressReader progress, PayRuns runs, IOptions<PrivacyOptions> privacy, TimeProvider time, TextWriter data, TextWriter words)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var all = await notices.AllAsync(cancellationToken);
        foreach (var kept in all)
            await data.WriteLineAsync(string.Join('\t', kept.Notice.Id, AnnouncementWords.Get("State" + await progress.StateOfAsync(kept, cancellationToken)), At(kept.Notice.From), kept.Notice.PayAfter is { } pay ? At(pay) : "-", kept.Notice.Title.ReplaceLineEndings(" ")));
        if (all.Count == 0) await words.WriteLineAsync("Nothing has been announced.");
        return 0;
    }

    /// <param name="follow">Shows it again and again until it is not being sent any more.</param>
    public async Task<int> ShowAsync(string id, bool follow, CancellationToken cancellationToken)
    {
        string? shown = null;
        while (true)
        {
            if (await notices.FindAsync(id, cancellationToken) is not { } kept) return await NoneAsync(id);
            var now = await progress.OfAsync(kept, cancellationToken);
            var text = string.Join(Environment.NewLine, Lines(kept.Notice, now, privacy.Value.MinimumGroupSize));
            if (text != shown) await data.WriteLineAsync(text);
            shown = text;
            var underWay = now.State is NoticeState.Waiting or NoticeState.Riding or NoticeState.Paying && kept.Notice.PayAfter is not null;
            if (!follow || !underWay) return 0;
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    public async Task<int> StopAsync(string id, CancellationToken cancellationToken)
    {
        if (!await notices.StopAsync(id, cancellationToken)) return await NoneAsync(id);
        await words.WriteLineAsync($"“{id}” is stopped: nobody else is told, free or paid. `announcement resume {id}` goes on.");
        return 0;
    }

    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (await notices.FindAsync(id, cancellationToken) is null) return await NoneAsync(id);
        await runs.ReopenAsync(id, cancellationToken);
        await notices.ResumeAsync(id, cancellationToken);
        await words.WriteLineAsync($"“{id}” goes on with those who have not been told.");
        return 0;
    }

    /// <summary>Progress in Thai, as the team reads it.</summary>
    internal static IEnumerable<string> Lines(Notice notice, NoticeProgress now, int minimumGroupSize)
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

    private async Task<int> NoneAsync(string id)
    {
        await words.WriteLineAsync($"There is no announcement “{id}”; `announcement list` shows those there are.");
        return 1;
    }

    private static string At(DateTimeOffset moment) => moment.ToOffset(BangkokTime.Offset).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
