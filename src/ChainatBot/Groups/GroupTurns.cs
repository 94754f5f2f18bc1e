using ChainatBot.Conversations;
using ChainatBot.Flows;
using Line.Messaging;

namespace ChainatBot.Groups;

/// <summary>What can happen in a group that the bot takes notice of.</summary>
public enum GroupEvent
{
    /// <summary>The bot was brought in.</summary>
    Joined,

    /// <summary>Somebody wrote to it by name.</summary>
    Called,

    /// <summary>It was put out.</summary>
    Left,
}

/// <summary>
/// The bot among villagers in their group: says who it is when it is brought in, answers when it is called and not else, keeps nothing
/// of what is said. Taken up again after a crash nothing is said twice, as a reply token works once.
/// </summary>
public sealed class GroupTurns(GroupStore groups, FlowStore flows, ReplySender replies)
{
    public async Task HandleAsync(Incoming.InGroup happened, CancellationToken cancellationToken)
    {
        switch (happened.Event)
        {
            case GroupEvent.Joined:
                await groups.AddAsync(happened.ChatId, cancellationToken);
                await SayAsync("group-hello", happened.ReplyToken, cancellationToken);
                break;
            case GroupEvent.Called:
                await SayAsync("group-called", happened.ReplyToken, cancellationToken);
                break;
            case GroupEvent.Left:
                await groups.RemoveAsync(happened.ChatId, cancellationToken);
                break;
        }
    }

    private async Task SayAsync(string sentence, string? replyToken, CancellationToken cancellationToken) =>
        // A reply that comes too late is not said at all: a group has moved on by then.
        await replies.SendAsync(replyToken, [Message.Text(flows.Current.System.Sentence(sentence))], again: true, cancellationToken);
}
