using System.Collections.Concurrent;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Opinions;

/// <summary>
/// How many others told something like it, for whoever has just told it. A tambon is counted at most every few minutes, so that a busy evening costs
/// little and nobody sees their own words move a figure. Somebody who erases everything may be counted until then; nobody can tell.
/// </summary>
public sealed class AlikeOpinions(OpinionStore opinions, SummaryService summaries, Pseudonyms pseudonyms, TimeProvider time)
{
    private static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, SummaryPlan Plan)> counted = new(StringComparer.Ordinal);

    /// <summary>0 where it may not be told, or the opinion has no words yet.</summary>
    public async Task<int> CountAsync(ParticipantId participant, Conversation conversation, AlikeQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(question);
        var saidIn = conversation.Opinions.FirstOrDefault(o => o.Subject == question.Subject)?.Tambon ?? question.TambonCode;
        if (await opinions.FindAsync(saidIn, PersonIn(saidIn, participant), question.Subject, cancellationToken) is not { Text: { Length: > 0 } text }) return 0;
        var terms = summaries.Options.Terms(text);
        return terms.Count == 0 ? 0 : (await PlanAsync(question.TambonCode, cancellationToken)).Alike(PersonIn(question.TambonCode, participant), question.Topic, [.. terms.Take(Contribution.MaximumTerms)]);
    }

    private async Task<SummaryPlan> PlanAsync(string tambon, CancellationToken cancellationToken)
    {
        if (counted.TryGetValue(tambon, out var before) && before.Until > time.GetUtcNow()) return before.Plan;
        var plan = await summaries.PlanAsync(tambon, cancellationToken);
        counted[tambon] = (time.GetUtcNow() + CountedFor, plan);
        return plan;
    }

    private string PersonIn(string tambon, ParticipantId participant) => pseudonyms.PersonIn("tambon:" + tambon, participant);
}
