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

    /// <summary>Makes the table say what <paramref name="now"/> says; <paramref name="before"/> tells where the row stood.</summary>
    public async Task ProjectAsync(ParticipantId participant, string lineUserId, Profile before, Profile now, CancellationToken cancellationToken)
    {
        if (now.HasConsented && !now.Blocked)
        {
            var row = new TableRow(PartitionOf(now, participant), participant.Value)
            {
                { "Tambon", now.TambonCode }, { "Village", now.VillageNo }, { "ConsentVersion", now.ConsentVersion }, { "ConsentOn", now.ConsentOn },
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

    private static string PartitionOf(Profile profile, ParticipantId participant) =>
        $"{profile.TambonCode ?? Opinions.Opinion.NoTambon}-{participant.Value[0]}";
}
