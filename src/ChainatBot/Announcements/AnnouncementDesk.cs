using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>How an announcement is to be sent that may cost too much.</summary>
/// <param name="DryRun">Finds everything out and sends nothing.</param>
/// <param name="Partial">Pays for as many as quota and budget allow; the rest are told when they write.</param>
/// <param name="OverBudget">The owner's word: past the tambons' budgets, though never past LINE's limit.</param>
public sealed record AnnounceOptions(bool DryRun = false, bool Partial = false, bool OverBudget = false);

/// <summary>What came of announcing.</summary>
public enum AnnounceOutcome
{
    /// <summary>It is told from its time on.</summary>
    Announced,

    /// <summary>It would be; the dry run ends here.</summary>
    Ready,

    /// <summary>There is an announcement of this id.</summary>
    Taken,

    /// <summary>The time to pay, or the end, came while it was a draft.</summary>
    Late,

    /// <summary>LINE does not tell how many messages are left.</summary>
    QuotaUnknown,

    /// <summary>It can't be promised that everybody is reached, and nobody has said what to do then.</summary>
    NotCovered,
}

/// <param name="Forecast">Null where it was not asked for, or could not be made.</param>
/// <param name="Fault">What LINE answered instead of the quota.</param>
public sealed record Announced(AnnounceOutcome Outcome, Notice Notice, Forecast? Forecast = null, string? Fault = null);

/// <summary>Whether LINE takes a card.</summary>
/// <param name="Problems">What it refuses.</param>
/// <param name="NotAsked">Why LINE itself could not be asked; null: it was.</param>
public sealed record CardCheck(IReadOnlyList<string> Problems, string? NotAsked = null);

/// <summary>What the team does with announcements, by file or otherwise: looks whether LINE takes them and what they cost, keeps drafts, has them told.</summary>
public sealed class AnnouncementDesk(
    NoticeStore notices, DraftStore drafts, Forecasts forecasts, LineMessagingClient line, FlowStore flows, RoundStore rounds, ForumStore forums, Places places, TimeProvider time)
{
    /// <summary>What an announcement may name.</summary>
    public async Task<AnnouncementChoices> ChoicesAsync(CancellationToken cancellationToken = default)
    {
        var all = flows.Current.CurrentFlows;
        return new AnnouncementChoices(
            places.TambonCodes,
            [.. all.Where(f => f.Kind == FlowKind.Survey).Select(f => f.Id).Order(StringComparer.Ordinal)],
            await rounds.OfTambonsAsync(places.TambonCodes, cancellationToken).Select(r => r.Definition.Id).ToListAsync(cancellationToken),
            [.. (await forums.AllAsync(cancellationToken)).Select(f => f.Id)],
            [.. all.Select(f => f.Id).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Holds the card against the limits LINE documents and, where LINE can be reached, has LINE look at it.</summary>
    public async Task<CardCheck> CheckAsync(Announcement announcement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        var message = announcement.ToMessage();
        var wrong = MessageValidator.Validate([message]).Where(v => v.Severity == LimitSeverity.Error).Select(v => $"LINE would refuse the card: {v.Property}: {v.Message}").ToList();
        if (wrong.Count > 0) return new CardCheck(wrong);
        try
        {
            await line.ValidateMulticastAsync([message], cancellationToken);
            return new CardCheck([]);
        }
        catch (LineApiException fault) when (fault.Kind == LineErrorKind.BadRequest)
        {
            return new CardCheck([.. fault.Details.DefaultIfEmpty(new LineErrorDetail(fault.Error, null)).Select(d => $"LINE refuses the card: {d.Property}: {d.Message}")]);
        }
        catch (LineException fault)
        {
            return new CardCheck([], fault.Message);
        }
    }

    /// <summary>Has an announcement told that can be paid for, or of which the owner said how it may fall short. A draft of this id is one no more.</summary>
    public async Task<Announced> AnnounceAsync(Announcement announcement, AnnounceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        ArgumentNullException.ThrowIfNull(options);
        var now = time.Now();
        var notice = announcement.ToNotice(now) with { OverBudget = options.OverBudget };
        if (await notices.FindAsync(notice.Id, cancellationToken) is not null) return new Announced(AnnounceOutcome.Taken, notice);
        if (announcement.PayAfter <= now || announcement.Until <= now) return new Announced(AnnounceOutcome.Late, notice);

        Forecast forecast;
        try
        {
            forecast = await forecasts.OfAsync(notice, cancellationToken);
        }
        catch (LineException fault)
        {
            return new Announced(AnnounceOutcome.QuotaUnknown, notice, Fault: fault.Message);
        }

        if (!forecast.IsCovered && !options.Partial) return new Announced(AnnounceOutcome.NotCovered, notice, forecast);
        if (options.DryRun) return new Announced(AnnounceOutcome.Ready, notice, forecast);
        if (!await notices.AddAsync(notice, cancellationToken)) return new Announced(AnnounceOutcome.Taken, notice);
        await drafts.RemoveAsync(notice.Id, cancellationToken);
        return new Announced(AnnounceOutcome.Announced, notice, forecast);
    }

    /// <summary>Keeps an announcement for later in place of the draft of its id. False where one of this id is announced already.</summary>
    public async Task<bool> KeepDraftAsync(Announcement announcement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        if (await notices.FindAsync(announcement.Id, cancellationToken) is not null) return false;
        await drafts.KeepAsync(announcement, cancellationToken);
        return true;
    }
}
