using System.Runtime.CompilerServices;
using ChainatBot.Storage;
using ChainatBot.Understanding;

namespace ChainatBot.Opinions;

/// <summary>
/// Keeps opinions. Every write is an upsert under a key derived from the LINE message, so doing it again after a crash
/// changes nothing. After each change the opinion is marked for the summary, last, so that a mark never runs ahead of it.
/// </summary>
public sealed class OpinionStore(ITableStore store, IBlobStore blobs, MediaFetches fetches, TopicLexicon topics)
{
    /// <summary>Dirty marks that the summary folds in.</summary>
    public const string ChangesTable = "OpinionChanges";
    private const string MessagesTable = "OpinionMessages";
    private const int MaxText = 30_000;

    /// <summary>Adds a message to an opinion; the first one makes it. <paramref name="begun"/> gives what a new opinion starts with.</summary>
    public async Task AppendAsync(Opinion begun, OpinionMessage message, CancellationToken cancellationToken)
    {
        var messages = await MessagesAsync(begun, cancellationToken);
        var known = messages.FirstOrDefault(m => m.Message.Key == message.Key);
        var order = known?.Order ?? (messages.Count == 0 ? 0 : messages.Max(m => m.Order) + 1);
        await store.UpsertAsync(MessagesTable, ToRow(begun, message, order), cancellationToken);

        messages.RemoveAll(m => m.Message.Key == message.Key);
        messages.Add(new Ordered(order, message));
        await SaveHeadAsync(begun, messages, cancellationToken);
    }

    /// <summary>Sets topic, reach or what else was asked after the saving. False where the opinion is gone.</summary>
    public async Task<bool> CorrectAsync(string tambon, string person, string id, Func<Opinion, Opinion> correct, CancellationToken cancellationToken)
    {
        while (await FindAsync(tambon, person, id, cancellationToken) is { } opinion)
        {
            if (await store.ReplaceAsync(Opinion.Table, correct(opinion).ToRow(), cancellationToken) is null) continue;
            await MarkAsync(opinion, cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>
    /// The person tells it anew: the message takes the place of all that the opinion was made of. The new one comes first and the old ones go last, so
    /// that a crash in between is mended by doing it again.
    /// </summary>
    public async Task RetellAsync(Opinion opinion, OpinionMessage message, CancellationToken cancellationToken)
    {
        var before = await MessagesAsync(opinion, cancellationToken);
        var order = before.FirstOrDefault(m => m.Message.Key == message.Key)?.Order ?? before.Select(m => m.Order + 1).DefaultIfEmpty(0).Max();
        await store.UpsertAsync(MessagesTable, ToRow(opinion, message, order), cancellationToken);
        await SaveHeadAsync(opinion, [new Ordered(order, message)], cancellationToken);
        foreach (var (_, old) in before)
            if (old.Key != message.Key) await DropMessageAsync(opinion, old.Key, cancellationToken);
    }

    /// <summary>The words of one message were changed in LINE. False where the person has no such message.</summary>
    public async Task<bool> EditMessageAsync(string tambon, string person, string messageKey, string text, CancellationToken cancellationToken)
    {
        await foreach (var opinion in OfPersonAsync(tambon, person, cancellationToken))
        {
            var before = await MessagesAsync(opinion, cancellationToken);
            if (before.FirstOrDefault(m => m.Message.Key == messageKey) is not { Message.Kind: "text" } old) continue;
            var edited = old with { Message = old.Message with { Text = text } };
            await store.UpsertAsync(MessagesTable, ToRow(opinion, edited.Message, edited.Order), cancellationToken);
            List<Ordered> messages = [.. before.Where(m => m != old), edited];
            await SaveHeadAsync(opinion, messages, cancellationToken, TopicAfter(before, messages));
            return true;
        }

        return false;
    }

    /// <summary>Takes back one message (unsend); an opinion that loses its last message is gone. False where there was no such message.</summary>
    public async Task<bool> RemoveMessageAsync(string tambon, string person, string messageKey, CancellationToken cancellationToken)
    {
        var removed = false;
        await foreach (var opinion in OfPersonAsync(tambon, person, cancellationToken))
        {
            var messages = await MessagesAsync(opinion, cancellationToken);
            if (messages.Count == 0)
            {
                // What a crash left of a deletion; it may have been this one.
                await RemoveAsync(opinion, cancellationToken);
                removed = true;
            }

            var rest = messages.Where(m => m.Message.Key != messageKey).ToList();
            if (rest.Count == messages.Count) continue;
            if (rest.Count == 0)
            {
                await RemoveAsync(opinion, cancellationToken);
                return true;
            }

            // The row goes last: until then a crash and a replay find it and do all of this again.
            await SaveHeadAsync(opinion, rest, cancellationToken, TopicAfter(messages, rest));
            await DropMessageAsync(opinion, messageKey, cancellationToken);
            return true;
        }

        return removed;
    }

    /// <summary>
    /// Takes an opinion to the tambon its person has named since. The new rows come first and the old ones go last, so that a
    /// crash in between is mended by doing it again.
    /// </summary>
    public async Task MoveAsync(Opinion from, string tambon, string person, int? village, CancellationToken cancellationToken)
    {
        var to = new Opinion(tambon, person, from.Id)
        {
            Reference = from.Reference, Village = village, Topic = from.Topic, Reach = from.Reach, Kind = from.Kind, Text = from.Text, Seconds = from.Seconds,
            ReceivedOn = from.ReceivedOn, Status = from.Status, Hidden = from.Hidden, Helped = from.Helped, Consent = from.Consent,
            Forum = from.Forum, ForumQuestion = from.ForumQuestion,
        };
        var messages = await MessagesAsync(from, cancellationToken);
        foreach (var (order, message) in messages) await store.UpsertAsync(MessagesTable, ToRow(to, message, order), cancellationToken);
        await store.UpsertAsync(Opinion.Table, to.ToRow(), cancellationToken);
        await MarkAsync(to, cancellationToken);
        foreach (var (_, message) in messages)
        {
            if (message.IsMedia) await fetches.RedirectAsync(message.Key, to, cancellationToken);
            await store.DeleteAsync(MessagesTable, from.PartitionKey, MessageRowKey(from, message.Key), cancellationToken: cancellationToken);
        }

        await DeleteHeadAsync(from, cancellationToken);
    }

    /// <summary>Deletes an opinion with its messages and media. Its row goes last: until then a crash and a replay find it and do all of this again.</summary>
    public async Task RemoveAsync(Opinion opinion, CancellationToken cancellationToken)
    {
        foreach (var (_, message) in await MessagesAsync(opinion, cancellationToken)) await DropMessageAsync(opinion, message.Key, cancellationToken);
        await DeleteHeadAsync(opinion, cancellationToken);
    }

    /// <summary>Deletes all that a person said in a tambon, also what a crash left without its head.</summary>
    public async Task RemovePersonAsync(string tambon, string person, CancellationToken cancellationToken)
    {
        await foreach (var opinion in OfPersonAsync(tambon, person, cancellationToken)) await RemoveAsync(opinion, cancellationToken);
        await foreach (var row in store.RowsAsync(MessagesTable, Opinion.PartitionOf(tambon, person), person + "-", person + ".", cancellationToken: cancellationToken))
            await DropMessageAsync(new Opinion(tambon, person, row.RowKey.Split('-')[1]) { Reference = "", Kind = "", ReceivedOn = "" }, row.GetString("MessageKey")!, cancellationToken);
    }

    public async Task<Opinion?> FindAsync(string tambon, string person, string id, CancellationToken cancellationToken) =>
        await store.GetAsync(Opinion.Table, Opinion.PartitionOf(tambon, person), Opinion.RowKeyOf(person, id), cancellationToken) is { } row ? Opinion.FromRow(row) : null;

    /// <summary>What an opinion is made of, in the order it was said.</summary>
    public async Task<IReadOnlyList<OpinionMessage>> MessagesOfAsync(Opinion opinion, CancellationToken cancellationToken) =>
        [.. (await MessagesAsync(opinion, cancellationToken)).OrderBy(m => m.Order).Select(m => m.Message)];

    /// <summary>Whether the opinion still has this message.</summary>
    public async Task<bool> HasMessageAsync(Opinion opinion, string messageKey, CancellationToken cancellationToken) =>
        await store.GetAsync(MessagesTable, opinion.PartitionKey, MessageRowKey(opinion, messageKey), cancellationToken) is not null;

    /// <summary>What one person said in a tambon.</summary>
    public IAsyncEnumerable<Opinion> OfPersonAsync(string tambon, string person, CancellationToken cancellationToken) =>
        QueryAsync(Opinion.PartitionOf(tambon, person), person + "-", person + ".", cancellationToken);

    /// <summary>All opinions of a tambon, hidden ones too, in no telling order.</summary>
    public async IAsyncEnumerable<Opinion> OfTambonAsync(string tambon, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
            await foreach (var opinion in QueryAsync($"{tambon}-{x}", null, null, cancellationToken))
                yield return opinion;
    }

    /// <summary>Where the photo or voice of a message is kept.</summary>
    public static string BlobOf(Opinion opinion, string messageKey) => $"opinions/{opinion.Id}/{messageKey}";

    private async IAsyncEnumerable<Opinion> QueryAsync(string partition, string? from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(Opinion.Table, partition, from, to, cancellationToken: cancellationToken)) yield return Opinion.FromRow(row);
    }

    /// <summary>A topic that was guessed from words follows them when they change or go; one that the person chose stays.</summary>
    private Func<Opinion, string?> TopicAfter(IEnumerable<Ordered> before, IEnumerable<Ordered> now)
    {
        var (guessed, guess) = (Guess(before), Guess(now));
        return opinion => opinion.Topic == guessed ? guess : opinion.Topic;

        string? Guess(IEnumerable<Ordered> messages) => messages.OrderBy(m => m.Order).Select(m => m.Message is { Kind: "text", Text: { } text } ? topics.Guess(text) : null).FirstOrDefault(t => t is not null);
    }

    private async Task SaveHeadAsync(Opinion begun, List<Ordered> messages, CancellationToken cancellationToken, Func<Opinion, string?>? topic = null)
    {
        var ordered = messages.OrderBy(m => m.Order).Select(m => m.Message).ToList();
        var text = string.Join('\n', ordered.Where(m => m.Text is { Length: > 0 }).Select(m => m.Text));
        if (text.Length > MaxText) text = text[..MaxText];
        while (true)
        {
            var there = await FindAsync(begun.Tambon, begun.Person, begun.Id, cancellationToken);
            var opinion = there ?? begun;
            var row = (opinion with
            {
                Topic = topic is null ? opinion.Topic : topic(opinion),
                Kind = ordered[0].Kind, Text = text.Length == 0 ? null : text, Seconds = ordered.Sum(m => m.Seconds ?? 0) is > 0 and var seconds ? seconds : null,
            }).ToRow();
            var saved = there is null
                ? await store.InsertAsync(Opinion.Table, row, cancellationToken)
                : await store.ReplaceAsync(Opinion.Table, row, cancellationToken);
            if (saved is not null) break;
        }

        await MarkAsync(begun, cancellationToken);
    }

    /// <summary>First what is still to be fetched, so that nothing comes after; the row that knows of all this goes last.</summary>
    private async Task DropMessageAsync(Opinion opinion, string messageKey, CancellationToken cancellationToken)
    {
        await fetches.CallOffAsync(messageKey, cancellationToken);
        await blobs.DeleteAsync(BlobOf(opinion, messageKey), cancellationToken);
        await store.DeleteAsync(MessagesTable, opinion.PartitionKey, MessageRowKey(opinion, messageKey), cancellationToken: cancellationToken);
    }

    /// <summary>Marked before as well, because after the row is gone nothing leads back here to mark it.</summary>
    private async Task DeleteHeadAsync(Opinion opinion, CancellationToken cancellationToken)
    {
        await MarkAsync(opinion, cancellationToken);
        await store.DeleteAsync(Opinion.Table, opinion.PartitionKey, opinion.RowKey, cancellationToken: cancellationToken);
        await MarkAsync(opinion, cancellationToken);
    }

    private Task<string> MarkAsync(Opinion opinion, CancellationToken cancellationToken) =>
        store.UpsertAsync(ChangesTable, new TableRow(opinion.PartitionKey, opinion.RowKey), cancellationToken);

    private async Task<List<Ordered>> MessagesAsync(Opinion opinion, CancellationToken cancellationToken) =>
        await store.RowsAsync(MessagesTable, opinion.PartitionKey, opinion.RowKey + "-", opinion.RowKey + ".", cancellationToken: cancellationToken).Select(FromRow).ToListAsync(cancellationToken);

    private static string MessageRowKey(Opinion opinion, string messageKey) => $"{opinion.RowKey}-{messageKey}";

    private static TableRow ToRow(Opinion opinion, OpinionMessage message, int order) => new(opinion.PartitionKey, MessageRowKey(opinion, message.Key))
    {
        { "MessageKey", message.Key }, { "Order", order }, { "Kind", message.Kind }, { "Text", message.Text }, { "Seconds", message.Seconds },
    };

    private static Ordered FromRow(TableRow row) =>
        new(row.GetInt32("Order") ?? 0, new OpinionMessage(row.GetString("MessageKey")!, row.GetString("Kind") ?? "text", row.GetString("Text"), row.GetInt32("Seconds")));

    private sealed record Ordered(int Order, OpinionMessage Message);
}
