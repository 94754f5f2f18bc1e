using ChainatBot.Opinions;
using ChainatBot.Priorities;
using ChainatBot.Privacy;
using ChainatBot.Surveys;

namespace ChainatBot.Announcements;

/// <summary><c>heard</c>: has said any opinion in the tambon; with an argument, since that day (yyyy-MM-dd).</summary>
internal sealed class HeardCriterion(OpinionStore opinions, Pseudonyms pseudonyms) : IAudienceCriterion
{
    public string Name => "heard";

    public async Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken)
    {
        await foreach (var opinion in opinions.OfPersonAsync(tambon, pseudonyms.PersonIn("tambon:" + tambon, participant), cancellationToken))
            if (string.CompareOrdinal(opinion.ReceivedOn, argument) >= 0) return true;
        return false;
    }
}

/// <summary><c>survey</c>: has answered the survey of this id, wherever she lived then.</summary>
internal sealed class SurveyCriterion(SurveyStore surveys, AnswerStore answers) : IAudienceCriterion
{
    public string Name => "survey";

    public async Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken)
    {
        var person = answers.PersonIn(argument, participant);
        // At home first: nearly everybody answers there.
        foreach (var place in (await surveys.AllAsync(cancellationToken)).Where(s => s.Survey == argument).Select(s => s.Tambon).Append(tambon).Distinct(StringComparer.Ordinal).OrderBy(t => t != tambon))
            await foreach (var _ in answers.SheetAsync(place, argument, person, cancellationToken)) return true;
        return false;
    }
}

/// <summary><c>round</c>: has a ballot in the round of this id.</summary>
internal sealed class RoundCriterion(BallotStore ballots) : IAudienceCriterion
{
    public string Name => "round";

    public async Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken) =>
        await ballots.FindAsync(argument, participant, cancellationToken) is not null;
}
