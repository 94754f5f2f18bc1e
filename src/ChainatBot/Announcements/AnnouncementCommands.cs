using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Announcements;

/// <summary>The verbs <c>announcement list</c>, <c>show</c>, <c>stop</c>, <c>resume</c> and <c>discard</c>: figures only, never who.</summary>
/// <param name="data">Where figures go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
internal sealed class AnnouncementCommands(
    NoticeStore notices, DraftStore drafts, ProgressReader progress, Forecasts forecasts, PayRuns runs, IOptions<PrivacyOptions> privacy, TimeProvider time, TextWriter data, TextWriter words)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Figures that change are written over the old ones, as a terminal can; otherwise below them.</summary>
    public bool InPlace { get; init; }

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var (all, kept) = (await notices.AllAsync(cancellationToken), await drafts.AllAsync(cancellationToken));
        foreach (var draft in kept) await WriteAsync(draft.Id, "Draft", draft.From, draft.PayAfter, draft.Title);
        foreach (var told in all) await WriteAsync(told.Notice.Id, (await progress.StateOfAsync(told, cancellationToken)).ToString(), told.Notice.From, told.Notice.PayAfter, told.Notice.Title);
        if (all.Count + kept.Count == 0) await words.WriteLineAsync("Nothing has been announced.");
        return 0;

        Task WriteAsync(string id, string state, DateTimeOffset? from, DateTimeOffset? payAfter, string title) =>
            data.WriteLineAsync(string.Join('\t', id, AnnouncementWords.Get("State" + state), At(from), At(payAfter), title.ReplaceLineEndings(" ")));
    }

    /// <param name="follow">Shows it again and again until it is not being sent any more.</param>
    public async Task<int> ShowAsync(string id, bool follow, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(id, cancellationToken) is { } draft && await notices.FindAsync(id, cancellationToken) is null)
        {
            foreach (var line in AnnouncementLines.Card(draft)) await data.WriteLineAsync(line);
            await words.WriteLineAsync($"A draft; nothing is sent. `announcement send {id} --dry-run` says what it will cost.");
            return 0;
        }

        try
        {
            return await ShowNoticeAsync(id, follow, cancellationToken);
        }
        catch (OperationCanceledException) when (follow && cancellationToken.IsCancellationRequested)
        {
            await words.WriteLineAsync("No longer followed; the sending itself is not touched.");
            return 0;
        }
    }

    public async Task<int> StopAsync(string id, CancellationToken cancellationToken)
    {
        if (!await notices.StopAsync(id, cancellationToken)) return await NoneAsync(id, cancellationToken);
        await words.WriteLineAsync($"“{id}” is stopped: nobody else is told, free or paid. `announcement resume {id}` goes on.");
        return 0;
    }

    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        if (await notices.FindAsync(id, cancellationToken) is not { Notice: var notice }) return await NoneAsync(id, cancellationToken);
        if (notice.Until <= time.GetUtcNow())
        {
            await words.WriteLineAsync($"“{id}” is over (until {At(notice.Until)}); nothing of it is sent any more. Announce it anew under another id.");
            return 1;
        }

        await runs.ReopenAsync(id, cancellationToken);
        await notices.ResumeAsync(id, cancellationToken);
        await words.WriteLineAsync($"“{id}” goes on with those who have not been told.");
        return 0;
    }

    /// <summary>Throws a draft away.</summary>
    public async Task<int> DiscardAsync(string id, CancellationToken cancellationToken)
    {
        if (!Notice.IsId(id) || !await drafts.RemoveAsync(id, cancellationToken))
        {
            await words.WriteLineAsync($"There is no draft “{id}”; `announcement list` shows those there are.");
            return 1;
        }

        await words.WriteLineAsync($"The draft “{id}” is gone; nothing of it was sent.");
        return 0;
    }

    private async Task<int> ShowNoticeAsync(string id, bool follow, CancellationToken cancellationToken)
    {
        List<string> shown = [];
        while (true)
        {
            if (await notices.FindAsync(id, cancellationToken) is not { } kept) return await NoneAsync(id, cancellationToken);
            var now = await progress.OfAsync(kept, cancellationToken);
            List<string> lines = [.. AnnouncementLines.Of(kept.Notice, now, privacy.Value.MinimumGroupSize)];
            if (!follow && now.State is NoticeState.Waiting or NoticeState.Riding && kept.Notice.PayAfter is not null) lines.AddRange(await ExpectedAsync(kept.Notice, cancellationToken));
            if (!lines.SequenceEqual(shown))
            {
                // Up to the first of the old lines, and everything below away.
                if (InPlace && shown.Count > 0) await data.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"\e[{shown.Count}A\e[J"));
                foreach (var line in lines) await data.WriteLineAsync(line);
            }

            shown = lines;
            var underWay = now.State is NoticeState.Waiting or NoticeState.Riding or NoticeState.Paying && kept.Notice.PayAfter is not null;
            if (!follow || !underWay) return 0;
            await Task.Delay(Every, time, cancellationToken);
        }
    }

    /// <summary>What is still expected free, and what will have to be paid.</summary>
    private async Task<IEnumerable<string>> ExpectedAsync(Notice notice, CancellationToken cancellationToken)
    {
        try
        {
            return AnnouncementLines.Paying(notice, await forecasts.OfAsync(notice, cancellationToken), privacy.Value.MinimumGroupSize);
        }
        catch (LineException fault)
        {
            await words.WriteLineAsync($"LINE does not tell how many messages are left this month, so what is to come is not known. ({fault.Message})");
            return [];
        }
    }

    private async Task<int> NoneAsync(string id, CancellationToken cancellationToken)
    {
        await words.WriteLineAsync(await drafts.FindAsync(id, cancellationToken) is null
            ? $"There is no announcement “{id}”; `announcement list` shows those there are."
            : $"“{id}” is a draft: nothing of it is sent. `announcement send {id}` announces it, `announcement discard {id}` throws it away.");
        return 1;
    }

    private static string At(DateTimeOffset? moment) => moment?.ToOffset(BangkokTime.Offset).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "-";
}
