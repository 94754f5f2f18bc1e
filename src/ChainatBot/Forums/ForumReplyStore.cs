using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Forums;

/// <summary>
/// Keeps what people have to do with forums: one row a person and forum, so that an answer given again takes the place of the one before.
/// </summary>
public sealed class ForumReplyStore(ITableStore store, ForumStore forums, Pseudonyms pseudonyms) : IPersonalRecords
{
    /// <summary>The person's name within a forum.</summary>
    public string PersonIn(string forum, ParticipantId participant) => pseudonyms.PersonIn("forum:" + forum, participant);

    public async Task<ForumReply?> FindAsync(string forum, ParticipantId participant, CancellationToken cancellationToken)
    {
        var person = PersonIn(forum, participant);
        return await store.GetAsync(ForumReply.Table, ForumReply.PartitionOf(forum, person), person, cancellationToken) is { } row ? ForumReply.FromRow(row) : null;
    }

    /// <summary>Changes what is kept of the person and the forum; the first change makes it.</summary>
    public async Task ChangeAsync(string forum, ParticipantId participant, Func<ForumReply, ForumReply> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            var before = await FindAsync(forum, participant, cancellationToken);
            var row = change(before ?? new ForumReply(forum, PersonIn(forum, participant))).ToRow();
            var saved = before is null ? await store.InsertAsync(ForumReply.Table, row, cancellationToken) : await store.ReplaceAsync(ForumReply.Table, row, cancellationToken);
            if (saved is not null) return;
        }
    }

    /// <summary>Takes something out of what is kept; nothing is kept of somebody of whom nothing is left.</summary>
    public async Task TakeBackAsync(string forum, ParticipantId participant, Func<ForumReply, ForumReply> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (await FindAsync(forum, participant, cancellationToken) is { } before)
        {
            var left = change(before);
            if (left == before) return;
            var done = left is { Reply: null, Attended: false, Listened: null, Spoke: null }
                ? await store.DeleteAsync(ForumReply.Table, left.PartitionKey, left.Person, left.ETag, cancellationToken)
                : await store.ReplaceAsync(ForumReply.Table, left.ToRow(), cancellationToken) is not null;
            if (done) return;
        }
    }

    /// <summary>All of a forum, in the order of their pseudonyms, which tells nothing of who or when.</summary>
    public async IAsyncEnumerable<ForumReply> OfForumAsync(string forum, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
        {
            await foreach (var row in store.RowsAsync(ForumReply.Table, $"{forum}~{x}", cancellationToken: cancellationToken)) yield return ForumReply.FromRow(row);
        }
    }

    /// <inheritdoc/>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        foreach (var forum in await forums.AllAsync(cancellationToken))
            if (await FindAsync(forum.Id, participant, cancellationToken) is { } reply) await RemoveAsync(reply, cancellationToken);
    }

    /// <summary>Forgets forums that ended before a day, with all replies to them. Returns how many forums.</summary>
    public async Task<int> PurgeAsync(DateOnly retainedFrom, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var forum in await forums.AllAsync(cancellationToken))
        {
            if (DateOnly.FromDateTime(forum.Definition.End.ToOffset(BangkokTime.Offset).DateTime) >= retainedFrom) continue;
            await foreach (var reply in OfForumAsync(forum.Id, cancellationToken)) await RemoveAsync(reply, cancellationToken);
            await forums.RemoveAsync(forum.Id, cancellationToken);
            removed++;
        }

        return removed;
    }

    private Task<bool> RemoveAsync(ForumReply reply, CancellationToken cancellationToken) =>
        store.DeleteAsync(ForumReply.Table, reply.PartitionKey, reply.Person, cancellationToken: cancellationToken);
}
