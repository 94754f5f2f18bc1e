using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Announcements;

/// <summary>The verbs <c>announce</c> and <c>announcement send</c>.</summary>
/// <param name="data">Where problems, preview and forecast go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class AnnounceCommand(AnnouncementDesk desk, DraftStore drafts, IOptions<PrivacyOptions> privacy, TimeProvider time, TextWriter data, TextWriter words)
{
    /// <summary>0; or 1 where the file has something wrong, its id is taken, or it can't be paid for; or 2 where it can't be read.</summary>
    public async Task<int> RunAsync(string file, AnnounceOptions options, CancellationToken cancellationToken = default)
    {
        var (announcement, exitCode) = await ReadAsync(file, cancellationToken);
        return announcement is null ? exitCode : await AnnounceAsync(announcement, options, cancellationToken);
    }

    /// <summary>Looks at everything and keeps the announcement for later; what it will cost is no hindrance yet.</summary>
    public async Task<int> DraftAsync(string file, CancellationToken cancellationToken = default)
    {
        var (announcement, exitCode) = await ReadAsync(file, cancellationToken);
        if (announcement is null) return exitCode;
        var made = await desk.AnnounceAsync(announcement, new AnnounceOptions(DryRun: true, Partial: true), cancellationToken);
        if (!await desk.KeepDraftAsync(announcement, cancellationToken)) return await TakenAsync(announcement.Id);
        await PreviewAsync(announcement, made);
        if (made.Fault is { } fault) await words.WriteLineAsync($"LINE does not tell how many messages are left this month, so the cost is not known yet. ({fault})");
        await words.WriteLineAsync($"“{announcement.Title}” ({announcement.Id}) is kept as a draft; nothing is sent. `announcement send {announcement.Id}` announces it.");
        return 0;
    }

    /// <summary>Prints the card as JSON and nothing else: LINE's Flex Message Simulator shows it as a phone does.</summary>
    public async Task<int> CardAsync(string file, CancellationToken cancellationToken = default)
    {
        var (announcement, exitCode) = await ReadAsync(file, cancellationToken);
        if (announcement is null) return exitCode;
        await data.WriteLineAsync(LineJson.Format(announcement.ToCard()));
        return 0;
    }

    /// <summary>Announces a draft.</summary>
    public async Task<int> SendAsync(string id, AnnounceOptions options, CancellationToken cancellationToken = default)
    {
        if (await drafts.FindAsync(id, cancellationToken) is not { } announcement)
        {
            await words.WriteLineAsync($"There is no draft “{id}”; `announcement list` shows those there are.");
            return 1;
        }

        return await IsTakenByLineAsync(announcement, $"draft {id}", cancellationToken) ? await AnnounceAsync(announcement, options, cancellationToken) : 1;
    }

    private async Task<(Announcement? Announcement, int ExitCode)> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't read the file: {fault.Message}");
            return (null, 2);
        }

        var problems = new List<FlowProblem>();
        if (AnnouncementFile.Read(text, file, problems, await desk.ChoicesAsync(cancellationToken), time.Now()) is { } announcement)
            return await IsTakenByLineAsync(announcement, file, cancellationToken) ? (announcement, 0) : (null, 1);
        foreach (var problem in problems) await data.WriteLineAsync(problem.ToString());
        return (null, await NothingAsync());
    }

    private async Task<bool> IsTakenByLineAsync(Announcement announcement, string file, CancellationToken cancellationToken)
    {
        var card = await desk.CheckAsync(announcement, cancellationToken);
        if (card.NotAsked is { } fault) await words.WriteLineAsync($"LINE could not be asked whether it takes the card; it was checked against the limits LINE documents. ({fault})");
        foreach (var problem in card.Problems) await data.WriteLineAsync(new FlowProblem(file, 1, 1, problem).ToString());
        if (card.Problems.Count > 0) await NothingAsync();
        return card.Problems.Count == 0;
    }

    private async Task<int> AnnounceAsync(Announcement announcement, AnnounceOptions options, CancellationToken cancellationToken)
    {
        var made = await desk.AnnounceAsync(announcement, options, cancellationToken);
        await PreviewAsync(announcement, made);
        switch (made.Outcome)
        {
            case AnnounceOutcome.Taken:
                return await TakenAsync(announcement.Id);
            case AnnounceOutcome.Late:
                await words.WriteLineAsync("Its payAfter or until is past. Nothing was announced; write a later time into the file and announce that.");
                return 1;
            case AnnounceOutcome.QuotaUnknown:
                await words.WriteLineAsync($"LINE does not tell how many messages are left this month, and that is never guessed. Nothing was announced; try again later. ({made.Fault})");
                return 1;
            case AnnounceOutcome.NotCovered:
                return await RefuseAsync(options);
            case AnnounceOutcome.Ready:
                await words.WriteLineAsync("That is what would be sent; nothing was.");
                return 0;
            default:
                await words.WriteLineAsync($"“{made.Notice.Title}” ({made.Notice.Id}) is announced. The running server tells it{(made.Notice.PayAfter is null ? " with its next reply to each" : "")}; follow it with `announcement show {made.Notice.Id} --follow`.");
                return 0;
        }
    }

    private async Task PreviewAsync(Announcement announcement, Announced made)
    {
        if (made.Outcome is AnnounceOutcome.Taken or AnnounceOutcome.Late) return;
        foreach (var line in AnnouncementLines.Card(announcement)) await data.WriteLineAsync(line);
        if (made.Forecast is not { } forecast) return;
        await data.WriteLineAsync();
        foreach (var line in AnnouncementLines.Of(made.Notice, forecast, privacy.Value.MinimumGroupSize)) await data.WriteLineAsync(line);
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

    private async Task<int> NothingAsync()
    {
        await words.WriteLineAsync("Nothing was announced; mend what is listed and announce it again.");
        return 1;
    }

    private async Task<int> TakenAsync(string id)
    {
        await words.WriteLineAsync($"There is an announcement “{id}” already; nothing was changed. Give this one another id, or look at that one with `announcement show {id}`.");
        return 1;
    }
}
