using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Privacy;
using Conversation = ChainatBot.Conversations.Conversation;

namespace ChainatBot.Announcements;

/// <summary>
/// Lets notices ride free on the bot's replies. What rides is decided with the turn and saved with it; the claim that keeps anybody else from
/// telling it again is made after that and before LINE is called. So a turn that is not saved has claimed nothing, a claim that is new proves
/// that nothing was sent yet, and one that somebody else holds (a paid message on its way) takes the notice off the reply.
/// </summary>
public sealed class NoticeRider(NoticeStore notices, AudienceRules audiences, Deliveries deliveries, TimeProvider time)
{
    /// <summary>More would bury what the bot has to say.</summary>
    internal const int MostAtOnce = 2;
    private const int Remembered = 32;

    /// <summary>The conversation with what rides on the reply it owes: the most urgent first, then the oldest, as far as there is room. Nothing is stored.</summary>
    /// <param name="before">What was owed when the turn began.</param>
    public async Task<Conversation> BoardAsync(ParticipantId participant, string eventId, OwedReply? before, Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        // A reply that was given up before it was tried has claimed nothing: what was to ride on it may ride now.
        foreach (var ride in before?.Rides ?? [])
            if (!await deliveries.IsClaimedAsync(ride.Notice, participant, cancellationToken))
                conversation = conversation with { Noticed = [.. conversation.Noticed.Where(n => n != ride.Notice)] };

        if (conversation.Owed is not { } owed || owed.EventId != eventId || conversation.Profile is not { HasConsented: true, Blocked: false } profile) return conversation;
        var room = MessageRenderer.MaxMessages - owed.Messages.Count;
        if (room < 1) return conversation;
        var now = time.GetUtcNow();
        var live = (await notices.AllAsync(cancellationToken)).Where(k => !k.Stopped && k.Notice.IsLive(now) && !conversation.Noticed.Contains(k.Notice.Id)).Select(k => k.Notice).ToList();
        if (live.Count == 0 || AsksSomething(conversation)) return conversation;

        var rides = new List<Ride>();
        var asks = false;
        var noticed = conversation.Noticed;
        foreach (var notice in live.OrderByDescending(n => n.Urgency).ThenBy(n => n.From).ThenBy(n => n.Id, StringComparer.Ordinal))
        {
            if (rides.Count == MostAtOnce) break;
            if (notice.Asks && asks) continue;
            if (notice.Messages.Count > room || !await audiences.FitsAsync(notice.Audience, participant, profile.TambonCode, profile.VillageNo, cancellationToken)) continue;
            noticed = [.. noticed.Append(notice.Id).TakeLast(Remembered)];
            if (await deliveries.IsClaimedAsync(notice.Id, participant, cancellationToken)) continue;
            rides.Add(new Ride(notice.Id, notice.Messages));
            asks |= notice.Asks;
            room -= notice.Messages.Count;
        }

        return conversation with { Noticed = noticed, Owed = rides.Count == 0 ? owed : owed with { Rides = rides } };
    }

    /// <summary>
    /// Claims what rides, at the last moment before LINE is called. Returns the reply with what is ours, and whether any claim is new: then
    /// this reply has certainly not been tried before.
    /// </summary>
    public async Task<(OwedReply Reply, bool First)> ClaimAsync(ParticipantId participant, OwedReply owed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owed);
        if (owed.Rides.Count == 0) return (owed, false);
        var ours = new List<Ride>();
        var first = false;
        foreach (var ride in owed.Rides)
        {
            var claim = await deliveries.ClaimFreeAsync(ride.Notice, participant, owed.EventId, cancellationToken);
            if (claim == RideClaim.Taken) continue;
            ours.Add(ride);
            first |= claim == RideClaim.New;
        }

        return (owed with { Rides = ours }, first);
    }

    /// <summary>LINE has certainly not taken the reply: what rode on it gets off, to ride later or be paid for. The claims go before the conversation is saved, so that a crash in between only repeats this.</summary>
    public async Task<Conversation> AlightAsync(ParticipantId participant, Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (conversation.Owed is not { Rides: { Count: > 0 } rides } owed) return conversation;
        foreach (var ride in rides) await deliveries.ReleaseFreeAsync(ride.Notice, participant, owed.EventId, cancellationToken);
        return conversation with { Owed = owed with { Rides = [] }, Noticed = [.. conversation.Noticed.Except(rides.Select(r => r.Notice), StringComparer.Ordinal)] };
    }

    /// <summary>Whether the reply arrived will never be known: what rode on it counts as neither told nor untold.</summary>
    public async Task DoubtAsync(ParticipantId participant, OwedReply owed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owed);
        foreach (var ride in owed.Rides) await deliveries.DoubtFreeAsync(ride.Notice, participant, owed.EventId, cancellationToken);
    }

    /// <summary>Whether the person is in the middle of something: then nothing comes in between.</summary>
    private static bool AsksSomething(Conversation conversation)
    {
        var state = FlowState.FromJson(conversation.Flow);
        return state.Frames.Count > 0 || state.Held.Count > 0 || state.Offered;
    }
}
