using System.Globalization;
using ChainatBot.Priorities.Counting;
using ChainatBot.Summaries;

namespace ChainatBot.Priorities;

/// <summary>Counts a round and lets through what may be seen. Pure.</summary>
/// <remarks>
/// Nothing is told of a round in which fewer than k people chose. Orders are told, points are not: one point says that one person put something
/// third. Villages are divided once for the whole round, so that views of two tambons can't be subtracted from one another.
/// </remarks>
internal static class PriorityCount
{
    /// <param name="tambon">Whose villages are told; null: of all tambons, which only a round of one tambon can tell.</param>
    public static PriorityResult Of(KeptRound kept, IReadOnlyList<CastBallot> ballots, IReadOnlyList<Agreement> said, string? tambon, int minimumGroupSize, DateTimeOffset now)
    {
        var round = kept.Definition;
        var state = kept.IsOpen(now) ? "open" : kept.PublishedOn is null ? "closed" : "published";
        var closes = kept.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var voters = ballots.Where(b => b.Choices.Count > 0).ToList();
        var agreement = Agreement(round, said, minimumGroupSize, out var fewAnswers);
        var withheld = new PriorityResult(round.Id, round.Title, state, closes, voters.Count == 0 ? 0 : null, [.. round.Proposals.Select(p => new ProposalCount(p.Id, p.Title, null))])
        {
            Agreement = agreement, Suppressed = fewAnswers + (voters.Count == 0 ? 0 : 1), Definition = round,
        };
        if (voters.Count == 0 || voters.Count < minimumGroupSize) return withheld;

        var result = RoundResult.Of(round, voters.Select(v => new Ballot(v.Choices)));
        var chosen = result.Approval.ToDictionary(a => a.Id, a => Shown(a.Count, voters.Count, minimumGroupSize), StringComparer.Ordinal);
        var villages = Villages(round, voters, tambon ?? (round.Tambons is [var only] ? only : null), minimumGroupSize, out var joined);
        return withheld with
        {
            People = voters.Count,
            Proposals = [.. round.Proposals.Select(p => new ProposalCount(p.Id, p.Title, chosen[p.Id]))],
            Borda = [.. result.Borda.GroupBy(b => b.Points).Select(tie => (IReadOnlyList<string>)[.. tie.Select(b => b.Id)])],
            Schulze = result.Schulze.Ranking,
            Firmness = HowFirm.Line(round, result),
            EqualShares = result.EqualShares,
            Greedy = result.Greedy,
            ByVillage = villages,
            Suppressed = fewAnswers + joined + chosen.Values.Count(c => c is null),
        };
    }

    /// <summary>A part of a whole, where neither it nor the rest is a small group, or everybody, which would tell what each one said.</summary>
    private static int? Shown(int part, int whole, int k) => part == 0 || (part >= k && whole - part >= k) ? part : null;

    private static List<VillageVotes> Villages(RoundDefinition round, List<CastBallot> voters, string? tambon, int k, out int joined)
    {
        joined = 0;
        if (tambon is null) return [];
        var suppression = new Suppression([.. voters.Select(v => new Said(v.Person, default))], k);
        var released = suppression.By(i => voters[i] is { Tambon: { } of, Village: { } village } && round.Tambons.Contains(of) ? string.Create(CultureInfo.InvariantCulture, $"{of}/{village}") : null)
            .Over(suppression.Over(null, null)!);
        joined = released.Withheld;
        return [.. released.Cells
            .Where(c => c.People > 0 && (c.Label is null || c.Label.StartsWith(tambon + "/", StringComparison.Ordinal)))
            .Select(c => new VillageVotes(c.Label is { } label ? int.Parse(label[(tambon.Length + 1)..], CultureInfo.InvariantCulture) : null, c.People))
            .OrderBy(c => c.Village ?? int.MaxValue)];
    }

    private static List<ProposalAgreement> Agreement(RoundDefinition round, IReadOnlyList<Agreement> said, int k, out int few)
    {
        // Every village in which somebody was asked anything: figures of two proposals can be compared only over the same villages.
        var places = said.Where(s => s is { Tambon: not null, Village: not null }).Select(s => (s.Tambon, s.Village)).Distinct().Order().ToList();
        var shown = new List<(ProposalAgreement Line, double Score)>();
        few = 0;
        foreach (var proposal in round.Proposals)
        {
            var answers = said.Where(s => s.Proposal == proposal.Id).ToList();
            if (answers.Count == 0) continue;
            if (answers.Count < k)
            {
                few++;
                continue;
            }

            var villages = places.Select((place, number) => Count(number, answers.Where(a => (a.Tambon, a.Village) == place))).ToList();
            var agree = Shown(answers.Count(a => a.Answer == AgreementStore.Agree), answers.Count, k);
            if (agree is null) few++;
            shown.Add((new ProposalAgreement(proposal.Id, proposal.Title, answers.Count, agree, VillageConsensus.InWords(villages, k)), VillageConsensus.Score(villages)));
        }

        return [.. shown.OrderByDescending(s => s.Score).Select(s => s.Line)];
    }

    private static VillageAnswers Count(int village, IEnumerable<Agreement> answers)
    {
        var by = answers.CountBy(a => a.Answer).ToDictionary();
        return new VillageAnswers(village, by.GetValueOrDefault(AgreementStore.Agree), by.GetValueOrDefault(AgreementStore.Disagree), by.GetValueOrDefault(AgreementStore.Skip));
    }
}
