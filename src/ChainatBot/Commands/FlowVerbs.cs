using System.CommandLine;
using ChainatBot.Flows;
using ChainatBot.Hosting;

namespace ChainatBot.Commands;

/// <summary><c>check</c> and <c>play</c>.</summary>
internal static class FlowVerbs
{
    public static Command Check()
    {
        var check = new Command("check", "Checks flows, transcripts and settings; each problem as file:line:column: what and what to do.");
        check.SetAction((_, _) => CommandLine.WithServicesAsync(services =>
            Task.FromResult(FlowCommands.Check(services.GetRequiredService<ContentDirectories>().Flows, Console.Out, Console.Error))));
        return check;
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
