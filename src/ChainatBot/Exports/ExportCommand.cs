using ChainatBot.Forums;
using ChainatBot.Priorities;
using ChainatBot.Storage;
using ChainatBot.Summaries;
using ChainatBot.Surveys;

namespace ChainatBot.Exports;

/// <summary>What <c>export</c> was asked. Days are inclusive; null is open; a null tambon is all.</summary>
public sealed record ExportRequest(ExportFormat Format, string? Tambon = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>The verbs <c>export opinions</c>, <c>export answers</c>, <c>export ballots</c> and <c>export replies</c>.</summary>
/// <param name="tambons">Codes of the tambons that exist; <see cref="SummaryCommand.PlaceUntold"/> is added.</param>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class ExportCommand(ITableStore store, IReadOnlyCollection<string> tambons, TextWriter words)
{
    /// <summary>Writes the opinions; 0, or 1 where they don't fit into the format, or 2 where the request makes no sense.</summary>
    public Task<int> RunAsync(ExportRequest request, Stream output, CancellationToken cancellationToken = default) => RunAsync(
        request, ExportedOpinion.Table, places => new OpinionExport(store).ReadAsync(places, request.From, request.To, cancellationToken), output, cancellationToken);

    /// <summary>Writes the answers to surveys; exit codes as of opinions.</summary>
    public Task<int> RunAsync(ExportRequest request, AnswerStore answers, Stream output, CancellationToken cancellationToken = default) => RunAsync(
        request, ExportedAnswer.Table, places => new AnswerExport(answers).ReadAsync(places, request.From, request.To, cancellationToken), output, cancellationToken);

    /// <summary>Writes the answers to invitations; exit codes as of opinions. Tambon and days are those of the forum.</summary>
    public Task<int> RunAsync(ExportRequest request, ForumStore forums, ForumReplyStore replies, Stream output, CancellationToken cancellationToken = default) => RunAsync(
        request, ExportedReply.Table, places => new ReplyExport(forums, replies).ReadAsync(places, request.From, request.To, cancellationToken), output, cancellationToken);

    /// <summary>Writes the ballots of rounds that close between the days; exit codes as of opinions.</summary>
    public Task<int> RunAsync(ExportRequest request, BallotExport ballots, Stream output, CancellationToken cancellationToken = default) => RunAsync(
        request, ExportedBallot.Table, places => ballots.ReadAsync(places, everybody: request.Tambon is null, request.From, request.To, cancellationToken), output, cancellationToken);

    private async Task<int> RunAsync<T>(
        ExportRequest request, ExportTable<T> table, Func<IReadOnlyCollection<string>, IAsyncEnumerable<T>> read, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string[] everywhere = [.. tambons.Append(SummaryCommand.PlaceUntold).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (request.Tambon is { } tambon && !everywhere.Contains(tambon, StringComparer.Ordinal))
        {
            await words.WriteLineAsync($"There is no tambon with code '{tambon}'. Codes have six digits, for example 180101; {SummaryCommand.PlaceUntold} holds {table.Name} without a place.");
            return 2;
        }
        if (request.From > request.To)
        {
            await words.WriteLineAsync("--from is later than --to.");
            return 2;
        }
        try
        {
            await ExportWriter.WriteAsync(read(request.Tambon is null ? everywhere : [request.Tambon]), table, request.Format, output, cancellationToken);
            return 0;
        }
        catch (SheetFullException fault)
        {
            await words.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
