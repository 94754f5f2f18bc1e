using System.Collections.Concurrent;
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
    private readonly PayRuns runs = runs;
    private readonly Deliveries deliveries = deliveries;
    private readonly Subscribers subscribers = subscribers;
    private readonly AudienceRules audiences = audiences;
    private readonly Budgets budgets = budgets;

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
    public async Task<Made> MakeAsync(Notice notice, PayRun run, long? allowed, ConcurrentDictionary<int, int> epochs, Func<int, ValueTask> store, Func<bool> halted, CancellationToken cancellationToken)
    {
        var making = new Making(this, notice, run, allowed, epochs, store, cancellationToken);
        try
        {
            return await making.AllAsync(halted);
        }
        catch (OperationCanceledException) when (halted() && !cancellationToken.IsCancellationRequested)
        {
            await making.GiveBackAsync();
            return new Made(run, false);
        }
        finally
        {
            await making.SettleAsync();
        }
    }

    /// <summary>
    /// Making the batches of one run. While one is being stored the people of the next are chosen and claimed already: a crash leaves claims of two batches
    /// that are not there instead of one.
    /// </summary>
    private sealed class Making(BatchMaker maker, Notice notice, PayRun run, long? allowed, ConcurrentDictionary<int, int> epochs, Func<int, ValueTask> store, CancellationToken cancellationToken)
    {
        private readonly string month = maker.budgets.Month;
        private readonly List<Recipient> candidates = [];
        private readonly ConcurrentDictionary<string, bool> exhausted = new(StringComparer.Ordinal);
        private readonly (string Partition, ParticipantId? After) begin = (run.Partition ?? "", run.After);
        private List<Recipient> forming = [];
        private int number = run.Next;
        private long left = allowed ?? long.MaxValue;
        private Task<bool> storing = Task.FromResult(true);

        private int Full => (int)Math.Min(maker.MostInBatch, Volatile.Read(ref left));

        public async Task<Made> AllAsync(Func<bool> halted)
        {
            var place = begin;
            foreach (var partition in From(maker.subscribers.PartitionsOf(notice.Audience.Tambons), begin.Partition))
            {
                var after = partition == begin.Partition ? begin.After : null;
                while (await maker.subscribers.PageAsync(partition, after, PageSize, cancellationToken: cancellationToken) is { Count: > 0 } page)
                {
                    if (halted())
                    {
                        await GiveBackAsync();
                        return new Made(run, false);
                    }

                    foreach (var person in page)
                    {
                        place = (partition, person.Participant);
                        var tambon = person.Tambon ?? Opinion.NoTambon;
                        if (exhausted.ContainsKey(tambon)) continue;
                        if (!await maker.audiences.FitsAsync(notice.Audience, person.Participant, person.Tambon, person.Village, cancellationToken)) continue;
                        if (Volatile.Read(ref left) <= 0)
                        {
                            if (await maker.deliveries.IsClaimedAsync(notice.Id, person.Participant, cancellationToken)) continue;
                            return new Made(run, ShortOfQuota: true);
                        }

                        candidates.Add(new Recipient(person.Participant, tambon));
                        if (candidates.Count + forming.Count < Full) continue;
                        await ClaimAsync();
                        if (forming.Count < Full) continue;
                        if (!await StoreAsync(place)) return new Made(null, false);
                    }

                    await ClaimAsync();
                    after = page[^1].Participant;
                }
            }

            return new Made(await StoreAsync(place) && await storing ? run : null, false);
        }

        /// <summary>Nobody stays claimed who is in no batch.</summary>
        public async Task GiveBackAsync()
        {
            await SettleAsync();
            await maker.deliveries.ReleasePaidAsync(notice.Id, forming.Select(r => r.Participant), number, cancellationToken);
            forming = [];
        }

        /// <summary>Waits until nothing is being stored any more, whatever came of it.</summary>
        public async Task SettleAsync() => await Task.WhenAny(storing);

        private async Task ClaimAsync()
        {
            if (candidates.Count == 0) return;
            forming.AddRange(await maker.deliveries.ClaimPaidAsync(
                notice.Id, candidates, c => c.Participant, run.Epoch, number, (epoch, batch) => epochs.TryGetValue(batch, out var stored) && stored == epoch, cancellationToken));
            candidates.Clear();
        }

        /// <summary>Begins to store what is formed, once the batch before it is stored; false where somebody else has taken the run over.</summary>
        private async Task<bool> StoreAsync((string Partition, ParticipantId? After) place)
        {
            if (!await storing) return false;
            if (forming.Count == 0) return true;
            storing = StoreAsync(forming, number++, place);
            forming = [];
            // How many LINE still allows is known only when the money is set aside; with plenty it does not matter yet.
            return Volatile.Read(ref left) >= 2 * maker.MostInBatch || await storing;
        }

        private async Task<bool> StoreAsync(List<Recipient> people, int of, (string Partition, ParticipantId? After) place)
        {
            var isShort = await KeepWithinBudgetsAsync(people, of);
            var next = run with { Next = of + 1, ShortOfBudget = run.ShortOfBudget || isShort };
            if (people.Count == 0)
            {
                // No batch has this number, and the next one's people are claimed under theirs.
                if (await maker.runs.SaveAsync(next, cancellationToken) is not { } saved) return false;
                run = saved;
                return true;
            }

            var batch = new PayBatch(notice.Id, of, run.Epoch, BatchState.Ready, Guid.NewGuid(), people, people.Count, null, null) { Month = month };
            if (await maker.runs.AddAsync(next with { Partition = place.Partition, After = place.After }, batch, cancellationToken) is not { } stored) return false;
            run = stored.Run;
            epochs[of] = batch.Epoch;
            Interlocked.Add(ref left, -people.Count);
            await store(of);
            return true;
        }

        private async Task<bool> KeepWithinBudgetsAsync(List<Recipient> batch, int of)
        {
            var isShort = false;
            foreach (var people in batch.GroupBy(r => r.Tambon, StringComparer.Ordinal).ToList())
            {
                var wanted = people.Count();
                var granted = await maker.budgets.ReserveAsync(people.Key, month, notice.Id, PartOf(of), run.Epoch, wanted, notice.OverBudget, cancellationToken);
                if (granted == wanted) continue;
                exhausted[people.Key] = true;
                isShort = true;
                var surplus = people.Skip(granted).ToHashSet();
                batch.RemoveAll(surplus.Contains);
                await maker.deliveries.ReleasePaidAsync(notice.Id, surplus.Select(r => r.Participant), of, cancellationToken);
            }

            return isShort;
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
