using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Helping;

/// <summary>
/// What a team member fills in for a neighbour without a phone. The neighbour is somebody of their own, made anew of each consent: their name
/// in a tambon leads neither to the team member nor to another neighbour, and keys of messages are made anew as well. Only the
/// team member's conversation, encrypted, knows the neighbour, for half a day, so that a slip can be taken back.
/// </summary>
public sealed class NeighbourKeeper(OpinionStore opinions, SummaryService summaries, Pseudonyms pseudonyms, TimeProvider time)
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
        var parts = (told.Place ?? "").Split('/');
        var tambon = parts[0].Length == 0 ? Opinion.NoTambon : parts[0];
        var id = KeyOf(person, fact.Subject ?? fact.Key);
        Deed? deed = fact.Kind switch
        {
            "opinion" => new Deed.Append(
                tambon,
                id,
                pseudonyms.ReferenceOf(fact.Subject ?? fact.Key),
                parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var village) ? village : null,
                Day(time.Today()),
                message with { Key = KeyOf(person, message.Key) },
                conversation.Contents.GetValueOrDefault(fact.Key))
            {
                Consent = $"voice {Day(DateOnly.FromDateTime(told.At.ToOffset(BangkokTime.Offset).DateTime))}",
            },
            "topic" => new Deed.SetTopic(tambon, id, fact.Value),
            "reach" => new Deed.SetReach(tambon, id, fact.Value),
            "delete-opinion" => new Deed.Delete(id, [tambon]),
            "neighbour" => null,
            _ => throw new InvalidOperationException($"A neighbour tells no {fact.Kind} (flow {fact.Flow}, node {fact.Node})."),
        };
        if (deed is not null) deeds.Add(deed with { Neighbour = person.Value });
        return conversation with
        {
            // The voice of the consent is not fetched: nothing of it is left but that it came.
            Contents = conversation.Contents.Where(c => c.Key != fact.Key).ToDictionary(),
            Neighbours = [.. conversation.Neighbours.Where(n => n.Person != person.Value), new NeighbourSitting(person.Value, tambon, told.At + Neighbour.Lasts)],
        };
    }

    /// <summary>Takes back one message: what it told or, where it was the consent, all that the neighbour told.</summary>
    public async Task TakeBackAsync(Conversation conversation, string messageKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        foreach (var sitting in conversation.Neighbours)
        {
            var neighbour = new ParticipantId(sitting.Person);
            var person = pseudonyms.PersonIn("tambon:" + sitting.Tambon, neighbour);
            if (PersonOf(messageKey) == neighbour) await opinions.RemovePersonAsync(sitting.Tambon, person, cancellationToken);
            else if (!await opinions.RemoveMessageAsync(sitting.Tambon, person, KeyOf(neighbour, messageKey), cancellationToken)) continue;
            await summaries.FoldAsync(sitting.Tambon, cancellationToken);
        }
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
        var (neighbour, place) = (PersonOf(told.Key), told.Place?.Split('/')[0]);
        var tambon = string.IsNullOrEmpty(place) ? Opinion.NoTambon : place;
        return opinions.FindAsync(tambon, pseudonyms.PersonIn("tambon:" + tambon, neighbour), KeyOf(neighbour, subject), cancellationToken);
    }

    private ParticipantId PersonOf(string consent) => new(pseudonyms.KeyOf("neighbour", consent, 32));

    /// <summary>Of a message's key or an opinion's subject: another one, that is in nobody's conversation.</summary>
    private string KeyOf(ParticipantId neighbour, string key) => pseudonyms.KeyOf("neighbour-message", $"{neighbour.Value} {key}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
