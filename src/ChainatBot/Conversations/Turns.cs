using ChainatBot.Announcements;
using ChainatBot.Flows;
using ChainatBot.Forums;
using ChainatBot.Groups;
using ChainatBot.Helping;
using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.RichMenus;
using ChainatBot.Surveys;
using ChainatBot.Webhooks;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>
/// One event from beginning to end: what it means, what the engine makes of it, the state saved together with what is to be
/// kept and the reply it owes, then the keeping, then the reply. The saving decides: before it nothing has happened, after it
/// the rest is done until it is done, and the event may be handled again without changing or saying anything twice.
/// </summary>
public sealed class Turns(
    EventReader reader, ConversationStore conversations, Pseudonyms pseudonyms, FlowStore flows, FactKeeper facts, PersonReader people, TeamWords teamWords,
    AnswerKeeper surveys, AlikeOpinions alike, BallotKeeper ballots, ForumKeeper forums, NeighbourKeeper neighbours, NoticeRider rider, ReplySender replies, Inbox inbox, Erasure erasures, GroupTurns groups, TeamMenu teamMenu, WebhookMetrics metrics, TimeProvider time)
{
    private const int UnsentRemembered = 16;
    private const int ContentsRemembered = 20;
    private const int MostLookUps = 5;

    public async Task HandleAsync(string eventId, WebhookEvent webhookEvent, CancellationToken cancellationToken)
    {
        switch (reader.Read(eventId, webhookEvent))
        {
            case Incoming.Said said:
                await AnswerAsync(eventId, said, cancellationToken);
                if (said.Input is FollowInput) await teamMenu.GiveAsync(said.UserId, cancellationToken);
                break;
            case Incoming.Edited edited:
                if (!await EditAsync(eventId, edited, cancellationToken)) await AnswerAsync(eventId, edited.Now, cancellationToken);
                break;
            case Incoming.TookBack unsend:
                await TakeBackAsync(unsend, cancellationToken);
                break;
            case Incoming.Left left:
                await LeaveAsync(left, cancellationToken);
                break;
            case Incoming.InGroup inGroup:
                await groups.HandleAsync(inGroup, cancellationToken);
                break;
            case Incoming.Ignored ignored:
                metrics.Ignored(ignored.Reason);
                break;
        }
    }

    private async Task AnswerAsync(string eventId, Incoming.Said said, CancellationToken cancellationToken)
    {
        var participant = pseudonyms.ParticipantOf(said.UserId);
        while (true)
        {
            var (before, etag) = await conversations.LoadAsync(participant, cancellationToken);
            if (before.Erasing is { } unfinished)
            {
                await EraseAsync(participant, before, unfinished, unfinished.EventId == eventId ? said.ReplyToken : null, again: true, cancellationToken);
                if (unfinished.EventId == eventId) return;
                continue;
            }

            if (etag is null && await inbox.IsClosedAsync(participant, eventId, cancellationToken)) return;
            if (before.HasHandled(eventId))
            {
                await FinishAsync(participant, eventId, said, before, etag, again: true, cancellationToken);
                return;
            }

            before = await WithoutPendingAsync(participant, said.UserId, before, cancellationToken);
            var after = before.Unsent.Contains(said.Input.Key) ? before.WithHandled(eventId) : await TakeAsync(participant, eventId, said, before, cancellationToken);
            if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is not { } saved) continue;
            if (after.Erasing is { } decided) await EraseAsync(participant, after, decided, said.ReplyToken, again: false, cancellationToken);
            else await FinishAsync(participant, eventId, said, after, saved, again: false, cancellationToken);
            return;
        }
    }

    /// <summary>The engine's turn and what follows from it. Nothing is stored or sent.</summary>
    private async Task<Conversation> TakeAsync(ParticipantId participant, string eventId, Incoming.Said said, Conversation before, CancellationToken cancellationToken)
    {
        before = before.WithoutOverdueNeighbours(time.GetUtcNow());
        var conversation = before;
        if (said.At >= before.FriendshipAt) conversation = before with { FriendshipAt = said.At, Profile = before.Profile with { Blocked = false } };
        if (said.ContentId is { } contentId)
            conversation = conversation with { Contents = conversation.Contents.Append(new(said.Input.Key, contentId)).DistinctBy(c => c.Key).TakeLast(ContentsRemembered).ToDictionary() };

        IReadOnlyList<Message> messages;
        IReadOnlyList<Deed> deeds = [];
        if (await teamWords.AnswerAsync(participant, conversation.Profile, said.Input, cancellationToken) is { } words)
        {
            messages = words;
        }
        else
        {
            var (engine, state, now) = (new FlowEngine(flows.Current), FlowState.FromJson(conversation.Flow), time.Now());
            var person = people.Read(participant, conversation.Profile) with
            {
                Surveys = await surveys.OpenAsync(conversation, cancellationToken),
                NeighbourSheets = state.Neighbour is { } neighbour ? await neighbours.SheetsAsync(conversation, neighbour, cancellationToken) : null,
                Forums = await forums.PlannedAsync(conversation, cancellationToken),
            };
            var turn = engine.Take(state, person, said.Input, now);
            // Looked up only when a flow asks; what is found may lead to the next thing that is needed.
            for (var more = 0; more < MostLookUps && (turn.WantsOpinions || turn.WantsRounds is not null || turn.WantsAlike is not null); more++)
            {
                if (turn.WantsOpinions) person = person with { Opinions = await OwnAsync() };
                if (turn.WantsRounds is { } wanted) person = person with { Rounds = await ballots.ReadAsync(participant, wanted, OwnAsync, cancellationToken) };
                if (turn.WantsAlike is { } question) person = person with { Alike = await alike.CountAsync(participant, conversation, question, cancellationToken) };
                turn = engine.Take(state, person, said.Input, now);
            }

            Task<IReadOnlyList<OwnOpinion>> OwnAsync() => facts.OwnAsync(participant, conversation, cancellationToken);
            if (turn.Facts.FirstOrDefault(f => f.Kind == "erase") is { } erase)
                return facts.Erasing(conversation, erase, eventId, said.At.ToUnixTimeMilliseconds()) with { Owed = Owe(eventId, null, MessageRenderer.Render(turn.Messages)) };
            (conversation, deeds) = facts.Decide(conversation, turn.Facts);
            // Voice and photos that were no opinion are not fetched later either; only those that wait for consent may be.
            conversation = conversation with { Flow = turn.State.ToJson(), Contents = conversation.Profile.HasConsented ? new Dictionary<string, string>() : conversation.Contents };
            messages = MessageRenderer.Render(turn.Messages);
        }

        conversation = conversation with { Profile = conversation.Profile.WithDay(time.Today()) };
        if (conversation.Profile != before.Profile) deeds = [.. deeds, new Deed.Subscribe(before.Profile, conversation.Profile)];
        var after = conversation.WithHandled(eventId) with
        {
            Pending = deeds.Count == 0 ? null : new PendingDeeds(eventId, deeds),
            Owed = Owe(eventId, before.Owed, messages),
        };
        return await rider.BoardAsync(participant, eventId, before.Owed, after, cancellationToken);
    }

    /// <summary>What an earlier turn decided and a crash kept it from doing.</summary>
    private async Task<Conversation> WithoutPendingAsync(ParticipantId participant, string lineUserId, Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.Pending is not { } pending) return conversation;
        await facts.KeepAsync(participant, lineUserId, pending.Deeds, cancellationToken);
        return conversation with { Pending = null };
    }

    /// <summary>Does what the saved turn of this event decided, and says what it owes.</summary>
    private async Task FinishAsync(ParticipantId participant, string eventId, Incoming.Said said, Conversation saved, string? etag, bool again, CancellationToken cancellationToken)
    {
        var done = await WithoutPendingAsync(participant, said.UserId, saved, cancellationToken);
        if (saved.Owed is { } owed && owed.EventId == eventId)
        {
            var (boarded, first) = await rider.ClaimAsync(participant, owed, cancellationToken);
            var outcome = await replies.SendAsync(said.ReplyToken, boarded.Parsed, again && !owed.Undelivered && !first, cancellationToken);
            if (outcome == ReplyOutcome.Unknown) await rider.DoubtAsync(participant, boarded, cancellationToken);
            if (outcome == ReplyOutcome.Refused) done = await rider.AlightAsync(participant, done with { Owed = boarded with { Undelivered = true } }, cancellationToken);
            // Saved only where that matters: a reply that has been tried is never tried again in another turn.
            else if (saved.Pending is not null || owed.Undelivered) done = done with { Owed = null };
        }

        if (done != saved) await conversations.SaveAsync(participant, done, etag, cancellationToken);
    }

    /// <summary>What is still owed from before goes first, as far as five messages allow; only the last one keeps its quick replies.</summary>
    private static OwedReply? Owe(string eventId, OwedReply? before, IReadOnlyList<Message> messages)
    {
        if (messages.Count == 0) return before is { Undelivered: true } ? before : null;
        if (before is { Undelivered: true })
        {
            messages = [.. before.Parsed.Select(m => m with { QuickReply = null }).TakeLast(MessageRenderer.MaxMessages - messages.Count), .. messages];
        }

        return new OwedReply(eventId, [.. messages.Select(LineJson.Format)]);
    }

    /// <summary>Everything of the person goes; the answer is the last that is said to them, and the conversation the last that goes.</summary>
    private async Task EraseAsync(ParticipantId participant, Conversation conversation, PendingErasure erasure, string? replyToken, bool again, CancellationToken cancellationToken)
    {
        await erasures.RemoveAsync(participant, erasure, cancellationToken);
        if (replyToken is not null && conversation.Owed is { } answer) await replies.SendAsync(replyToken, answer.Parsed, again, cancellationToken);
        await erasures.FinishAsync(participant, erasure, cancellationToken);
    }

    /// <summary>Puts the new words where the old ones went, without a word of its own. False where they were no opinion: they are taken as said now.</summary>
    private async Task<bool> EditAsync(string eventId, Incoming.Edited edited, CancellationToken cancellationToken)
    {
        var participant = pseudonyms.ParticipantOf(edited.Now.UserId);
        var key = edited.Now.Input.Key;
        while (true)
        {
            var (before, etag) = await conversations.LoadAsync(participant, cancellationToken);
            if (etag is null || before.Erasing is not null || before.HasHandled(eventId)) return false;
            before = await WithoutPendingAsync(participant, edited.Now.UserId, before, cancellationToken);
            var state = FlowState.FromJson(before.Flow);
            var isHeld = state.Held.Any(h => h.Key == key);
            if (!isHeld && !await facts.EditAsync(participant, before, key, edited.Text, cancellationToken)) return false;
            if (isHeld) before = before with { Flow = (state with { Held = [.. state.Held.Select(h => h.Key == key ? h with { Text = edited.Text } : h)] }).ToJson() };
            if (await conversations.SaveAsync(participant, before.WithHandled(eventId), etag, cancellationToken) is not null) return true;
        }
    }

    private async Task TakeBackAsync(Incoming.TookBack unsend, CancellationToken cancellationToken)
    {
        var participant = pseudonyms.ParticipantOf(unsend.UserId);
        while (true)
        {
            var (before, etag) = await conversations.LoadAsync(participant, cancellationToken);
            if (before.Erasing is { } unfinished)
            {
                await EraseAsync(participant, before, unfinished, null, again: true, cancellationToken);
                return;
            }

            var answered = await facts.TakeBackAsync(participant, before, unsend.MessageKey, cancellationToken);
            var state = FlowState.FromJson(before.Flow);
            foreach (var typed in before.Typed.Where(t => t.Key == unsend.MessageKey).Concat(neighbours.TypedBy(before, unsend.MessageKey))) state = FlowEngine.WithoutChoice(state, typed.Flow, typed.Node, typed.Value);
            // Nobody is asked about, or thanked for, what is there no more.
            var engine = new FlowEngine(flows.Current);
            if (state.Photos?.Neighbour?.Key == unsend.MessageKey) state = state with { Photos = null };
            if (state.Neighbour?.Key == unsend.MessageKey) state = engine.WithoutConsent(state);
            else if (state.Opinion is { } open)
            {
                // The topic may have been guessed from the words that went.
                var kept = await facts.FindOpenAsync(participant, before, state, cancellationToken);
                state = kept is null ? engine.WithoutOpinion(state) : state with { Opinion = open with { Topic = kept.Topic } };
            }

            var after = answered with
            {
                Flow = (state with { Held = [.. state.Held.Where(h => h.Key != unsend.MessageKey)] }).ToJson(),
                Contents = before.Contents.Where(c => c.Key != unsend.MessageKey).ToDictionary(),
                Pending = before.Pending is { } pending ? pending with { Deeds = [.. pending.Deeds.Where(d => !facts.IsOf(d, unsend.MessageKey))] } : null,
                Unsent = [.. before.Unsent.Append(unsend.MessageKey).Distinct().TakeLast(UnsentRemembered)],
            };
            if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is not null) return;
        }
    }

    private async Task LeaveAsync(Incoming.Left left, CancellationToken cancellationToken)
    {
        var participant = pseudonyms.ParticipantOf(left.UserId);
        while (true)
        {
            var (before, etag) = await conversations.LoadAsync(participant, cancellationToken);
            // Nothing is sent to somebody unknown anyway, and one who has deleted everything and blocks us stays unknown.
            if (etag is null || before.IsNobody) return;
            if (before.Erasing is { } unfinished)
            {
                await EraseAsync(participant, before, unfinished, null, again: true, cancellationToken);
                return;
            }

            if (left.At < before.FriendshipAt) return;
            var after = await WithoutPendingAsync(participant, left.UserId, before, cancellationToken) with { FriendshipAt = left.At, Profile = before.Profile with { Blocked = true }, Owed = null };
            await facts.KeepAsync(participant, left.UserId, [new Deed.Subscribe(before.Profile, after.Profile)], cancellationToken);
            if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is not null) return;
        }
    }
}
