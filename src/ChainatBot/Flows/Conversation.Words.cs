using System.Globalization;
using System.Text;

namespace ChainatBot.Flows;

/// <content>Turning steps into bubbles and buttons.</content>
internal sealed partial class Conversation
{
    private readonly record struct Option(string Label, string Value, string? Next = null, bool Keep = true, IReadOnlyList<FlowText>? Also = null);

    private void Add(string text, List<FlowButton> buttons, FlowButtonStyle style = FlowButtonStyle.QuickReply)
    {
        var expanded = Expand(text);
        if (string.IsNullOrWhiteSpace(expanded) && buttons.Count == 0) return;
        var parts = expanded.Split(FlowMessage.Break);
        for (var at = 0; at < parts.Length; at++) messages.Add(at < parts.Length - 1 ? new FlowMessage(parts[at], []) : new FlowMessage(parts[at], buttons, style));
    }

    private void Say(string sentence) => Add(System.Sentence(sentence), []);

    /// <summary>Comes to a question; false when there is nothing to choose from and the flow goes on.</summary>
    private bool Ask(Question question)
    {
        if (question.From == ChoiceSource.ForumQuestions && NextForumQuestion(question) is null) return false;
        BeginForNeighbour(question);
        Change(f => f with { Node = question.Id, Misses = 0, Page = 0, Place = null, Taken = 0, Answers = question.From == ChoiceSource.ForumQuestions ? f.Answers : Without(f.Answers, question) });
        var chooses = question.Kind is QuestionKind.Choice or QuestionKind.Several or QuestionKind.YesNo or QuestionKind.Scale;
        if (chooses && Options(question).Count == 0) return false;
        if (question.From == ChoiceSource.Surveys && Options(question) is [var only])
        {
            BeginSurvey(only.Value);
            return true;
        }
        if (question.From == ChoiceSource.Forums && Options(question) is [var single])
        {
            Complete(question, single.Value, null);
            return true;
        }
        if (question.Keep == "forum-reply" && CurrentForum is null) return false;
        if (question.From == ChoiceSource.Rounds && Options(question) is [var round])
        {
            Change(f => f with { Answers = With(f.Answers, question.Id, round.Value), Sitting = null });
            return false;
        }
        if (question.Keep == "agreement" && !Sit()) return false;
        if (question.Kind == QuestionKind.Place && flows.Places is null) return false;
        if (question is { Kind: QuestionKind.Place, Of: { } of } && Top!.Answer(of) == "same" && person.TambonCode is { } code && flows.Places?.Tambon(code) is { } tambon)
        {
            TambonKnown(question, tambon, null);
            return true;
        }
        Show(question, again: false);
        return true;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? answers, string step, string value)
    {
        var all = answers is null ? [] : new Dictionary<string, string>(answers, StringComparer.Ordinal);
        all[step] = value;
        return all;
    }

    /// <summary>A question that is asked anew begins without the choices of last time.</summary>
    private static IReadOnlyDictionary<string, string>? Without(IReadOnlyDictionary<string, string>? answers, Question question) =>
        answers is null || !answers.ContainsKey(question.Id) ? answers : answers.Where(a => a.Key != question.Id).ToDictionary(StringComparer.Ordinal);

    /// <summary>Says the open question once more: its last bubble with the buttons.</summary>
    private void Again()
    {
        if (offered && Open is not null) Offer();
        else if (Open is { } question) Show(question, again: true);
    }

    /// <param name="again">Only its last bubble.</param>
    /// <param name="chosen">In place of its words, what of several things was chosen so far.</param>
    private void Show(Question question, bool again, bool chosen = false)
    {
        Change(f => f with { At = now });
        var frame = Top!;
        var atStage = question.Kind == QuestionKind.Place && frame.Place is not null;
        if (!again && !atStage)
            for (var i = 0; i < question.Texts.Count - 1; i++) Add(question.Texts[i].Value, []);
        var last = question.Texts.Count > 0 ? question.Texts[^1].Value : "";
        // Leafing on means that the guess is wrong.
        if (frame.Page == 0 && Guessed(question) is not null && question.GuessText is { } guess) last = guess.Value;
        if (again && frame.Misses >= 2 && question.Rephrased is { } rephrased) last = rephrased.Value;
        if (atStage && StageSentence(frame.Place!) is { } sentence) last = System.Sentence(sentence);
        if (chosen) last = System.Sentence("chosen");
        if (FlowOf(frame) is { Kind: FlowKind.Survey }) last = System.Sentence("numbering") + "\n" + last;
        if (question.Keep == "forum-reply" && CurrentForum is { } forum)
        {
            messages.Add(Invitation(forum, question, last));
            return;
        }
        if (Before(question) is not null) last += "\n" + System.Sentence("survey-before");
        if (question.From == ChoiceSource.Proposals)
        {
            Add(last, []);
            messages.Add(Cards(question));
            return;
        }
        Add(last, Buttons(question), question.BigButtons ? FlowButtonStyle.Buttons : FlowButtonStyle.QuickReply);
    }

    private static string? StageSentence(PlaceStage stage) => stage switch
    {
        { Candidates.Count: > 0, Suggested: true } => "place-did-you-mean",
        { Candidates.Count: > 0 } => "place-which",
        { Tambon: not null } => "place-village",
        { District: not null } => "place-tambon",
        { Village: not null } => "place-of-village",
        _ => null,
    };

    /// <summary>The topic guessed for the opinion, where the question asks for it.</summary>
    private string? Guessed(Question question) =>
        question is { From: ChoiceSource.Topics, Keep: "topic" } && opinion?.Topic is { } topic && Topic(topic) is not null ? topic : null;

    private string? Topic(string id) => flows.Topics?.Topics.FirstOrDefault(t => t.Id == id)?.Label;

    private List<Option> Options(Question question)
    {
        if (question.Kind == QuestionKind.Scale)
        {
            var from = (int)Math.Clamp(question.Min ?? 1, 0, 10);
            var to = (int)Math.Clamp(question.Max ?? 5, from, from + 9);
            return [.. Enumerable.Range(from, to - from + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => new Option(n, n))];
        }
        if (question.Kind is not (QuestionKind.Choice or QuestionKind.Several or QuestionKind.YesNo)) return [];
        var options = question.From is { } source
            ? SourceOptions(source, question)
            : question.Choices.Where(c => c.Link is null).Select(c => new Option(c.Label.Value, c.Value, c.Next, c.Keep, c.Also)).ToList();
        if (question.Kind == QuestionKind.Several)
        {
            var chosen = Chosen(question);
            options.RemoveAll(o => chosen.Contains(o.Value));
        }
        if (Guessed(question) is { } guess && options.FindIndex(o => o.Value == guess) is > 0 and var index)
        {
            var first = options[index];
            options.RemoveAt(index);
            options.Insert(0, first);
        }
        return options;
    }

    private List<Option> SourceOptions(ChoiceSource source, Question question)
    {
        var of = question.Of is { } step ? Top?.Answer(step) : null;
        var tambon = (of ?? person.TambonCode)?.Split('/')[0];
        return source switch
        {
            ChoiceSource.Opinions => OwnOptions(),
            ChoiceSource.Surveys => SurveyOptions(),
            ChoiceSource.Forums => ForumOptions(),
            ChoiceSource.ForumQuestions => [],
            ChoiceSource.Rounds => RoundOptions(),
            ChoiceSource.Proposals => ProposalOptions(question),
            ChoiceSource.Topics => [.. (flows.Topics?.Topics ?? []).Select(t => new Option(t.Label, t.Id))],
            ChoiceSource.Districts => [.. (flows.Places?.Districts ?? []).Select(d => new Option(d.Name, d.Code))],
            ChoiceSource.Tambons => [.. (flows.Places?.TambonsOf(of ?? (tambon is { Length: >= 4 } ? tambon[..4] : "")) ?? []).Select(t => new Option(t.Name, t.Code))],
            _ => tambon is null ? [] : [.. Enumerable.Range(1, MostVillages).Select(n => new Option(Village(n), n.ToString(CultureInfo.InvariantCulture)))],
        };
    }

    private void MorePage(Question question)
    {
        var options = question.Kind == QuestionKind.Place ? PlaceOptions(question) : Options(question);
        var fixedButtons = FixedButtons(question);
        var pages = Pages(question, options.Count, fixedButtons.Count);
        Change(f => f with { Page = pages <= 1 ? 0 : (f.Page + 1) % pages });
        Again();
    }

    private List<FlowButton> Buttons(Question question)
    {
        var fixedButtons = FixedButtons(question);
        var options = question.Kind == QuestionKind.Place ? PlaceOptions(question) : Options(question);
        var buttons = Page(question, options, fixedButtons.Count)
            .Select(o => (FlowButton)new TapButton(FlowLimits.Label(o.Label), Data(ButtonData.Choose, o.Value)))
            .ToList();
        if (Pages(question, options.Count, fixedButtons.Count) > 1) buttons.Add(Button("more", ButtonData.More));
        // “Done” must not hide behind what was not chosen.
        if (question.Kind == QuestionKind.Several && Chosen(question).Count > 0 && fixedButtons.FindIndex(b => b is TapButton tap && tap.Label == System.Label("done")) is >= 0 and var done)
        {
            buttons.Insert(0, fixedButtons[done]);
            fixedButtons.RemoveAt(done);
        }
        buttons.AddRange(fixedButtons);
        return buttons;
    }

    /// <summary>What is offered beside the choices: links, pickers, “done”, and the ways out.</summary>
    private List<FlowButton> FixedButtons(Question question)
    {
        var buttons = new List<FlowButton>();
        foreach (var choice in question.Choices)
        {
            if (choice.Link is not { } link) continue;
            var url = Expand(link);
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http") buttons.Add(new LinkButton(FlowLimits.Label(choice.Label.Value), url));
        }
        if (question.Kind == QuestionKind.Date) buttons.Add(new PickerButton(System.Label("pick-date"), Data(ButtonData.Pick, ""), "date", Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, null));
        if (question.Kind == QuestionKind.Time) buttons.Add(new PickerButton(System.Label("pick-time"), Data(ButtonData.Pick, ""), "time", "09:00", null, null));
        if (question.Kind == QuestionKind.Message && question.Accepts.HasFlag(MessageKinds.Photo)) buttons.Add(new CameraButton(System.Label("camera")));
        if ((question.Kind == QuestionKind.Message && question.Accepts.HasFlag(MessageKinds.Location)) || (question.Kind == QuestionKind.Place && Top!.Place is null or { Tambon: null, Candidates: null }))
            buttons.Add(new LocationButton(System.Label("location")));
        if ((question.Kind == QuestionKind.Several && Chosen(question).Count > 0) || (question.UntilDone && Top!.Taken > 0)) buttons.Add(Button("done", ButtonData.Done));
        if (question.CanSkip) buttons.Add(Button("skip", ButtonData.Skip));
        if (CanGoBack(question)) buttons.Add(Button("back", ButtonData.Back));
        if (question.CanLeave) buttons.Add(Button("leave", ButtonData.Leave));
        return buttons;
    }

    private TapButton Button(string label, string verb) => new(FlowLimits.Label(System.Label(label)), Data(verb, ""));

    private string Data(string verb, string value)
    {
        var top = Top!;
        return new ButtonData(top.Flow, top.Version, top.Node, top.Session, verb, value).ToString();
    }

    private List<FlowButton> StartButtons(SayStep say) =>
        [.. say.Offer.Select(o => flows.Current(o.Value)).OfType<Flow>().Select(f =>
            (FlowButton)new TapButton(FlowLimits.Label(f.Keywords.Count > 0 ? f.Keywords[0].Value : f.Title), new ButtonData("-", 0, "-", "-", ButtonData.Start, f.Id).ToString()))];

    /// <summary>Puts values in for <c>{name}</c>; a name without a value becomes nothing.</summary>
    private string Expand(string text)
    {
        if (!text.Contains('{')) return text;
        var result = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end < 0)
            {
                result.Append(text[i]);
                continue;
            }
            result.Append(Variable(text[(i + 1)..end]));
            i = end;
        }
        return result.ToString().Trim();
    }

    private string? Variable(string name)
    {
        var tambon = (Top?.Place is { Tambon: { } reached } ? reached : Top?.Place?.Candidates is [var candidate, ..] ? candidate : person.TambonCode) is { } code ? flows.Places?.Tambon(code) : null;
        var district = Top?.Place?.District is { } d ? flows.Places?.Districts.FirstOrDefault(x => x.Code == d) : DistrictOf(tambon);
        switch (name)
        {
            case "reference": return opinion?.Reference;
            case "topic" or "guess": return opinion?.Topic is { } id ? Topic(id) : null;
            case "tambon": return tambon?.Name;
            case "district": return district?.Name;
            case "village": return (Top?.Place?.Village ?? person.VillageNo)?.ToString(CultureInfo.InvariantCulture);
            case "place" when neighbour is not null: return PlaceOfNeighbour(neighbour);
            case "place": return string.Join(' ', new[] { tambon?.Name, person.VillageNo is { } number ? Village(number) : null }.OfType<string>());
            case "title": return frames.Count > 0 ? FlowOf(frames[ChainRoot()])?.Title : null;
            case "version": return Top?.Version.ToString(CultureInfo.InvariantCulture);
            case "min" or "max": return Bound(name);
            case "chosen": return Open is { } several ? string.Join(", ", Chosen(several).Select(v => Shown(several, v))) : null;
            case "options": return Open is { } open ? string.Join(", ", Options(open).Select(o => o.Label)) : null;
            case "n" or "total": return Numbering(name);
            case "similar": return Alike().ToString(CultureInfo.InvariantCulture);
            case "my_opinions": return OwnList();
            case "my_opinion": return ChosenOwn is { } own ? OwnCard(own) : null;
            case "my_reference": return ChosenOwn?.Reference;
            case "before": return Open is { } again ? Before(again) : null;
            case "forum" or "forum_when" or "forum_day" or "forum_place" or "forum_reply" or "forum_question": return ForumVariable(name);
            case "round" or "closes" or "my_choices" or "proposal" or "result": return RoundVariable(name);
            case "until": return Top is { } asked ? OpenHere(asked.Flow)?.Until : null;
        }
        if (person.Variables.TryGetValue(name, out var given)) return given;
        return Top is { } top && FlowOf(top)?.Find(name) is Question question && top.Answer(name) is { } answer ? Shown(question, answer) : null;
    }

    private string? Bound(string name)
    {
        if (Open is not { } question) return null;
        var (least, most) = question.Kind switch
        {
            QuestionKind.Scale => (question.Min ?? 1, question.Max ?? 5),
            QuestionKind.Place => (1, MostVillages),
            _ => (question.Min, question.Max),
        };
        return (name == "min" ? least : most)?.ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Counted along the person's own way: questions of a branch not taken are neither behind nor ahead.</summary>
    private string? Numbering(string name)
    {
        if (Top is not { } top || FlowOf(top) is not { } flow || flow.Find(top.Node) is not { } asked) return null;
        var number = (top.Path?.Count ?? 0) + 1;
        if (name == "total") number += MostAfter(flow, asked, [], []);
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The questions on the longest way from a step to the end.</summary>
    private static int MostQuestions(Flow flow, string id, HashSet<string> on, Dictionary<string, int> known)
    {
        if (known.TryGetValue(id, out var most)) return most;
        if (flow.Find(id) is not { } step || !on.Add(id)) return 0;
        most = (step is Question ? 1 : 0) + MostAfter(flow, step, on, known);
        on.Remove(id);
        return known[id] = most;
    }

    private static int MostAfter(Flow flow, FlowStep step, HashSet<string> on, Dictionary<string, int> known) =>
        FlowChecker.Ways(step).Select(w => MostQuestions(flow, w.Target, on, known)).DefaultIfEmpty().Max();

    /// <summary>An answer as the person knows it: the choice's label, not its value.</summary>
    private string Shown(Question question, string answer)
    {
        foreach (var choice in question.Choices)
            if (choice.Value == answer) return choice.Label.Value;
        return question.From is { } source && SourceOptions(source, question).Find(o => o.Value == answer) is { Label: { } label } ? label : answer;
    }
}
