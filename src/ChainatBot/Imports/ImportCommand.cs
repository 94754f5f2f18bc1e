using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Understanding;

namespace ChainatBot.Imports;

/// <summary>The verbs <c>import opinions</c> and <c>import answers</c>. 0 done, 1 the file has problems (nothing is stored), 2 the request makes no sense.</summary>
/// <param name="problems">Where problems go (standard output).</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class ImportCommand(OpinionPapers opinions, AnswerPapers answers, FlowSet flows, Places places, DateOnly today, TextWriter problems, TextWriter words)
{
    public async Task<int> OpinionsAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await ReadAsync(request, cancellationToken) is not { } file) return 2;
        var told = opinions.Understand(file);
        if (await RefuseAsync(file)) return 1;
        if (request.Batch is null && await AreKnownAsync(request, await opinions.TwinsAsync(request, told, cancellationToken), told.Count, "opinions")) return 1;
        return await TellAsync(request, await opinions.KeepAsync(request, told, cancellationToken), "opinions");
    }

    public async Task<int> AnswersAsync(ImportRequest request, string survey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (flows.Current(survey) is not { Kind: FlowKind.Survey } flow)
        {
            string[] known = [.. flows.CurrentFlows.Where(f => f.Kind == FlowKind.Survey).Select(f => f.Id).Order(StringComparer.Ordinal)];
            await words.WriteLineAsync($"There is no survey '{survey}'{FlowVocabulary.DidYouMean(survey, known)} (there are: {string.Join(", ", known)}).");
            return 2;
        }

        if (await ReadAsync(request, cancellationToken) is not { } file) return 2;
        var sheets = answers.Understand(file, flow);
        if (await RefuseAsync(file)) return 1;
        if (request.Batch is null && await AreKnownAsync(request, await answers.TwinsAsync(request, flow, sheets, cancellationToken), sheets.Count, "sheets")) return 1;
        return await TellAsync(request, await answers.KeepAsync(request, flow, sheets, cancellationToken), "sheets");
    }

    private async Task<PaperFile?> ReadAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (places.Tambon(request.Tambon) is null)
        {
            await words.WriteLineAsync($"There is no tambon with code '{request.Tambon}'. Codes have six digits and start with 18, for example 180101.");
            return null;
        }

        if (request.On > today)
        {
            await words.WriteLineAsync(request.On is { Year: > 2400 } buddhist
                ? string.Create(CultureInfo.InvariantCulture, $"--on takes the year as {buddhist.Year - 543}, not {buddhist.Year}.")
                : "--on lies in the future.");
            return null;
        }

        try
        {
            return await PaperFile.ReadAsync(request.File, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await words.WriteLineAsync($"{request.File} can't be read: {fault.Message}");
            return null;
        }
    }

    private async Task<bool> RefuseAsync(PaperFile file)
    {
        if (file.Problems.Count == 0) return false;
        foreach (var problem in file.Problems.OrderBy(p => p.Line).ThenBy(p => p.Column)) await problems.WriteLineAsync(problem.ToString());
        await words.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{file.Problems.Count} problems; nothing was stored."));
        return true;
    }

    /// <summary>A file that was renamed would count everybody twice.</summary>
    private async Task<bool> AreKnownAsync(ImportRequest request, int twins, int all, string what)
    {
        if (!Twins<string>.AreThese(twins, all)) return false;
        await words.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{twins} of {all} {what} are stored already, word for word, from papers of another batch; nothing was stored. If the file was renamed, name the batch it had before (its old name without the ending) with --batch. If these are other papers, say --batch '{request.BatchName}'."));
        return true;
    }

    private async Task<int> TellAsync(ImportRequest request, ImportCount count, string what)
    {
        await words.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(request.DryRun ? "Nothing stored yet. " : "")}Batch '{request.BatchName}', {count.Papers} papers: {count.New} {what} new, {count.Changed} changed, {count.Unchanged} as before, {count.Removed} {(what == "sheets" ? "answers" : what)} gone."));
        return 0;
    }
}
