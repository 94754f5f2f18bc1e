using System.CommandLine;
using ChainatBot.Flows;
using ChainatBot.Hosting;
using ChainatBot.RichMenus;

namespace ChainatBot.Commands;

/// <summary><c>check</c> and <c>play</c>.</summary>
internal static class FlowVerbs
{
    public static Command Check()
    {
        var check = new Command("check", "Checks flows, transcripts, rich menus and settings; each problem as file:line:column: what and what to do.");
        check.SetAction((_, _) => CommandLine.WithServicesAsync(services => Task.FromResult(Check(services))));
        return check;
    }

    private static int Check(IServiceProvider services)
    {
        var (flows, richMenus) = services.GetRequiredService<ContentDirectories>();
        var settings = SettingsCheck.Problems(services);
        // Settings come from the environment; the position only keeps the form of a line.
        foreach (var problem in settings) Console.WriteLine(new FlowProblem("settings", 1, 1, problem));
        return new[]
        {
            FlowCommands.Check(flows, Console.Out, Console.Error),
            new RichMenuCommands(richMenus, flows, Console.Out, Console.Error).Check(),
            settings.Count == 0 ? CommandLine.Good : CommandLine.FoundSomethingWrong,
        }.Max();
    }

    public static Command Play()
    {
        var files = new Argument<string[]>("file") { Description = "Transcripts to play; all that are shipped if none is named.", Arity = ArgumentArity.ZeroOrMore };
        var play = new Command("play", "Plays written conversations against the engine and shows the first difference of each.") { files };
        play.SetAction((parsed, _) => CommandLine.WithServicesAsync(services =>
            Task.FromResult(FlowCommands.Play(parsed.GetValue(files) ?? [], services.GetRequiredService<ContentDirectories>().Flows, Console.Out, Console.Error))));
        return play;
    }
}
