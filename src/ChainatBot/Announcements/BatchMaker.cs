using System.Globalization;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;

namespace ChainatBot.Announcements;

/// <summary>
/// Goes through the subscribers and makes batches of those who have not been told, as far as quota and budgets allow. Claims come before the batch:
/// what a crash leaves between the two is taken over by the run that goes on from the last stored batch.
/// </summary>
internal sealed class BatchMaker(PayRuns runs, Deliveries deliveries, Subscribers subscribers, AudienceRules audiences, Budgets budgets)
{
    /// <summary>LINE takes no more in one call; tests take fewer.</summary>
    internal int MostInBatch { get; set; } = Line.Messaging.LineMessagingClient.MaxMulticastRecipients;
    private const int PageSize = 1000;

    /// <param name="Run">How far it came; null: somebody else has taken the run over.</param>
    /// <param name="ShortOfQuota">Somebody could not be paid for, as LINE's messages are used up.</param>
    public sealed record Made(PayRun? Run, bool ShortOfQuota);

    /// <param name="allowed">How many LINE lets us send; null: any number.</param>
    /// <param name="epochs">Which run stored which batch; grows.</param>
    /// <param name="store">Takes the number of each batch as soon as it is stored.</param>
    /// <param name="halted">Whether sending has ended: then nobody stays claimed who is in no batch.</param>
    public async Task<Made> MakeAsync(Notice notice, PayRun run, long? allowed, Dictionary<int, int> epochs, Func<int, ValueTask> store, Func<bool> halted, CancellationToken cancellationToken)
    {
        var month = budgets.Month;
        var forming = new List<Recipient>();
        var candidates = new List<Recipient>();
        var exhausted = new HashSet<string>(StringComparer.Ordinal);
        (string Partition, ParticipantId? Last) place = (run.Partition ?? "", run.After);
        foreach (var partition in From(subscribers.PartitionsOf(notice.Audience.Tambons), run.Partition))
        {
            var after = partition == run.Partition ? run.After : null;
            while (await subscribers.PageAsync(partition, after, PageSize, cancellationToken: cancellationToken) is { Count: > 0 } page)
            {
                if (halted())
                {
                    await deliveries.ReleasePaidAsync(notice.Id, forming.Select(r => r.Participant), run.Next, cancellationToken);
                    return new Made(run, false);
                }

                foreach (var person in page)
                {
                    place = (partition, person.Participant);
                    var tambon = person.Tambon ?? Opinion.NoTambon;
                    if (exhausted.Contains(tambon)) continue;
                    if (!await audiences.FitsAsync(notice.Audience, person.Participant, person.Tambon, person.Village, cancellationToken)) continue;
                    if (allowed <= 0)
                    {
                        if (await deliveries.IsClaimedAsync(notice.Id, person.Participant, cancellationToken)) continue;
                        return new Made(run, ShortOfQuota: true);
                    }

                    candidates.Add(new Recipient(person.Participant, tambon));
                    if (candidates.Count + forming.Count < Math.Min(MostInBatch, allowed ?? MostInBatch)) continue;
                    await ClaimAsync();
                    if (forming.Count < Math.Min(MostInBatch, allowed ?? MostInBatch)) continue;
                    if (!await StoreAsync()) return new Made(null, false);
                }

                await ClaimAsync();
                after = page[^1].Participant;
            }
        }

        return new Made(forming.Count == 0 || await StoreAsync() ? run : null, false);

        async Task ClaimAsync()
        {
            if (candidates.Count == 0) return;
            forming.AddRange(await deliveries.ClaimPaidAsync(
                notice.Id, candidates, c => c.Participant, run.Epoch, run.Next, (epoch, number) => epochs.TryGetValue(number, out var stored) && stored == epoch, cancellationToken));
            candidates.Clear();
        }

        async Task<bool> StoreAsync()
        {
            await KeepWithinBudgetsAsync();
            if (forming.Count == 0) return true;
            var batch = new PayBatch(notice.Id, run.Next, run.Epoch, BatchState.Ready, Guid.NewGuid(), [.. forming], forming.Count, null, null) { Month = month };
            if (await runs.AddAsync(run with { Next = run.Next + 1, Partition = place.Partition, After = place.Last }, batch, cancellationToken) is not { } stored) return false;
            run = stored.Run;
            epochs[batch.Number] = batch.Epoch;
            allowed -= forming.Count;
            forming.Clear();
            await store(batch.Number);
            return true;
        }

        async Task KeepWithinBudgetsAsync()
        {
            foreach (var people in forming.GroupBy(r => r.Tambon, StringComparer.Ordinal).ToList())
            {
                var wanted = people.Count();
                var granted = await budgets.ReserveAsync(people.Key, month, notice.Id, PartOf(run.Next), run.Epoch, wanted, notice.OverBudget, cancellationToken);
                if (granted == wanted) continue;
                exhausted.Add(people.Key);
                run = run with { ShortOfBudget = true };
                var surplus = people.Skip(granted).ToHashSet();
                forming.RemoveAll(surplus.Contains);
                await deliveries.ReleasePaidAsync(notice.Id, surplus.Select(r => r.Participant), run.Next, cancellationToken);
            }
        }
    }

    /// <summary>What a batch is called where money is counted.</summary>
    internal static string PartOf(int number) => number.ToString("D7", CultureInfo.InvariantCulture);

    private static IEnumerable<string> From(IEnumerable<string> partitions, string? first)
    {
        var all = partitions.ToList();
        return all.Skip(Math.Max(0, all.IndexOf(first ?? "")));
    }
}
