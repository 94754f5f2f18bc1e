using System.CommandLine;
using System.Globalization;
using ChainatBot.Webhooks;

namespace ChainatBot.Commands;

/// <summary><c>dead-letters list|replay</c>.</summary>
internal static class DeadLettersCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("id") { Description = "Ids as `dead-letters list` shows them; none means all.", Arity = ArgumentArity.ZeroOrMore };
        var replay = new Command("replay", "Puts dead letters back into the inbox; a running server takes them up within a minute.") { ids };
        replay.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => ReplayAsync(services, parsed.GetValue(ids) ?? [], cancellationToken)));

        var list = new Command("list", "Lists events that failed for good: id, when it happened, when it failed, the kind of failure.");
        list.SetAction((_, cancellationToken) => CommandLine.WithServicesAsync(services => ListAsync(services, cancellationToken)));

        return new Command("dead-letters", "Events that were given up: kept encrypted, listed without their content, replayable.") { list, replay };
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var letter in services.GetRequiredService<DeadLetters>().ListAsync(cancellationToken))
        {
            count++;
            var at = DateTimeOffset.FromUnixTimeMilliseconds(letter.Key.Timestamp).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            Console.WriteLine($"{letter.Key.EventId}\t{at}\t{letter.FailedOn}\t{letter.Error}");
        }

        await Console.Error.WriteLineAsync(count == 0 ? "No dead letters." : $"{count} dead letters. Put them back with `dead-letters replay`.");
        return count == 0 ? CommandLine.Good : CommandLine.FoundSomethingWrong;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, string[] ids, CancellationToken cancellationToken)
    {
        var deadLetters = services.GetRequiredService<DeadLetters>();
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var chosen = new List<DeadLetter>();
        await foreach (var letter in deadLetters.ListAsync(cancellationToken))
            if (ids.Length == 0 || wanted.Remove(letter.Key.EventId)) chosen.Add(letter);

        var replayed = 0;
        foreach (var letter in chosen)
            if (await deadLetters.ReplayAsync(letter.Key, cancellationToken)) replayed++;

        await Console.Error.WriteLineAsync($"{replayed} put back into the inbox.");
        if (ids.Length == 0 || wanted.Count == 0) return CommandLine.Good;
        await Console.Error.WriteLineAsync($"Not among the dead letters: {string.Join(", ", wanted)}. `dead-letters list` shows those there are.");
        return CommandLine.FoundSomethingWrong;
    }
}
