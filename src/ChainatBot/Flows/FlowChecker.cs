namespace ChainatBot.Flows;

/// <summary>
/// What can be wrong with flows that can be read: ways that lead nowhere, words used twice, names that do not exist,
/// and everything LINE would refuse or cut. Each finding says what it is and what to do.
/// </summary>
internal static class FlowChecker
{
    /// <param name="all">Every flow read, also those of the same id and version, which the set can't hold both.</param>
    public static void Check(FlowSet set, IReadOnlyList<Flow> all, List<FlowProblem> problems)
    {
        CheckVersions(all, problems);
        CheckRoles(set, problems);
        CheckKeywords(set, problems);
        FlowTextCheck.CheckSystem(set.System, problems);
        foreach (var flow in all)
        {
            CheckIds(flow, problems);
            CheckTargets(flow, set, problems);
            CheckReach(flow, problems);
            CheckLoops(flow, set, problems);
            foreach (var question in flow.Questions) QuestionCheck.Check(flow, question, set, problems);
            FlowTextCheck.Check(flow, problems);
        }
        foreach (var flow in set.CurrentFlows) CheckBubbles(flow, set, problems);
    }

    private static void CheckVersions(IReadOnlyList<Flow> all, List<FlowProblem> problems)
    {
        foreach (var group in all.GroupBy(f => (f.Id, f.Version)).Where(g => g.Count() > 1))
            foreach (var twice in group.Skip(1))
                problems.Add(new FlowProblem(twice.At, FormattableString.Invariant($"version {twice.Version} of flow “{twice.Id}” is already in {group.First().At.File}; the same id and version never changes, so give this one a higher version")));
    }

    private static void CheckRoles(FlowSet set, List<FlowProblem> problems)
    {
        foreach (var (role, id) in set.System.Roles)
        {
            var ids = set.CurrentFlows.Select(f => f.Id).ToList();
            if (set.Current(id.Value) is not { } flow)
            {
                problems.Add(new FlowProblem(id.At, $"there is no flow “{id.Value}”{FlowVocabulary.DidYouMean(id.Value, ids)}"));
                continue;
            }
            if (role == "opinion" && !flow.Questions.Any(q => q is { Kind: QuestionKind.Message, Keep: "opinion" }))
                problems.Add(new FlowProblem(flow.At, "the opinion flow needs a question “ask: message” with “keep: opinion”, where messages outside a question begin"));
            if (role == "welcome" && !flow.Questions.Any(q => q.Keep == "consent"))
                problems.Add(new FlowProblem(flow.At, "the welcome flow needs a question with “keep: consent”"));
            if (role == "helper" && !flow.Questions.Any(q => q.Keep == "neighbour"))
                problems.Add(new FlowProblem(flow.At, "the helper flow needs a question “ask: message” with “keep: neighbour”, where the neighbour consents by voice"));
            if (role == "helper" && flow.Questions.FirstOrDefault(q => q.Keep is not (null or "neighbour" or "place" or "opinion" or "topic" or "reach")) is { } own)
                problems.Add(new FlowProblem(own.KeepAt, $"“keep: {own.Keep}” would be kept as the team member's own; the helper flow keeps neighbour, place, opinion, topic and reach"));
            if (role == "helper" && flow.Steps.OfType<RunStep>().FirstOrDefault(r => set.Current(r.Flow) is { Kind: FlowKind.Talk } other && !other.Questions.Any(q => q.From == ChoiceSource.Surveys)) is { } run)
                problems.Add(new FlowProblem(run.FlowAt, "another flow would ask the team member; the helper flow runs surveys only, so write its questions into the helper flow"));
            if (role is "welcome" or "help" && !flow.BeforeConsent)
                problems.Add(new FlowProblem(flow.At, $"the {role} flow is held before consent; add “before-consent: yes”"));
        }
    }

    private static void CheckKeywords(FlowSet set, List<FlowProblem> problems)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in FlowVocabulary.Words)
        {
            seen.TryAdd(Keyword.Plain(set.System.Label(name)), $"the button “{name}” of system.yaml");
            foreach (var word in set.System.Words.TryGetValue(name, out var words) ? words : []) Add(word, $"the words “{name}” of system.yaml");
        }
        foreach (var flow in set.CurrentFlows.OrderBy(f => f.At.File, StringComparer.Ordinal))
            foreach (var keyword in flow.Keywords) Add(keyword, $"flow “{flow.Id}”");

        void Add(FlowText word, string owner)
        {
            var plain = Keyword.Plain(word.Value);
            if (plain.Length == 0) problems.Add(new FlowProblem(word.At, $"“{word.Value}” holds no letter; write a word"));
            else if (!seen.TryAdd(plain, owner) && seen[plain] is { } other)
                problems.Add(new FlowProblem(word.At, $"the word “{word.Value}” already belongs to {other}; people could not say which they mean, so remove it from one"));
        }
    }

    private static void CheckIds(Flow flow, List<FlowProblem> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in flow.Steps)
        {
            if (!seen.Add(step.Id)) problems.Add(new FlowProblem(step.At, $"step id “{step.Id}” is used twice; give this step another id"));
            if (step.Id == FlowStep.End) problems.Add(new FlowProblem(step.At, "“end” means the end of the flow; give this step another id"));
            if (step is Question q && q.Keep != q.Id && (FlowVocabulary.Conditions.ContainsKey(q.Id) || FlowVocabulary.Variables.Contains(q.Id)))
                problems.Add(new FlowProblem(step.At, $"“{step.Id}” is a name the program uses itself; give this question another id"));
        }
    }

    /// <summary>The ids a step may lead to, with the place where each is written.</summary>
    internal static IEnumerable<(string Target, SourcePosition At)> Ways(FlowStep step)
    {
        switch (step)
        {
            case BranchStep branch:
                foreach (var way in branch.Branches) yield return (way.Next, way.NextAt);
                break;
            case Question question:
                foreach (var choice in question.Choices)
                    if (choice.Next is { } next) yield return (next, choice.NextAt);
                if (question is { SkipTo: { } skip, CanSkip: true }) yield return (skip, question.At);
                // The step's own next is a way only if some answer or the skip button takes it.
                if (question.Choices.Count > 0 && question.Choices.All(c => c.Next is not null || c.Link is not null) && (!question.CanSkip || question.SkipTo is not null)) yield break;
                break;
        }
        yield return (step.Next, step.NextAt);
    }

    private static void CheckTargets(Flow flow, FlowSet set, List<FlowProblem> problems)
    {
        var ids = flow.Steps.Select(s => s.Id).Append(FlowStep.End).ToList();
        void Step(string target, SourcePosition at)
        {
            if (!ids.Contains(target)) problems.Add(new FlowProblem(at, $"there is no step “{target}”{FlowVocabulary.DidYouMean(target, ids)}; write the id of a step of this flow, or end"));
        }
        if (flow.OnLeave is { } leave) Step(leave, flow.At);
        var flowIds = set.CurrentFlows.Select(f => f.Id).ToList();
        void Other(string id, SourcePosition at)
        {
            if (!flowIds.Contains(id)) problems.Add(new FlowProblem(at, $"there is no flow “{id}”{FlowVocabulary.DidYouMean(id, flowIds)}"));
        }
        foreach (var step in flow.Steps)
        {
            foreach (var (target, at) in Ways(step)) Step(target, at);
            if (step is RunStep run)
            {
                Other(run.Flow, run.FlowAt);
                if (Runs(run.Flow, set, []).Contains(flow.Id)) problems.Add(new FlowProblem(run.FlowAt, $"flow “{flow.Id}” runs itself by way of “{run.Flow}”; it would never end"));
            }
            foreach (var offer in (step as SayStep)?.Offer ?? []) Other(offer.Value, offer.At);
            foreach (var branch in (step as BranchStep)?.Branches ?? [])
                foreach (var condition in branch.When) CheckCondition(flow, condition, problems);
        }
    }

    private static HashSet<string> Runs(string id, FlowSet set, HashSet<string> seen)
    {
        if (!seen.Add(id) || set.Current(id) is not { } flow) return seen;
        foreach (var run in flow.Steps.OfType<RunStep>()) Runs(run.Flow, set, seen);
        return seen;
    }

    private static void CheckCondition(Flow flow, Condition condition, List<FlowProblem> problems)
    {
        var questions = flow.Questions.Select(q => q.Id).ToList();
        if (FlowVocabulary.Conditions.TryGetValue(condition.Name, out var values))
        {
            foreach (var value in condition.Values.Where(v => !values.Contains(v)))
                problems.Add(new FlowProblem(condition.At, $"“{condition.Name}” is never “{value}”; it may be {string.Join(", ", values)}"));
            return;
        }
        if (flow.Find(condition.Name) is not Question question)
        {
            string[] names = [.. questions, .. FlowVocabulary.Conditions.Keys];
            problems.Add(new FlowProblem(condition.At, $"a condition knows no “{condition.Name}”{FlowVocabulary.DidYouMean(condition.Name, names)}; use the id of a question or one of {string.Join(", ", FlowVocabulary.Conditions.Keys)}"));
            return;
        }
        if (question.Choices.Count == 0) return;
        string[] known = [.. question.Choices.Select(c => c.Value), "known", "unknown"];
        foreach (var value in condition.Values.Where(v => !known.Contains(v) && v[0] is not ('>' or '<')))
            problems.Add(new FlowProblem(condition.At, $"question “{question.Id}” has no choice of value “{value}”{FlowVocabulary.DidYouMean(value, known)}"));
    }

    private static void CheckReach(Flow flow, List<FlowProblem> problems)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([flow.Steps[0].Id]);
        if (flow.OnLeave is { } leave) waiting.Push(leave);
        while (waiting.TryPop(out var id))
        {
            if (!reached.Add(id) || flow.Find(id) is not { } step) continue;
            foreach (var (target, _) in Ways(step)) waiting.Push(target);
        }
        foreach (var step in flow.Steps.Where(s => !reached.Contains(s.Id)))
            problems.Add(new FlowProblem(step.At, $"nobody can reach step “{step.Id}”: no “next” leads to it; lead to it from somewhere or delete it"));
    }

    /// <summary>A circle of steps that never asks would speak for ever.</summary>
    private static void CheckLoops(Flow flow, FlowSet set, List<FlowProblem> problems)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var on = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in flow.Steps) Visit(step.Id);

        void Visit(string id)
        {
            if (done.Contains(id) || flow.Find(id) is not { } step || step is Question || (step is RunStep run && set.Current(run.Flow)?.Questions.Any() == true)) return;
            if (!on.Add(id))
            {
                problems.Add(new FlowProblem(step.At, $"step “{id}” comes back to itself without asking anything; put a question into the circle or lead out of it"));
                return;
            }
            foreach (var (target, _) in Ways(step)) Visit(target);
            on.Remove(id);
            done.Add(id);
        }
    }

    /// <summary>The longest way between two questions must fit into one reply.</summary>
    private static void CheckBubbles(Flow flow, FlowSet set, List<FlowProblem> problems)
    {
        var after = After(flow, set, 0);
        Report(flow.At, Bubbles(flow, flow.Steps[0].Id, set, after, 0), "from its start");
        if (flow.OnLeave is { } leave) Report(flow.At, Bubbles(flow, leave, set, after, 0), "on leaving");
        foreach (var question in flow.Questions)
            Report(question.At, Ways(question).Max(w => Bubbles(flow, w.Target, set, after, 0)), $"after question “{question.Id}”");

        void Report(SourcePosition at, int bubbles, string where)
        {
            if (bubbles > FlowLimits.MessagesOfFlow)
                problems.Add(new FlowProblem(at, FormattableString.Invariant($"flow “{flow.Id}” may say {bubbles} bubbles at once {where}; LINE takes {FlowEngine.MaxMessages} and one is kept for a kind word, so join or shorten them to {FlowLimits.MessagesOfFlow}")));
        }
    }

    /// <summary>What may be said after the flow's end: the rest of a flow that runs it, or the offer to go on with an interrupted one.</summary>
    private static int After(Flow flow, FlowSet set, int depth)
    {
        var most = 1;
        if (depth > 8) return most;
        foreach (var caller in set.CurrentFlows.Where(f => f.Id != flow.Id))
            foreach (var run in caller.Steps.OfType<RunStep>().Where(r => r.Flow == flow.Id))
                most = Math.Max(most, Bubbles(caller, run.Next, set, After(caller, set, depth + 1), depth + 1));
        return most;
    }

    private static int Bubbles(Flow flow, string id, FlowSet set, int after, int depth)
    {
        if (depth > 40) return 0;
        return flow.Find(id) switch
        {
            null => after,
            SayStep say => say.Texts.Count + Bubbles(flow, say.Next, set, after, depth + 1),
            Question question => Math.Max(1, question.Texts.Count) + (question.From == ChoiceSource.Proposals ? 1 : 0),
            RunStep run => set.Current(run.Flow) is { } other && other.Id != flow.Id
                ? Bubbles(other, EntryOf(other, set), set, Bubbles(flow, run.Next, set, after, depth + 1), depth + 1)
                : Bubbles(flow, run.Next, set, after, depth + 1),
            var step => Ways(step).Max(w => Bubbles(flow, w.Target, set, after, depth + 1)),
        };
    }

    /// <summary>A run of the opinion flow with something said already begins after its first question, which says the most.</summary>
    private static string EntryOf(Flow flow, FlowSet set) =>
        flow.Id == set.System.Role("opinion") && flow.Questions.FirstOrDefault(q => q.Keep == "opinion") is { } said ? said.Next : flow.Steps[0].Id;
}
