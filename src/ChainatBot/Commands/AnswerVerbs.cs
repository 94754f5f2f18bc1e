using System.CommandLine;
using ChainatBot.Surveys;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>answers delete</c>.</summary>
internal static class AnswerVerbs
{
    public static Command Create() => new("answers", "What the team does with answers to surveys; works while the server runs.") { Delete() };

    private static Command Delete()
    {
        var (reference, tambon) = (OpinionActs.Reference(), OpinionActs.Tambon());
        var person = new Option<string?>("--person") { Description = "Where several share a reference: the sheet's pseudonym as exported, or its beginning." };
        var delete = new Command("delete", "Deletes what a neighbour answered through a team member, for good: for whoever asks for it by the reference they were given.") { reference, tambon, person };
        delete.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            new AnswersCommand(services.GetRequiredService<AnswerStore>(), services.GetRequiredService<Places>(), Console.Error)
                .DeleteAsync(parsed.GetValue(tambon)!, parsed.GetValue(reference)!, parsed.GetValue(person), cancellationToken)));
        return delete;
    }
}
