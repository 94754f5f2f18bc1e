using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Understanding;
using ChainatBot.Webhooks;
using Microsoft.Extensions.Options;

namespace ChainatBot.Privacy;

/// <summary>Lets go of what has been kept long enough.</summary>
public sealed class Retention(
    IOptions<PrivacyOptions> options, Places places, OpinionStore opinions, AnswerStore answers, SummaryService summaries, ConversationStore conversations, Inbox inbox,
    DeadLetters deadLetters, Erasure erasure, Withdrawals withdrawals, TimeProvider time)
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
        return new Purged(
            removed,
            await conversations.PurgeAsync(retainedFrom, cancellationToken),
            await inbox.PurgeAsync(today.AddDays(-TombstoneDays), cancellationToken),
            await deadLetters.PurgeAsync(today.AddDays(-TombstoneDays), cancellationToken),
            await answers.PurgeAsync(retainedFrom, cancellationToken));
    }
}

/// <param name="EventIds">Ids of events kept to recognise repeats.</param>
public sealed record Purged(int Opinions, int Conversations, int EventIds, int DeadLetters, int Answers);

/// <summary>Purges every hour while the program runs.</summary>
public sealed partial class RetentionWorker(Retention retention, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var purged = await retention.PurgeAsync(stoppingToken);
                    Log.Done(logger, purged.Opinions, purged.Conversations, purged.EventIds, purged.DeadLetters, purged.Answers);
                }
                catch (StorageUnavailableException)
                {
                    Log.StorageAway(logger);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Purged {Opinions} opinions, {Conversations} conversations, {EventIds} event ids, {DeadLetters} dead letters, {Answers} answers to surveys")]
        public static partial void Done(ILogger logger, int opinions, int conversations, int eventIds, int deadLetters, int answers);

        [LoggerMessage(2, LogLevel.Warning, "Storage does not answer; purging waits an hour")]
        public static partial void StorageAway(ILogger logger);
    }
}
