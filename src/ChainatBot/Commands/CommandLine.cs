using System.CommandLine;
using System.Text;
using ChainatBot.Hosting;

namespace ChainatBot.Commands;

/// <summary>
/// The command line: without a verb the program serves. Exit codes: 0 good, 1 found something wrong, 2 misuse. Data go to
/// stdout, words to stderr.
/// </summary>
internal static class CommandLine
{
    public const int Good = 0;
    public const int FoundSomethingWrong = 1;
    public const int Misuse = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Serves(args)) return await Server.RunAsync(args);

        var parsed = Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See `ChainatBot --help`.");
            return Misuse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return FoundSomethingWrong;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return Misuse;
        }
    }

    /// <summary>A LINE account's id begins with @, which is no file with more arguments.</summary>
    internal static ParseResult Parse(string[] args) => Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Every verb, for the command line and for the test that finds each of them documented.</summary>
    internal static RootCommand Root() =>
        new("ChainatBot: a LINE chatbot with which villagers say what their tambon needs. Without a verb it serves; settings come from the environment (see README).")
        {
            FlowVerbs.Check(),
            FlowVerbs.Play(),
            UnderstandCommand.Create(),
            OpinionVerbs.Export(),
            OpinionVerbs.Summary(),
            OpinionVerbs.Rebuild(),
            OpinionActs.Create(),
            ImportVerbs.Create(),
            SurveyVerbs.Create(),
            AnswerVerbs.Create(),
            RoundVerbs.Create(),
            ForumVerbs.Create(),
            AnnouncementVerbs.Announce(),
            AnnouncementVerbs.Announcement(),
            AnnouncementVerbs.Budget(),
            DeadLettersCommand.Create(),
            PurgeCommand.Create(),
            RichMenusCommand.Create(),
        };

    /// <summary>Runs a verb with the program's services, but without serving; what is logged goes to stderr.</summary>
    internal static async Task<int> WithServicesAsync(Func<IServiceProvider, Task<int>> act)
    {
        await using var app = Server.Build([], builder => builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).AddFilter(level => level >= LogLevel.Warning), serves: false);
        return await act(app.Services);
    }

    private static bool Serves(string[] args) =>
        args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version"));
}
