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

    public Task AddAsync(string chatId, CancellationToken cancellationToken)
    {
        var row = RowOf(chatId);
        row[JoinedOn] = time.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        cipher.Seal(Table, row, ChatId, Encoding.UTF8.GetBytes(chatId));
        return store.UpsertAsync(Table, row, cancellationToken);
    }

    public Task RemoveAsync(string chatId, CancellationToken cancellationToken)
    {
        var row = RowOf(chatId);
        return store.DeleteAsync(Table, row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    public async IAsyncEnumerable<Group> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
        {
            string? continuation = null;
            do
            {
                var page = await store.QueryAsync(Table, x.ToString(), continuation: continuation, cancellationToken: cancellationToken);
                foreach (var row in page.Rows)
                    yield return new Group(row.RowKey, Encoding.UTF8.GetString(cipher.Unseal(Table, row, ChatId) ?? []), row.GetString(JoinedOn) ?? "");
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }
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
public sealed record Group(string Key, string ChatId, string JoinedOn);
