using System.Globalization;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>Surveys: which are open, going on with one that was left, changing what was answered.</content>
internal sealed partial class Conversation
{
    private const int MaxLeft = 6;

    private bool leaving;

    /// <summary>“Answered already; change it?” is what was asked last, not “go on?”.</summary>
    private bool AsksToChange => Top is { Anew: true, Called: false, Path: null or { Count: 0 } };

    /// <summary>The survey with what whoever is asked has answered; null where it is not open for them.</summary>
    private OpenSurvey? OpenHere(string flow) => OpenFor(flow, ForNeighbour);

    private OpenSurvey? OpenFor(string flow, bool neighbours)
    {
        var tambon = neighbours ? neighbour?.TambonCode : person.TambonCode;
        var open = person.Surveys?.FirstOrDefault(s => s.Flow == flow && (s.Tambon is null || s.Tambon == tambon));
        return !neighbours || open is null ? open : tambon is null ? null : open with { Answers = SheetOf(flow)?.Answers };
    }

    /// <summary>Of a neighbour who is forgotten it is not known; that their time is over is said then.</summary>
    private bool IsClosed(Flow flow, bool forNeighbour = false) =>
        flow.Kind == FlowKind.Survey && person.Surveys is not null && !(forNeighbour && neighbour is null) && OpenFor(flow.Id, forNeighbour) is null;

    private bool IsOfClosed(ButtonData data) => flows.Current(data.Flow) is { } flow && IsClosed(flow, ForNeighbour);

    private bool IsAnswered(Flow flow) => flow.Kind == FlowKind.Survey && OpenHere(flow.Id) is { IsAnswered: true };

    /// <summary>The version that was opened, where it is still there.</summary>
    private Flow Opened(Flow flow) => flow.Kind == FlowKind.Survey && OpenHere(flow.Id) is { } open && flows.Find(flow.Id, open.Version) is { } version ? version : flow;

    /// <summary>What the person has not answered yet comes first.</summary>
    private List<Option> SurveyOptions() =>
        [.. (person.Surveys ?? []).Select(s => OpenHere(s.Flow)).OfType<OpenSurvey>().DistinctBy(s => s.Flow).OrderBy(s => s.IsAnswered).ThenBy(s => s.Flow, StringComparer.Ordinal)
            .Select(s => flows.Current(s.Flow)).OfType<Flow>().Where(f => f.Kind == FlowKind.Survey).Select(f => new Option(f.Title, f.Id))];

    /// <summary>A survey of the list is begun in the list's place.</summary>
    private void BeginSurvey(string id)
    {
        var called = frames[^1].Called;
        frames.RemoveAt(frames.Count - 1);
        var flow = flows.Current(id)!;
        if (!called) StartByWord(flow);
        else if (!ForNeighbour || !ResumeForNeighbour(flow)) Start(flow, called: true);
    }

    /// <summary>Comes to the survey's first question without saying it, and asks whether answers are to be changed.</summary>
    private void OfferChange(Flow flow)
    {
        var said = messages.Count;
        Start(flow);
        if (Top is not { Anew: true, Called: false } || Open is null) return;
        messages.RemoveRange(said, messages.Count - said);
        Offer();
    }

    private bool ChangeSaid(string text)
    {
        if (System.IsWord("change", text) || YesNoReader.Read(text) == true) Continue();
        else if (System.IsWord("keep", text) || YesNoReader.Read(text) == false) Quit();
        else return false;
        return true;
    }

    /// <summary>A survey left with “enough for now” goes on where it was left.</summary>
    private void RememberLeft(int root)
    {
        leaving = true;
        if (FlowOf(frames[root]) is not { Kind: FlowKind.Survey } flow || flow.Find(frames[root].Node) is not Question) return;
        var those = ForNeighbour ? neighboursLeft : left;
        those.RemoveAll(f => f.Flow == flow.Id);
        if (those.Count >= MaxLeft) those.RemoveAt(0);
        those.Add(frames[root] with { Called = false, At = now });
    }

    private bool ResumeLeft(Flow flow)
    {
        if (left.FindIndex(f => f.Flow == flow.Id) is not (>= 0 and var index)) return false;
        var frame = left[index];
        left.RemoveAt(index);
        if (frames.Exists(f => f.Flow == flow.Id)) return false;
        if (frames.Count >= MaxFrames) RemoveAt(0);
        frames.Add(frame with { Session = NewSession(), Misses = 0, At = now });
        Offer();
        return true;
    }

    private void TidyLeft() => left.RemoveAll(f =>
        !Consented || FlowOf(f) is not { } flow || flow.Find(f.Node) is not Question || IsClosed(flow) || now - f.At > flow.ExpiresAfter);

    /// <summary>The answer on the person's sheet, which passing over the question leaves as it is.</summary>
    private string? OnSheet(Question question) =>
        question.Keep == "answer" && Top is { } top && OpenHere(top.Flow)?.Answers is { } answers && answers.TryGetValue(question.Id, out var answer) ? answer : null;

    /// <summary>“You said …” where an answer that can be told in few words is asked for again.</summary>
    private string? Before(Question question)
    {
        if (Chosen(question).Count > 0 || OnSheet(question) is not { Length: > 0 } answer) return null;
        return question.Kind switch
        {
            QuestionKind.Date or QuestionKind.Time or QuestionKind.Place => null,
            QuestionKind.Number when decimal.TryParse(answer, CultureInfo.InvariantCulture, out var number) => number.ToString("#,0.##", CultureInfo.InvariantCulture),
            QuestionKind.Several => string.Join(", ", answer.Split(',').Select(a => Shown(question, a))),
            _ => Shown(question, answer),
        };
    }

    /// <summary>At the end: answers to questions that this pass did not come by are answers no longer.</summary>
    private void KeepUnanswered(FlowFrame frame, Flow survey)
    {
        if (leaving) return;
        var passed = frame.Path ?? [];
        var sheet = OpenHere(survey.Id)?.Answers;
        var gone = survey.Questions.Where(q => q.Keep == "answer" && !passed.Contains(q.Id) && (sheet?.ContainsKey(q.Id) == true || frame.Answer(q.Id) is not null)).Select(q => q.Id).ToList();
        if (gone.Count > 0) facts.Add(new FlowFact("unanswered", frame.Flow, frame.Version, frame.Node, input.Key, null, string.Join(',', gone), null) { Neighbour = neighbour });
    }

    /// <summary>
    /// The survey was closed while its question was open. True where what came was an answer to it, so that the kind word is
    /// all there is to say; an opinion, or a word that starts something, goes on.
    /// </summary>
    private bool MeantForClosed(Question question)
    {
        Say(closedSentence);
        var goesOn = input switch
        {
            TextInput { Text: var text } when NamesOfClosedRound(text) => false,
            TextInput { Text: var text } => flows.ByKeyword(text) is not null || OpinionReader.Classify(text) switch
            {
                MessageSense.Help => true,
                MessageSense.Opinion => question.Kind == QuestionKind.Message || text.Trim().Length >= ShortestStrayOpinion,
                _ => false,
            },
            VoiceInput or PhotoInput or LocationInput => true,
            _ => false,
        };
        if (!goesOn && Open is not null) Offer();
        return !goesOn;
    }
}
