using ChainatBot.Flows;

namespace ChainatBot.Surveys;

/// <summary>Which questions a sheet can have come by, by its answers and the survey's branches. Pure.</summary>
internal static class SurveyWay
{
    /// <summary>
    /// The ids of the questions on the way. A question passed over leads where passing over leads; a condition on the person, which no sheet
    /// tells, both ways.
    /// </summary>
    /// <param name="answers">By question id; the value is null or empty where there are no words.</param>
    public static HashSet<string> Of(Flow flow, IReadOnlyDictionary<string, string?> answers)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(answers);
        var (seen, passed, open) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new Stack<string>([flow.Steps[0].Id]));
        while (open.TryPop(out var id))
        {
            if (flow.Find(id) is not { } step || !seen.Add(id)) continue;
            if (step is Question question) passed.Add(question.Id);
            foreach (var next in Next(step, answers)) open.Push(next);
        }

        return passed;
    }

    /// <summary>The questions whose answers decide which others are asked.</summary>
    public static HashSet<string> Steering(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return [.. flow.Steps.OfType<BranchStep>().SelectMany(b => b.Branches).SelectMany(b => b.When).Select(c => c.Name), .. flow.Questions.Where(q => q.Choices.Any(c => c.Next is not null)).Select(q => q.Id)];
    }

    private static List<string> Next(FlowStep step, IReadOnlyDictionary<string, string?> answers)
    {
        switch (step)
        {
            case Question question when !answers.TryGetValue(question.Id, out var answer):
                return [question.SkipTarget];
            case Question question:
                return [question.Choices.FirstOrDefault(c => c.Value == answers[question.Id])?.Next ?? question.Next];
            case BranchStep branch:
                var ways = new List<string>();
                foreach (var way in branch.Branches)
                {
                    var known = way.When.Where(c => !FlowVocabulary.Conditions.ContainsKey(c.Name)).All(c => c.Fits(answers.TryGetValue(c.Name, out var answer) ? answer ?? "" : null));
                    if (!known) continue;
                    ways.Add(way.Next);
                    if (way.When.All(c => !FlowVocabulary.Conditions.ContainsKey(c.Name))) return ways;
                }

                return [.. ways, branch.Next];
            default:
                return [step.Next];
        }
    }
}
