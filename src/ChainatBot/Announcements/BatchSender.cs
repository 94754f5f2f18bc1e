using System.Globalization;
using System.Text.RegularExpressions;
using ChainatBot.Conversations;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using Line.Messaging;

namespace ChainatBot.Announcements;

/// <summary>What came of sending a batch.</summary>
internal enum BatchOutcome
{
    /// <summary>Nothing more is to be done about it.</summary>
    Settled,
    /// <summary>The team stopped the notice, or it is stale.</summary>
    Stopped,
    /// <summary>LINE's messages of the month are used up.</summary>
    Quota,
    /// <summary>LINE refuses what is to be said.</summary>
    Refused,
}

/// <summary>
/// Sends stored batches. Whom LINE's id is of is looked up now: who has blocked, withdrawn, deleted everything or no longer fits is left out before
/// the first try; after it the people stay the same, as LINE may have taken them. Asking again under the same key never tells anybody twice.
/// </summary>
internal sealed partial class BatchSender(
    NoticeStore notices, PayRuns runs, Deliveries deliveries, Subscribers subscribers, AudienceRules audiences, ConversationStore conversations, Budgets budgets, SendRate rate,
    LineMessagingClient line, TimeProvider time, ILogger<BatchSender> logger)
{
    /// <summary>LINE remembers a retry key for 24 hours; later the same key would send again.</summary>
    internal static readonly TimeSpan KeyLasts = TimeSpan.FromHours(23);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <exception cref="LineException">LINE does not answer; to be tried again later, under the same key.</exception>
    public async Task<BatchOutcome> SendAsync(Notice notice, IReadOnlyList<Message> messages, int number, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        // Whether LINE may have taken it: then a refusal says nothing of what came before, and nobody may be given back or told under another key.
        bool? mayHaveLanded = null;
        while (await runs.FindAsync(notice.Id, number, cancellationToken) is { IsSettled: false } batch)
        {
            if (batch.State == BatchState.Releasing)
            {
                await ReleaseAsync(batch, cancellationToken);
                continue;
            }

            if (batch.State == BatchState.Trying && time.GetUtcNow() - batch.TriedAt > KeyLasts)
            {
                Log.TooOld(logger, notice.Id, number);
                await runs.SaveAsync(batch with { State = BatchState.Unsure }, cancellationToken);
                continue;
            }

            mayHaveLanded ??= batch.State == BatchState.Trying;
            if (!await GoesOnAsync(notice, cancellationToken)) return BatchOutcome.Stopped;
            var (ids, left, moved) = await ReachableAsync(notice, batch, cancellationToken);
            if (batch.State == BatchState.Ready)
            {
                if (await BeginAsync(batch, ids, left, moved, cancellationToken) is not { } begun) continue;
                batch = begun;
            }

            if (ids.Count == 0)
            {
                // Nobody is left to ask LINE about.
                await runs.SaveAsync(batch with { State = batch.Count == 0 ? BatchState.Sent : BatchState.Unsure }, cancellationToken);
                continue;
            }

            await rate.TakeAsync(cancellationToken);
            try
            {
                await line.MulticastAsync([.. ids.Select(i => i.LineUserId)], messages, new SendOptions { RetryKey = batch.Key }, cancellationToken);
                await runs.SaveAsync(batch with { State = BatchState.Sent }, cancellationToken);
            }
            catch (LineApiException e) when (e.Kind == LineErrorKind.MonthlyLimitReached)
            {
                // Where an earlier try may have been taken it stays as it is, to be asked about once more when sending goes on.
                if (mayHaveLanded == false && !e.MayHaveLanded && await runs.SaveAsync(batch with { State = BatchState.Releasing }, cancellationToken) is { } releasing) await ReleaseAsync(releasing, cancellationToken);
                return BatchOutcome.Quota;
            }
            catch (LineApiException e) when (e.Kind == LineErrorKind.RateLimited)
            {
                mayHaveLanded |= e.MayHaveLanded;
                var wait = e.RetryAfter ?? pause;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                await Task.Delay(wait < LongestPause ? wait : LongestPause, time, cancellationToken);
            }
            catch (LineApiException e) when (e.Kind == LineErrorKind.BadRequest && WrongId(e, ids.Count) is { } wrong)
            {
                // Nobody got it, at no earlier try either: an id that LINE calls wrong was so then. Without that one it is another body, and so needs another key.
                var without = ids[wrong].Recipient;
                List<Recipient> others = [.. batch.People.Where(p => p != without)];
                if (await runs.SaveAsync(batch with { People = others, Count = batch.Count - 1, Unknown = batch.Unknown + 1, Key = Guid.NewGuid(), TriedAt = time.GetUtcNow() }, cancellationToken) is null) continue;
                mayHaveLanded = false;
                await SettleBudgetsAsync(batch, others, cancellationToken);
            }
            catch (LineApiException e) when (e.Kind == LineErrorKind.BadRequest)
            {
                var isSure = mayHaveLanded == false && !e.MayHaveLanded;
                await runs.SaveAsync(batch with { State = isSure ? BatchState.Refused : BatchState.Unsure }, cancellationToken);
                if (!isSure) continue;
                await SettleBudgetsAsync(batch, [], cancellationToken);
                Log.Refused(logger, notice.Id, e.RequestId);
                return BatchOutcome.Refused;
            }
            catch (LineException e) when (mayHaveLanded == false && !e.MayHaveLanded)
            {
                // A token that has run out, no way to LINE: certainly nobody got it, so that it is no try whose key LINE could forget.
                await runs.SaveAsync(batch with { State = BatchState.Ready, TriedAt = null }, cancellationToken);
                throw;
            }
        }

        return BatchOutcome.Settled;
    }

    /// <summary>Gives back the people of a batch that was certainly not sent, with the money set aside for them.</summary>
    public async Task ReleaseAsync(PayBatch batch, CancellationToken cancellationToken)
    {
        if (batch.State == BatchState.Ready)
        {
            if (await runs.SaveAsync(batch with { State = BatchState.Releasing }, cancellationToken) is not { } releasing) return;
            batch = releasing;
        }

        await deliveries.ReleasePaidAsync(batch.Notice, batch.People.Select(p => p.Participant), batch.Number, cancellationToken);
        await SettleBudgetsAsync(batch, [], cancellationToken);
        await runs.SaveAsync(batch with { State = BatchState.Released, Count = 0 }, cancellationToken);
    }

    private async Task<bool> GoesOnAsync(Notice notice, CancellationToken cancellationToken) =>
        time.GetUtcNow() < notice.Until && (await notices.AllAsync(cancellationToken)).FirstOrDefault(k => k.Notice.Id == notice.Id) is { Stopped: false, Notice.PayAfter: not null };

    /// <summary>Notes that LINE is about to be called, and for whom. Null where the batch was changed meanwhile.</summary>
    private async Task<PayBatch?> BeginAsync(PayBatch batch, List<Reachable> ids, List<Recipient> left, List<Recipient> moved, CancellationToken cancellationToken)
    {
        var going = ids.Select(i => i.Recipient).ToList();
        var begun = batch with { State = BatchState.Trying, TriedAt = time.GetUtcNow(), People = going, Count = going.Count, Left = batch.Left + left.Count, Moved = batch.Moved + moved.Count };
        if (await runs.SaveAsync(begun, cancellationToken) is not { } saved) return null;
        if (left.Count + moved.Count > 0)
        {
            await deliveries.ReleasePaidAsync(batch.Notice, left.Concat(moved).Select(p => p.Participant), batch.Number, cancellationToken);
            await SettleBudgetsAsync(batch, going, cancellationToken);
        }

        return saved;
    }

    private async Task SettleBudgetsAsync(PayBatch batch, IReadOnlyList<Recipient> paid, CancellationToken cancellationToken)
    {
        foreach (var tambon in batch.People.Select(p => p.Tambon).Distinct(StringComparer.Ordinal))
            await budgets.ReserveAsync(tambon, batch.Month, batch.Notice, BatchMaker.PartOf(batch.Number), batch.Epoch, paid.Count(p => p.Tambon == tambon), unlimited: true, cancellationToken);
    }

    private async Task<(List<Reachable> Ids, List<Recipient> Left, List<Recipient> Moved)> ReachableAsync(Notice notice, PayBatch batch, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, Subscriber>(batch.People.Count, StringComparer.Ordinal);
        // Neighbours in the list are neighbours in the batch: a few ranges instead of a look-up for each.
        foreach (var part in batch.People.GroupBy(p => Subscribers.PartitionOf(p.Tambon, p.Participant), StringComparer.Ordinal))
        {
            var wanted = part.Select(p => p.Participant.Value).ToHashSet(StringComparer.Ordinal);
            var (first, last) = (wanted.Min(StringComparer.Ordinal)!, new Privacy.ParticipantId(wanted.Max(StringComparer.Ordinal)!));
            // The range begins after a key: the first one itself has to be in it.
            Privacy.ParticipantId? after = new Privacy.ParticipantId(first[..^1]);
            while (await subscribers.PageAsync(part.Key, after, 1000, last, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var row in page.Where(r => wanted.Contains(r.Participant.Value))) rows[row.Participant.Value] = row;
                after = page[^1].Participant;
            }
        }

        var (ids, left, moved) = (new List<Reachable>(batch.People.Count), new List<Recipient>(), new List<Recipient>());
        foreach (var person in batch.People)
        {
            var row = rows.GetValueOrDefault(person.Participant.Value) ?? await ElsewhereAsync(person, cancellationToken);
            if (row is null || subscribers.LineUserIdOf(row) is not { } id) left.Add(person);
            else if (batch.State == BatchState.Ready && !await audiences.FitsAsync(notice.Audience, row.Participant, row.Tambon, row.Village, cancellationToken)) moved.Add(person);
            else ids.Add(new Reachable(person, id));
        }

        return (ids, left, moved);
    }

    /// <summary>Somebody who has moved since, if she still wants to be sent to.</summary>
    private async Task<Subscriber?> ElsewhereAsync(Recipient person, CancellationToken cancellationToken)
    {
        var (conversation, etag) = await conversations.LoadAsync(person.Participant, cancellationToken);
        return etag is null || conversation.Profile is not { HasConsented: true, Blocked: false } profile || (profile.TambonCode ?? Opinion.NoTambon) == person.Tambon
            ? null
            : await subscribers.FindAsync(person.Participant, profile.TambonCode, cancellationToken);
    }

    /// <summary>Which id LINE calls wrong; null where something else is.</summary>
    private static int? WrongId(LineApiException e, int count)
    {
        foreach (var text in e.Details.Select(d => d.Property).Append(e.Error).OfType<string>())
            if (IdAt().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < count) return at;
        return null;
    }

    [GeneratedRegex(@"\bto\[(\d{1,3})\]")]
    private static partial Regex IdAt();

    private sealed record Reachable(Recipient Recipient, string LineUserId);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "LINE refuses the messages of {Notice} (request {RequestId}); it is stopped")]
        public static partial void Refused(ILogger logger, string notice, string? requestId);

        [LoggerMessage(2, LogLevel.Warning, "Batch {Number} of {Notice} was tried a day ago and LINE has forgotten its key; it is not sent again, as it may have been taken")]
        public static partial void TooOld(ILogger logger, string notice, int number);
    }
}
