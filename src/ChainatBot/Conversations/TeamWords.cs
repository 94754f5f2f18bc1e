using ChainatBot.Flows;
using ChainatBot.Opinions;
using ChainatBot.Participants;
using ChainatBot.Privacy;
using ChainatBot.Summaries;
using ChainatBot.Understanding;
using Line.Messaging;

namespace ChainatBot.Conversations;

/// <summary>Words that only the team may say: “สรุป”, or “สรุป หาดท่าเสา”, answers with the summary that anyone on the team may see.</summary>
public sealed class TeamWords(TeamMembers team, SummaryService summaries, Places places)
{
    private const string Summary = "สรุป";

    /// <summary>Whether this, said by the team, is answered here.</summary>
    public static bool IsOne(string text) => text.Trim() == Summary;

    /// <summary>The answer, or null where this is nothing for the team.</summary>
    public async Task<IReadOnlyList<Message>?> AnswerAsync(ParticipantId participant, Profile profile, FlowInput input, CancellationToken cancellationToken)
    {
        if (input is not TextInput said || !team.IsMember(participant)) return null;
        var text = said.Text.Trim();
        if (!text.StartsWith(Summary, StringComparison.Ordinal)) return null;

        var named = text[Summary.Length..].Trim();
        var tambon = named.Length == 0 ? profile.TambonCode ?? Opinion.NoTambon : (places.Read(named) as PlaceReading.Found)?.Tambon.Code;
        if (tambon is null) return null;

        var view = await summaries.SummarizeAsync(tambon, cancellationToken: cancellationToken);
        return [Message.Text(SummaryText.Long(view, summaries.Options))];
    }
}
