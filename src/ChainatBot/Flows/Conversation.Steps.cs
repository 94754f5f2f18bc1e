namespace ChainatBot.Flows;

/// <content>Going from step to step: starting, branching, ending, back, skip.</content>
internal sealed partial class Conversation
{
    private static readonly TimeSpan PlaceDeclinedLasts = TimeSpan.FromDays(7);
    // A flow may loop only through questions; this holds off a file that got past the checker.
    private const int MaxSteps = 60;

    private void Start(Flow flow, bool called = false, string? forum = null)
    {
        if (ForNeighbour && !called && flow.Id != System.Role("helper")) StopHelping();
        if (frames.Count >= MaxFrames) RemoveAt(0);
        offered = false;
        flow = Opened(flow);
        frames.Add(new FlowFrame(flow.Id, flow.Version, flow.Steps[0].Id, NewSession(), now)
        {
            Called = called && frames.Count > 0, Anew = IsAnswered(flow), Answers = forum is null ? null : With(null, ForumKey, forum),
        });
        if (flow.Kind == FlowKind.Survey && ForNeighbour && neighbour is not null) neighbour = neighbour with { Survey = flow.Id };
        var first = flow.Steps[0].Id;
        // An opinion that is already said is not asked for: its flow begins after that question.
        if (opinion is not null && flow.Id == System.Role("opinion") && flow.Questions.FirstOrDefault(q => q.Keep == "opinion") is { } said) first = said.Next;
        Go(first);
    }

    /// <summary>A keyword or its button: a flow that is open is offered again, another one interrupts it.</summary>
    private void StartByWord(Flow flow)
    {
        if (IsClosed(flow))
        {
            Say("survey-closed");
            if (Open is not null) Again();
            return;
        }
        if (ForNeighbour && flow.Id != System.Role("helper")) StopHelping();
        else if (flow.Id == System.Role("helper") && !ForNeighbour && person.IsTeam) EndOpinion();
        if (flow.Kind == FlowKind.Survey && ResumeLeft(flow)) return;
        if (flow.Id == System.Role("opinion"))
        {
            EndOpinion();
        }
        else if (frames.FindIndex(f => f.Flow == flow.Id && !f.Called) is >= 0 and var index)
        {
            var end = index + 1;
            while (end < frames.Count && frames[end].Called) end++;
            var chain = frames.GetRange(index, end - index);
            frames.RemoveRange(index, end - index);
            if (IsPastChoosing(chain[0], flow))
            {
                Start(flow);
                return;
            }
            frames.AddRange(chain);
            Offer();
            return;
        }
        if (IsAnswered(flow)) OfferChange(flow);
        else Start(flow);
    }

    private void Go(string next)
    {
        while (steps++ < MaxSteps)
        {
            if (Top is not { } top || FlowOf(top) is not { } flow) return;
            if (flow.Find(next) is not { } step)
            {
                EndFrame();
                return;
            }
            switch (step)
            {
                case SayStep { Next: FlowStep.End } when SurveysNeighbour:
                    // A survey's goodbye tells what people can do with their own phones; here the helper flow says it.
                    next = step.Next;
                    break;
                case SayStep say:
                    for (var i = 0; i < say.Texts.Count; i++)
                        Add(say.Texts[i].Value, i == say.Texts.Count - 1 ? StartButtons(say) : []);
                    next = say.Next;
                    break;
                case BranchStep branch:
                    next = branch.Branches.FirstOrDefault(b => b.When.All(Holds))?.Next ?? branch.Next;
                    break;
                case RunStep run:
                    BeginSurveysForNeighbour();
                    Change(f => f with { Node = run.Id });
                    if (flows.Current(run.Flow) is { } other && frames.Count - ChainRoot() < MaxFrames && !IsClosed(other, ForNeighbour))
                    {
                        Start(other, called: true);
                        return;
                    }
                    next = run.Next;
                    break;
                case Question question:
                    if (Ask(question)) return;
                    next = question.Next;
                    break;
            }
        }
        // More steps than any checked flow has: end it rather than leave the person in the middle of nowhere.
        if (frames.Count > 0) frames.RemoveAt(frames.Count - 1);
    }

    private void EndFrame()
    {
        var frame = frames[^1];
        frames.RemoveAt(frames.Count - 1);
        if (frame.Flow == System.Role("opinion")) opinion = null;
        if (IsHelper(frame) && person.IsTeam) (neighbour, opinion) = (null, null);
        if (FlowOf(frame) is { Kind: FlowKind.Survey } survey) KeepUnanswered(frame, survey);
        if (frames.Count == 0) return;
        if (frame.Called)
        {
            if (FlowOf(frames[^1])?.Find(frames[^1].Node) is RunStep run) Go(run.Next);
            else EndFrame();
            return;
        }
        Offer();
    }

    private bool Holds(Condition condition)
    {
        var actual = condition.Name switch
        {
            "consent" => person.Consent ?? "unknown",
            "place" => TambonHere is not null ? "known" : placeDeclinedAt is { } at && now - at < PlaceDeclinedLasts ? "declined" : "unknown",
            "village" => VillageHere is not null ? "known" : "unknown",
            "team" => person.IsTeam ? "yes" : "no",
            "said" => opinion is not null || NeighbourAnswered ? "yes" : "no",
            "surveys" => SurveyOptions().Count > 0 ? "known" : "unknown",
            "guess" => opinion?.Topic is not null ? "known" : "unknown",
            "similar" => Alike() > 0 ? "known" : "unknown",
            "opinions" => Own.Count > 0 ? "known" : "unknown",
            "forums" => ForumsHere.Count > 0 ? "known" : "unknown",
            "round" => RoundCondition(),
            "agreement" => AgreementCondition(),
            var step => Top?.Answer(step),
        };
        return condition.Fits(actual);
    }

    /// <summary>The first frame of the run of called frames on top: what the person knows as one conversation.</summary>
    private int ChainRoot()
    {
        var root = frames.Count - 1;
        while (root > 0 && frames[root].Called) root--;
        return root;
    }

    private void Passed(Question question) =>
        Change(f => f with { Path = [.. (f.Path ?? []).Where(p => p != question.Id), question.Id] });

    private void Skip(Question question)
    {
        if (question.Kind == QuestionKind.Place)
        {
            if (Top!.Place?.Tambon is not null)
            {
                Complete(question, Top.Answer(question.Id) ?? "", null);
                return;
            }
            if (!ForNeighbour) placeDeclinedAt = now;
        }
        SkipInRound(question);
        if (OnSheet(question) is { } answer) Change(f => f with { Answers = With(f.Answers, question.Id, answer) });
        if (question.Keep != "agreement") Passed(question);
        if (question.From == ChoiceSource.ForumQuestions) PassForumQuestion(question);
        Go(question.From == ChoiceSource.ForumQuestions && NextForumQuestion(question) is not null ? question.Id : question.SkipTarget);
    }

    private bool CanGoBack(Question question)
    {
        if (!question.CanGoBack) return false;
        if (Top!.Place is not null) return true;
        for (var i = frames.Count - 1; i >= 0; i--)
        {
            if (frames[i].Path is { Count: > 0 }) return true;
            if (!frames[i].Called) return false;
        }
        return false;
    }

    private void Back(Question question)
    {
        if (!CanGoBack(question))
        {
            Say("cannot-go-back");
            Again();
            return;
        }
        if (Top!.Place is { } stage)
        {
            Change(f => f with { Place = stage.Tambon is not null && stage.District is not null ? new PlaceStage(stage.District) : null, Page = 0, Misses = 0 });
            Again();
            return;
        }
        if (question.Keep == "agreement" && Top.Sitting is { At: > 0 } sitting)
        {
            ComeTo(sitting with { At = sitting.At - 1 });
            Again();
            return;
        }
        while (Top is { Called: true, Path: null or { Count: 0 } }) frames.RemoveAt(frames.Count - 1);
        // Steps that an edited flow no longer has are passed over.
        var path = Top is { Path: { } way } top ? way.Where(id => FlowOf(top)?.Find(id) is not null).ToList() : [];
        if (path.Count == 0)
        {
            Say("cannot-go-back");
            Again();
            return;
        }
        Change(f => f with { Path = [.. path.Take(path.Count - 1)] });
        if (ForNeighbour) UndoForNeighbour(path[^1]);
        Go(path[^1]);
    }
}
