using System.Globalization;
using System.Runtime.CompilerServices;
using ChainatBot.Conversations;
using ChainatBot.Storage;

namespace ChainatBot.Priorities;

/// <summary>A round as it is kept.</summary>
/// <param name="ClosedOn">The day it was closed before its time (Bangkok), or null.</param>
/// <param name="PublishedOn">The day its result was published; null while people in the chat may not see it.</param>
public sealed record KeptRound(RoundDefinition Definition, DateOnly? ClosedOn, DateOnly? PublishedOn)
{
    /// <summary>Whether people can choose, and change what they chose.</summary>
    public bool IsOpen(DateTimeOffset now) => ClosedOn is null && now < Definition.Closes;

    /// <summary>The day it closes or closed (Bangkok).</summary>
    public DateOnly LastDay => ClosedOn ?? DateOnly.FromDateTime(Definition.Closes.ToOffset(BangkokTime.Offset).DateTime);
}

/// <summary>What came of opening a round.</summary>
public enum RoundOpening
{
    /// <summary>It is open; nobody has chosen yet.</summary>
    Opened,
    /// <summary>It was there with these proposals: words, costs and times are the new ones, ballots stay, and it is open again.</summary>
    Renewed,
    /// <summary>Another round has this id: other proposals, or another order of them. Nothing was changed.</summary>
    OtherProposals,
}

/// <summary>
/// Keeps rounds. Table <c>Rounds</c>, a partition for each round: the row <c>round</c> and a row for each proposal, changed together.
/// Table <c>RoundsOfTambon</c> says which rounds a tambon has; it is written last, so that it never points at nothing.
/// </summary>
public sealed class RoundStore(ITableStore store, TimeProvider time)
{
    internal const string Table = "Rounds";
    internal const string TambonTable = "RoundsOfTambon";
    private const string Head = "round";
    private const string ProposalPrefix = "proposal-";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss";
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>Opens a round, or renews one. Doing it again after a crash mends what was left half done.</summary>
    public async Task<RoundOpening> OpenAsync(RoundDefinition round, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(round);
        while (true)
        {
            var rows = await RowsAsync(round.Id, cancellationToken);
            var there = Kept(rows);
            if (there is not null && !there.Definition.Proposals.Select(p => p.Id).SequenceEqual(round.Proposals.Select(p => p.Id), StringComparer.Ordinal))
                return RoundOpening.OtherProposals;
            // A round that is opened anew is to be published anew: a result seen before would sway those who choose.
            var head = HeadRow(round, rows.Find(row => row.RowKey == Head)?.ETag);
            TableOperation first = there is null ? new TableOperation.Insert(head) : new TableOperation.Replace(head);
            var operations = round.Proposals.Select((proposal, place) => (TableOperation)new TableOperation.Upsert(ProposalRow(round.Id, place, proposal))).Prepend(first).ToList();
            if (!await store.BatchAsync(Table, operations, cancellationToken)) continue;

            foreach (var tambon in round.Tambons) await store.UpsertAsync(TambonTable, new TableRow(tambon, round.Id), cancellationToken);
            foreach (var left in there?.Definition.Tambons.Except(round.Tambons) ?? []) await store.DeleteAsync(TambonTable, left, round.Id, cancellationToken: cancellationToken);
            return there is null ? RoundOpening.Opened : RoundOpening.Renewed;
        }
    }

    /// <summary>Closes a round before its time. False where there is none of this id.</summary>
    public Task<bool> CloseAsync(string id, CancellationToken cancellationToken = default) => MarkAsync(id, "ClosedOn", cancellationToken);

    /// <summary>Lets people see the result. False where there is no round of this id.</summary>
    public Task<bool> PublishAsync(string id, CancellationToken cancellationToken = default) => MarkAsync(id, "PublishedOn", cancellationToken);

    public async Task<KeptRound?> FindAsync(string id, CancellationToken cancellationToken = default) => Kept(await RowsAsync(id, cancellationToken));

    /// <summary>The rounds of these tambons, each once, closed ones too, by id.</summary>
    public async IAsyncEnumerable<KeptRound> OfTambonsAsync(IEnumerable<string> tambons, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = tambons.ToHashSet(StringComparer.Ordinal);
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tambon in asked)
            await foreach (var row in store.RowsAsync(TambonTable, tambon, cancellationToken: cancellationToken)) ids.Add(row.RowKey);
        foreach (var id in ids)
            // A tambon that was taken out of a round may be left in the list by a crash.
            if (await FindAsync(id, cancellationToken) is { } round && asked.Overlaps(round.Definition.Tambons)) yield return round;
    }

    /// <summary>Lets go of a round. Its ballots and answers have to be gone: without the round nobody finds them again.</summary>
    internal async Task RemoveAsync(KeptRound round, CancellationToken cancellationToken)
    {
        foreach (var row in await RowsAsync(round.Definition.Id, cancellationToken)) await store.DeleteAsync(Table, row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        // Last: a crash before leaves something that points at nothing, which is skipped and gone at the next purge.
        foreach (var tambon in round.Definition.Tambons) await store.DeleteAsync(TambonTable, tambon, round.Definition.Id, cancellationToken: cancellationToken);
    }

    private async Task<bool> MarkAsync(string id, string column, CancellationToken cancellationToken)
    {
        while (await store.GetAsync(Table, id, Head, cancellationToken) is { } row)
        {
            if (row.GetString(column) is not null) return true;
            row[column] = time.Today().ToString(DayForm, CultureInfo.InvariantCulture);
            if (await store.ReplaceAsync(Table, row, cancellationToken) is not null) return true;
        }
        return false;
    }

    private async Task<List<TableRow>> RowsAsync(string id, CancellationToken cancellationToken) =>
        await store.RowsAsync(Table, id, cancellationToken: cancellationToken).ToListAsync(cancellationToken);

    private static TableRow HeadRow(RoundDefinition round, string? etag) => new(round.Id, Head)
    {
        ETag = etag,
        ["Title"] = round.Title,
        ["Tambons"] = string.Join(' ', round.Tambons),
        // The organisers' own deadline, in Bangkok time: no moment of anybody's doing.
        ["Closes"] = round.Closes.ToOffset(BangkokTime.Offset).ToString(TimeForm, CultureInfo.InvariantCulture),
        ["Budget"] = round.Budget,
    };

    private static TableRow ProposalRow(string round, int place, Proposal proposal) => new(round, ProposalPrefix + place.ToString("00", CultureInfo.InvariantCulture))
    {
        ["ProposalId"] = proposal.Id,
        ["Title"] = proposal.Title,
        ["Reason"] = proposal.Reason,
        ["Cost"] = proposal.Cost,
        ["Picture"] = proposal.Picture,
        ["From"] = proposal.From.Count == 0 ? null : string.Join(' ', proposal.From),
    };

    private static KeptRound? Kept(List<TableRow> rows)
    {
        if (rows.Find(row => row.RowKey == Head) is not { } head) return null;
        var proposals = rows.Where(row => row.RowKey.StartsWith(ProposalPrefix, StringComparison.Ordinal))
            .OrderBy(row => row.RowKey, StringComparer.Ordinal)
            .Select(row => new Proposal(row.GetString("ProposalId")!, row.GetString("Title")!, row.GetString("Reason"), row.GetInt64("Cost"), row.GetString("Picture"))
            {
                From = row.GetString("From")?.Split(' ') ?? [],
            });
        var closes = DateTime.ParseExact(head.GetString("Closes")!, TimeForm, CultureInfo.InvariantCulture);
        var definition = new RoundDefinition(
            head.PartitionKey, head.GetString("Title")!, head.GetString("Tambons")!.Split(' '), new DateTimeOffset(closes, BangkokTime.Offset), head.GetInt64("Budget"), [.. proposals]);
        return new KeptRound(definition, Day(head, "ClosedOn"), Day(head, "PublishedOn"));
    }

    private static DateOnly? Day(TableRow row, string column) =>
        row.GetString(column) is { } day ? DateOnly.ParseExact(day, DayForm, CultureInfo.InvariantCulture) : null;
}
