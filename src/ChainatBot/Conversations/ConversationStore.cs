using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChainatBot.Flows;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Conversations;

/// <summary>Conversations by participant, encrypted; spread over 256 partitions.</summary>
public sealed class ConversationStore(ITableStore store, FieldCipher cipher, TimeProvider time)
{
    private const string Table = "Conversations";
    private const string State = "State";
    private const string UpdatedOn = "UpdatedOn";
    private const string HeldUntil = "HeldUntil";
    private const string ErasingSince = "ErasingSince";
    // An erasure takes seconds; one this old was cut short.
    private static readonly TimeSpan ErasureLasts = TimeSpan.FromMinutes(10);
    // LINE may deliver a message after word that it was taken back, but not for long.
    private static readonly TimeSpan NobodyLasts = TimeSpan.FromHours(1);

    /// <summary>The conversation and the ETag to save it with (null for somebody new).</summary>
    public async Task<(Conversation Conversation, string? ETag)> LoadAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, PartitionOf(participant), participant.Value, cancellationToken);
        return row is null ? (new Conversation(), null) : (Open(row), row.ETag);
    }

    /// <summary>The new ETag, or null where somebody else saved first: load again and start over.</summary>
    public Task<string?> SaveAsync(ParticipantId participant, Conversation conversation, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableRow(PartitionOf(participant), participant.Value)
        {
            ETag = etag,
        };
        row[UpdatedOn] = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // Words wait only for a consent that is not there yet: for everybody else the state need not be read again.
        if (!conversation.Profile.HasConsented)
            row[HeldUntil] = FlowState.FromJson(conversation.Flow).HeldUntil ?? (conversation.IsNobody ? time.GetUtcNow() + NobodyLasts : null);
        else if (conversation.Neighbours.Count > 0)
            row[HeldUntil] = conversation.Neighbours.Min(n => n.Until);
        row[ErasingSince] = conversation.Erasing is null ? null : time.GetUtcNow();
        cipher.Seal(Table, row, State, JsonSerializer.SerializeToUtf8Bytes(conversation, ConversationJson.Default.Conversation));
        return etag is null ? store.InsertAsync(Table, row, cancellationToken) : store.ReplaceAsync(Table, row, cancellationToken);
    }

    /// <summary>The last step of an erasure.</summary>
    public Task DeleteAsync(ParticipantId participant, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, PartitionOf(participant), participant.Value, cancellationToken: cancellationToken);

    /// <summary>Whose erasure was cut short and not taken up again.</summary>
    public async IAsyncEnumerable<ParticipantId> UnfinishedErasuresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in AllAsync(cancellationToken))
            if (row.GetDateTimeOffset(ErasingSince) is { } since && since < time.GetUtcNow() - ErasureLasts) yield return new ParticipantId(row.RowKey);
    }

    /// <summary>
    /// Lets go of words that waited a day for a consent that did not come, and of conversations untouched since
    /// <paramref name="retainedFrom"/>. Returns how many conversations that changed.
    /// </summary>
    public async Task<int> PurgeAsync(DateOnly retainedFrom, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = retainedFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var purged = 0;
        await foreach (var row in AllAsync(cancellationToken))
        {
            if (string.CompareOrdinal(row.GetString(UpdatedOn), oldest) < 0)
            {
                if (await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken)) purged++;
            }
            else if (row.GetDateTimeOffset(HeldUntil) <= now)
            {
                var conversation = Open(row).WithoutOverdueNeighbours(now);
                var emptied = conversation with { Flow = FlowState.FromJson(conversation.Flow).WithoutExpired(now).ToJson(), Contents = new Dictionary<string, string>() };
                var let = emptied.IsNobody
                    ? await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken)
                    : await SaveAsync(new ParticipantId(row.RowKey), emptied, row.ETag, cancellationToken) is not null;
                if (let) purged++;
            }
        }

        return purged;
    }

    private async IAsyncEnumerable<TableRow> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < 256; shard++)
        {
            await foreach (var row in store.RowsAsync(Table, shard.ToString("x2", CultureInfo.InvariantCulture), cancellationToken: cancellationToken)) yield return row;
        }
    }

    private Conversation Open(TableRow row) =>
        JsonSerializer.Deserialize(cipher.Unseal(Table, row, State), ConversationJson.Default.Conversation) ?? new Conversation();

    private static string PartitionOf(ParticipantId participant) => participant.Value[..2];
}
