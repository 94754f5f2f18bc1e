using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>
/// A team member fills in for a neighbour without a phone. While that goes on, nothing that is said counts as the team member's own, and nothing of
/// the neighbour's is kept before their own voice said yes.
/// </content>
internal sealed partial class Conversation
{
    private Neighbour? neighbour;
    private bool wasHelping;

    /// <summary>The open question is put to a neighbour, by the helper flow or by a survey that it runs.</summary>
    private bool ForNeighbour => HelperAt >= 0;

    /// <summary>It is a question of a survey.</summary>
    private bool SurveysNeighbour => ForNeighbour && !IsHelper(Top!);

    /// <summary>Where the helper flow that is being held lies; −1: another conversation is.</summary>
    private int HelperAt => frames.Count == 0 ? -1 : frames.FindIndex(ChainRoot(), IsHelper);

    /// <summary>Where whoever is asked lives.</summary>
    private string? TambonHere => SurveysNeighbour ? neighbour?.TambonCode : person.TambonCode;
    private int? VillageHere => SurveysNeighbour ? neighbour?.VillageNo : person.VillageNo;

    private bool IsHelper(FlowFrame frame) => frame.Flow == System.Role("helper");

    /// <summary>A frame of a survey that is filled in for a neighbour.</summary>
    private bool IsNeighbours(int index) => frames[index].Called && frames.FindIndex(IsHelper) is >= 0 and var helper && helper < index;

    private NeighbourSheet? SheetOf(string? survey) => survey is null ? null : person.NeighbourSheets?.GetValueOrDefault(survey);

    /// <summary>Something of the survey that was begun last is kept.</summary>
    private bool NeighbourAnswered =>
        neighbour?.Survey is { } survey && (SheetOf(survey)?.Answers is { Count: > 0 } || facts.Exists(f => f.Kind == "answer" && f.Flow == survey));

    /// <summary>Whoever leaves the team, or comes back late, is in the middle of nothing.</summary>
    private void TidyNeighbour()
    {
        if (frames.FindIndex(IsHelper) is >= 0 and var index && (!person.IsTeam || IsOverdue(frames[index])))
        {
            wasHelping |= ForNeighbour;
            // With the survey that it runs: by itself that would go on as the team member's own.
            do
            {
                expiredSessions.Add(frames[index].Session);
                frames.RemoveAt(index);
            }
            while (index < frames.Count && frames[index].Called);
        }
        if (neighbour is null || frames.Exists(IsHelper)) return;
        (neighbour, opinion) = (null, null);
        if (wasHelping) offered = false;
    }

    /// <summary>Past the consent without one that still holds, nothing may be asked.</summary>
    private bool IsOverdue(FlowFrame frame) =>
        neighbour is { } there ? now - there.At > Neighbour.Lasts : FlowOf(frame)?.Find(frame.Node) is not Question { Keep: "neighbour" };

    /// <summary>
    /// After a long pause the words may still be the neighbour's: they are kept as nobody's, and the bot says so. True where that is all.
    /// </summary>
    private bool MeantForNeighbour()
    {
        if (input is TextInput { Text: var text } && (flows.ByKeyword(text) is not null || OpinionReader.Classify(text) == MessageSense.Help)) return false;
        if (MoreOfSet()) return true;
        Say("helper-expired");
        if (Open is not null) Offer();
        return true;
    }

    private void NeighbourAgrees(FlowFrame top, Question question, FlowInput carrier)
    {
        neighbour = new Neighbour(carrier.Key, now);
        neighboursLeft.Clear();
        facts.Add(new FlowFact("neighbour", top.Flow, top.Version, question.Id, carrier.Key, null, "voice", null) { Neighbour = neighbour });
    }

    /// <summary>Each neighbour, and each thing told, begins afresh: no way back leads from one to another.</summary>
    private void BeginForNeighbour(Question question)
    {
        if (!ForNeighbour || SurveysNeighbour || question.Keep is not ("neighbour" or "opinion")) return;
        neighbour = question.Keep == "neighbour" || neighbour is null ? null : neighbour with { Survey = null };
        if (opinion is not null || question.Keep == "neighbour") Change(f => f with { Path = null });
        opinion = null;
    }

    /// <summary>So does a survey, which is about to be chosen.</summary>
    private void BeginSurveysForNeighbour()
    {
        if (!ForNeighbour || SurveysNeighbour) return;
        if (opinion is not null) Change(f => f with { Path = null });
        opinion = null;
    }

    /// <summary>One that was left goes on where it was left. False where there is none.</summary>
    private bool ResumeForNeighbour(Flow flow)
    {
        if (neighboursLeft.FindIndex(f => f.Flow == flow.Id) is not (>= 0 and var index)) return false;
        var frame = neighboursLeft[index];
        neighboursLeft.RemoveAt(index);
        if (FlowOf(frame)?.Find(frame.Node) is not Question question) return false;
        frames.Add(frame with { Called = true, Session = NewSession(), Misses = 0 });
        neighbour = neighbour! with { Survey = flow.Id };
        Show(question, again: false);
        return true;
    }

    /// <summary>“Enough” in a survey leaves the survey; what the neighbour wants next, the helper flow asks.</summary>
    private bool LeaveSurveyOfNeighbour()
    {
        var survey = frames.FindLastIndex(f => FlowOf(f)?.Kind == FlowKind.Survey);
        if (!ForNeighbour || survey < HelperAt) return false;
        frames.RemoveRange(survey + 1, frames.Count - survey - 1);
        RememberLeft(survey);
        EndFrame();
        return true;
    }

    /// <summary>Something said or sent while a neighbour is asked.</summary>
    private void SaidForNeighbour(Question question)
    {
        switch (input)
        {
            case StickerInput or OtherInput:
                Say(input is StickerInput ? "sticker" : "other-media");
                Again();
                return;
            case TextInput { Text: var text } when CodeAtDoor(text) is { } code:
                CheckIn(code, now, input);
                Again();
                return;
            case TextInput { Text: var text }:
                if (Understood(question, text)) return;
                if (flows.ByKeyword(text) is { } flow)
                {
                    StartByWord(flow);
                    return;
                }
                var sense = OpinionReader.Classify(text);
                if (sense == MessageSense.Help && flows.Role("help") is { } help) StartByWord(help);
                else if (question.Keep == "neighbour" && !offered && Refuses(text)) Skip(question);
                else if (sense == MessageSense.Opinion) ToldByNeighbour(question);
                else if (sense is MessageSense.Greeting or MessageSense.Thanks or MessageSense.Abuse)
                {
                    Say(Kindly(sense));
                    Again();
                }
                else Missed(question, MissForNeighbour(question));
                return;
            case LocationInput location when question.Kind == QuestionKind.Place && !offered && LocationShared(question, location):
                return;
            default:
                if (MoreOfSet()) return;
                if (question.Kind == QuestionKind.Message && question.Accepts.HasFlag(KindOf(input)) && !offered)
                {
                    if (question.Keep == "neighbour" && input is VoiceInput { Seconds: < 1 }) Missed(question, "helper-voice-short");
                    else TakeMessage(question);
                }
                else ToldByNeighbour(question);
                return;
        }
    }

    private static bool Refuses(string text) =>
        YesNoReader.Read(text) == false || (text.Length <= LongestNearMiss && Keyword.Plain(text) is var plain && Refusals.Any(r => plain.StartsWith(r, StringComparison.Ordinal)));

    /// <summary>Belongs to what is being asked about, or begins the next; without consent and a question for it, it is not kept.</summary>
    private void ToldByNeighbour(Question question)
    {
        if (offered || opinion is null || neighbour is null || SurveysNeighbour)
        {
            Missed(question, MissForNeighbour(question));
            return;
        }
        if (question.Keep is not null || FlowOf(Top!)?.Questions.FirstOrDefault(q => q.Keep == "opinion") is not { } tell)
        {
            AddToOpinion();
            return;
        }
        BeginForNeighbour(tell);
        Change(f => f with { Node = tell.Id });
        Complete(tell, (input as TextInput)?.Text.Trim() ?? "", input);
    }

    private static string MissForNeighbour(Question question) => question.Keep == "neighbour" ? "helper-needs-voice" : MissSentence(question);

    /// <summary>Back to where it was told takes it away again.</summary>
    private void UndoForNeighbour(string step)
    {
        if (neighbour is null || opinion is not { } undone || FlowOf(Top!)?.Find(step) is not Question { Keep: "opinion" } question) return;
        facts.Add(new FlowFact("delete-opinion", Top!.Flow, Top.Version, question.Id, input.Key, undone.Subject, undone.Reference, null) { Neighbour = neighbour });
        opinion = null;
        if (photos?.Subject == undone.Subject) photos = null;
        Say("helper-undone");
    }

    /// <summary>Another conversation begins: what the neighbour told is kept, the rest is not asked any more.</summary>
    private void StopHelping()
    {
        Say("helper-stopped");
        (neighbour, opinion) = (null, null);
        frames.RemoveRange(ChainRoot(), frames.Count - ChainRoot());
        offered = false;
    }

    private string? PlaceOfNeighbour(Neighbour there)
    {
        var parts = (there.Place ?? "").Split('/');
        return flows.Places?.Tambon(parts[0]) is { } tambon ? string.Join(' ', new[] { tambon.Name, parts.Length > 1 ? System.Label("village").Replace("{n}", parts[1], StringComparison.Ordinal) : null }.OfType<string>()) : null;
    }
}
