using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>Texts that the open question does not understand.</content>
internal sealed partial class Conversation
{
    // Shorter texts that no question understands are asked about again; longer ones are worth keeping as an opinion.
    private const int ShortestStrayOpinion = 15;

    /// <summary>A text that the open question does not understand. What may be an opinion is kept, whatever was asked.</summary>
    private void NotAnAnswer(Question question, TextInput text, MessageSense sense)
    {
        if (sense is MessageSense.Greeting or MessageSense.Thanks or MessageSense.Abuse)
        {
            Say(Kindly(sense));
            if (Paused) Offer();
            else Again();
            return;
        }
        if (sense == MessageSense.Opinion)
        {
            var aSentence = text.Text.Trim().Length >= ShortestStrayOpinion;
            if (offered || Paused)
            {
                StartOpinion();
                return;
            }
            if (TalksOfOpinion && (question.Kind != QuestionKind.Place || aSentence))
            {
                AddToOpinion();
                return;
            }
            if (aSentence && FlowOf(Top!) is { Kind: FlowKind.Talk })
            {
                StartOpinion();
                return;
            }
        }
        else if (offered || Paused)
        {
            if (Paused) Say("welcome-back");
            Offer();
            return;
        }
        Missed(question, question.Kind == QuestionKind.Place && Top!.Place?.Tambon is not null ? "place-no-village" : MissSentence(question));
    }

    private static string MissSentence(Question question) => question.Kind switch
    {
        QuestionKind.Message => "noise",
        QuestionKind.Number => "not-a-number",
        QuestionKind.Date => "not-a-date",
        QuestionKind.Time => "not-a-time",
        QuestionKind.Place => "place-unknown",
        _ => "not-understood",
    };

    private void Missed(Question question, string sentence)
    {
        Change(f => f with { Misses = Math.Min(f.Misses + 1, 9) });
        Say(Top!.Misses >= 2 && question.CanSkip ? "not-understood-again" : sentence);
        Again();
    }
}
