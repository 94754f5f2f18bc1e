using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Forums;

namespace ChainatBot.Exports;

/// <summary>Reads answers to invitations for an export: by forum, then person, an order that tells nothing of when.</summary>
public sealed class ReplyExport(ForumStore forums, ForumReplyStore replies)
{
    /// <summary>Those to forums of the tambons between two days, both inclusive; null is open.</summary>
    public async IAsyncEnumerable<ExportedReply> ReadAsync(IReadOnlyCollection<string> tambons, DateOnly? from = null, DateOnly? to = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tambons);
        foreach (var forum in await forums.AllAsync(cancellationToken))
        {
            var day = DateOnly.FromDateTime(forum.Definition.Start.ToOffset(BangkokTime.Offset).DateTime);
            if (!tambons.Contains(forum.Definition.Tambon) || day < from || day > to) continue;
            await foreach (var reply in replies.OfForumAsync(forum.Id, cancellationToken))
                if (ExportedReply.Of(reply) is { } exported) yield return exported;
        }
    }
}
