using System.Text.Json;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.RichMenus;

/// <summary>
/// To whom the team's menu was given. LINE can't be asked who has a menu, so without this a person who left the team would keep
/// it. One row, its ids encrypted.
/// </summary>
public sealed class TeamMenuHolders(ITableStore store, FieldCipher cipher)
{
    private const string Table = "RichMenus";
    private const string Column = "Holders";

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await store.GetAsync(Table, RichMenuFile.Team, Column, cancellationToken);
        return row is not null && cipher.Unseal(Table, row, Column) is { } ids ? JsonSerializer.Deserialize(ids, RichMenuJson.Default.StringArray) ?? [] : [];
    }

    public Task WriteAsync(IEnumerable<string> userIds, CancellationToken cancellationToken)
    {
        var row = new TableRow(RichMenuFile.Team, Column);
        cipher.Seal(Table, row, Column, JsonSerializer.SerializeToUtf8Bytes([.. userIds.Order(StringComparer.Ordinal)], RichMenuJson.Default.StringArray));
        return store.UpsertAsync(Table, row, cancellationToken);
    }
}
