using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ChainatBot.Conversations;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Groups;

/// <summary>The groups and rooms the bot is in, so that announcements can be posted there. LINE's id is encrypted; nothing said in a group is kept.</summary>
public sealed class GroupStore(ITableStore store, FieldCipher cipher, Pseudonyms pseudonyms, TimeProvider time)
{
    private const string Table = "Groups";
    private const string ChatId = "ChatId";
    private const string JoinedOn = "JoinedOn";
    private const string JoinedAt = "JoinedAt";

    /// <summary>Whether the bot is in there and has said who it is.</summary>
    public async Task<bool> HasJoinedAsync(string chatId, CancellationToken cancellationToken)
    {
        var row = RowOf(chatId);
        return (await store.GetAsync(Table, row.PartitionKey, row.RowKey, cancellationToken))?.GetDateTimeOffset(JoinedAt) is not null;
    }

    /// <param name="at">By LINE's clock: word of having been put out before is not to undo it.</param>
    public Task JoinAsync(string chatId, DateTimeOffset at, CancellationToken cancellationToken) => ChangeAsync(chatId, row => row[JoinedAt] = at, cancellationToken);

    /// <summary>Keeps whose group it is; of a group that is not known as well, as word of the joining may come late.</summary>
    public Task PlaceAsync(string chatId, string tambon, int? village, CancellationToken cancellationToken) =>
        ChangeAsync(chatId, row => (row["Tambon"], row["Village"]) = (tambon, village), cancellationToken);

    public async Task LeaveAsync(string chatId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var key = RowOf(chatId);
        while (await store.GetAsync(Table, key.PartitionKey, key.RowKey, cancellationToken) is { } row)
            if (row.GetDateTimeOffset(JoinedAt) > at || await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, row.ETag, cancellationToken)) return;
    }

    public async IAsyncEnumerable<Group> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
        {
            await foreach (var row in store.RowsAsync(Table, x.ToString(), cancellationToken: cancellationToken))
                yield return new Group(row.RowKey, Encoding.UTF8.GetString(cipher.Unseal(Table, row, ChatId) ?? []), row.GetString(JoinedOn) ?? "", row.GetString("Tambon"), row.GetInt32("Village"));
        }
    }

    private async Task ChangeAsync(string chatId, Action<TableRow> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var fresh = NewRow(chatId);
            var row = await store.GetAsync(Table, fresh.PartitionKey, fresh.RowKey, cancellationToken) ?? fresh;
            change(row);
            var saved = row.ETag is null ? await store.InsertAsync(Table, row, cancellationToken) : await store.ReplaceAsync(Table, row, cancellationToken);
            if (saved is not null) return;
        }
    }

    private TableRow NewRow(string chatId)
    {
        var row = RowOf(chatId);
        row[JoinedOn] = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        cipher.Seal(Table, row, ChatId, Encoding.UTF8.GetBytes(chatId));
        return row;
    }

    private TableRow RowOf(string chatId)
    {
        var key = pseudonyms.KeyOf("group", chatId, 32);
        return new TableRow(key[..1], key);
    }
}

/// <param name="Key">Its name in storage.</param>
/// <param name="ChatId">LINE's id, to send to.</param>
/// <param name="JoinedOn">yyyy-MM-dd in Bangkok.</param>
/// <param name="Tambon">Whose group it is; null: not told.</param>
public sealed record Group(string Key, string ChatId, string JoinedOn, string? Tambon = null, int? Village = null);
