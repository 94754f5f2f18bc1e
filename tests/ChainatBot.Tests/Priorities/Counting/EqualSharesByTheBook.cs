using System.Numerics;
using ChainatBot.Priorities.Counting;

namespace ChainatBot.Tests.Priorities.Counting;

/// <summary>The Method of Equal Shares person by person and baht by baht, with fractions: slow, and written only from the definition.</summary>
internal static class EqualSharesByTheBook
{
    public static List<int> Choose(int[][] approvals, long[] costs, long budget, int mostSteps)
    {
        var chosen = At(approvals, costs, new Fraction(budget, approvals.Length));
        for (var step = 1; step <= mostSteps; step++)
        {
            var left = budget - chosen.Sum(p => costs[p]);
            if (Enumerable.Range(0, costs.Length).All(p => chosen.Contains(p) || costs[p] > left)) break;
            var next = At(approvals, costs, new Fraction(budget, approvals.Length) + new Fraction(step, 1));
            if (next.Sum(p => costs[p]) > budget) break;
            chosen = next;
        }
        return chosen;
    }

    public static List<int> At(int[][] approvals, long[] costs, Fraction share)
    {
        var purse = approvals.Select(_ => share).ToArray();
        var chosen = new List<int>();
        while (true)
        {
            (Fraction Part, long Cost, int Votes, int Place, Fraction Most)? best = null;
            for (var p = 0; p < costs.Length; p++)
            {
                if (chosen.Contains(p)) continue;
                var voters = Enumerable.Range(0, approvals.Length).Where(v => approvals[v].Contains(p)).ToArray();
                if (MostPaid([.. voters.Select(v => purse[v])], costs[p]) is not { } most) continue;
                var part = most * new Fraction(1, costs[p]);
                if (best is { } b && (part, costs[p], -voters.Length, p).CompareTo((b.Part, b.Cost, -b.Votes, b.Place)) >= 0) continue;
                best = (part, costs[p], voters.Length, p, most);
            }
            if (best is not { } winner) return chosen;
            chosen.Add(winner.Place);
            for (var v = 0; v < purse.Length; v++)
                if (approvals[v].Contains(winner.Place)) purse[v] = purse[v].CompareTo(winner.Most) > 0 ? purse[v] - winner.Most : new Fraction(0, 1);
        }
    }

    /// <summary>The smallest m such that payments of min(purse, m) make the cost; null where all of them together don't.</summary>
    private static Fraction? MostPaid(Fraction[] purses, long cost)
    {
        Array.Sort(purses);
        var rest = new Fraction(cost, 1);
        for (var i = 0; i < purses.Length; i++)
        {
            var equal = rest * new Fraction(1, purses.Length - i);
            if (purses[i].CompareTo(equal) >= 0) return equal;
            rest -= purses[i];
        }
        return null;
    }

    internal readonly struct Fraction : IComparable<Fraction>
    {
        private readonly BigInteger over, under;

        public Fraction(BigInteger over, BigInteger under)
        {
            var common = BigInteger.GreatestCommonDivisor(over, under);
            (this.over, this.under) = (over / common, under / common);
        }

        public static Fraction operator +(Fraction a, Fraction b) => new((a.over * b.under) + (b.over * a.under), a.under * b.under);
        public static Fraction operator -(Fraction a, Fraction b) => new((a.over * b.under) - (b.over * a.under), a.under * b.under);
        public static Fraction operator *(Fraction a, Fraction b) => new(a.over * b.over, a.under * b.under);
        public int CompareTo(Fraction other) => (over * other.under).CompareTo(other.over * under);
    }
}
