using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Flows;

/// <content>Rounds of priorities: which there are, choosing among cards, saying what one thinks of others' proposals.</content>
internal sealed partial class Conversation
{
    // So many cards a carousel holds, and so many fit beside the one that leads on.
    private const int MostCards = 12;
    private const int CardsBesideMore = MostCards - 1;
    private const int MostAtASitting = 5;

    private static readonly string[] PlaceSentences = ["choice-first", "choice-second", "choice-third"];

    private readonly HashSet<string> roundOverSessions = new(StringComparer.Ordinal);
    private RoundsWanted? wantsRounds;
    private ChatRound? roundOver;

    private IReadOnlyList<ChatRound> Rounds
    {
        get
        {
            if (person.TambonCode is not { } tambon) return [];
            if (person.Rounds is { } known && known.Tambon == tambon) return known.Rounds;
            wantsRounds ??= new RoundsWanted(tambon);
            return [];
        }
    }

    private static Question? WhichRound(Flow flow) => flow.Questions.FirstOrDefault(q => q.From == ChoiceSource.Rounds);

    /// <summary>The round that the flow talks of.</summary>
    private ChatRound? RoundOf(FlowFrame? frame) =>
        frame is not null && FlowOf(frame) is { } flow && WhichRound(flow) is { } which && frame.Answer(which.Id) is { } id ? Rounds.FirstOrDefault(r => r.Id == id) : null;

    private RoundDetails DetailsOf(ChatRound round)
    {
        if (round.Details is { } details) return details;
        wantsRounds = new RoundsWanted(person.TambonCode!, round.Id);
        return new RoundDetails([], null);
    }

    /// <summary>A question about a round that is closed, or not of the place where the person lives now.</summary>
    private bool IsRoundOver(FlowFrame frame, Flow flow)
    {
        if (WhichRound(flow) is not { } which || flow.Find(frame.Node) is not Question question || question == which) return false;
        var ofRound = question.From == ChoiceSource.Proposals || question.Keep == "agreement" || frame.Answer(which.Id) is not null;
        return ofRound && RoundOf(frame) is not { Stage: RoundStage.Open };
    }

    private void NoteRoundOver(FlowFrame frame, bool isTop)
    {
        roundOverSessions.Add(frame.Session);
        if (!isTop) return;
        closedSentence = "round-closed";
        roundOver = RoundOf(frame);
    }

    /// <summary>Whoever asks for the round again once she has chosen wants to see what that was, and not the question that was left open after it.</summary>
    private bool IsPastChoosing(FlowFrame frame, Flow flow) =>
        RoundOf(frame) is { Choices.Count: > 0 } && flow.Find(frame.Node) is Question { From: not (ChoiceSource.Proposals or ChoiceSource.Rounds) };

    /// <summary>What is typed of a closed round's cards is no opinion.</summary>
    private bool NamesOfClosedRound(string text) =>
        closed is { From: ChoiceSource.Proposals } && roundOver is { } over && ChoiceReader.Read(text, [.. over.Proposals.Select(p => p.Title)]) is not null;

    /// <summary>Where one can choose comes first, and there what is not chosen yet and closes soonest; a closed round only where there is nothing else.</summary>
    private List<Option> RoundOptions()
    {
        var shown = Rounds.Any(r => r.Stage != RoundStage.Closed) ? Rounds.Where(r => r.Stage != RoundStage.Closed) : Rounds;
        return
        [.. shown.OrderBy(r => (r.Stage, r.Choices.Count > 0)).ThenBy(r => r.Stage == RoundStage.Open ? r.Closes.UtcTicks : -r.Closes.UtcTicks).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => new Option(r.Stage == RoundStage.Published ? System.Sentence("round-result").Replace("{title}", r.Title, StringComparison.Ordinal) : r.Title, r.Id))];
    }

    private List<Option> ProposalOptions(Question question)
    {
        if (Top is not { } top || RoundOf(top) is not { Stage: RoundStage.Open } round) return [];
        var chosen = ChosenUntil(top, question, including: false);
        return [.. round.Proposals.Where(p => !chosen.Contains(p.Id)).Select(p => new Option(p.Title, p.Id))];
    }

    /// <summary>What this pass has chosen, in the order of the flow's questions.</summary>
    private List<string> ChosenUntil(FlowFrame frame, Question question, bool including)
    {
        var asked = (FlowOf(frame)?.Questions ?? []).Where(q => q.From == ChoiceSource.Proposals).ToList();
        var until = asked.FindIndex(q => q.Id == question.Id) + (including ? 1 : 0);
        return [.. asked.Take(Math.Max(0, until)).Select(q => frame.Answer(q.Id)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private bool ProposalSaid(Question question, List<Option> options, string text)
    {
        if (ChoiceReader.Read(text, [.. options.Select(o => o.Label)]) is not { } index || index < 0 || index >= options.Count) return false;
        Choose(question, options[index]);
        return true;
    }

    private static int CardPages(int options) => options <= MostCards ? 1 : (options + CardsBesideMore - 1) / CardsBesideMore;

    private FlowMessage Cards(Question question)
    {
        var (options, round) = (Options(question), RoundOf(Top));
        var pages = CardPages(options.Count);
        var size = (options.Count + pages - 1) / pages;
        var first = Math.Clamp(Top!.Page, 0, pages - 1) * size;
        var shown = options.Skip(first).Take(size).ToList();
        var cards = shown.Select((o, i) => Card(round!.Find(o.Value)!, first + i + 1, Data(ButtonData.Choose, o.Value))).ToList();
        if (pages > 1)
            cards.Add(new FlowCard(null, Numbered("cards-more", options.Count - shown.Count), [], null, null, System.Label("more"), Button("more", ButtonData.More)));
        var alternative = System.Sentence("cards").Replace("{options}", string.Join(", ", shown.Select(o => o.Label)), StringComparison.Ordinal);
        return new FlowMessage(alternative, FixedButtons(question)) { Cards = cards };
    }

    private FlowCard Card(ChatProposal proposal, int number, string data) => new(
        Numbered("card-number", number), proposal.Title, proposal.Reason is { } reason ? [reason] : [], Cost(proposal), proposal.Picture, System.Label("choose-card"), new TapButton(proposal.Title, data));

    private string? Cost(ChatProposal proposal) => proposal.Cost is { } cost ? Numbered("card-cost", cost) : null;

    private string Numbered(string sentence, long number) => System.Sentence(sentence).Replace("{n}", number.ToString("#,0", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private string? RoundVariable(string name)
    {
        if (RoundOf(Top) is not { } round) return null;
        return name switch
        {
            "round" => round.Title,
            "closes" => Until(round.Closes),
            "my_choices" => string.Join('\n', round.Choices.Select((id, at) => $"{(at < PlaceSentences.Length ? System.Sentence(PlaceSentences[at]) : Numbered("choice-further", at + 1))} {round.Find(id)?.Title}")),
            "proposal" => Top?.Sitting is { IsOver: false } sitting && round.Find(sitting.Proposals[sitting.At]) is { } proposal ? Told(round, proposal) : null,
            _ => DetailsOf(round).Result,
        };
    }

    /// <summary>“20 ธ.ค. 2569 เวลา 18.00 น.”</summary>
    private static string Until(DateTimeOffset closes)
    {
        var at = closes.ToOffset(BangkokTime.Offset);
        return string.Create(CultureInfo.InvariantCulture, $"{SummaryWords.Date(DateOnly.FromDateTime(at.DateTime))} เวลา {at:HH.mm} น.");
    }

    private string Told(ChatRound round, ChatProposal proposal)
    {
        var before = round.Agreed.GetValueOrDefault(proposal.Id) switch { "agree" => System.Sentence("agreed-before"), "disagree" => System.Sentence("disagreed-before"), _ => null };
        return string.Join('\n', new[] { $"“{proposal.Title}”", proposal.Reason, Cost(proposal), before }.Where(line => !string.IsNullOrEmpty(line)));
    }

    private string RoundCondition() => RoundOf(Top) switch
    {
        null => "unknown",
        { Stage: RoundStage.Published } => "published",
        { Stage: RoundStage.Closed } => "closed",
        { Choices.Count: > 0 } => "voted",
        _ => "open",
    };

    private string AgreementCondition()
    {
        if (RoundOf(Top) is not { Stage: RoundStage.Open } round) return "unknown";
        if (Top!.Sitting is { Proposals.Count: > 0 } sitting) return sitting.IsOver ? "over" : "more";
        var others = DetailsOf(round).Others;
        return others.Count == 0 ? "unknown" : others.Any(id => !round.Agreed.ContainsKey(id)) ? "new" : "again";
    }

    /// <summary>Comes to the next proposal to agree with: what has not been answered yet, and only when all has been, the rest again.</summary>
    private bool Sit()
    {
        if (RoundOf(Top) is not { Stage: RoundStage.Open } round) return false;
        if (Top!.Sitting is { IsOver: false }) return true;
        var others = DetailsOf(round).Others;
        var fresh = others.Where(id => !round.Agreed.ContainsKey(id)).Take(MostAtASitting).ToList();
        if (fresh.Count == 0) fresh = [.. others.Take(MostAtASitting)];
        if (fresh.Count == 0) return false;
        Change(f => f with { Sitting = new Sitting(fresh) });
        return true;
    }

    private void KeepBallot(FlowFrame top, Question question, FlowInput carrier) => KeepBallot(top, question, ChosenUntil(top, question, including: true), carrier.Key, carrier);

    /// <param name="chooser">What chose the last of them; null: none was chosen now.</param>
    private void KeepBallot(FlowFrame top, Question question, List<string> chosen, string key, FlowInput? chooser)
    {
        if (RoundOf(top) is not { Stage: RoundStage.Open } round) return;
        facts.Add(new FlowFact("ballot", top.Flow, top.Version, question.Id, key, round.Id, string.Join(',', chosen), chooser));
        Remember(round with { Choices = chosen });
    }

    private void KeepAgreement(FlowFrame top, Question question, string value, FlowInput carrier)
    {
        if (top.Sitting is not { IsOver: false } sitting || RoundOf(top) is not { Stage: RoundStage.Open } round) return;
        var proposal = sitting.Proposals[sitting.At];
        facts.Add(new FlowFact("agreement", top.Flow, top.Version, question.Id, carrier.Key, round.Id, $"{proposal}={value}", carrier));
        Remember(round with { Agreed = new Dictionary<string, string>(round.Agreed) { [proposal] = value } });
        ComeTo(sitting with { At = sitting.At + 1 });
    }

    /// <summary>All proposals are asked about by one question: a session of its own tells the buttons of one from those of the next.</summary>
    private void ComeTo(Sitting sitting) => Change(f => f with { Sitting = sitting, Misses = 0, Session = NewSession() });

    /// <summary>Passing over a proposal is an answer; passing over the second place leaves a ballot of one.</summary>
    private void SkipInRound(Question question)
    {
        if (question.Keep == "agreement") KeepAgreement(Top!, question, "skip", input);
        if (question.From != ChoiceSource.Proposals || RoundOf(Top) is not { } round) return;
        var chosen = ChosenUntil(Top!, question, including: false);
        if (chosen.Count > 0 && !chosen.SequenceEqual(round.Choices)) KeepBallot(Top!, question, chosen, input.Key, null);
    }

    private void Remember(ChatRound round) =>
        person = person with { Rounds = person.Rounds! with { Rounds = [.. person.Rounds!.Rounds.Select(r => r.Id == round.Id ? round : r)] } };
}
