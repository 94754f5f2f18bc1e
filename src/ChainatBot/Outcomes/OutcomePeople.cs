using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Understanding;

namespace ChainatBot.Outcomes;

/// <summary>
/// Who is told what became of what they said: by the pseudonym under which they said it, so that nothing but the key leads from here to
/// anybody. Table <c>OutcomePeople</c>: a row for each person and telling. Table <c>Outcomes</c>: how often each group was told.
/// </summary>
/// <remarks>A scope is <c>tambon:180106</c> or <c>round:what-first</c>: that of the pseudonym.</remarks>
public sealed class OutcomePeople(ITableStore store, Places places, RoundStore rounds, Pseudonyms pseudonyms, TimeProvider time) : IPersonalRecords
{
    private const string PeopleTable = "OutcomePeople";
    private const string OutcomesTable = "Outcomes";
    private const string Shards = "0123456789abcdef";
    private const string On = "On";
    private const string Last = "Last";

    /// <summary>How often a group has been told to the end.</summary>
    public async Task<int> ToldAsync(string scope, string group, CancellationToken cancellationToken) =>
        (await store.GetAsync(OutcomesTable, scope, group, cancellationToken))?.GetInt32(Last) ?? 0;

    /// <summary>Notes that the telling is on its way and will not be begun again.</summary>
    public Task FinishAsync(string scope, string group, int telling, CancellationToken cancellationToken) =>
        store.UpsertAsync(OutcomesTable, new TableRow(scope, group) { { Last, telling }, { On, Today() } }, cancellationToken);

    /// <summary>Whether the person is among those of any of the tellings 1 to <paramref name="telling"/>.</summary>
    public async Task<bool> WasToldAsync(string scope, string person, string group, int telling, CancellationToken cancellationToken)
    {
        for (var n = 1; n <= telling; n++)
            if (await store.GetAsync(PeopleTable, PartitionOf(scope, person), RowKeyOf(person, group, n), cancellationToken) is not null) return true;
        return false;
    }

    public Task AddAsync(string scope, string person, string group, int telling, CancellationToken cancellationToken) =>
        store.UpsertAsync(PeopleTable, new TableRow(PartitionOf(scope, person), RowKeyOf(person, group, telling)) { { On, Today() } }, cancellationToken);

    /// <summary>Whether somebody is to be told: found by the pseudonym they have in the scope.</summary>
    public async Task<bool> HoldsAsync(string scope, ParticipantId participant, string group, int telling, CancellationToken cancellationToken)
    {
        var person = pseudonyms.PersonIn(scope, participant);
        return await store.GetAsync(PeopleTable, PartitionOf(scope, person), RowKeyOf(person, group, telling), cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        foreach (var scope in await ScopesAsync(cancellationToken))
        {
            var person = pseudonyms.PersonIn(scope, participant);
            await RemoveAsync(PeopleTable, PartitionOf(scope, person), person + "-", RowKeys.After(person + "-"), _ => true, cancellationToken);
        }
    }

    /// <summary>Forgets who was told before a day.</summary>
    public async Task PurgeAsync(DateOnly retainedFrom, CancellationToken cancellationToken)
    {
        var oldest = Text(retainedFrom);
        bool IsOld(TableRow row) => string.CompareOrdinal(row.GetString(On), oldest) < 0;
        foreach (var scope in await ScopesAsync(cancellationToken))
        {
            foreach (var shard in Shards) await RemoveAsync(PeopleTable, $"{scope}-{shard}", null, null, IsOld, cancellationToken);
            await RemoveAsync(OutcomesTable, scope, null, null, IsOld, cancellationToken);
        }
    }

    private async Task<List<string>> ScopesAsync(CancellationToken cancellationToken)
    {
        string[] tambons = [.. places.TambonCodes, Opinion.NoTambon];
        var scopes = tambons.Select(t => "tambon:" + t).ToList();
        await foreach (var round in rounds.OfTambonsAsync(tambons, cancellationToken)) scopes.Add("round:" + round.Definition.Id);
        return [.. scopes.Distinct(StringComparer.Ordinal)];
    }

    private async Task RemoveAsync(string table, string partition, string? from, string? to, Func<TableRow, bool> which, CancellationToken cancellationToken)
    {
        await foreach (var row in store.RowsAsync(table, partition, from, to, cancellationToken: cancellationToken).Where(which))
            await store.DeleteAsync(table, row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private string Today() => Text(time.Today());

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PartitionOf(string scope, string person) => $"{scope}-{person[0]}";

    private static string RowKeyOf(string person, string group, int telling) => string.Create(CultureInfo.InvariantCulture, $"{person}-{group}-{telling}");
}
