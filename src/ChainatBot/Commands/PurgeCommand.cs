using System.CommandLine;
using ChainatBot.Privacy;

namespace ChainatBot.Commands;

/// <summary><c>purge</c>: what a running server does every hour, now.</summary>
internal static class PurgeCommand
{
    public static Command Create()
    {
        var purge = new Command("purge", "Deletes what has been kept longer than Privacy__RetentionDays, and words that waited a day for consent.");
        purge.SetAction((_, cancellationToken) => CommandLine.WithServicesAsync(async services =>
        {
            var purged = await services.GetRequiredService<Retention>().PurgeAsync(cancellationToken);
            await Console.Error.WriteLineAsync(
                $"Deleted {purged.Opinions} opinions, {purged.Answers} answers to surveys, {purged.Conversations} conversations, {purged.EventIds} event ids, {purged.DeadLetters} dead letters.");
            return CommandLine.Good;
        }));
        return purge;
    }
}
