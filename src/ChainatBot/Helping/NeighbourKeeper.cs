using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Participants;
using ChainatBot.Summaries;
using ChainatBot.Surveys;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Helping;

/// <summary>
/// What a team member fills in for a neighbour without a phone. The neighbour is somebody of their own, made anew of each consent: their name
/// in a tambon leads neither to the team member nor to another neighbour, and keys of messages are made anew as well. Only the
/// team member's conversation, encrypted, knows the neighbour, for half a day, so that a slip can be taken back.
/// </summary>
public sealed class NeighbourKeeper(OpinionStore opinions, SummaryService summaries, AnswerKeeper answers, AnswerStore sheets, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>What a fact of a neighbour changes, and what is to be done for it. Nothing is stored here.</summary>
    /// <param name="message">What was said, as it would be kept of the team member's own.</param>
    public Conversation Decide(Conversation conversation, FlowFact fact, OpinionMessage message, List<Deed> deeds)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(deeds);
        var told = fact.Neighbour!;
        var person = PersonOf(told.Key);
        var tambon = told.TambonCode ?? Opinion.NoTambon;
        var id = KeyOf(person, fact.Subject ?? fact.Key);
        var sitting = SittingOf(conversation, person) is { } before ? before with { Tambon = tambon } : new NeighbourSitting(person.Value, tambon, told.At + Neighbour.Lasts);
        var theirs = new List<Deed>();
        switch (fact.Kind)
        {
            case "opinion":
                theirs.Add(new Deed.Append(
                    tambon,
                    id,
                    pseudonyms.ReferenceOf(fact.Subject ?? fact.Key),
                    told.VillageNo,
                    Day(time.Today()),
                    message with { Key = KeyOf(person, message.Key) },
                    conversation.Contents.GetValueOrDefault(fact.Key)));
                break;
            case "topic":
                theirs.Add(new Deed.SetTopic(tambon, id, fact.Value));
                break;
            case "reach":
                theirs.Add(new Deed.SetReach(tambon, id, fact.Value));
                break;
            case "delete-opinion":
                theirs.Add(new Deed.Delete(id, [tambon]));
                break;
            case "answer" or "unanswered":
                sitting = Answered(sitting, conversation, fact, theirs);
                break;
            case "neighbour":
                break;
            default:
                throw new InvalidOperationException($"A neighbour tells no {fact.Kind} (flow {fact.Flow}, node {fact.Node}).");
        }

        var consent = $"voice {Day(DateOnly.FromDateTime(told.At.ToOffset(BangkokTime.Offset).DateTime))}";
        deeds.AddRange(theirs.Select(d => d with { Neighbour = person.Value, Consent = consent }));
        return conversation with
        {
            // The voice of the consent is not fetched: nothing of it is left but that it came.
            Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary(),
            Neighbours = [.. conversation.Neighbours.Where(n => n.Person != person.Value), sitting],
        };
    }

    /// <summary>What the neighbour has answered to each survey.</summary>
    public async Task<IReadOnlyDictionary<string, NeighbourSheet>> SheetsAsync(Conversation conversation, Neighbour told, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(told);
        var person = PersonOf(told.Key);
        var known = SittingOf(conversation, person)?.Surveys ?? [];
        return (await sheets.SurveyIdsAsync(cancellationToken))
            .ToDictionary(id => id, id => new NeighbourSheet(sheets.ReferenceOf(sheets.PersonIn(id, person)), known.FirstOrDefault(s => s.Survey == id)?.Answers), StringComparer.Ordinal);
    }

    /// <summary>What one typed message put into lists of choices.</summary>
    public IEnumerable<TypedChoice> TypedBy(Conversation conversation, string messageKey)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.Neighbours.SelectMany(n => n.Typed.Where(t => t.Key == KeyOf(new ParticipantId(n.Person), messageKey)));
    }

    /// <summary>Takes back one message: what it told or, where it was the consent, all that the neighbour told.</summary>
    public async Task<Conversation> TakeBackAsync(Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var left = new List<NeighbourSitting>();
        foreach (var sitting in conversation.Neighbours)
        {
            var neighbour = new ParticipantId(sitting.Person);
            var person = pseudonyms.PersonIn("tambon:" + sitting.Tambon, neighbour);
            if (PersonOf(messageKey) == neighbour)
            {
                await opinions.RemovePersonAsync(sitting.Tambon, person, cancellationToken);
                await sheets.RemovePersonAsync(neighbour, cancellationToken);
                await summaries.FoldAsync(sitting.Tambon, cancellationToken);
                continue;
            }

            if (await opinions.RemoveMessageAsync(sitting.Tambon, person, KeyOf(neighbour, messageKey), cancellationToken)) await summaries.FoldAsync(sitting.Tambon, cancellationToken);
            left.Add(await TakeBackAnswerAsync(sitting, conversation.Pending, KeyOf(neighbour, messageKey), cancellationToken));
        }

        return conversation with { Neighbours = left };
    }

    /// <summary>The words of one message were changed. False where it is none of a neighbour's.</summary>
    public async Task<bool> EditAsync(Conversation conversation, string messageKey, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (var sitting in conversation.Neighbours)
        {
            var neighbour = new ParticipantId(sitting.Person);
            if (await opinions.EditMessageAsync(sitting.Tambon, pseudonyms.PersonIn("tambon:" + sitting.Tambon, neighbour), KeyOf(neighbour, messageKey), text, cancellationToken)) return true;
        }

        return false;
    }

    /// <summary>Whether a deed keeps this message, or anything of the neighbour whose consent it was.</summary>
    public bool IsOf(Deed deed, string messageKey)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (deed.Neighbour is not { } neighbour) return deed.MessageKey == messageKey;
        return PersonOf(messageKey).Value == neighbour || deed.MessageKey == KeyOf(new ParticipantId(neighbour), messageKey);
    }

    /// <summary>What the neighbour is being asked about, as it is kept now; null where it has been taken back.</summary>
    public Task<Opinion?> FindAsync(Neighbour told, string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(told);
        var (neighbour, tambon) = (PersonOf(told.Key), told.TambonCode ?? Opinion.NoTambon);
        return opinions.FindAsync(tambon, pseudonyms.PersonIn("tambon:" + tambon, neighbour), KeyOf(neighbour, subject), cancellationToken);
    }

    /// <summary>An answer is kept as anybody's is, in a conversation of the neighbour's own.</summary>
    private NeighbourSitting Answered(NeighbourSitting sitting, Conversation conversation, FlowFact fact, List<Deed> deeds)
    {
        var person = new ParticipantId(sitting.Person);
        var key = KeyOf(person, fact.Key);
        var input = fact.Input is PhotoInput { Set: { } set } photo ? photo with { Set = KeyOf(person, set) } : fact.Input;
        var theirs = ConversationOf(sitting) with
        {
            Profile = new Profile { TambonCode = fact.Neighbour!.TambonCode, VillageNo = fact.Neighbour.VillageNo },
            Contents = conversation.Contents.TryGetValue(fact.Key, out var content) ? new Dictionary<string, string> { [key] = content } : [],
        };
        theirs = answers.Decide(theirs, fact with { Key = key, Input = input }, deeds);
        return sitting with { Surveys = theirs.Surveys, Typed = theirs.Typed };
    }

    private async Task<NeighbourSitting> TakeBackAnswerAsync(NeighbourSitting sitting, PendingDeeds? pending, string key, CancellationToken cancellationToken)
    {
        if (sitting.Surveys.Count == 0) return sitting;
        var neighbour = new ParticipantId(sitting.Person);
        var typed = sitting.Typed.Where(t => t.Key == key).ToList();
        var theirs = ConversationOf(sitting) with { Typed = [.. sitting.Typed.Except(typed)], Pending = pending };
        foreach (var choice in typed) theirs = await answers.TakeBackAsync(neighbour, theirs, choice, cancellationToken);
        // A list of choices is done with: the rest of it came from elsewhere.
        if (typed.Count == 0) theirs = await answers.TakeBackAsync(neighbour, theirs, key, cancellationToken);
        return sitting with { Surveys = theirs.Surveys, Typed = theirs.Typed };
    }

    private static Conversation ConversationOf(NeighbourSitting sitting) => new() { Surveys = sitting.Surveys, Typed = sitting.Typed };

    private static NeighbourSitting? SittingOf(Conversation conversation, ParticipantId person) => conversation.Neighbours.FirstOrDefault(n => n.Person == person.Value);

    private ParticipantId PersonOf(string consent) => new(pseudonyms.KeyOf("neighbour", consent, 32));

    /// <summary>Of a message's key or an opinion's subject: another one, that is in nobody's conversation.</summary>
    private string KeyOf(ParticipantId neighbour, string key) => pseudonyms.KeyOf("neighbour-message", $"{neighbour.Value} {key}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
