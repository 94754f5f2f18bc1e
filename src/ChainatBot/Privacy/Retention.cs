using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Conversations;
using ChainatBot.Forums;
using ChainatBot.Opinions;
using ChainatBot.Outcomes;
using ChainatBot.Participants;
using ChainatBot.Priorities;
using ChainatBot.Scheduling;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;
using Microsoft.Extensions.Options;

namespace ChainatBot.Privacy;

/// <summary>Lets go of what has been kept long enough.</summary>
public sealed class Retention(
    IOptions<PrivacyOptions> options, Places places, OpinionStore opinions, AnswerStore answers, ForumReplyStore forums, SummaryService summaries, ConversationStore conversations, Inbox inbox,
    DeadLetters deadLetters, NoticeCleaning notices, OutcomePeople outcomes, Erasure erasure, Withdrawals withdrawals, OwnBallots priorities, TimeProvider time)
{
    /// <summary>Longer than LINE redelivers anything.</summary>
    internal const int TombstoneDays = 30;

    public async Task<Purged> PurgeAsync(CancellationToken cancellationToken)
    {
        var today = time.Today();
        var retainedFrom = today.AddDays(-options.Value.RetentionDays);
        var oldest = retainedFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var removed = 0;
        foreach (var tambon in places.TambonCodes.Append(Opinion.NoTambon))
        {
            var before = removed;
            await foreach (var opinion in opinions.OfTambonAsync(tambon, cancellationToken))
            {
                if (string.CompareOrdinal(opinion.ReceivedOn, oldest) >= 0) continue;
                await opinions.RemoveAsync(opinion, cancellationToken);
                removed++;
            }

            if (removed > before) await summaries.FoldAsync(tambon, cancellationToken);
        }

        await erasure.FinishUnfinishedAsync(cancellationToken);
        await withdrawals.PurgeAsync(oldest, cancellationToken);
        await forums.PurgeAsync(retainedFrom, cancellationToken);
        await notices.PurgeAsync(cancellationToken);
        await outcomes.PurgeAsync(retainedFrom, cancellationToken);
        return new Purged(
            removed,
            await conversations.PurgeAsync(retainedFrom, cancellationToken),
            await inbox.PurgeAsync(today.AddDays(-TombstoneDays), cancellationToken),
            await deadLetters.PurgeAsync(today.AddDays(-TombstoneDays), cancellationToken),
            await answers.PurgeAsync(retainedFrom, cancellationToken),
            await priorities.PurgeAsync(retainedFrom, cancellationToken));
    }
}

/// <param name="EventIds">Ids of events kept to recognise repeats.</param>
public sealed record Purged(int Opinions, int Conversations, int EventIds, int DeadLetters, int Answers, int Rounds);

/// <summary>Purges every hour.</summary>
public sealed partial class RetentionWork(Retention retention, TimeProvider time, ILogger<RetentionWork> logger) : IScheduledWork
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public string Kind => "purge";

    public ScheduledJob Standing => new(Kind, "all", time.GetUtcNow() + Every);

    public async Task<DateTimeOffset?> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        var purged = await retention.PurgeAsync(cancellationToken);
        Log.Done(logger, purged.Opinions, purged.Conversations, purged.EventIds, purged.DeadLetters, purged.Answers, purged.Rounds);
        return time.GetUtcNow() + Every;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Purged {Opinions} opinions, {Conversations} conversations, {EventIds} event ids, {DeadLetters} dead letters, {Answers} answers to surveys, {Rounds} rounds with their ballots")]
        public static partial void Done(ILogger logger, int opinions, int conversations, int eventIds, int deadLetters, int answers, int rounds);
    }
}
