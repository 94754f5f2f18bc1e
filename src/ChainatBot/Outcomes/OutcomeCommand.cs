using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Understanding;

namespace ChainatBot.Outcomes;

/// <summary>The verb <c>opinion mark</c>. 0 done, 1 there is nothing of the kind, 2 the request makes no sense.</summary>
/// <param name="words">Where to speak to the operator (standard error).</param>
public sealed class OutcomeCommand(OutcomeTelling outcomes, RoundStore rounds, TopicLexicon topics, Places places, TimeProvider time, TextWriter words)
{
    private const int LongestNote = 200;

    public async Task<int> MarkAsync(OutcomeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await WrongAsync(request, cancellationToken) is { } wrong)
        {
            await words.WriteLineAsync(wrong);
            return 2;
        }

        var result = await outcomes.MarkAsync(request, cancellationToken);
        if (result.Missing.Count > 0)
        {
            await words.WriteLineAsync($"There is no opinion {string.Join(", ", result.Missing)} in {request.Tambon}; nothing was marked.");
            return 1;
        }

        if (result.Found == 0)
        {
            await words.WriteLineAsync("Nothing of the kind was said there; nothing was marked.");
            return 1;
        }

        var what = request.Round is not null ? $"The proposal is “{request.Status}”"
            : $"{(result.Found == 1 ? "1 opinion is" : string.Create(CultureInfo.InvariantCulture, $"{result.Found} opinions are"))} “{request.Status}”{(request.Topic is null ? "" : " or further on")}";
        await words.WriteLineAsync(result.IsTold
            ? $"{what}; whoever {(request.Round is null ? "said them" : "chose it")} is told with the bot's next reply to them{(request.PayAfter is null ? "" : ", and those not reached by then with a paid message")}."
            : $"{what}; there is nobody to tell who was not told before.");
        return 0;
    }

    private async Task<string?> WrongAsync(OutcomeRequest request, CancellationToken cancellationToken)
    {
        if (!OutcomeTelling.Statuses.Contains(request.Status)) return $"There is no status '{request.Status}'{FlowVocabulary.DidYouMean(request.Status, OutcomeTelling.Statuses)}; use one of {string.Join(", ", OutcomeTelling.Statuses)}.";
        if (request.Tambon != Opinion.NoTambon && places.Tambon(request.Tambon) is null) return $"There is no tambon with code '{request.Tambon}'. Codes have six digits and start with 18, for example 180101.";
        var ways = new[] { request.References.Count > 0, request.Topic is not null, request.Round is not null || request.Proposal is not null };
        if (ways.Count(w => w) != 1) return "Say which: --reference CODE…, or --topic ID, or --round ID --proposal ID.";
        if (request.Village is not null && request.Topic is null) return "--village goes with --topic.";
        if (request.Topic is { } topic && topics.Topic(topic) is null) return $"There is no topic '{topic}'{FlowVocabulary.DidYouMean(topic, topics.Topics.Select(t => t.Id))}; topics are {string.Join(", ", topics.Topics.Select(t => t.Id))}.";
        if (request.Note is { Length: > LongestNote }) return $"--note has more than {LongestNote} characters; people read it on a phone.";
        if (!ways[2]) return null;
        if (request.Round is null || request.Proposal is null) return "A proposal is named by --round ID and --proposal ID together.";
        var round = await rounds.FindAsync(request.Round, cancellationToken);
        if (round is null) return $"There is no round '{request.Round}'.";
        if (round.IsOpen(time.GetUtcNow())) return $"Round '{request.Round}' is still open; close it first.";
        return round.Definition.Proposals.Any(p => p.Id == request.Proposal) ? null : $"Round '{request.Round}' has no proposal '{request.Proposal}'; it has {string.Join(", ", round.Definition.Proposals.Select(p => p.Id))}.";
    }
}
