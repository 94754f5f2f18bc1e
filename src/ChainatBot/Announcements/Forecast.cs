using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using Line.Messaging;
using Microsoft.Extensions.Options;

namespace ChainatBot.Announcements;

/// <summary>What a notice will cost, as far as can be told before.</summary>
/// <param name="People">Who fits now.</param>
/// <param name="Reached">Told already.</param>
/// <param name="ExpectedFree">Of the others, who will write by themselves before the paying begins, judged by how often they write.</param>
/// <param name="ToPay">The rest.</param>
/// <param name="QuotaLeft">LINE's messages of the month in which it is paid for, as LINE says; null: no limit.</param>
/// <param name="BudgetLeft">The tambons' own of that month, in all; null where none of them has set one.</param>
/// <param name="NotReached">Of <paramref name="ToPay"/>, those neither quota nor budget is enough for.</param>
/// <param name="WorstNotReached">The same if nobody should write before, to this or to any other that waits to be paid for.</param>
public sealed record Forecast(int People, int Reached, int ExpectedFree, int ToPay, long? QuotaLeft, long? BudgetLeft, long NotReached, long WorstNotReached)
{
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>It is paid for in a month to come, of which nothing has been used yet.</summary>
    public bool IsLaterMonth { get; init; }

    /// <summary>Other notices that wait to be paid for in the same month and share the quota.</summary>
    public int OthersWaiting { get; init; }

    /// <summary>How many messages those may take, if nobody should write.</summary>
    public int OthersMessages { get; init; }

    /// <summary>LINE groups it is posted to, and their members: each is one message.</summary>
    public int Groups { get; init; }
    public int GroupMembers { get; init; }

    /// <summary>Everybody of these places and this role, whatever the conditions say.</summary>
    public required int WithoutConditions { get; init; }

    /// <summary>Whether it can be promised that everybody is reached.</summary>
    public bool IsCovered => WorstNotReached == 0;
}

/// <summary>Makes forecasts. Walks once through the subscribers, whatever their number.</summary>
public sealed class Forecasts(
    AudienceRules audiences, Subscribers subscribers, Deliveries deliveries, Budgets budgets, NoticeStore notices, Groups.GroupStore groups, LineMessagingClient line, IOptions<PrivacyOptions> privacy, TimeProvider time)
{
    /// <exception cref="LineException">LINE does not tell the quota; it is never guessed.</exception>
    public async Task<Forecast> OfAsync(Notice notice, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var now = time.Now();
        var window = notice.PayAfter is { } payAfter ? payAfter - (notice.From > now ? notice.From : now) : notice.Until - now;
        var month = Budgets.MonthOf(notice.PayAfter > now ? notice.PayAfter.Value : now);
        var tambons = new Dictionary<string, Share>(StringComparer.Ordinal);
        var (all, known, reached) = (0, await notices.FindAsync(notice.Id, cancellationToken) is not null, 0);
        foreach (var shard in Subscribers.Shards)
        {
            var claimed = known ? (await deliveries.ClaimsAsync(notice.Id, shard, cancellationToken)).People : null;
            await foreach (var person in subscribers.AllAsync(notice.Audience.Tambons, shard, cancellationToken)) await CountAsync(person, claimed);
        }

        var (groupCount, members) = notice.Audience.Groups && notice.PayAfter is not null ? await GroupsAsync(notice, tambons, cancellationToken) : (0, 0);
        var (others, theirs) = notice.PayAfter is not null ? await OthersAsync(notice, month, now, cancellationToken) : (0, []);
        var (chances, judged) = (tambons.Values.Sum(s => s.Chance), tambons.Values.Sum(s => s.Known));
        // Who came only just now is judged by the others; where there are none, nobody is expected to write.
        var average = judged == 0 ? 0 : chances / judged;
        long paid = 0, worstPaid = 0, budgetLeft = 0;
        var (toPay, waiting, limited) = (0, 0, false);
        foreach (var (tambon, share) in tambons)
        {
            var free = Math.Min(share.Waiting, (int)Math.Round(share.Chance + ((share.Waiting - share.Known) * average), MidpointRounding.AwayFromZero));
            var budget = await budgets.OfAsync(tambon, month, cancellationToken);
            var left = notice.OverBudget ? null : budget.Left;
            (limited, budgetLeft) = (limited || budget.Left is not null, budgetLeft + (budget.Left ?? 0));
            (toPay, waiting) = (toPay + share.Waiting - free, waiting + share.Waiting);
            paid += Math.Min(share.Waiting - free + share.Members, left ?? long.MaxValue);
            worstPaid += Math.Min(share.Waiting + share.Members, left is { } most ? Math.Max(0, most - theirs.GetValueOrDefault(tambon)) : long.MaxValue);
        }

        var isPaid = notice.PayAfter is not null;
        var quotaLeft = !isPaid ? null : month == budgets.Month ? await PayWork.QuotaLeftAsync(line, cancellationToken) : await PayWork.QuotaAsync(line, cancellationToken);
        return new Forecast(
            waiting + reached, reached, waiting - toPay, isPaid ? toPay : 0, quotaLeft, limited ? budgetLeft : null,
            isPaid ? toPay + members - Math.Min(paid, quotaLeft ?? long.MaxValue) : 0, isPaid ? waiting + members - Math.Min(worstPaid, quotaLeft is { } worst ? Math.Max(0, worst - theirs.Values.Sum()) : long.MaxValue) : 0)
        {
            MadeAt = now,
            IsLaterMonth = month != budgets.Month,
            WithoutConditions = all,
            Groups = groupCount,
            GroupMembers = members,
            OthersWaiting = others,
            OthersMessages = theirs.Values.Sum(),
        };

        async Task CountAsync(Subscriber person, IReadOnlySet<ParticipantId>? claimed)
        {
            if (!audiences.FitsWithoutConditions(notice.Audience, person.Participant, person.Tambon, person.Village)) return;
            all++;
            if (notice.Audience.Conditions is { Count: > 0 } && !await audiences.FitsAsync(notice.Audience, person.Participant, person.Tambon, person.Village, cancellationToken)) return;
            var share = tambons.GetValueOrDefault(person.Tambon ?? Opinion.NoTambon) ?? (tambons[person.Tambon ?? Opinion.NoTambon] = new Share());
            if (claimed?.Contains(person.Participant) == true)
            {
                reached++;
                return;
            }

            share.Waiting++;
            if (ChanceToWrite(person, window, DateOnly.FromDateTime(now.DateTime)) is { } chance) (share.Chance, share.Known) = (share.Chance + chance, share.Known + 1);
        }
    }

    /// <summary>
    /// How likely somebody writes within the time: in how many windows of that length, of the last four weeks, she wrote at least once. Null: she
    /// has not been here for a whole window.
    /// </summary>
    internal static double? ChanceToWrite(Subscriber person, TimeSpan window, DateOnly today)
    {
        if (window <= TimeSpan.Zero) return 0;
        var length = Math.Clamp((int)Math.Ceiling(window.TotalDays), 1, Profile.DaysRemembered);
        var wrote = Day(person.WroteOn) is { } last ? today.DayNumber - last.DayNumber : Profile.DaysRemembered;
        // The day of consent says nothing of later: everybody wrote then.
        var here = Day(person.ConsentOn) is { } since ? Math.Min(Profile.DaysRemembered, today.DayNumber - since.DayNumber) : Profile.DaysRemembered;
        var windows = here / length;
        if (windows == 0) return null;
        var days = wrote is >= 0 and < Profile.DaysRemembered ? (person.DaysWritten << wrote) & ((1 << Profile.DaysRemembered) - 1) : 0;
        var hit = Enumerable.Range(0, windows).Count(w => ((days >> (w * length)) & ((1 << length) - 1)) != 0);
        // Less than a day: as large a part of a day's chance.
        return (double)hit / windows * Math.Min(1, window.TotalDays);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Other notices that wait to be paid for in the month, and whom they have not reached yet, by tambon.</summary>
    private async Task<(int Notices, Dictionary<string, int> People)> OthersAsync(Notice notice, string month, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, int>(StringComparer.Ordinal);
        var waiting = (await notices.AllAsync(cancellationToken)).Where(k => k.Notice.Id != notice.Id && !k.Stopped && k.Notice.PayAfter is { } pay && pay > now && Budgets.MonthOf(pay) == month).Select(k => k.Notice).ToList();
        foreach (var other in waiting)
        {
            var theirs = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var shard in Subscribers.Shards)
            {
                var claims = await deliveries.ClaimsAsync(other.Id, shard, cancellationToken);
                await foreach (var person in subscribers.AllAsync(other.Audience.Tambons, shard, cancellationToken))
                {
                    if (claims.People.Contains(person.Participant) || !await audiences.FitsAsync(other.Audience, person.Participant, person.Tambon, person.Village, cancellationToken)) continue;
                    var tambon = person.Tambon ?? Opinion.NoTambon;
                    theirs[tambon] = theirs.GetValueOrDefault(tambon) + 1;
                }
            }

            // What is said of this notice must not tell exactly how many of another have spoken.
            var step = other.Audience.Conditions is { Count: > 0 } ? privacy.Value.MinimumGroupSize : 1;
            foreach (var (tambon, count) in theirs) people[tambon] = people.GetValueOrDefault(tambon) + ((count + step - 1) / step * step);
        }

        return (waiting.Count, people);
    }

    private async Task<(int Groups, int Members)> GroupsAsync(Notice notice, Dictionary<string, Share> tambons, CancellationToken cancellationToken)
    {
        var (count, members) = (0, 0);
        await foreach (var group in groups.AllAsync(cancellationToken))
        {
            if (!AudienceRules.FitsPlace(notice.Audience, group.Tambon, group.Village)) continue;
            if (await GroupPosts.MembersAsync(line, group, cancellationToken) is not { } size) continue;
            var tambon = group.Tambon ?? Opinion.NoTambon;
            (tambons.GetValueOrDefault(tambon) ?? (tambons[tambon] = new Share())).Members += size;
            (count, members) = (count + 1, members + size);
        }

        return (count, members);
    }

    private sealed class Share
    {
        public int Waiting;
        public int Known;
        public int Members;
        public double Chance;
    }
}
