using ChainatBot.Flows;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>
/// What one person did and what the bot promised for it, told from the bot's words alone: the store is held against it in the end. Nothing here is
/// read from the program but what it says.
/// </summary>
public sealed partial class Ledger(World world)
{
    private readonly List<(string ItemId, string Kind, string? Text, DateTimeOffset At)> held = [];
    private readonly Dictionary<(string Flow, string Node), string> abouts = [];
    private DateTimeOffset standingSince;

    /// <summary>Null: never asked, or everything was deleted.</summary>
    public bool? Consents { get; private set; }

    /// <summary>Where the person lives, as far as told.</summary>
    public string? Tambon { get; private set; }

    /// <summary>Nothing is known of the person any more.</summary>
    public bool IsNobody => Consents is null && held.Count == 0 && !isBack;

    // Greeted anew since everything was deleted: who is asked for consent is somebody again.
    private bool isBack;

    /// <summary>Times the consent was withdrawn, and everything was deleted.</summary>
    public int Withdrawn { get; private set; }

    public int Erased { get; private set; }

    /// <summary>What the bot asks, as the person last saw it.</summary>
    public Asked? Standing { get; private set; }

    /// <summary>“Go on?” was asked rather than the question.</summary>
    public bool Offered { get; private set; }

    /// <summary><see cref="Standing"/>, unless so long ago that it has closed by itself.</summary>
    private Asked? Open => Standing is { } asked && world.Now - standingSince <= world.Lasts(asked) ? asked : null;

    /// <summary>Takes in what the person did and what the bot said to it.</summary>
    public void Hear(Act act, Heard heard)
    {
        held.RemoveAll(h => world.Now - h.At >= TimeSpan.FromDays(1));
        isBack |= heard.Items.Count > 0;
        switch (act)
        {
            case Act.Tapped tapped:
                HearTap(tapped, heard);
                break;
            case Act.Said said:
                HearSaid(said, heard);
                break;
            case Act.Sent sent:
                Takes(sent.ItemId, sent.Kind, sent.Kind == "location" ? "พิกัดโดยประมาณ 15.20, 100.10" : null, sent.Set, heard);
                break;
            case Act.Unsent unsent:
                TakeBack(unsent.ItemId);
                break;
        }

        HearOfRounds(heard);
        HearOfSurveys(act, heard);
        HearOfPerson(act, heard);
        HearOfForums(act, heard);
        // The team's summary says nothing of what is open.
        if (heard.Items.Count == 0 || act is Act.Said { Text: "สรุป" }) return;
        var asks = heard.Asked;
        // Asked whether to go on, a person knows with what.
        if (asks is { About: null } && heard.Offered) asks = asks with { About = abouts.GetValueOrDefault((asks.Flow, asks.Node)) };
        if (asks is { About: { } about }) abouts[(asks.Flow, asks.Node)] = about;
        (Standing, Offered, standingSince) = (asks, heard.Offered, world.Now);
    }

    /// <summary>Whether the bot said that what was tapped or typed was too late or of something else.</summary>
    private static bool IsTooLate(Heard heard) => heard.SaysAny(
        "stale-button", "answered-before", "expired", "survey-closed", "round-closed", "flow-changed", "nothing-open", "helper-expired", "forum-over", "forum-begun", "forum-cancelled");

    private void HearTap(Act.Tapped tapped, Heard heard)
    {
        var data = tapped.Button.Data!;
        if (data.Verb is ButtonData.Start or ButtonData.Forum || Consents != true && data.Node != "consent" || heard.SaysAny("stale-button", "answered-before", "expired", "survey-closed", "round-closed", "flow-changed")) return;
        var asked = new Asked(data.Flow, data.Version, data.Node, tapped.Button.About);
        if (world.QuestionOf(asked) is not { } question) return;
        switch (data.Verb)
        {
            case ButtonData.Choose when question.Keep == "delete-opinion":
                if (heard.Value("my-data", "deleted-one", "my_reference") is { } deleted) Assert.Equal(asked.About, deleted);
                break;
            case ButtonData.Choose when question.Keep is not null:
                Answers(asked, question, ValueOf(question, tapped.Button), null, heard);
                break;
            case ButtonData.Pick:
                Answers(asked, question, tapped.Picked!, null, heard);
                break;
            case ButtonData.Skip:
                Skips(asked, question);
                break;
            case ButtonData.Done:
                Passes(asked, question);
                break;
            case ButtonData.Back:
                GoesBack(asked, heard);
                break;
        }
    }

    /// <summary>By what the button says, not by what it sends.</summary>
    private static string ValueOf(Question question, Button button) => question.From == ChoiceSource.Proposals
        ? World.ProposalOf(button.Label)!.Value.Proposal.Id
        : question.Choices.FirstOrDefault(c => c.Label.Value == button.Label)?.Value ?? button.Data!.Value;

    private void HearSaid(Act.Said said, Heard heard)
    {
        var question = world.QuestionOf(Open);
        var isNothing = IsTooLate(heard) || question is null;
        if (world.ForumAtTheDoor(said.Text) is not null)
        {
            if (heard.Says("forum-held")) held.Add((said.ItemId, "text", said.Text, world.Now));
        }
        else if (world.IsKeyword(said.Text) || world.IsWord("leave", said.Text) || (world.IsWord("quit", said.Text) && !heard.Says("opinion", "topic")) || (Offered && SaysHowToGoOn(said.Text)))
        {
            // Begins, leaves or goes on with something; nothing is answered by it.
        }
        else if (world.IsWord("skip", said.Text))
        {
            if (!isNothing && Consents == true && !heard.SaysAny("must-answer", "held") && (heard.Offered || heard.Asked != Open)) Skips(Open!, question!);
        }
        else if (question is { Kind: QuestionKind.Several } && world.IsWord("done", said.Text))
        {
            if (!isNothing && !heard.Says("choose-first")) Passes(Open!, question);
        }
        else if (world.IsWord("back", said.Text))
        {
            if (!isNothing && !heard.Says("cannot-go-back")) GoesBack(Open!, heard);
        }
        else
        {
            Takes(said.ItemId, "text", said.Text, null, heard, said);
        }
    }

    private bool SaysHowToGoOn(string text) =>
        world.IsWord("continue", text) || world.IsWord("restart", text) || world.IsWord("quit", text) || world.IsWord("change", text) || world.IsWord("keep", text)
        || text is "ค่ะ" or "ครับ" or "ใช่" or "ไม่" or "ยินยอม" or "ไม่ยินยอม";

    /// <summary>Something said or sent: whatever it became of the many things that it may be.</summary>
    private void Takes(string itemId, string kind, string? text, string? set, Heard heard, Act.Said? said = null)
    {
        if (heard.Says("held"))
        {
            held.Add((itemId, kind, text, world.Now));
            return;
        }

        if (Consents != true || Tells(itemId, kind, text, set, heard)) return;
        if (Open is { } asked && world.QuestionOf(asked) is { Keep: not null } question && MovedOn(asked, question, heard))
        {
            if (question.Kind == QuestionKind.Message && question.Keep == "answer")
            {
                KeepAnswer(asked, kind, text, [itemId], set);
                Passes(asked, question);
            }
            else if (kind == "text" && question.Keep is "answer" or "ballot" or "agreement" or "forum-answer")
            {
                if (said?.Means is not { } means) throw new InvalidOperationException($"“{text}” means nothing here, and was taken for an answer.");
                Answers(asked, question, means, itemId, heard);
            }
        }
        else if (said is { IsSentence: true })
        {
            Assert.True(IsDeclined(heard), $"“{text}” was neither kept nor declined.");
        }
    }

    /// <summary>The bot said that it did not take what was told; whoever told it knows to say it again.</summary>
    private static bool IsDeclined(Heard heard) => heard.SaysAny(
        "not-understood", "not-understood-again", "not-a-number", "not-a-date", "not-a-time", "noise", "place-unknown", "place-no-village", "out-of-range", "must-answer",
        "helper-needs-voice", "helper-expired", "held-full", "survey-closed", "round-closed", "expired");

    /// <summary>Whether the bot went on from a question, so that something was an answer to it.</summary>
    private bool MovedOn(Asked asked, Question question, Heard heard)
    {
        if (IsTooLate(heard)) return false;
        if (heard.Says("chosen") && heard.Asked?.Node == asked.Node) return true;
        if (heard.Says(asked.Flow, "thanks") || heard.Says(asked.Flow, "chosen")) return true;
        if (heard.Offered || heard.Asked?.Flow != asked.Flow) return false;
        return question.Keep == "agreement" && heard.Asked.Node == asked.Node ? heard.Asked.About != asked.About : heard.Asked.Node != asked.Node;
    }

    private void HearOfPerson(Act act, Heard heard)
    {
        if (heard.Says("my-data", "deleted-one")) Delete(heard.Value("my-data", "deleted-one", "my_reference")!);
        if (heard.Says("helper-undone")) OfNeighbours.Remove(current!);
        if (heard.Says("welcome", "kept-then-place") || heard.Says("welcome", "thank-then-place")) Consent();
        if (heard.Says("place", "thanks")) LivesIn(act, heard.Value("place", "thanks", "place")!);
        else if (heard is { Asked: { Flow: "place" }, Offered: false } && heard.Value(Script.System, "place-village", "tambon") is { } tambon && TellsTambon(act, tambon)) LivesIn(act, tambon);
        if (heard.Says("welcome", "refused"))
        {
            Refuse();
        }
        else if (heard.Says("my-data", "withdrawn"))
        {
            Refuse();
            Withdrawn++;
        }
        else if (heard.Says("my-data", "erased"))
        {
            Forget();
        }
    }

    /// <summary>The village is also asked for again, and that tells nothing new: on going on, or after small talk.</summary>
    private static bool TellsTambon(Act act, string tambon) => act switch
    {
        Act.Tapped { Button.Data.Verb: ButtonData.Choose } or Act.Sent { Kind: "location" } => true,
        Act.Said said => said.Text.Contains(tambon, StringComparison.Ordinal),
        _ => false,
    };

    private void Consent()
    {
        if (Consents != true) Release();
        Consents = true;
    }

    private void Refuse()
    {
        (Consents, Tambon) = (false, null);
        held.Clear();
    }

    private void LivesIn(Act act, string words)
    {
        // Of two buttons tapped at once, the first counts.
        var code = act is Act.Tapped { Button: { Label: var label, Data: { Verb: ButtonData.Choose, Value: ['t', .. var chosen] } } } && words.StartsWith(label, StringComparison.Ordinal) ? chosen : world.TambonOf(words);
        if (Tambon is null)
            foreach (var told in Own.Where(o => o.Tambon is null)) told.Tambon = code;
        Tambon = code;
    }

    private void Forget()
    {
        Erased++;
        isBack = false;
        (Consents, Tambon, current, Invited, asksAfter) = (null, null, null, null, null);
        held.Clear();
        Own.Clear();
        Sheet.Clear();
        ways.Clear();
        Ballots.Clear();
        Agreements.Clear();
        typedChoices.Clear();
        passes.Clear();
        Replies.Clear();
        sets.Clear();
        shown.Clear();
        forgotten.UnionWith(OfNeighbours.Select(o => o.Neighbour!));
    }

    private void TakeBack(string itemId)
    {
        held.RemoveAll(h => h.ItemId == itemId);
        TakeBackTold(itemId);
        TakeBackAnswers(itemId);
        TakeBackChoices(itemId);
        TakeBackReplies(itemId);
    }
}
