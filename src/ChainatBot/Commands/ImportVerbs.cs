using System.CommandLine;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Imports;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>import opinions</c> and <c>import answers</c>.</summary>
internal static class ImportVerbs
{
    public static Command Create() => new("import", "Takes over what was written on paper; again and again without counting twice.") { Opinions(), Answers() };

    private static Command Opinions()
    {
        var (file, tambon, batch, on, dryRun) = Options();
        var opinions = new Command("opinions", "Opinions from a CSV file: paper, village, topic, reach, text.") { file, tambon, batch, on, dryRun };
        opinions.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            Command(services).OpinionsAsync(new ImportRequest(parsed.GetValue(file)!, parsed.GetValue(tambon)!, parsed.GetValue(batch), parsed.GetValue(on), parsed.GetValue(dryRun)), cancellationToken)));
        return opinions;
    }

    private static Command Answers()
    {
        var (file, tambon, batch, on, dryRun) = Options();
        var survey = new Option<string>("--survey") { Description = "The id of the survey, such as after-forum.", Required = true };
        var answers = new Command("answers", "Answers to a survey from a CSV file: paper, village, and a column for each question's id.") { file, survey, tambon, batch, on, dryRun };
        answers.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).AnswersAsync(
            new ImportRequest(parsed.GetValue(file)!, parsed.GetValue(tambon)!, parsed.GetValue(batch), parsed.GetValue(on), parsed.GetValue(dryRun)), parsed.GetValue(survey)!, cancellationToken)));
        return answers;
    }

    private static (Argument<string> File, Option<string> Tambon, Option<string?> Batch, Option<DateOnly?> On, Option<bool> DryRun) Options() => (
        new Argument<string>("file") { Description = "CSV: UTF-8 or the Thai code page of Windows." },
        OpinionActs.Tambon(),
        new Option<string?>("--batch") { Description = "The name of these papers, under which their numbers are one's own; the file's name if absent." },
        OpinionVerbs.Day("--on"),
        new Option<bool>("--dry-run") { Description = "Only look: what would be stored, and what is wrong." });

    private static ImportCommand Command(IServiceProvider services) => new(
        services.GetRequiredService<OpinionPapers>(), services.GetRequiredService<AnswerPapers>(), services.GetRequiredService<FlowStore>().Current, services.GetRequiredService<Places>(),
        services.GetRequiredService<TimeProvider>().Today(), Console.Out, Console.Error);
}
