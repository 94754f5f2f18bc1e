using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ChainatBot.Exports;
using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using ChainatBot.Understanding;

namespace ChainatBot.Commands;

/// <summary><c>export</c>, <c>summary</c> and <c>rebuild</c>.</summary>
internal static class OpinionVerbs
{
    public static Command Export() => new("export", "Writes what was said to stdout.")
    {
        Export("opinions", "Opinions: reference, place, topic, reach, text, date, status; nobody's name or pseudonym.",
            (command, _, request, output, cancellationToken) => command.RunAsync(request, output, cancellationToken)),
        Export("answers", "Answers to surveys: survey, question, a pseudonym of that survey, answer, place, date.",
            (command, services, request, output, cancellationToken) => command.RunAsync(request, services.GetRequiredService<AnswerStore>(), output, cancellationToken)),
        Export("replies", "Answers to invitations to forums: forum, a pseudonym of that forum, reply, place; by the day of the forum.",
            (command, services, request, output, cancellationToken) => command.RunAsync(request, services.GetRequiredService<ForumStore>(), services.GetRequiredService<ForumReplyStore>(), output, cancellationToken)),
        Export("ballots", "Ballots of rounds of priorities: round, a pseudonym of that round, choices, place; a ballot has no day, so the days choose rounds by their closing.",
            (command, services, request, output, cancellationToken) => command.RunAsync(request, services.GetRequiredService<BallotExport>(), output, cancellationToken)),
    };

    private static Command Export(string name, string description, Func<ExportCommand, IServiceProvider, ExportRequest, Stream, CancellationToken, Task<int>> run)
    {
        var format = new Option<ExportFormat>("--format") { Description = "jsonl, csv or xlsx.", DefaultValueFactory = _ => ExportFormat.Jsonl };
        var tambon = new Option<string?>("--tambon") { Description = "Six digits; all tambons if absent." };
        var (from, to) = (Day("--from"), Day("--to"));
        var verb = new Command(name, description) { format, tambon, from, to };
        verb.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => run(
            new ExportCommand(services.GetRequiredService<ITableStore>(), services.GetRequiredService<Places>().TambonCodes, Console.Error), services,
            new ExportRequest(parsed.GetValue(format), parsed.GetValue(tambon), parsed.GetValue(from), parsed.GetValue(to)), Console.OpenStandardOutput(), cancellationToken)));
        return verb;
    }

    public static Command Summary()
    {
        var tambon = new Option<string>("--tambon") { Description = "Six digits.", Required = true };
        var (from, to) = (Day("--from"), Day("--to"));
        var format = new Option<SummaryFormat>("--format") { Description = "text, json or docx.", DefaultValueFactory = _ => SummaryFormat.Text };
        var output = new Option<string?>("--output") { Description = "A file to write to; stdout if absent." };
        var summary = new Command("summary", "What the team may see of a tambon; small groups are withheld.") { tambon, from, to, format, output };
        summary.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services =>
            Command(services).RunAsync(
                new SummaryRequest(parsed.GetValue(tambon)!, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(format), parsed.GetValue(output)), Console.OpenStandardOutput(), cancellationToken)));
        return summary;
    }

    public static Command Rebuild()
    {
        var tambon = new Option<string?>("--tambon") { Description = "Six digits; all tambons if absent." };
        var summaries = new Command("summaries", "Counts everything anew; gives the same figures as the running count.") { tambon };
        summaries.SetAction((parsed, cancellationToken) => CommandLine.WithServicesAsync(services => Command(services).RebuildAsync(parsed.GetValue(tambon), cancellationToken)));
        return new Command("rebuild", "Makes derived figures anew.") { summaries };
    }

    private static SummaryCommand Command(IServiceProvider services) =>
        new(services.GetRequiredService<SummaryService>(), services.GetRequiredService<Places>().TambonCodes, Console.Error);

    internal static Option<DateOnly?> Day(string name) => new(name)
    {
        Description = "A day, yyyy-MM-dd (Bangkok), inclusive.",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[^1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            result.AddError($"{name} '{result.Tokens[^1].Value}' is no day; write it as 2026-11-23.");
            return null;
        },
    };
}
