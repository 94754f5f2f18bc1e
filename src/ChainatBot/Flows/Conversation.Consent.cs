using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>Talking with someone who has not consented, or not yet.</content>
internal sealed partial class Conversation
{
    /// <summary>Nothing is kept before consent: what is an opinion waits in the state, everything else gets a kind answer.</summary>
    private void BeforeConsent()
    {
        if (input is TextInput { Text: var text })
        {
            if (CodeAtDoor(text) is not null)
            {
                Hold("forum-held");
                AgainOrWelcome();
                return;
            }
            if (Open is { } question && Understood(question, text)) return;
            var named = flows.ByKeyword(text) ?? flows.ByMisspeltKeyword(text);
            if (named is { BeforeConsent: true } flow && flow.Id != System.Role("welcome"))
            {
                // Who has refused and looks after what is theirs is not asked once more for it.
                if (Open is null && (person.Consent != "refused" || flow.Id == System.Role("help"))) StartWelcomeSilently();
                StartByWord(flow);
                return;
            }
            if (named is null)
            {
                var sense = OpinionReader.Classify(text);
                if (sense == MessageSense.Help && flows.Role("help") is { BeforeConsent: true } help)
                {
                    if (Open is null) StartWelcomeSilently();
                    StartByWord(help);
                    return;
                }
                if (sense == MessageSense.Opinion)
                {
                    Hold();
                    AskForConsent();
                    return;
                }

                if (Open is { } asked)
                {
                    if (sense is MessageSense.Acknowledgement or MessageSense.Noise)
                    {
                        Missed(asked, "not-understood");
                        return;
                    }
                    Say(Kindly(sense));
                }
            }
        }
        else if (input is PhotoInput { Set: { } set } && held.Count < MaxHeld && held.Exists(h => h.Set == set))
        {
            // The rest of a set of photos: what waits was said with the first of them.
            held.Add(HeldMessage.From(input, now)!);
            return;
        }
        else if (HeldMessage.From(input, now) is not null)
        {
            Hold();
            AskForConsent();
            return;
        }
        else if (Open is not null) Say(input is StickerInput ? "sticker" : "other-media");
        AgainOrWelcome();
    }

    /// <summary>What waits, waits for consent, whatever else was being talked about.</summary>
    private void AskForConsent()
    {
        if (Open is { Keep: "consent" }) Again();
        else if (flows.Role("welcome") is { } welcome) StartByWord(welcome);
    }

    /// <summary>Opens the consent question without its words, so that help is answered first and then leads to it.</summary>
    private void StartWelcomeSilently()
    {
        var said = messages.Count;
        StartWelcome();
        messages.RemoveRange(said, messages.Count - said);
    }

    private void Hold(string sentence = "held")
    {
        if (held.Count >= MaxHeld)
        {
            Say("held-full");
            return;
        }
        if (held.Exists(h => h.Key == input.Key)) return;
        held.Add(HeldMessage.From(input, now)!);
        Say(sentence);
    }

    /// <summary>The kind answer to small talk; shorter where a question follows it.</summary>
    private string Kindly(MessageSense sense) => sense switch
    {
        MessageSense.Greeting => Open is null ? "greeting" : "greeting-short",
        MessageSense.Thanks => Open is null ? "thanks" : "thanks-short",
        MessageSense.Acknowledgement => "acknowledgement",
        MessageSense.Abuse => "abuse",
        _ => "noise",
    };
}
