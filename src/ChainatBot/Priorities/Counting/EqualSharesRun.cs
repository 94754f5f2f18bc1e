using System.Numerics;

namespace ChainatBot.Priorities.Counting;

/// <summary>
/// The Method of Equal Shares when everybody has budget/n + t baht, for any whole t, and the next t at which anything could
/// come out differently.
/// </summary>
/// <remarks>
/// While the same comparisons hold, every amount in the computation is a line in t. So amounts are kept as lines, compared at
/// the t asked for, and each comparison notes until which t it holds: up to the smallest of these the winners and
/// their order can't change. Amounts share one denominator; people with the same history of payments share one purse.
/// </remarks>
internal sealed class EqualSharesRun
{
    private readonly IReadOnlyList<long> costs;
    private readonly long budget;
    private readonly int people;
    private readonly int[] support;
    private readonly int[] groupSize;
    private readonly int[][] groupsBehind;

    public EqualSharesRun(BallotBox box, IReadOnlyList<long> costs, long budget)
    {
        (this.costs, this.budget, people) = (costs, budget, box.Count);
        support = [.. Enumerable.Range(0, costs.Count).Select(box.SupportOf)];
        var groups = box.Orders.Select(order => order.Order().ToArray()).GroupBy(set => set, new SameSet()).ToArray();
        groupSize = [.. groups.Select(group => group.Count())];
        var behind = Enumerable.Range(0, costs.Count).Select(_ => new List<int>()).ToArray();
        for (var group = 0; group < groups.Length; group++)
            foreach (var proposal in groups[group].Key) behind[proposal].Add(group);
        groupsBehind = [.. behind.Select(list => list.ToArray())];
    }

    /// <summary>What is chosen with t baht more for everybody.</summary>
    public Outcome At(BigInteger t) => new Turn(this, t).Play();

    /// <param name="Winners">Places of proposals, as chosen.</param>
    /// <param name="ChangesAt">The smallest t above at which something may be different; null where nothing ever will.</param>
    public sealed record Outcome(IReadOnlyList<int> Winners, BigInteger? ChangesAt);

    /// <summary>(A + B·t) over the common denominator.</summary>
    private readonly record struct Line(BigInteger A, BigInteger B)
    {
        public static Line operator +(Line x, Line y) => new(x.A + y.A, x.B + y.B);
        public static Line operator -(Line x, Line y) => new(x.A - y.A, x.B - y.B);
        public static Line operator *(Line x, BigInteger factor) => new(x.A * factor, x.B * factor);
        public BigInteger At(BigInteger t) => A + (B * t);
    }

    /// <summary>What each full payer of a proposal pays: <see cref="Rest"/> shared by so many.</summary>
    /// <param name="Share">Roughly the part of the cost each pays, to look at the likely winners first.</param>
    private readonly record struct Bid(Line Rest, long FullPayers, double Share);

    private sealed class Turn
    {
        private readonly EqualSharesRun run;
        private readonly BigInteger t;
        private readonly List<Line> purses = [];
        private readonly int[] purseOf;
        private readonly Bid[] bids;
        private readonly List<int> open;
        private long[] inPurse = [];
        private BigInteger[] content = [];
        private int[] poorestFirst = [];
        private BigInteger denominator;
        private BigInteger? changesAt;

        public Turn(EqualSharesRun run, BigInteger t)
        {
            (this.run, this.t) = (run, t);
            denominator = run.people;
            purses.Add(new Line(run.budget, run.people));
            purseOf = new int[run.groupSize.Length];
            bids = new Bid[run.costs.Count];
            open = [.. Enumerable.Range(0, run.costs.Count).Where(p => run.support[p] > 0)];
            // Nobody pays less than an equal part: a bound before the first look.
            foreach (var p in open) bids[p] = new Bid(new Line(run.costs[p] * denominator, 0), run.support[p], 1d / run.support[p]);
        }

        public Outcome Play()
        {
            var winners = new List<int>();
            while (FindBest() is { } best)
            {
                winners.Add(best);
                open.Remove(best);
                Pay(best);
            }
            return new Outcome(winners, changesAt);
        }

        /// <summary>The open proposal whose full payers pay the smallest part of its cost. Those that can't be paid for are closed.</summary>
        private int? FindBest()
        {
            content = [.. purses.Select(purse => purse.At(t))];
            inPurse = new long[purses.Count];
            poorestFirst = [.. Enumerable.Range(0, purses.Count)];
            Array.Sort(poorestFirst, (a, b) => content[a].CompareTo(content[b]));

            int? best = null;
            var looked = new List<int>();
            var skipped = new List<int>();
            foreach (var p in open.OrderBy(p => bids[p].Share).ToList())
            {
                // A proposal only gets dearer for its payers, so its bid of an earlier round is a bound.
                if (best is { } b && Difference(p, b).At(t).Sign > 0)
                {
                    skipped.Add(p);
                    continue;
                }
                if (!Look(p))
                {
                    open.Remove(p);
                    continue;
                }
                looked.Add(p);
                if (best is null || IsBefore(p, best.Value)) best = p;
            }
            if (best is not { } winner) return null;
            HoldSplit(winner);
            // A bid with the same people taken for poor is at most what has to be paid, for any t: only the winner's has to stay exact.
            foreach (var p in looked.Where(p => p != winner)) Holds(Difference(p, winner), strictly: !WinsTie(winner, p));
            foreach (var p in skipped) Holds(Difference(p, winner), strictly: true);
            return winner;
        }

        private bool Look(int p)
        {
            var cost = new Line(run.costs[p] * denominator, 0);
            CountPurses(p);
            var all = new Line(0, 0);
            foreach (var purse in poorestFirst)
                if (inPurse[purse] > 0) all += purses[purse] * inPurse[purse];
            var over = all - cost;
            if (over.At(t).Sign < 0)
            {
                Holds(cost - all, strictly: true);
                return false;
            }

            var rest = cost;
            long payers = run.support[p];
            foreach (var purse in poorestFirst)
            {
                if (inPurse[purse] == 0) continue;
                if (content[purse] * payers >= rest.At(t)) break;
                rest -= purses[purse] * inPurse[purse];
                payers -= inPurse[purse];
            }
            bids[p] = new Bid(rest, payers, Math.Exp(BigInteger.Log(rest.At(t)) - BigInteger.Log(denominator)) / payers / run.costs[p]);
            return true;
        }

        /// <summary>The split stays the right one, and can be paid, while the poor have no more than the full payment and the others no less.</summary>
        private void HoldSplit(int p)
        {
            CountPurses(p);
            var (rest, payers, _) = bids[p];
            var restAt = rest.At(t);
            for (var purse = 0; purse < purses.Count && !ChangesNext; purse++)
            {
                if (inPurse[purse] == 0) continue;
                var difference = (purses[purse] * payers) - rest;
                Holds(content[purse] * payers < restAt ? new Line(-difference.A, -difference.B) : difference, strictly: false);
            }
        }

        private void Pay(int p)
        {
            CountPurses(p);
            var (rest, payers, _) = bids[p];
            var restAt = rest.At(t);
            var after = new int[purses.Count];
            var emptied = -1;
            var before = purses.Count;
            for (var purse = 0; purse < before; purse++)
            {
                var left = (purses[purse] * payers) - rest;
                var isPoor = content[purse] * payers < restAt;
                purses[purse] *= payers;
                if (inPurse[purse] == 0) continue;
                if (isPoor && emptied >= 0)
                {
                    after[purse] = emptied;
                    continue;
                }
                after[purse] = purses.Count;
                if (isPoor) emptied = purses.Count;
                purses.Add(isPoor ? new Line(0, 0) : left);
            }
            foreach (var group in run.groupsBehind[p]) purseOf[group] = after[purseOf[group]];
            denominator *= payers;
            foreach (var other in open) bids[other] = bids[other] with { Rest = bids[other].Rest * payers };
            DropUnused();
        }

        private void DropUnused()
        {
            var used = new bool[purses.Count];
            foreach (var purse in purseOf) used[purse] = true;
            var place = new int[purses.Count];
            var kept = 0;
            for (var purse = 0; purse < used.Length; purse++)
            {
                if (!used[purse]) continue;
                (place[purse], purses[kept]) = (kept, purses[purse]);
                kept++;
            }
            purses.RemoveRange(kept, purses.Count - kept);
            for (var group = 0; group < purseOf.Length; group++) purseOf[group] = place[purseOf[group]];
        }

        private void CountPurses(int p)
        {
            Array.Clear(inPurse);
            foreach (var group in run.groupsBehind[p]) inPurse[purseOf[group]] += run.groupSize[group];
        }

        /// <summary>Above 0 where a's payers pay a larger part of its cost than b's.</summary>
        private Line Difference(int a, int b) =>
            (bids[a].Rest * (new BigInteger(bids[b].FullPayers) * run.costs[b])) - (bids[b].Rest * (new BigInteger(bids[a].FullPayers) * run.costs[a]));

        private bool IsBefore(int a, int b)
        {
            var sign = Difference(a, b).At(t).Sign;
            return sign < 0 || (sign == 0 && WinsTie(a, b));
        }

        private bool WinsTie(int a, int b) =>
            (run.costs[a], -run.support[a], a).CompareTo((run.costs[b], -run.support[b], b)) < 0;

        private bool ChangesNext => changesAt is { } next && next == t + 1;

        /// <summary>Notes until when a line that is now ≥ 0 (or &gt; 0) stays so.</summary>
        private void Holds(Line line, bool strictly)
        {
            if (line.B.Sign >= 0 || ChangesNext) return;
            var fall = -line.B;
            var first = strictly ? (line.A + fall - 1) / fall : (line.A / fall) + 1;
            if (changesAt is null || first < changesAt) changesAt = first;
        }
    }

    private sealed class SameSet : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] set)
        {
            var hash = new HashCode();
            foreach (var item in set) hash.Add(item);
            return hash.ToHashCode();
        }
    }
}
