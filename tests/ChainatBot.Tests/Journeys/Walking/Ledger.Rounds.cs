namespace ChainatBot.Tests.Journeys.Walking;

/// <content>Ballots and agreements, and which typed message stands behind what was chosen.</content>
public sealed partial class Ledger
{
    private static readonly string[] Steps = ["first", "second", "third"];

    // What the pass under way has chosen, by step.
    private readonly Dictionary<string, Dictionary<string, string>> passes = [];
    private readonly Dictionary<(string Kind, string Subject, string Node, string Value), string> typedChoices = [];
    private string? roundInHand;

    /// <summary>By round: ids of proposals, the dearest first.</summary>
    public Dictionary<string, List<string>> Ballots { get; } = [];

    /// <summary>By round and proposal: agree, disagree, skip.</summary>
    public Dictionary<(string Round, string Proposal), string> Agreements { get; } = [];

    private void ChoosesProposal(Asked asked, string proposal, string? typedBy)
    {
        var round = World.Rounds.Single(r => r.Proposals.Any(p => p.Id == proposal)).Id;
        if (!passes.TryGetValue(round, out var pass)) passes[round] = pass = [];
        pass[asked.Node] = proposal;
        Cast(round, UntilStep(round, asked.Node, including: true), proposal, typedBy);
    }

    /// <summary>Passing over the second place leaves a ballot of one.</summary>
    private void SkipsProposal(Asked asked)
    {
        if (roundInHand is not { } round) return;
        var chosen = UntilStep(round, asked.Node, including: false);
        if (chosen.Count > 0 && !chosen.SequenceEqual(Ballots.GetValueOrDefault(round) ?? [])) Cast(round, chosen, null, null);
    }

    private List<string> UntilStep(string round, string step, bool including) =>
        [.. Steps.Take(Array.IndexOf(Steps, step) + (including ? 1 : 0)).Select(s => passes.GetValueOrDefault(round)?.GetValueOrDefault(s)).OfType<string>()];

    private void Cast(string round, List<string> chosen, string? now, string? typedBy)
    {
        Ballots[round] = chosen;
        ChoseTyped(("ballot", round, ""), chosen, now, typedBy);
    }

    private void Agrees(Asked asked, string said, string? typedBy)
    {
        var (round, proposal) = World.ProposalOf(asked.About!)!.Value;
        Agreements[(round.Id, proposal.Id)] = said;
        ChoseTyped(("agreement", round.Id, proposal.Id), [proposal.Id], proposal.Id, typedBy);
    }

    /// <summary>
    /// A typed message stands behind its choice until that is made again or gone; taken back, it takes the choice with it. What is tapped can't be taken back.
    /// </summary>
    /// <param name="chosen">What stands now.</param>
    /// <param name="now">What was chosen just now.</param>
    private void ChoseTyped((string Kind, string Subject, string Node) of, IReadOnlyCollection<string> chosen, string? now, string? typedBy)
    {
        foreach (var old in typedChoices.Keys.Where(t => (t.Kind, t.Subject, t.Node) == of && (t.Value == now || !chosen.Contains(t.Value))).ToList()) typedChoices.Remove(old);
        if (typedBy is not null) typedChoices[(of.Kind, of.Subject, of.Node, now!)] = typedBy;
    }

    private List<(string Kind, string Subject, string Node, string Value)> TypedBy(string itemId, string kind)
    {
        var all = typedChoices.Where(t => t.Value == itemId && t.Key.Kind == kind).Select(t => t.Key).ToList();
        foreach (var choice in all) typedChoices.Remove(choice);
        return all;
    }

    private void TakeBackChoices(string itemId)
    {
        foreach (var (_, round, _, proposal) in TypedBy(itemId, "ballot"))
        {
            Ballots[round].Remove(proposal);
            if (Ballots[round].Count == 0) Ballots.Remove(round);
            foreach (var (step, chosen) in passes[round].ToList())
                if (chosen == proposal) passes[round].Remove(step);
        }

        foreach (var (_, round, _, proposal) in TypedBy(itemId, "agreement")) Agreements.Remove((round, proposal));
    }

    /// <summary>The cards tell which round is talked of; what the bot says was chosen must be what was.</summary>
    private void HearOfRounds(Heard heard)
    {
        if (heard.Buttons.Select(b => World.ProposalOf(b.Label)?.Round.Id).FirstOrDefault(r => r is not null) is { } round) roundInHand = round;
        foreach (var step in (string[])["chosen", "chosen-before"])
        {
            if (heard.Value("priorities", step, "my_choices") is not { } told) continue;
            var chosen = told.Split('\n').Select(line => World.ProposalOf(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])!.Value).ToList();
            Assert.Equal(Ballots.GetValueOrDefault(chosen[0].Round.Id), chosen.Select(c => c.Proposal.Id));
        }
    }
}
