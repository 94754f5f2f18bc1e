using System.Security.Cryptography;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace ChainatBot.Flows;

/// <summary>Turns one flow file into a <see cref="Flow"/>; what can't be read is a problem with its place.</summary>
internal sealed class FlowReader(YamlReading yaml)
{
    /// <summary>Null when there is not enough of a flow to go on checking.</summary>
    public Flow? Read(string text)
    {
        if (yaml.Document(text) is not { } root) return null;
        yaml.KnownKeys(root, FlowVocabulary.FlowKeys, "a flow");
        var id = Required(root, "flow") is { } idNode ? yaml.Id(idNode, "the flow's id") : null;
        var version = Required(root, "version") is { } versionNode ? yaml.Whole(versionNode, "version", 1) : null;
        var title = Required(root, "title") is { } titleNode ? yaml.Text(titleNode, "title") : null;
        var kind = FlowKind.Talk;
        if (yaml.Text(YamlReading.Get(root, "kind"), "kind") is { } k)
        {
            if (k.Value == "survey") kind = FlowKind.Survey;
            else if (k.Value != "talk") yaml.Problem(k.At, $"kind must be talk or survey, not “{k.Value}”");
        }
        var stepNodes = Required(root, "steps") is { } stepsNode ? yaml.List(stepsNode, "steps") : [];
        var steps = stepNodes.Select(Step).OfType<FlowStep>().ToList();
        if (id is null || version is null || steps.Count == 0)
        {
            if (YamlReading.Get(root, "steps") is YamlSequenceNode { Children.Count: 0 } none) yaml.Problem(none, "the flow has no steps; write at least one “say” or “ask”");
            return null;
        }
        return new Flow
        {
            Id = id,
            Version = version.Value,
            Title = title?.Value ?? id,
            Kind = kind,
            Keywords = yaml.Texts(YamlReading.Get(root, "keywords"), "a keyword"),
            BeforeConsent = yaml.Flag(YamlReading.Get(root, "before-consent"), "before-consent", false),
            ExpiresAfter = yaml.Whole(YamlReading.Get(root, "expires-after-days"), "expires-after-days", 1) is { } days ? TimeSpan.FromDays(Math.Min(days, 3650)) : Flow.DefaultExpiry,
            OnLeave = yaml.Word(YamlReading.Get(root, "on-leave"), "on-leave"),
            Steps = FillNext(steps),
            At = yaml.At(YamlReading.Get(root, "flow") ?? root),
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
    }

    private YamlNode? Required(YamlMappingNode map, string key)
    {
        var node = YamlReading.Get(map, key);
        if (node is null) yaml.Problem(map, $"“{key}:” is missing; add it");
        return node;
    }

    /// <summary>Without <c>next</c> a step leads to the one below it.</summary>
    private List<FlowStep> FillNext(List<FlowStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Next.Length > 0) continue;
            if (i + 1 < steps.Count) steps[i] = steps[i] with { Next = steps[i + 1].Id };
            else
            {
                var everyChoiceLeads = steps[i] is Question { Kind: QuestionKind.Choice or QuestionKind.YesNo, CanSkip: false, Choices.Count: > 0 } q && q.Choices.All(c => c.Next is not null || c.Link is not null);
                if (!everyChoiceLeads && steps[i] is not BranchStep) yaml.Problem(steps[i].At, $"dead end: nothing follows the last step “{steps[i].Id}”; add “next: end” or the id of a step");
                steps[i] = steps[i] with { Next = FlowStep.End };
            }
        }
        return steps;
    }

    private static readonly string[] StepKinds = ["say", "ask", "branch", "run"];

    private FlowStep? Step(YamlNode node)
    {
        if (yaml.Map(node, "a step") is not { } map) return null;
        if (YamlReading.Get(map, "id") is not { } idNode)
        {
            yaml.Problem(map, "this step has no “id:”; give it a short name of its own");
            return null;
        }
        if (yaml.Id(idNode, "the step's id") is not { } id) return null;
        var at = yaml.At(idNode);
        var kinds = StepKinds.Where(k => YamlReading.Get(map, k) is not null).ToList();
        if (kinds.Count != 1)
        {
            if (kinds.Count == 0) yaml.KnownKeys(map, [.. FlowVocabulary.SayKeys, .. FlowVocabulary.AskKeys, "branch", "otherwise", "run"], "a step");
            yaml.Problem(at, kinds.Count == 0 ? $"step “{id}” does nothing; give it one of say, ask, branch, run" : $"step “{id}” has both {string.Join(" and ", kinds)}; split it into two steps");
            return null;
        }
        FlowStep step = kinds[0] switch
        {
            "say" => Say(map, id, at),
            "branch" => Branching(map, id, at),
            "run" => Run(map, id, at),
            _ => Ask(map, id, at),
        };
        var nextNode = YamlReading.Get(map, kinds[0] == "branch" ? "otherwise" : "next");
        return yaml.Word(nextNode, "next") is { } next ? step with { Next = next, NextAt = yaml.At(nextNode!) } : step with { Next = "" };
    }

    private SayStep Say(YamlMappingNode map, string id, SourcePosition at)
    {
        yaml.KnownKeys(map, FlowVocabulary.SayKeys, "a say step");
        return new SayStep(id, at)
        {
            Texts = yaml.Texts(YamlReading.Get(map, "say"), "say"),
            Offer = yaml.Texts(YamlReading.Get(map, "offer"), "offer"),
        };
    }

    private RunStep Run(YamlMappingNode map, string id, SourcePosition at)
    {
        yaml.KnownKeys(map, FlowVocabulary.RunKeys, "a run step");
        var node = YamlReading.Get(map, "run")!;
        return new RunStep(id, at, yaml.Id(node, "the flow to run") ?? "", yaml.At(node));
    }

    private BranchStep Branching(YamlMappingNode map, string id, SourcePosition at)
    {
        yaml.KnownKeys(map, FlowVocabulary.BranchKeys, "a branch step");
        if (YamlReading.Get(map, "otherwise") is null) yaml.Problem(at, $"branch “{id}” has no “otherwise:”; say where to go when no condition holds");
        var branches = new List<Branch>();
        foreach (var item in yaml.List(YamlReading.Get(map, "branch"), "branch"))
        {
            if (yaml.Map(item, "a way of a branch") is not { } way) continue;
            yaml.KnownKeys(way, FlowVocabulary.BranchItemKeys, "a way of a branch");
            var when = yaml.Map(Required(way, "when"), "when");
            var next = Required(way, "next");
            if (when is null || next is null || yaml.Word(next, "next") is not { } target) continue;
            var conditions = new List<Condition>();
            foreach (var (key, value) in when.Children)
            {
                if (key is not YamlScalarNode { Value: { } name }) continue;
                conditions.Add(new Condition(name, [.. yaml.Texts(value, $"the value of “{name}”").Select(t => t.Value)], yaml.At(key)));
            }
            if (conditions.Count == 0) yaml.Problem(when, "“when” has no condition; write one such as “place: known”, or use “otherwise”");
            branches.Add(new Branch(conditions, target, yaml.At(way), yaml.At(next)));
        }
        return new BranchStep(id, at) { Branches = branches };
    }

    private Question Ask(YamlMappingNode map, string id, SourcePosition at)
    {
        yaml.KnownKeys(map, FlowVocabulary.AskKeys, "an ask step");
        var kind = Named(map, "ask", QuestionKinds, "ask") ?? QuestionKind.Message;
        var texts = yaml.Texts(Required(map, "text"), "text");
        var choices = new List<Choice>();
        foreach (var node in yaml.List(YamlReading.Get(map, "choices"), "choices"))
            if (Choice(node) is { } choice) choices.Add(choice);
        var accepts = MessageKinds.None;
        foreach (var t in yaml.Texts(YamlReading.Get(map, "accept"), "accept"))
        {
            if (Accepted.TryGetValue(t.Value, out var one)) accepts |= one;
            else yaml.Problem(t.At, $"accept knows no “{t.Value}”{FlowVocabulary.DidYouMean(t.Value, Accepted.Keys)}; use text, voice, photo, location");
        }
        var buttons = yaml.Text(YamlReading.Get(map, "buttons"), "buttons");
        if (buttons is { Value: not ("big" or "quick") }) yaml.Problem(buttons.Value.At, $"buttons must be big or quick, not “{buttons.Value.Value}”");
        return new Question(id, at, kind)
        {
            Texts = texts,
            GuessText = yaml.Text(YamlReading.Get(map, "guess-text"), "guess-text"),
            Rephrased = yaml.Text(YamlReading.Get(map, "rephrased"), "rephrased"),
            Choices = choices,
            From = Named(map, "from", Sources, "from"),
            Of = yaml.Word(YamlReading.Get(map, "of"), "of"),
            Many = yaml.Flag(YamlReading.Get(map, "many"), "many", false),
            Keep = yaml.Word(YamlReading.Get(map, "keep"), "keep"),
            KeepAt = yaml.At(YamlReading.Get(map, "keep") ?? map),
            SkipTo = yaml.Word(YamlReading.Get(map, "skip-to"), "skip-to"),
            CanSkip = yaml.Flag(YamlReading.Get(map, "skip"), "skip", true),
            CanGoBack = yaml.Flag(YamlReading.Get(map, "back"), "back", true),
            CanLeave = yaml.Flag(YamlReading.Get(map, "leave"), "leave", true),
            BigButtons = buttons is { Value: "big" },
            Accepts = accepts == MessageKinds.None ? MessageKinds.All : accepts,
            UntilDone = yaml.Flag(YamlReading.Get(map, "until-done"), "until-done", false),
            Min = yaml.Number(YamlReading.Get(map, "min"), "min"),
            Max = yaml.Number(YamlReading.Get(map, "max"), "max"),
            Past = yaml.Flag(YamlReading.Get(map, "past"), "past", false),
        };
    }

    private Choice? Choice(YamlNode node)
    {
        // A bare text is a choice whose value is its label.
        if (node is YamlScalarNode) return yaml.Text(node, "a choice") is { } text ? new Choice(text, text.Value, null, text.At, null) : null;
        if (yaml.Map(node, "a choice") is not { } map) return null;
        yaml.KnownKeys(map, FlowVocabulary.ChoiceKeys, "a choice");
        if (Required(map, "label") is not { } labelNode || yaml.Text(labelNode, "label") is not { } label) return null;
        var next = YamlReading.Get(map, "next");
        return new Choice(label, yaml.Word(YamlReading.Get(map, "value"), "value") ?? label.Value, yaml.Word(next, "next"), yaml.At(next ?? labelNode), yaml.Word(YamlReading.Get(map, "link"), "link"), yaml.Flag(YamlReading.Get(map, "keep"), "keep", true))
        {
            Also = YamlReading.Get(map, "also") is { } also ? [.. yaml.Texts(also, "also")] : [],
        };
    }

    private T? Named<T>(YamlMappingNode map, string key, IReadOnlyDictionary<string, T> names, string what) where T : struct
    {
        if (yaml.Text(YamlReading.Get(map, key), what) is not { } text) return null;
        if (names.TryGetValue(text.Value, out var value)) return value;
        yaml.Problem(text.At, $"{what} knows no “{text.Value}”{FlowVocabulary.DidYouMean(text.Value, names.Keys)}; use one of {string.Join(", ", names.Keys)}");
        return null;
    }

    internal static readonly IReadOnlyDictionary<string, QuestionKind> QuestionKinds = new Dictionary<string, QuestionKind>(StringComparer.Ordinal)
    {
        ["choice"] = QuestionKind.Choice, ["several"] = QuestionKind.Several, ["yesno"] = QuestionKind.YesNo, ["message"] = QuestionKind.Message, ["number"] = QuestionKind.Number,
        ["date"] = QuestionKind.Date, ["time"] = QuestionKind.Time, ["scale"] = QuestionKind.Scale, ["place"] = QuestionKind.Place,
    };

    internal static readonly IReadOnlyDictionary<string, ChoiceSource> Sources = new Dictionary<string, ChoiceSource>(StringComparer.Ordinal)
    {
        ["topics"] = ChoiceSource.Topics, ["districts"] = ChoiceSource.Districts, ["tambons"] = ChoiceSource.Tambons, ["villages"] = ChoiceSource.Villages,
        ["surveys"] = ChoiceSource.Surveys, ["opinions"] = ChoiceSource.Opinions, ["forums"] = ChoiceSource.Forums, ["forum-questions"] = ChoiceSource.ForumQuestions,
        ["rounds"] = ChoiceSource.Rounds, ["proposals"] = ChoiceSource.Proposals,
    };

    internal static readonly IReadOnlyDictionary<string, MessageKinds> Accepted = new Dictionary<string, MessageKinds>(StringComparer.Ordinal)
    {
        ["text"] = MessageKinds.Text, ["voice"] = MessageKinds.Voice, ["photo"] = MessageKinds.Photo, ["location"] = MessageKinds.Location,
    };
}
