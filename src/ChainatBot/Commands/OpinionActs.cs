using System.CommandLine;
using System.Globalization;
using ChainatBot.Opinions;
using ChainatBot.Outcomes;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>opinion mark</c>, <c>opinion delete</c> and <c>opinion media</c>.</summary>
internal static class OpinionActs
{
    public static Command Create() => new("opinion", "What the team does with opinions; works while the server runs.") { Mark(), Delete(), Media() };

    private static Command Mark()
    {
        var status = new Option<string>("--status") { Description = "heard, planned, funded or done.", Required = true };
        var tambon = Tambon();
        var references = new Option<string[]>("--reference") { Description = "Of the opinions, such as A7K2.", AllowMultipleArgumentsPerToken = true };
        var topic = new Option<string?>("--topic") { Description = "All of a topic's instead, such as roads." };
        var village = new Option<int?>("--village") { Description = "With --topic: of this village only." };
        var round = new Option<string?>("--round") { Description = "With --proposal: a proposal of a round instead." };
        var proposal = new Option<string?>("--proposal") { Description = "The proposal's id." };
        var note = new Option<string?>("--note") { Description = "A short sentence more, for everybody who is told." };
        var payAfter = new Option<string?>("--pay-after") { Description = "When those not reached get a paid message, such as 2026-12-01T09:00 (Bangkok); never if absent." };
        var mark = new Command("mark", "Says what became of opinions, and tells those who said them.") { status, tambon, references, topic, village, round, proposal, note, payAfter };
        mark.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(async services =>
        {
            DateTimeOffset? pay = null;
            if (parsed.GetValue(payAfter) is { } text)
            {
                if (!DateTimeOffset.TryParseExact(text + "+07:00", "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
                {
                    await Console.Error.WriteLineAsync($"--pay-after '{text}' is no time; write it as 2026-12-01T09:00.");
                    return ChainatBot.Commands.CommandLine.Misuse;
                }

                pay = at;
            }

            var command = new OutcomeCommand(
                services.GetRequiredService<OutcomeTelling>(), services.GetRequiredService<RoundStore>(), services.GetRequiredService<TopicLexicon>(), services.GetRequiredService<Places>(),
                services.GetRequiredService<TimeProvider>(), Console.Error);
            return await command.MarkAsync(
                new OutcomeRequest(
                    parsed.GetValue(tambon)!, parsed.GetValue(status)!, parsed.GetValue(references) ?? [], parsed.GetValue(topic), parsed.GetValue(village), parsed.GetValue(round), parsed.GetValue(proposal),
                    parsed.GetValue(note), pay),
                cancellationToken);
        }));
        return mark;
    }

    private static Command Delete()
    {
        var (reference, tambon, id) = (Reference(), Tambon(), Id());
        var delete = new Command("delete", "Deletes one opinion for good: for whoever asks for it by the reference they were given.") { reference, tambon, id };
        delete.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            Command(services).DeleteAsync(parsed.GetValue(tambon)!, parsed.GetValue(reference)!, parsed.GetValue(id), cancellationToken)));
        return delete;
    }

    private static Command Media()
    {
        var (reference, tambon, id) = (Reference(), Tambon(), Id());
        var directory = new Option<string>("--output") { Description = "The directory to write to.", Required = true };
        var media = new Command("media", "Writes the voice and photos of one opinion, to listen to and look at, and lists them: file, kind, seconds.") { reference, tambon, id, directory };
        media.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            Command(services).MediaAsync(parsed.GetValue(tambon)!, parsed.GetValue(reference)!, parsed.GetValue(id), parsed.GetValue(directory)!, cancellationToken)));
        return media;
    }

    internal static Option<string> Reference() => new("--reference") { Description = "Such as A7K2.", Required = true };

    internal static Option<string> Tambon() => new("--tambon") { Description = "Six digits.", Required = true };

    private static Option<string?> Id() => new("--id") { Description = "Where several share a reference: the opinion's id, or its beginning." };

    private static OpinionCommand Command(IServiceProvider services) => new(
        services.GetRequiredService<OpinionStore>(), services.GetRequiredService<SummaryService>(), services.GetRequiredService<IBlobStore>(), services.GetRequiredService<Places>(),
        Console.Out, Console.Error);
}
