using System.CommandLine;
using ChainatBot.Priorities;

namespace ChainatBot.Commands;

/// <summary><c>round</c>: counting anew.</summary>
internal static class RoundVerbs
{
    public static Command Create() => new("round", "Rounds of priorities.") { Count() };

    private static Command Count()
    {
        var file = new Argument<string>("file") { Description = "The round's YAML file." };
        var ballots = new Argument<string>("ballots") { Description = "Its ballots, as `export ballots --format jsonl` writes them." };
        var count = new Command("count", "Recounts a round from exported ballots by every method, as JSON; needs nothing but the two files.") { file, ballots };
        count.SetAction((parsed, cancellationToken) =>
            new RoundCountCommand(Console.Out, Console.Error).RunAsync(parsed.GetValue(file)!, parsed.GetValue(ballots)!, cancellationToken));
        return count;
    }
}
