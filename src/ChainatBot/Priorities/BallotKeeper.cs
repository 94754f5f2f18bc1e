using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using Microsoft.Extensions.Options;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Priorities;

/// <summary>Between the chat and the stores: the rounds as a person sees them, and what becomes of what was chosen in a turn.</summary>
public sealed class BallotKeeper(RoundStore rounds, BallotStore ballots, AgreementStore agreements, Pseudonyms pseudonyms, IOptions<PrivacyOptions> privacy, TimeProvider time)
{
    // After that a round is history: the chat does not offer it any more.
    private const int DaysOffered = 60;

    /// <summary>The rounds of a tambon that are open, or were closed lately.</summary>
    /// <param name="own">Looks up what the person said; asked only where a proposal comes from somebody's opinion.</param>
    public async Task<TambonRounds> ReadAsync(ParticipantId participant, RoundsWanted wanted, Func<Task<IReadOnlyList<OwnOpinion>>> own, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(own);
        var (now, oldest) = (time.Now(), time.Today().AddDays(-DaysOffered));
        var seen = new List<ChatRound>();
        await foreach (var kept in rounds.OfTambonsAsync([wanted.Tambon], cancellationToken))
            if (kept.IsOpen(now) || (kept.PublishedOn ?? kept.LastDay) >= oldest)
                seen.Add(await SeenByAsync(participant, kept, now, wanted.Details == kept.Definition.Id ? own : null, cancellationToken));
        return new TambonRounds(wanted.Tambon, seen);
    }

    /// <summary>
    /// The proposals in the order in which this person's cards lie: the same every time, and another for others, so that no
    /// proposal gains from standing first.
    /// </summary>
    public IReadOnlyList<Proposal> CardsOf(RoundDefinition round, ParticipantId participant)
    {
        ArgumentNullException.ThrowIfNull(round);
        var person = pseudonyms.PersonIn($"round:{round.Id}", participant);
        return [.. round.Proposals.OrderBy(proposal => pseudonyms.KeyOf("card", $"{person}~{proposal.Id}"), StringComparer.Ordinal)];
    }

    /// <summary>What is to be done for a choice (fact <c>ballot</c>) or for what was said to a proposal (<c>agreement</c>).</summary>
    public Conversation Decide(Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(deeds);
        var (round, value, profile) = (fact.Subject!, fact.Value ?? "", conversation.Profile);
        if (fact.Kind == "ballot")
        {
            var choices = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
            deeds.Add(new Deed.Choose(round, choices, profile.TambonCode, profile.VillageNo, time.Now(), fact.Key));
            return conversation with { Typed = TypedChoice.After(conversation.Typed, fact, round, choices, fact.Input is null ? null : choices[^1]) };
        }

        if (value.Split('=') is not [var proposal, var answer]) return conversation;
        deeds.Add(new Deed.Agree(round, proposal, answer, profile.TambonCode, profile.VillageNo, time.Now(), fact.Key));
        var others = conversation.Typed.Where(t => t.Kind == fact.Kind && t.Subject == round).Select(t => t.Value).Append(proposal).ToList();
        return conversation with { Typed = TypedChoice.After(conversation.Typed, fact, round, others, proposal) };
    }

    /// <summary>Takes back what a typed message chose or said, in a closed round too. Doing it again changes nothing.</summary>
    public Task TakeBackAsync(ParticipantId participant, TypedChoice typed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.Kind switch
        {
            "ballot" => ballots.TakeBackAsync(typed.Subject, participant, typed.Value, cancellationToken),
            "agreement" => agreements.ForgetAsync(typed.Subject, participant, typed.Value, cancellationToken),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Keeps a ballot. Doing it again changes nothing.</summary>
    public Task KeepAsync(ParticipantId participant, Deed.Choose deed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deed);
        return ballots.CastAsync(deed.Round, participant, deed.Choices, deed.Tambon, deed.Village, deed.At, cancellationToken);
    }

    /// <summary>Keeps what was said to a proposal. Doing it again changes nothing.</summary>
    public Task KeepAsync(ParticipantId participant, Deed.Agree deed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deed);
        return agreements.AnswerAsync(deed.Round, participant, deed.Proposal, deed.Said, deed.Tambon, deed.Village, deed.At, cancellationToken);
    }

    private async Task<ChatRound> SeenByAsync(ParticipantId participant, KeptRound kept, DateTimeOffset now, Func<Task<IReadOnlyList<OwnOpinion>>>? own, CancellationToken cancellationToken)
    {
        var (definition, cards) = (kept.Definition, CardsOf(kept.Definition, participant));
        var stage = kept.IsOpen(now) ? RoundStage.Open : kept.PublishedOn is null ? RoundStage.Closed : RoundStage.Published;
        var round = new ChatRound(definition.Id, definition.Title, stage, definition.Closes, [.. cards.Select(p => new ChatProposal(p.Id, p.Title, p.Reason, p.Cost, p.Picture))]);
        if (stage == RoundStage.Open)
        {
            var agreed = new Dictionary<string, string>(StringComparer.Ordinal);
            await foreach (var said in agreements.OfPersonAsync(definition.Id, participant, cancellationToken)) agreed[said.Proposal] = said.Answer;
            round = round with { Choices = (await ballots.FindAsync(definition.Id, participant, cancellationToken))?.Choices ?? [], Agreed = agreed };
        }

        if (own is null) return round;
        return round with
        {
            Details = stage == RoundStage.Open
                ? new RoundDetails(await OthersAsync(definition, cards, own, cancellationToken), null)
                : new RoundDetails([], stage == RoundStage.Published ? await ResultAsync(definition, cancellationToken) : null),
        };
    }

    /// <summary>What fewer people have been asked about comes first.</summary>
    private async Task<IReadOnlyList<string>> OthersAsync(RoundDefinition round, IReadOnlyList<Proposal> cards, Func<Task<IReadOnlyList<OwnOpinion>>> own, CancellationToken cancellationToken)
    {
        var mine = round.Proposals.Any(p => p.From.Count > 0) ? (await own()).Select(o => o.Reference).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var said in agreements.OfRoundAsync(round.Id, cancellationToken)) asked[said.Proposal] = asked.GetValueOrDefault(said.Proposal) + 1;
        return [.. cards.Where(p => !p.From.Any(mine.Contains)).OrderBy(p => asked.GetValueOrDefault(p.Id)).Select(p => p.Id)];
    }

    private async Task<string> ResultAsync(RoundDefinition round, CancellationToken cancellationToken)
    {
        var cast = new List<Counting.Ballot>();
        await foreach (var ballot in ballots.OfRoundAsync(round.Id, cancellationToken)) cast.Add(new Counting.Ballot(ballot.Choices));
        return PublishedResult.Text(round, cast, privacy.Value.MinimumGroupSize);
    }
}
