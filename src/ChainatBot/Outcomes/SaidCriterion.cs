using System.Globalization;
using ChainatBot.Announcements;
using ChainatBot.Privacy;

namespace ChainatBot.Outcomes;

/// <summary>
/// <c>said</c>: is among those to be told of an outcome. The argument names scope, group and telling, <c>tambon:180106 0a1b… 1</c>. Wherever
/// the person lives by now, it is asked by the name under which they spoke.
/// </summary>
internal sealed class SaidCriterion(OutcomePeople people) : IAudienceCriterion
{
    public string Name => "said";

    public static string Argument(string scope, string group, int telling) => string.Create(CultureInfo.InvariantCulture, $"{scope} {group} {telling}");

    public Task<bool> HoldsAsync(string argument, ParticipantId participant, string tambon, CancellationToken cancellationToken) =>
        argument.Split(' ') is [var scope, var group, var telling] && int.TryParse(telling, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? people.HoldsAsync(scope, participant, group, number, cancellationToken)
            : Task.FromResult(false);
}
