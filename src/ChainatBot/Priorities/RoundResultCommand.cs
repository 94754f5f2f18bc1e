namespace ChainatBot.Priorities;

/// <summary>The verb <c>round result</c>: what the team may see of a round, by all methods, in words.</summary>
/// <param name="minimumGroupSize"><c>Privacy:MinimumGroupSize</c>.</param>
/// <param name="data">Where the result goes (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class RoundResultCommand(RoundResults results, int minimumGroupSize, TextWriter data, TextWriter words)
{
    /// <summary>0, or 1 where there is no such round.</summary>
    public async Task<int> RunAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!RoundOpenCommand.IsId(id) || await results.OfAsync(id, minimumGroupSize, cancellationToken) is not { } result)
        {
            await words.WriteLineAsync(RoundOpenCommand.Unknown(id));
            return 1;
        }
        foreach (var line in PriorityLines.Lines(result, minimumGroupSize)) await data.WriteLineAsync(line);
        if (result.Suppressed > 0) await words.WriteLineAsync($"Withheld so that nobody is singled out (groups under {minimumGroupSize} people): {result.Suppressed} figures.");
        return 0;
    }
}
