using System.Globalization;

namespace ChainatBot.Flows;

/// <content>What there is to choose from, and the buttons for it.</content>
internal sealed partial class Conversation
{
    private readonly record struct Option(string Label, string Value, string? Next = null, bool Keep = true, IReadOnlyList<FlowText>? Also = null);

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
        var tambon = (of ?? TambonHere)?.Split('/')[0];
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
        var today = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var choice in question.Choices)
        {
            if (choice.Link is not { } link) continue;
            if (Uri.TryCreate(Expand(link), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http") buttons.Add(new LinkButton(FlowLimits.Label(choice.Label.Value), YamlReading.Encoded(uri)));
        }
        if (question.Kind == QuestionKind.Date) buttons.Add(new PickerButton(System.Label("pick-date"), Data(ButtonData.Pick, ""), "date", today, null, question.Past ? today : null));
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
}
