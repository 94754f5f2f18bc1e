using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>An answer on a person's sheet.</summary>
/// <param name="By">The messages that gave it; none where it was tapped.</param>
public sealed record Answered(string Kind, string? Text, HashSet<string> By);

/// <content>Answers to surveys.</content>
public sealed partial class Ledger
{
    // The questions that this pass through a survey came by, in order: at its end, answers to others are answers no longer.
    private readonly Dictionary<string, List<string>> ways = [];

    public Dictionary<(string Survey, string Question), Answered> Sheet { get; } = [];

    /// <summary>A value was given to a question that keeps it.</summary>
    /// <param name="typedBy">The message; null: tapped.</param>
    private void Answers(Asked asked, Question question, string value, string? typedBy, Heard heard)
    {
        switch (question.Keep)
        {
            case "answer" when question.Kind == QuestionKind.Several:
                Chooses(asked, question, value, typedBy, heard);
                break;
            case "answer":
                KeepAnswer(asked, "text", value, typedBy is null ? [] : [typedBy], null);
                Passes(asked, question);
                break;
            case "ballot":
                ChoosesProposal(asked, value, typedBy);
                break;
            case "agreement":
                Agrees(asked, value, typedBy);
                break;
            case "forum-answer":
                AnswersAfterForum(asked, value, typedBy);
                break;
        }
    }

    private void KeepAnswer(Asked asked, string kind, string? text, IEnumerable<string> by, string? set)
    {
        var answer = new Answered(kind, text, [.. by]);
        Sheet[(asked.Flow, asked.Node)] = answer;
        if (set is not null) sets[set] = answer;
    }

    /// <summary>One more of several: the bot says which there are.</summary>
    private void Chooses(Asked asked, Question question, string value, string? typedBy, Heard heard)
    {
        var key = (asked.Flow, asked.Node);
        var chosen = heard.Value(Script.System, "chosen", "chosen")?.Split(", ") ?? [.. (Sheet.GetValueOrDefault(key)?.Text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), value];
        Assert.Equal(value, chosen[^1]);
        KeepAnswer(asked, "text", string.Join(',', chosen), [], null);
        ChoseTyped(("answer", asked.Flow, asked.Node), chosen, value, typedBy);
        if (heard.Asked?.Node != asked.Node) Passes(asked, question);
    }

    private void Passes(Asked asked, Question question)
    {
        if (question.Keep != "answer") return;
        var way = Way(asked.Flow);
        way.Remove(asked.Node);
        way.Add(asked.Node);
    }

    private void Skips(Asked asked, Question question)
    {
        Passes(asked, question);
        if (question.Keep == "agreement") Agrees(asked, "skip", null);
        if (question.Keep == "ballot") SkipsProposal(asked);
    }

    private void GoesBack(Asked asked, Heard heard)
    {
        if (!world.IsSurvey(asked.Flow) || heard.Asked is not { } now || now.Flow != asked.Flow) return;
        var way = Way(asked.Flow);
        if (way.IndexOf(now.Node) is >= 0 and var at) way.RemoveRange(at, way.Count - at);
    }

    private List<string> Way(string survey)
    {
        if (!ways.TryGetValue(survey, out var way)) ways[survey] = way = [];
        return way;
    }

    private void HearOfSurveys(Act act, Heard heard)
    {
        // Several end in the same words.
        var asked = act is Act.Tapped tapped ? tapped.Button.Data!.Flow : Open?.Flow;
        foreach (var survey in World.Surveys)
        {
            if (heard.Says(survey, "hello")) Way(survey).Clear();
            if (survey != asked || !heard.Says(survey, "thanks")) continue;
            foreach (var key in Sheet.Keys.Where(k => k.Survey == survey && !Way(survey).Contains(k.Question)).ToList()) Sheet.Remove(key);
        }

        if (heard.SaysAny("survey-answered", "survey-answered-until") && heard.Asked is { } begun) Way(begun.Flow).Clear();
    }

    private void TakeBackAnswers(string itemId)
    {
        foreach (var (kind, survey, question, value) in TypedBy(itemId, "answer"))
        {
            var rest = Sheet[(survey, question)].Text!.Split(',').Where(v => v != value).ToList();
            if (rest.Count == 0) Sheet.Remove((survey, question));
            else Sheet[(survey, question)] = Sheet[(survey, question)] with { Text = string.Join(',', rest) };
        }

        foreach (var (key, answer) in Sheet.ToList())
            if (answer.By.Remove(itemId) && answer.By.Count == 0) Sheet.Remove(key);
    }
}
