using ChainatBot.Flows;

namespace ChainatBot.RichMenus;

/// <summary>What the verbs <c>check</c> and <c>richmenus publish</c> do. Findings and steps go to <c>stdout</c>, words about them to <c>stderr</c>.</summary>
public sealed class RichMenuCommands(string directory, string flowsDirectory, TextWriter stdout, TextWriter stderr)
{
    /// <summary>Checks the menus. 0 when nothing is wrong, 1 otherwise.</summary>
    public int Check()
    {
        var load = Load();
        stderr.WriteLine(load.Problems.Count == 0
            ? FormattableString.Invariant($"{load.Menus.Count} rich menus, nothing wrong")
            : FormattableString.Invariant($"{load.Problems.Count} problems in the rich menus"));
        return load.Problems.Count == 0 ? 0 : 1;
    }

    /// <summary>Publishes the menus, or says what that would do. 0 when they are up, 1 otherwise; nothing is sent while something is wrong with a file.</summary>
    public async Task<int> PublishAsync(RichMenuPublisher publisher, bool dryRun, CancellationToken cancellationToken)
    {
        var load = Load();
        if (load.Problems.Count > 0)
        {
            await stderr.WriteLineAsync("The rich menus have problems; nothing was sent. Mend them, and see `check`.");
            return 1;
        }

        var outcome = await publisher.PublishAsync(load.Menus, dryRun, cancellationToken);
        foreach (var step in outcome.Done) await stdout.WriteLineAsync(step.Words);
        await stderr.WriteLineAsync(outcome.Failure ?? (outcome.Done.Count, dryRun) switch
        {
            (0, _) => "LINE has the rich menus already; nothing to do.",
            (_, true) => "That is what `richmenus publish` would do; nothing was sent.",
            _ => "The rich menus are up. Who has a chat open sees a new one on opening it again, within a minute.",
        });
        return outcome.Failure is null ? 0 : 1;
    }

    private RichMenuLoad Load()
    {
        var load = RichMenuLoader.Load(directory, FlowLoader.Load(flowsDirectory).Flows);
        foreach (var problem in load.Problems) stdout.WriteLine(problem);
        return load;
    }
}
