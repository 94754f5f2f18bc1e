using System.Runtime.CompilerServices;
using System.Text;
using ChainatBot.Privacy;
using ChainatBot.Storage;
using ChainatBot.Understanding;

namespace ChainatBot.Participants;

/// <summary>
/// Whom announcements can be sent to: the only table that holds a LINE user id, encrypted. Somebody who has not consented,
/// or has blocked the account, is not in it.
/// </summary>
public sealed class Subscribers(ITableStore store, FieldCipher cipher, Places places) : IPersonalRecords
{
    private const string Table = "Subscribers";
    private const string LineUserId = "LineUserId";
    /// <summary>People lie in sixteen parts, by the first digit of their pseudonym.</summary>
    internal const string Shards = "0123456789abcdef";
    private const int PageSize = 1000;

    /// <summary>Makes the table say what <paramref name="now"/> says; <paramref name="before"/> tells where the row stood.</summary>
    public async Task ProjectAsync(ParticipantId participant, string lineUserId, Profile before, Profile now, CancellationToken cancellationToken)
    {
        if (now.HasConsented && !now.Blocked)
        {
            var row = new TableRow(PartitionOf(now, participant), participant.Value)
            {
                { "Tambon", now.TambonCode }, { "Village", now.VillageNo }, { "ConsentVersion", now.ConsentVersion }, { "ConsentOn", now.ConsentOn },
                { "WroteOn", now.WroteOn }, { "DaysWritten", now.DaysWritten },
            };
            cipher.Seal(Table, row, LineUserId, Encoding.UTF8.GetBytes(lineUserId));
            await store.UpsertAsync(Table, row, cancellationToken);
            if (PartitionOf(before, participant) == row.PartitionKey) return;
        }

        await store.DeleteAsync(Table, PartitionOf(before, participant), participant.Value, cancellationToken: cancellationToken);
    }

    /// <summary>Wherever the row stands: a move cut short may have left two.</summary>
    public async Task RemovePersonAsync(ParticipantId participant, CancellationToken cancellationToken)
    {
        foreach (var tambon in places.TambonCodes.Append(Opinions.Opinion.NoTambon))
        {
            var partition = PartitionOf(new Profile(TambonCode: tambon), participant);
            if (await store.GetAsync(Table, partition, participant.Value, cancellationToken) is not null)
                await store.DeleteAsync(Table, partition, participant.Value, cancellationToken: cancellationToken);
        }
    }

    /// <summary>The parts the people of some tambons lie in, always in the same order; of all tambons where none is named.</summary>
    public IEnumerable<string> PartitionsOf(IReadOnlyCollection<string> tambons) =>
        TambonsOf(tambons).SelectMany(t => Shards.Select(x => $"{t}-{x}"));

    /// <summary>These tambons, or where none is named all there are, with <c>000000</c> for those who told none.</summary>
    public IEnumerable<string> TambonsOf(IReadOnlyCollection<string> tambons) =>
        (tambons.Count > 0 ? tambons : places.TambonCodes.Append(Opinions.Opinion.NoTambon)).Distinct(StringComparer.Ordinal);

    /// <summary>Some people of one part, in the order of their pseudonyms, after <paramref name="after"/>; no more where the list is empty.</summary>
    /// <param name="upTo">The last that is wanted; null: all there are.</param>
    public async Task<IReadOnlyList<Subscriber>> PageAsync(string partition, ParticipantId? after, int size, ParticipantId? upTo = null, CancellationToken cancellationToken = default)
    {
        // "!" comes before every digit: the first key after.
        var (from, to) = (after is { } a ? a.Value + "!" : null, upTo is { } last ? last.Value + "!" : null);
        return await store.RowsAsync(Table, partition, from, to, size, cancellationToken).Take(size).Select(Read).ToListAsync(cancellationToken);
    }

    /// <summary>Everybody in these tambons, page by page, so that any number of people takes the same memory.</summary>
    public async IAsyncEnumerable<Subscriber> AllAsync(IReadOnlyCollection<string> tambons, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var shard in Shards)
            await foreach (var person in AllAsync(tambons, shard, cancellationToken)) yield return person;
    }

    /// <summary>One sixteenth of everybody in these tambons: small enough to be held against something in memory.</summary>
    internal async IAsyncEnumerable<Subscriber> AllAsync(IReadOnlyCollection<string> tambons, char shard, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var tambon in TambonsOf(tambons))
            await foreach (var row in store.RowsAsync(Table, $"{tambon}-{shard}", pageSize: PageSize, cancellationToken: cancellationToken)) yield return Read(row);
    }

    /// <summary>The person, where it is known that she lives in <paramref name="tambon"/>.</summary>
    public async Task<Subscriber?> FindAsync(ParticipantId participant, string? tambon, CancellationToken cancellationToken = default) =>
        await store.GetAsync(Table, PartitionOf(tambon, participant), participant.Value, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>LINE's id, to send to; null where the row has none.</summary>
    public string? LineUserIdOf(Subscriber subscriber) => cipher.Unseal(Table, subscriber.Row, LineUserId) is { } id ? Encoding.UTF8.GetString(id) : null;

    /// <summary>Where a person's row stands.</summary>
    public static string PartitionOf(string? tambon, ParticipantId participant) => $"{tambon ?? Opinions.Opinion.NoTambon}-{participant.Value[0]}";

    private static Subscriber Read(TableRow row) => new(
        new ParticipantId(row.RowKey), row.GetString("Tambon"), row.GetInt32("Village"), row.GetString("ConsentOn"), row.GetString("WroteOn"), row.GetInt32("DaysWritten") ?? 0) { Row = row };

    private static string PartitionOf(Profile profile, ParticipantId participant) =>
        PartitionOf(profile.TambonCode, participant);
}

/// <summary>Somebody announcements can be sent to.</summary>
/// <param name="ConsentOn">yyyy-MM-dd.</param>
/// <param name="WroteOn">yyyy-MM-dd: the last day on which the person wrote.</param>
/// <param name="DaysWritten">As in <see cref="Profile.DaysWritten"/>.</param>
public sealed record Subscriber(ParticipantId Participant, string? Tambon, int? Village, string? ConsentOn, string? WroteOn, int DaysWritten)
{
    internal TableRow Row { get; init; } = new("-", "-");
}
