using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Flows;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Groups;

/// <summary>What can happen in a group that the bot takes notice of.</summary>
public enum GroupEvent
{
    /// <summary>The bot was brought in.</summary>
    Joined,

    /// <summary>Somebody wrote to it by name, or tapped a button of its news.</summary>
    Called,

    /// <summary>It was put out.</summary>
    Left,
}

/// <summary>
/// The bot among villagers in their group: says who it is when it is brought in, answers when it is called and not else, keeps nothing
/// of what is said but whose group it is, when somebody tells it by name. Taken up again after a crash nothing is said twice, as a reply token works once.
/// </summary>
public sealed class GroupTurns(GroupStore groups, FlowStore flows, Places places, ReplySender replies)
{
    /// <summary>A place and little else: a longer text is a story that names one.</summary>
    private const int LongestPlace = 60;

    public async Task HandleAsync(Incoming.InGroup happened, CancellationToken cancellationToken)
    {
        switch (happened.Event)
        {
            case GroupEvent.Joined:
                // LINE may tell of the joining twice, with an event of its own each time.
                if (await groups.HasJoinedAsync(happened.ChatId, cancellationToken)) break;
                await SayAsync("group-hello", happened.ReplyToken, cancellationToken);
                await groups.JoinAsync(happened.ChatId, happened.At, cancellationToken);
                break;
            case GroupEvent.Called when happened.Words is { Length: > 0 and <= LongestPlace } words && places.Read(words) is PlaceReading.Found place:
                await groups.PlaceAsync(happened.ChatId, place.Tambon.Code, place.Village, cancellationToken);
                await SayAsync(place.Village is null ? "group-placed" : "group-placed-village", happened.ReplyToken, cancellationToken, place);
                break;
            case GroupEvent.Called:
                await SayAsync("group-called", happened.ReplyToken, cancellationToken);
                break;
            case GroupEvent.Left:
                await groups.LeaveAsync(happened.ChatId, happened.At, cancellationToken);
                break;
        }
    }

    private async Task SayAsync(string sentence, string? replyToken, CancellationToken cancellationToken, PlaceReading.Found? place = null)
    {
        var text = flows.Current.System.Sentence(sentence);
        if (place is not null)
            text = text.Replace("{tambon}", place.Tambon.Name, StringComparison.Ordinal).Replace("{village}", place.Village?.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // A reply that comes too late is not said at all: a group has moved on by then.
        await replies.SendAsync(replyToken, [Message.Text(text)], again: true, cancellationToken);
    }
}
