using ChainatBot.Flows;
using ChainatBot.Groups;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Webhooks;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>
/// One event from beginning to end: what it means, what the engine makes of it, the facts kept, the state saved together with
/// the reply it owes, the reply. May be called again for the same event; the second time changes nothing and says nothing twice.
/// </summary>
public sealed class Turns(
    EventReader reader, ConversationStore conversations, Pseudonyms pseudonyms, FlowStore flows, FactKeeper facts, PersonReader people, TeamWords teamWords,
    Subscribers subscribers, ReplySender replies, Inbox inbox, Erasure erasures, GroupTurns groups, WebhookMetrics metrics, TimeProvider time)
{
    private const int UnsentRemembered = 16;
    private const int ContentsRemembered = 20;

    public async Task HandleAsync(string eventId, WebhookEvent webhookEvent, CancellationToken cancellationToken)
    {
        switch (reader.Read(eventId, webhookEvent))
        {
            case Incoming.Said said:
                await AnswerAsync(eventId, webhookEvent.Timestamp.ToUnixTimeMilliseconds(), said, cancellationToken);
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

    private async Task AnswerAsync(string eventId, long eventAt, Incoming.Said said, CancellationToken cancellationToken)
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
                if (before.Owed?.EventId == eventId) await ReplyAsync(participant, before, etag, said.ReplyToken, again: true, cancellationToken);
                return;
            }

            var after = before.Unsent.Contains(said.Input.Key) ? before.WithHandled(eventId) : await TakeAsync(participant, eventId, eventAt, said, before, cancellationToken);
            if (after.Erasing is { } decided)
            {
                if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is null) continue;
                await EraseAsync(participant, after, decided, said.ReplyToken, again: false, cancellationToken);
                return;
            }

            if (after.Profile != before.Profile) await subscribers.ProjectAsync(participant, said.UserId, before.Profile, after.Profile, cancellationToken);
            if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is not { } saved) continue;
            if (after.Owed?.EventId == eventId) await ReplyAsync(participant, after, saved, said.ReplyToken, again: false, cancellationToken);
            return;
        }
    }

    /// <summary>The engine's turn and the keeping of its facts; nothing is saved or sent here but the facts, and those overwrite themselves.</summary>
    private async Task<Conversation> TakeAsync(ParticipantId participant, string eventId, long eventAt, Incoming.Said said, Conversation before, CancellationToken cancellationToken)
    {
        var conversation = before;
        if (said.Input is FollowInput) conversation = conversation with { Profile = conversation.Profile with { Blocked = false } };
        if (said.ContentId is { } contentId)
            conversation = conversation with { Contents = conversation.Contents.Append(new(said.Input.Key, contentId)).DistinctBy(c => c.Key).TakeLast(ContentsRemembered).ToDictionary() };

        IReadOnlyList<Message> messages;
        if (await teamWords.AnswerAsync(participant, conversation.Profile, said.Input, cancellationToken) is { } words)
        {
            messages = words;
        }
        else
        {
            var (engine, state, person, now) = (new FlowEngine(flows.Current), FlowState.FromJson(conversation.Flow), people.Read(participant, conversation.Profile), time.Now());
            var turn = engine.Take(state, person, said.Input, now);
            if (turn.WantsOpinions) turn = engine.Take(state, person with { Opinions = await facts.OwnAsync(participant, conversation, cancellationToken) }, said.Input, now);
            if (turn.Facts.FirstOrDefault(f => f.Kind == "erase") is { } erase)
                return facts.Erasing(conversation, erase, eventId, eventAt) with { Owed = Owe(eventId, null, MessageRenderer.Render(turn.Messages)) };
            conversation = await facts.KeepAsync(participant, conversation, turn.Facts, cancellationToken);
            conversation = conversation with { Flow = turn.State.ToJson() };
            messages = MessageRenderer.Render(turn.Messages);
        }

        return conversation.WithHandled(eventId) with { Owed = Owe(eventId, before.Owed, messages) };
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

    private async Task ReplyAsync(ParticipantId participant, Conversation conversation, string? etag, string? replyToken, bool again, CancellationToken cancellationToken)
    {
        if (await replies.SendAsync(replyToken, conversation.Owed!.Parsed, again, cancellationToken) != ReplyOutcome.Refused) return;
        await conversations.SaveAsync(participant, conversation with { Owed = conversation.Owed with { Undelivered = true } }, etag, cancellationToken);
    }

    /// <summary>Everything of the person goes; the answer is the last that is said to them, and the conversation the last that goes.</summary>
    private async Task EraseAsync(ParticipantId participant, Conversation conversation, PendingErasure erasure, string? replyToken, bool again, CancellationToken cancellationToken)
    {
        await erasures.RemoveAsync(participant, erasure, cancellationToken);
        if (replyToken is not null && conversation.Owed is { } answer) await replies.SendAsync(replyToken, answer.Parsed, again, cancellationToken);
        await erasures.FinishAsync(participant, erasure, cancellationToken);
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

            await facts.TakeBackAsync(participant, before, unsend.MessageKey, cancellationToken);
            var state = FlowState.FromJson(before.Flow);
            var after = before with
            {
                Flow = (state with { Held = [.. state.Held.Where(h => h.Key != unsend.MessageKey)] }).ToJson(),
                Contents = before.Contents.Where(c => c.Key != unsend.MessageKey).ToDictionary(),
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
            if (etag is null) return;
            if (before.Erasing is { } unfinished)
            {
                await EraseAsync(participant, before, unfinished, null, again: true, cancellationToken);
                return;
            }

            var after = before with { Profile = before.Profile with { Blocked = true }, Owed = null };
            await subscribers.ProjectAsync(participant, left.UserId, before.Profile, after.Profile, cancellationToken);
            if (await conversations.SaveAsync(participant, after, etag, cancellationToken) is not null) return;
        }
    }
}
