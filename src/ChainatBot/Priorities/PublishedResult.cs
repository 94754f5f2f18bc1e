using System.Globalization;
using ChainatBot.Flows;
using ChainatBot.Priorities.Counting;

namespace ChainatBot.Priorities;

/// <summary>A published result as the chat tells it: the top of the order in words, and how firm it is. Pure.</summary>
public static class PublishedResult
{
    private const int MostPlaces = 3;

    /// <summary>Fewer voters than <paramref name="minimumGroupSize"/>: nothing of the result, and why.</summary>
    public static string Text(RoundDefinition round, IReadOnlyCollection<Ballot> ballots, int minimumGroupSize)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(ballots);
        var people = ballots.Count(ballot => ballot.Choices.Count > 0);
        if (people == 0) return PriorityWords.Get("ChatNobody", round.Title);
        if (people < minimumGroupSize) return PriorityWords.Get("ChatTooFew", round.Title, minimumGroupSize);
        var result = RoundResult.Of(round, ballots);
        var lines = new List<string> { PriorityWords.Get("ChatPeople", round.Title, people.ToString("#,0", CultureInfo.InvariantCulture)) };
        lines.AddRange(PriorityLines.Places(round, result).Take(MostPlaces));
        return string.Join(FlowMessage.Break, [string.Join('\n', lines), .. HowFirm.Parts(round, result)]);
    }
}
