using System.Runtime.CompilerServices;
using System.Text;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Opinions;

/// <summary>
/// Voice and photos that LINE still holds: a list on disk, so that a crash or a slow LINE loses none. LINE's id of the
/// content is encrypted and leaves with the row.
/// </summary>
public sealed class MediaFetches(ITableStore store, FieldCipher cipher)
{
    private const string Table = "MediaFetches";
    private const string ContentId = "ContentId";

    public async Task RequestAsync(MediaFetch fetch, CancellationToken cancellationToken) =>
        await store.UpsertAsync(Table, ToRow(fetch), cancellationToken);

    /// <summary>The opinion has moved; what is still to be fetched belongs to where it is now.</summary>
    public async Task RedirectAsync(string messageKey, Opinion to, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(Table, PartitionOf(messageKey), messageKey, cancellationToken) is { } row)
            await store.ReplaceAsync(Table, ToRow(FromRow(row) with { Tambon = to.Tambon, Person = to.Person }), cancellationToken);
    }

    /// <summary>The same again later. Nothing where the fetch was redirected or called off meanwhile.</summary>
    public Task PutOffAsync(MediaFetch fetch, CancellationToken cancellationToken) => store.ReplaceAsync(Table, ToRow(fetch), cancellationToken);

    /// <summary>The fetch is settled. False where it was redirected or called off meanwhile, and is not.</summary>
    public Task<bool> SettleAsync(MediaFetch fetch, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, PartitionOf(fetch.MessageKey), fetch.MessageKey, fetch.ETag, cancellationToken);

    /// <summary>The message is gone; so is LINE's id of it.</summary>
    public Task CallOffAsync(string messageKey, CancellationToken cancellationToken) =>
        store.DeleteAsync(Table, PartitionOf(messageKey), messageKey, cancellationToken: cancellationToken);

    public async IAsyncEnumerable<MediaFetch> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var x in "0123456789abcdef")
        {
            await foreach (var row in store.RowsAsync(Table, x.ToString(), cancellationToken: cancellationToken)) yield return FromRow(row);
        }
    }

    private TableRow ToRow(MediaFetch fetch)
    {
        var row = new TableRow(PartitionOf(fetch.MessageKey), fetch.MessageKey)
        {
            ETag = fetch.ETag,
            ["Kind"] = fetch.Kind,
            ["Tambon"] = fetch.Tambon,
            ["Person"] = fetch.Person,
            ["OpinionId"] = fetch.OpinionId,
            ["Survey"] = fetch.Survey,
            ["Question"] = fetch.Question,
            ["Tries"] = fetch.Tries,
            ["NotBefore"] = fetch.NotBefore == default ? null : fetch.NotBefore,
        };
        cipher.Seal(Table, row, ContentId, Encoding.UTF8.GetBytes(fetch.ContentId));
        return row;
    }

    private MediaFetch FromRow(TableRow row) => new(
        row.RowKey, Encoding.UTF8.GetString(cipher.Unseal(Table, row, ContentId) ?? []), row.GetString("Kind")!, row.GetString("Tambon")!, row.GetString("Person")!,
        row.GetString("OpinionId")!, row.GetInt32("Tries") ?? 0, row.GetDateTimeOffset("NotBefore") ?? default, row.GetString("Survey"), row.GetString("Question")) { ETag = row.ETag };

    private static string PartitionOf(string messageKey) => messageKey[..1];
}

/// <param name="MessageKey">The message of an opinion or an answer that it belongs to.</param>
/// <param name="ContentId">LINE's message id.</param>
/// <param name="Kind">audio or image.</param>
/// <param name="OpinionId">Empty for an answer.</param>
/// <param name="Survey">Of an answer: the survey, and with it <paramref name="Question"/>.</param>
/// <param name="Tries">How often LINE was asked.</param>
public sealed record MediaFetch(
    string MessageKey, string ContentId, string Kind, string Tambon, string Person, string OpinionId, int Tries = 0, DateTimeOffset NotBefore = default,
    string? Survey = null, string? Question = null)
{
    public string? ETag { get; init; }
}
