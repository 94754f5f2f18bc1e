using ChainatBot.Priorities.Counting;
using CsCheck;

namespace ChainatBot.Tests.Priorities.Counting;

/// <summary>Ballots in the short form of the literature: “5 ACBED” is five people with that order.</summary>
internal static class Ballots
{
    public static BallotBox Of(string proposals, params string[] counted) =>
        new([.. proposals.Select(c => c.ToString())], counted.SelectMany(Read));

    public static IEnumerable<Ballot> Read(string counted)
    {
        var parts = counted.Split(' ');
        return Enumerable.Repeat(new Ballot([.. parts[1].Select(c => c.ToString())]), int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    public static string Written(IReadOnlyList<IReadOnlyList<string>> ranking) => string.Join(' ', ranking.Select(group => string.Concat(group)));

    /// <summary>Random orders of some of the first <paramref name="proposals"/> letters.</summary>
    public static Gen<Ballot> Gen(int proposals) => CsCheck.Gen.Select(CsCheck.Gen.Shuffle(Letters(proposals)), CsCheck.Gen.Int[1, proposals],
        (string[] order, int length) => new Ballot(order[..length]));

    public static string[] Letters(int proposals) => [.. Enumerable.Range(0, proposals).Select(i => ((char)('a' + i)).ToString())];
}
