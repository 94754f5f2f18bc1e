using System.Text;
using ChainatBot.Privacy;
using ChainatBot.Storage;

namespace ChainatBot.Participants;

/// <summary>
/// Whom announcements can be sent to: the only table that holds a LINE user id, encrypted. Somebody who has not consented,
/// or has blocked the account, is not in it.
/// </summary>
public sealed class Subscribers(ITableStore store, FieldCipher cipher)
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

    private static string PartitionOf(Profile profile, ParticipantId participant) =>
        $"{profile.TambonCode ?? Opinions.Opinion.NoTambon}-{participant.Value[0]}";
}
