using System.Globalization;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>What a tap or a text means for the open question.</content>
internal sealed partial class Conversation
{
    // A text this long is a sentence of its own, not a near miss of a button's label.
    private const int LongestNearMiss = 40;

    private static readonly string[] Refusals = ["ไม่", "ไม", "อย่า", "ยังไม่", "ขอไม่", "บ่"];

    private void Answer(Question question, ButtonData data, TapInput tap)
    {
        switch (data.Verb)
        {
            case ButtonData.Skip when question.CanSkip:
                offered = false;
                Skip(question);
                return;
            case ButtonData.Back:
                offered = false;
                Back(question);
                return;
            case ButtonData.Leave when question.CanLeave:
                offered = false;
                Leave();
                return;
            case ButtonData.Done:
                offered = false;
                Done(question);
                return;
            case ButtonData.More:
                offered = false;
                MorePage(question);
                return;
            case ButtonData.Pick when tap.Picked is { } picked && Picked(question, picked) is { } value:
                if (DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) && IsToCome(question, day)) return;
                Complete(question, value, input);
                return;
            case ButtonData.Choose when question.Kind == QuestionKind.Place:
                if (ChoosePlace(question, data.Value)) return;
                break;
            case ButtonData.Choose:
                var options = Options(question);
                var index = options.FindIndex(o => o.Value == data.Value);
                if (index >= 0)
                {
                    Choose(question, options[index]);
                    return;
                }
                break;
        }
        Say("stale-button");
        Again();
    }

    /// <summary>A text with consent given.</summary>
    private void Said(TextInput text)
    {
        if (CodeAtDoor(text.Text) is { } code)
        {
            CheckIn(code, now, input);
            Again();
            return;
        }
        var question = Open;
        if (question is not null && surfaced && expired is not null && AnswersExpired(text.Text))
        {
            Say("expired");
            Offer();
            return;
        }
        if (question is not null && Understood(question, text.Text)) return;
        if ((flows.ByKeyword(text.Text) ?? flows.ByMisspeltKeyword(text.Text)) is { } flow)
        {
            StartByWord(flow);
            return;
        }
        if (question is null && (ReplySaid(text.Text) || ReferenceSaid(text.Text))) return;
        if (question is null && expired is not null && AnswersExpired(text.Text))
        {
            // A late answer to a question that is closed is no opinion.
            Say("expired");
            return;
        }
        var sense = OpinionReader.Classify(text.Text);
        if (sense == MessageSense.Help && flows.Role("help") is { } help) StartByWord(help);
        else if (question is not null) NotAnAnswer(question, text, sense);
        else if (sense == MessageSense.Opinion && !IsControlWord(text.Text)) StartOpinion();
        else if (expired is null) Say(IsControlWord(text.Text) ? "nothing-open" : Kindly(sense));
        else
        {
            // Small talk after a long silence: the person may still think the question is open.
            if (sense is MessageSense.Greeting or MessageSense.Thanks) Say(Kindly(sense) + "-short");
            Say("expired");
        }
    }

    private bool AnswersExpired(string text)
    {
        if (IsControlWord(text)) return true;
        if (expired!.Kind == QuestionKind.Place) return flows.Places?.Read(text) is PlaceReading.Found or PlaceReading.VillageOnly or PlaceReading.InDistrict;
        var labels = expired.From is { } source and not ChoiceSource.Opinions ? SourceOptions(source, expired).Select(o => o.Label) : expired.Choices.Select(c => c.Label.Value);
        return labels.Any(label => Keyword.Plain(label) == Keyword.Plain(text));
    }

    private bool IsControlWord(string text) => FlowVocabulary.Words.Any(w => System.IsWord(w, text));

    /// <summary>Whether the text answered the question or moved on from it; everything is done then.</summary>
    private bool Understood(Question question, string text)
    {
        var plain = Keyword.Plain(text);
        if (offered)
        {
            if (AsksToChange && ChangeSaid(text)) return true;
            if (System.IsWord("continue", text)) { Continue(); return true; }
            if (System.IsWord("restart", text)) { Restart(); return true; }
            if (System.IsWord("quit", text)) { Quit(); return true; }
            if (YesNoReader.Read(text) is { } goesOn && OpinionReader.Classify(text) == MessageSense.Acknowledgement)
            {
                if (goesOn) Continue();
                else Quit();
                return true;
            }
        }
        var options = question.Kind == QuestionKind.Place ? PlaceOptions(question) : Options(question);
        if (plain.Length > 0 && options.FindIndex(o => Keyword.Plain(o.Label) == plain) is >= 0 and var exact)
        {
            if (question.Kind == QuestionKind.Place) return ChoosePlace(question, options[exact].Value);
            Choose(question, options[exact]);
            return true;
        }
        // The words that start journeys win over everything but a button of that very name, or by its other names.
        if (flows.ByKeyword(text) is not null && !options.Exists(o => o.Also?.Any(also => Keyword.Plain(also.Value) == plain) == true)) return false;
        // The card of an invitation has no room for the ways out; their words lead out all the same.
        if (question.Keep == "forum-reply" && (System.IsWord("skip", text) || System.IsWord("leave", text) || System.IsWord("quit", text))) return MayI(question, true, Leave);
        if (System.IsWord("skip", text)) return MayI(question, question.CanSkip, () => Skip(question));
        if (System.IsWord("leave", text) || System.IsWord("quit", text)) return MayI(question, question.CanLeave, Leave);
        if (System.IsWord("back", text)) { offered = false; Back(question); return true; }
        if (System.IsWord("more", text) && options.Count > 0) { offered = false; MorePage(question); return true; }
        if (System.IsWord("done", text) && (question.UntilDone || question.Kind == QuestionKind.Several)) { offered = false; Done(question); return true; }
        return question.Kind == QuestionKind.Place ? PlaceSaid(question, text) : ValueSaid(question, options, text);
    }

    private bool MayI(Question question, bool allowed, Action act)
    {
        offered = false;
        if (allowed) act();
        else Missed(question, "must-answer");
        return true;
    }

    private bool ValueSaid(Question question, List<Option> options, string text)
    {
        switch (question.Kind)
        {
            case QuestionKind.Choice or QuestionKind.Several or QuestionKind.YesNo:
                if (question.From == ChoiceSource.Proposals) return ProposalSaid(question, options, text);
                if (text.Length > LongestNearMiss) return false;
                // A bare “ค่ะ” is what people say while listening: too little to agree to what can't be taken back.
                if (question.Keep is "consent" or "delete-opinion" or "erase" && OpinionReader.Classify(text) == MessageSense.Acknowledgement) return false;
                if (YesOrNo(question, options, text) is { } decided)
                {
                    Choose(question, decided);
                    return true;
                }
                if (question.From == ChoiceSource.Opinions) return OwnSaid(question, options, text);
                if ((ChoiceReader.Read(text, [.. options.Select(o => o.Label)]) ?? OtherWords(question, options, text)) is not { } index) return false;
                Choose(question, options[index]);
                return true;
            case QuestionKind.Scale:
                if (options.FindIndex(o => NumberReader.Read(text) is { } n && o.Value == n.ToString("0.##", CultureInfo.InvariantCulture)) is >= 0 and var step)
                {
                    Choose(question, options[step]);
                    return true;
                }
                return OutOfRange(question, NumberReader.Read(text));
            case QuestionKind.Number:
                if (NumberReader.Read(text) is not { } number) return false;
                if (number < (question.Min ?? number) || number > (question.Max ?? number)) return OutOfRange(question, number);
                Complete(question, number.ToString("0.############", CultureInfo.InvariantCulture), input);
                return true;
            case QuestionKind.Date:
                if (DateReader.Read(text, Today, question.Past) is not { } date) return false;
                if (IsToCome(question, date)) return true;
                Complete(question, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), input);
                return true;
            case QuestionKind.Time:
                if (TimeReader.Read(text) is not { } time) return false;
                Complete(question, time.ToString("HH:mm", CultureInfo.InvariantCulture), input);
                return true;
            default:
                return MessageSaid(question, text);
        }
    }

    /// <summary>The choice that the text names in other words than its label's: the flow's, or for topics the lexicon's.</summary>
    private int? OtherWords(Question question, List<Option> options, string text) => question.From == ChoiceSource.Topics
        ? ChoiceReader.ReadOtherWords(text, [.. options.Select(o => flows.Topics?.Topic(o.Value)?.Words ?? [])], longestAside: 0)
        : ChoiceReader.ReadOtherWords(text, [.. options.Select(o => (IReadOnlyList<string>)[.. (o.Also ?? []).Select(a => a.Value)])]);

    private bool OutOfRange(Question question, decimal? number)
    {
        if (number is null) return false;
        Missed(question, "out-of-range");
        return true;
    }

    private bool IsToCome(Question question, DateOnly date)
    {
        if (!question.Past || date <= Today) return false;
        Missed(question, "not-yet");
        return true;
    }

    private bool MessageSaid(Question question, string text)
    {
        if (offered || !question.Accepts.HasFlag(MessageKinds.Text)) return false;
        if (flows.ByMisspeltKeyword(text) is not null) return false;
        var sense = OpinionReader.Classify(text);
        // “No” to “is there anything you want to say?” is an answer.
        if (question is { Keep: "opinion", CanSkip: true } && sense != MessageSense.Opinion && YesNoReader.Read(text) == false)
        {
            Skip(question);
            return true;
        }
        if (sense is MessageSense.Help or MessageSense.Greeting or MessageSense.Abuse) return false;
        if (question.Keep is "opinion" or "edit-opinion" ? sense != MessageSense.Opinion : string.IsNullOrWhiteSpace(text)) return false;
        TakeMessage(question);
        return true;
    }

    /// <summary>“Yes” and “no” in their many forms, where the question is one of yes or no.</summary>
    private Option? YesOrNo(Question question, List<Option> options, string text)
    {
        Option? At(int i) => i >= 0 && i < options.Count ? options[i] : null;
        Option? First(Predicate<Option> fits) => At(options.FindIndex(fits));
        // “ไม่ลบทั้งหมดแล้ว” must never come near “ลบทั้งหมดเลย”, nor be kept as something told.
        if (question.Keep is "delete-opinion" or "erase" && Keyword.Plain(text) is var plain && Refusals.Any(r => plain.StartsWith(r, StringComparison.Ordinal)))
            return First(o => !o.Keep);
        if (question.Kind == QuestionKind.YesNo) return YesNoReader.Read(text) switch { true => At(0), false => At(1), null => null };
        if (question.Keep == "consent")
        {
            return YesNoReader.Read(text) switch
            {
                true => First(o => o.Value == "given"),
                false => First(o => o.Value is "refused"),
                _ => null,
            };
        }
        return Guessed(question) is { } guess && YesNoReader.Read(text) == true ? First(o => o.Value == guess) : null;
    }
}
