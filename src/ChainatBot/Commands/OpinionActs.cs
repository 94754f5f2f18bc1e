using System.CommandLine;
using ChainatBot.Opinions;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>opinion delete</c> and <c>opinion media</c>.</summary>
internal static class OpinionActs
{
    public static Command Create() => new("opinion", "What the team does with opinions; works while the server runs.") { Delete(), Media() };

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

    private static Option<string> Reference() => new("--reference") { Description = "Such as A7K2.", Required = true };

    internal static Option<string> Tambon() => new("--tambon") { Description = "Six digits.", Required = true };

    private static Option<string?> Id() => new("--id") { Description = "Where several share a reference: the opinion's id, or its beginning." };

    private static OpinionCommand Command(IServiceProvider services) => new(
        services.GetRequiredService<OpinionStore>(), services.GetRequiredService<SummaryService>(), services.GetRequiredService<IBlobStore>(), services.GetRequiredService<Places>(),
        Console.Out, Console.Error);
}
