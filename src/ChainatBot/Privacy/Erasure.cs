using ChainatBot.Conversations;
using ChainatBot.Participants;
using ChainatBot.Storage;
using ChainatBot.Webhooks;

namespace ChainatBot.Privacy;

/// <summary>
/// “Delete all and leave”, in an order that survives a crash anywhere: the decision is saved in the conversation first, then every store
/// that knows the person is emptied, then the person is answered, and the conversation's row goes last. Until it is gone, whatever comes
/// next finishes the work: the same event taken up again, another event of the person, or the hourly purge.
/// </summary>
public sealed class Erasure(IEnumerable<IPersonalRecords> records, ConversationStore conversations, Inbox inbox, Withdrawals withdrawals, ITableStore store)
{
    /// <summary>Empties every store but the conversation.</summary>
    public async Task RemoveAsync(ParticipantId participant, PendingErasure erasure, CancellationToken cancellationToken)
    {
        await inbox.RemoveOlderAsync(participant, erasure.EventAt, cancellationToken);
        foreach (var known in records) await known.RemovePersonAsync(participant, cancellationToken);
        await withdrawals.NoteAsync(erasure.Record, cancellationToken);
    }

    /// <summary>Lets go of the conversation. The event is closed first: without a conversation it would look like somebody's first.</summary>
    public async Task FinishAsync(ParticipantId participant, PendingErasure erasure, CancellationToken cancellationToken)
    {
        await inbox.CloseAsync(participant, erasure.EventId, cancellationToken);
        await conversations.DeleteAsync(participant, cancellationToken);
        await store.ScrubAsync(cancellationToken);
    }

    /// <summary>Finishes erasures that a crash cut short and nothing took up again. Returns how many.</summary>
    public async Task<int> FinishUnfinishedAsync(CancellationToken cancellationToken)
    {
        var unfinished = new List<ParticipantId>();
        await foreach (var participant in conversations.UnfinishedErasuresAsync(cancellationToken)) unfinished.Add(participant);
        foreach (var participant in unfinished)
        {
            var (conversation, _) = await conversations.LoadAsync(participant, cancellationToken);
            if (conversation.Erasing is not { } erasure) continue;
            await RemoveAsync(participant, erasure, cancellationToken);
            await FinishAsync(participant, erasure, cancellationToken);
        }

        return unfinished.Count;
    }
}
