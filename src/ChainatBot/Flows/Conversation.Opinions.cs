using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>What is kept: opinions first, before anything is asked about them.</content>
internal sealed partial class Conversation
{
    private static readonly TimeSpan PhotoSetLasts = TimeSpan.FromMinutes(10);
    // Photos of one set arrive within moments; each getting the question anew would bury it.
    private static readonly TimeSpan QuietAfterAsking = TimeSpan.FromMinutes(1);

    /// <summary>The open questions are about the opinion (or lead to it), so that more words belong to it.</summary>
    private bool TalksOfOpinion
    {
        get
        {
            if (opinion is null || frames.Count == 0) return false;
            for (var i = frames.Count - 1; i >= ChainRoot(); i--)
                if (frames[i].Flow == System.Role("opinion") || frames[i].Flow == System.Role("welcome") || IsHelper(frames[i])) return true;
            return false;
        }
    }

    /// <summary>A voice message, photo, location, sticker or something else, with consent given.</summary>
    private void Sent()
    {
        if (input is StickerInput or OtherInput)
        {
            Say(input is StickerInput ? "sticker" : "other-media");
            if (Open is null) return;
            if (Paused) Offer();
            else Again();
            return;
        }
        if (MoreOfSet()) return;
        if (Open is { } question && !offered)
        {
            if (question.Kind == QuestionKind.Place && input is LocationInput location && LocationShared(question, location)) return;
            if (question.Kind == QuestionKind.Message && question.Accepts.HasFlag(KindOf(input)))
            {
                TakeMessage(question);
                return;
            }
            if (TalksOfOpinion && !Paused)
            {
                AddToOpinion();
                return;
            }
        }
        StartOpinion();
    }

    /// <summary>Another photo of the set that came last goes to where the set went.</summary>
    private bool MoreOfSet()
    {
        if (input is not PhotoInput { Set: { } set } || photos is null || photos.Set != set) return false;
        facts.Add(new FlowFact(photos.Kind, photos.Flow, photos.Version, photos.Node, input.Key, photos.Subject, null, input) { IsMessage = photos.Kind == "answer", Neighbour = photos.Neighbour });
        if (Top is { } top && now - top.At <= QuietAfterAsking) return true;
        Say("more-of-opinion");
        if (Open is not null) Again();
        return true;
    }

    private static MessageKinds KindOf(FlowInput input) => input switch
    {
        TextInput => MessageKinds.Text,
        VoiceInput => MessageKinds.Voice,
        PhotoInput => MessageKinds.Photo,
        LocationInput => MessageKinds.Location,
        _ => MessageKinds.All,
    };

    /// <summary>A message taken by a message question.</summary>
    private void TakeMessage(Question question)
    {
        offered = false;
        var value = (input as TextInput)?.Text.Trim();
        if (!question.UntilDone)
        {
            Complete(question, value ?? "", input);
            return;
        }
        Change(f => f with { Taken = f.Taken + 1, Misses = 0, Answers = With(f.Answers, question.Id, "") });
        Keep(question, value ?? "", input);
        Say("more-of-opinion");
        Again();
    }

    /// <summary>A message outside a question: kept at once, then asked about.</summary>
    private void StartOpinion()
    {
        EndOpinion(silently: true);
        if (flows.Role("opinion") is not { } flow || flow.Questions.FirstOrDefault(q => q is { Keep: "opinion", Kind: QuestionKind.Message }) is not { } question)
        {
            // A set without an opinion flow got past the checker; the words are kept all the same.
            KeepOpinion("opinion", 0, "", input);
            opinion = null;
            return;
        }
        if (frames.Count >= MaxFrames) RemoveAt(0);
        offered = false;
        frames.Add(new FlowFrame(flow.Id, flow.Version, question.Id, NewSession(), now));
        Complete(question, (input as TextInput)?.Text.Trim() ?? "", input);
    }

    /// <summary>Questions about an earlier opinion are dropped when a new one begins; it is kept already.</summary>
    private void EndOpinion(bool silently = false)
    {
        if (!silently && opinion is not null) Say("opinion-kept-before");
        opinion = null;
        var index = frames.FindIndex(f => f.Flow == System.Role("opinion"));
        if (index < 0) return;
        while (index > 0 && frames[index].Called) index--;
        var end = index + 1;
        while (end < frames.Count && frames[end].Called) end++;
        frames.RemoveRange(index, end - index);
        offered = false;
    }

    private void AddToOpinion()
    {
        var top = Top!;
        KeepOpinion(top.Flow, top.Version, top.Node, input);
        Say("more-of-opinion");
        Again();
    }

    private void KeepOpinion(string flow, int version, string node, FlowInput message)
    {
        var text = (message as TextInput)?.Text.Trim();
        opinion ??= new OpenOpinion(message.Key, message.Reference);
        facts.Add(new FlowFact("opinion", flow, version, node, message.Key, opinion.Subject, text, message)
        {
            Neighbour = neighbour,
            Forum = neighbour is null ? CurrentForum?.Id : null,
            ForumQuestion = Open is { From: ChoiceSource.ForumQuestions } asked && asked.Id == node ? NextForumQuestion(asked)?.Id : null,
        });
        if (message is PhotoInput { Set: { } set }) photos = new PhotoSet(set, "opinion", flow, version, node, opinion.Subject, now, neighbour);
        if (opinion.Topic is not null || text is null || flows.Topics?.Guess(text) is not { } guess) return;
        opinion = opinion with { Topic = guess };
        facts.Add(new FlowFact("topic", flow, version, node, message.Key, opinion.Subject, guess, null) { Neighbour = neighbour });
    }

    private void Keep(Question question, string value, FlowInput carrier)
    {
        var top = Top!;
        switch (question.Keep)
        {
            case "forum-reply":
                if (CurrentForum is { } invited) KeepReply(invited, FlowOf(top)!, question, value);
                return;
            case "forum-answer":
                KeepAfterForum(top, question, value, carrier);
                return;
            case "opinion":
                // What is said here begins an opinion, unless it is the one being talked about.
                if (opinion is not null && (question.From == ChoiceSource.ForumQuestions || !TalksOfOpinion)) EndOpinion(silently: true);
                KeepOpinion(top.Flow, top.Version, question.Id, carrier);
                return;
            case "consent":
                facts.Add(new FlowFact("consent", top.Flow, top.Version, question.Id, carrier.Key, null, value, null));
                person = person with { Consent = value == "given" ? "given" : "refused" };
                if (value == "given") Release(top, question);
                else Forget();
                return;
            case "delete-opinion":
                DeleteOwn(top, question, carrier);
                return;
            case "edit-opinion":
                RetellOwn(top, question, value, carrier);
                return;
            case "erase":
                facts.Add(new FlowFact("erase", top.Flow, top.Version, question.Id, carrier.Key, null, value, null));
                // From here on the person is somebody new.
                person = person with { Consent = null, TambonCode = null, VillageNo = null, Opinions = [] };
                Forget();
                return;
            case "topic" or "reach":
                if (question.Keep == "topic" && opinion is not null) opinion = opinion with { Topic = value };
                facts.Add(new FlowFact(question.Keep, top.Flow, top.Version, question.Id, carrier.Key, opinion?.Subject, value, null) { Neighbour = neighbour });
                return;
            case "neighbour":
                NeighbourAgrees(top, question, carrier);
                return;
            case "place" when ForNeighbour:
                neighbour = neighbour is null ? null : neighbour with { Place = value };
                return;
            case "place":
                KeepPlace(question, value, carrier);
                return;
            case "ballot":
                KeepBallot(top, question, carrier);
                return;
            case "agreement":
                KeepAgreement(top, question, value, carrier);
                return;
            default:
                var media = carrier is not (TapInput or TextInput);
                facts.Add(new FlowFact("answer", top.Flow, top.Version, question.Id, carrier.Key, question.Id, media ? null : value, carrier) { IsMessage = question.Kind == QuestionKind.Message, Neighbour = neighbour });
                if (carrier is PhotoInput { Set: { } set }) photos = new PhotoSet(set, "answer", top.Flow, top.Version, question.Id, question.Id, now, neighbour);
                // Something is kept in this place: no way back leads to another.
                if (HelperAt is >= 0 and var helper) frames[helper] = frames[helper] with { Path = null };
                return;
        }
    }

    private void KeepPlace(Question question, string value, FlowInput carrier)
    {
        var top = Top!;
        var parts = value.Split('/');
        facts.Add(new FlowFact("place", top.Flow, top.Version, question.Id, carrier.Key, TalksOfOpinion ? opinion?.Subject : null, value, null));
        var village = parts.Length > 1 && int.TryParse(parts[1], global::System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        person = person with { TambonCode = parts[0], VillageNo = village };
        placeDeclinedAt = null;
    }

    /// <summary>Consent is given: what waited is one opinion now.</summary>
    private void Release(FlowFrame top, Question question)
    {
        opinion = null;
        foreach (var message in held.Where(m => m.Kind == "text" && CodeAtDoor(m.Text ?? "") is not null).DistinctBy(m => CodeAtDoor(m.Text!))) CheckIn(CodeAtDoor(message.Text!)!, message.At, message.ToInput());
        held.RemoveAll(m => m.Kind == "text" && CodeAtDoor(m.Text ?? "") is not null);
        foreach (var message in held) KeepOpinion(top.Flow, top.Version, question.Id, message.ToInput());
        held.Clear();
    }

    /// <summary>Consent is refused or withdrawn, or everything is to be deleted: nothing that is being talked about may stay.</summary>
    private void Forget()
    {
        held.Clear();
        left.Clear();
        (opinion, photos, placeDeclinedAt, neighbour) = (null, null, null, null);
        var top = frames[^1];
        frames.Clear();
        frames.Add(top with { Answers = null, Path = null, Called = false });
    }
}
