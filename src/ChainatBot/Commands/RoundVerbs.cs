using System.CommandLine;
using ChainatBot.Exports;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Understanding;
using Microsoft.Extensions.Options;

namespace ChainatBot.Commands;

/// <summary><c>round open</c>, <c>close</c>, <c>publish</c>, <c>result</c> and <c>count</c>.</summary>
internal static class RoundVerbs
{
    public static Command Create() => new("round", "Rounds of priorities.") { Open(), Close(), Publish(), Result(), Count() };

    private static Command Open()
    {
        var file = new Argument<string>("file") { Description = "The round's YAML file." };
        var open = new Command("open", "Opens a round. Opening it again with the same proposals renews words, costs and closing time; ballots stay.") { file };
        open.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).OpenAsync(parsed.GetValue(file)!, cancellationToken)));
        return open;
    }

    private static Command Close()
    {
        var id = Id();
        var close = new Command("close", "Closes a round before its time.") { id };
        close.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).CloseAsync(parsed.GetValue(id)!, cancellationToken)));
        return close;
    }

    private static Command Publish()
    {
        var id = Id();
        var publish = new Command("publish", "Lets people see the result of a closed round in the chat.") { id };
        publish.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).PublishAsync(parsed.GetValue(id)!, cancellationToken)));
        return publish;
    }

    private static Command Result()
    {
        var id = Id();
        var result = new Command("result", "The result so far by every method, in words, as far as it may be told.") { id };
        result.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => new RoundResultCommand(
            services.GetRequiredService<RoundResults>(), services.GetRequiredService<IOptions<PrivacyOptions>>().Value.MinimumGroupSize, Console.Out, Console.Error)
            .RunAsync(parsed.GetValue(id)!, cancellationToken)));
        return result;
    }

    private static Argument<string> Id() => new("id") { Description = "The round's id." };

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
        new(services.GetRequiredService<RoundStore>(), new OpinionExport(services.GetRequiredService<ITableStore>()), services.GetRequiredService<Places>().TambonCodes, services.GetRequiredService<TimeProvider>(), Console.Out, Console.Error);
}
