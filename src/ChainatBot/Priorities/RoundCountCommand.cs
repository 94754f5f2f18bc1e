using ChainatBot.Flows;

namespace ChainatBot.Priorities;

/// <summary>The verb <c>round count</c>. It needs the two files and nothing else: no settings, no storage.</summary>
/// <param name="data">Where the JSON goes (standard output).</param>
/// <param name="words">Where problems and the sentence about the result go (standard error), so that the JSON stands alone.</param>
public sealed class RoundCountCommand(TextWriter data, TextWriter words)
{
    /// <summary>0, or 1 where a file has something wrong (nothing is counted then), or 2 where it can't be opened.</summary>
    public async Task<int> RunAsync(string roundFile, string ballotsFile, CancellationToken cancellationToken = default)
    {
        var problems = new List<FlowProblem>();
        RoundDefinition? round;
        ReadBallots? read = null;
        try
        {
            round = RoundFile.Read(await File.ReadAllTextAsync(roundFile, cancellationToken), roundFile, problems);
            if (round is not null)
            {
                using var lines = new StreamReader(ballotsFile);
                read = await BallotLines.ReadAsync(lines, ballotsFile, round, problems, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't read the files: {fault.Message}");
            return 2;
        }
        foreach (var problem in problems) await words.WriteLineAsync(problem.ToString());
        if (round is null || read is null)
        {
            await words.WriteLineAsync("Nothing was counted; mend what is listed and count again.");
            return 1;
        }
        if (read.OfOtherRounds > 0) await words.WriteLineAsync($"Passed over, as of other rounds: {read.OfOtherRounds} ballots.");
        var result = RoundResult.Of(round, read.Ballots);
        await data.WriteLineAsync(result.ToJson());
        await words.WriteLineAsync(HowFirm.Line(round, result));
        return 0;
    }
}
