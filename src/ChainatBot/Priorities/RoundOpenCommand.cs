using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Exports;

namespace ChainatBot.Priorities;

/// <summary>The verbs <c>round open</c>, <c>round close</c> and <c>round publish</c>.</summary>
/// <param name="tambons">Codes of the tambons that exist.</param>
/// <param name="data">Where problems of the file go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
/// <param name="opinions">To find the opinions that proposals come from.</param>
public sealed class RoundOpenCommand(RoundStore rounds, OpinionExport opinions, IReadOnlyCollection<string> tambons, TimeProvider time, TextWriter data, TextWriter words)
{
    /// <summary>0, or 1 where the file has something wrong or its id is taken, or 2 where it can't be read.</summary>
    public async Task<int> OpenAsync(string file, CancellationToken cancellationToken = default)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await words.WriteLineAsync($"Can't read the file: {fault.Message}");
            return 2;
        }
        var problems = new List<FlowProblem>();
        var round = RoundFile.Read(text, file, problems, tambons);
        if (round is not null && RoundFile.CheckOpening(round, text, file, time.Now()) is { } past) problems.Add(past);
        if (round is not null && round.Proposals.Any(p => p.From.Count > 0))
            foreach (var unknown in RoundFile.CheckReferences(text, file, await ReferencesAsync(round.Tambons, cancellationToken))) problems.Add(unknown);
        foreach (var problem in problems) await data.WriteLineAsync(problem.ToString());
        if (round is null || problems.Count > 0)
        {
            await words.WriteLineAsync("The round was not opened; mend what is listed and open it again.");
            return 1;
        }
        var opening = await rounds.OpenAsync(round, cancellationToken);
        await words.WriteLineAsync(opening switch
        {
            RoundOpening.Opened => $"The round “{round.Id}” is open.",
            RoundOpening.Renewed => $"The round “{round.Id}” was there; it is open as the file now says, and ballots stay.",
            _ => $"There is a round “{round.Id}” with other proposals, and people may have chosen among them; give this one another id.",
        });
        return opening == RoundOpening.OtherProposals ? 1 : 0;
    }

    /// <summary>0, or 1 where there is no such round.</summary>
    public async Task<int> CloseAsync(string id, CancellationToken cancellationToken = default)
    {
        var closed = IsId(id) && await rounds.CloseAsync(id, cancellationToken);
        await words.WriteLineAsync(closed ? $"The round “{id}” is closed." : Unknown(id));
        return closed ? 0 : 1;
    }

    /// <summary>Lets people see the result. 0, or 1 where there is no such round, or where people still choose: a result seen before would sway them.</summary>
    public async Task<int> PublishAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!IsId(id) || await rounds.FindAsync(id, cancellationToken) is not { } round)
        {
            await words.WriteLineAsync(Unknown(id));
            return 1;
        }
        if (round.IsOpen(time.Now()))
        {
            await words.WriteLineAsync($"People still choose in the round “{id}”; close it first (`round close {id}`), then publish.");
            return 1;
        }
        await rounds.PublishAsync(id, cancellationToken);
        await words.WriteLineAsync($"The result of “{id}” is published: whoever asks for จัดลำดับ sees it.");
        return 0;
    }

    /// <summary>Anything else can't be a key of the store, and so not a round.</summary>
    internal static bool IsId(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal static string Unknown(string id) => $"There is no round “{id}”; its id is in the first line of its file.";

    private async Task<HashSet<string>> ReferencesAsync(IReadOnlyCollection<string> places, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var opinion in opinions.ReadAsync(places, cancellationToken: cancellationToken))
            if (opinion.Reference is { } reference) known.Add(reference);
        return known;
    }
}
