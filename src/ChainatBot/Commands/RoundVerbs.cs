using System.CommandLine;
using ChainatBot.Priorities;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>round open</c>, <c>round close</c> and <c>round count</c>.</summary>
internal static class RoundVerbs
{
    public static Command Create() => new("round", "Rounds of priorities.") { Open(), Close(), Count() };

    private static Command Open()
    {
        var file = new Argument<string>("file") { Description = "The round's YAML file." };
        var open = new Command("open", "Opens a round. Opening it again with the same proposals renews words, costs and closing time; ballots stay.") { file };
        open.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).OpenAsync(parsed.GetValue(file)!, cancellationToken)));
        return open;
    }

    private static Command Close()
    {
        var id = new Argument<string>("id") { Description = "The round's id." };
        var close = new Command("close", "Closes a round before its time.") { id };
        close.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).CloseAsync(parsed.GetValue(id)!, cancellationToken)));
        return close;
    }

    private static Command Count()
    {
        var file = new Argument<string>("file") { Description = "The round's YAML file." };
        var ballots = new Argument<string>("ballots") { Description = "Its ballots, as `export ballots --format jsonl` writes them." };
        var count = new Command("count", "Recounts a round from exported ballots by every method, as JSON; needs nothing but the two files.") { file, ballots };
        count.SetAction((parsed, cancellationToken) =>
            new RoundCountCommand(Console.Out, Console.Error).RunAsync(parsed.GetValue(file)!, parsed.GetValue(ballots)!, cancellationToken));
        return count;
    }

    private static RoundOpenCommand Command(IServiceProvider services) =>
        new(services.GetRequiredService<RoundStore>(), services.GetRequiredService<Places>().TambonCodes, services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);
}
