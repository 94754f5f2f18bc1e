using ChainatBot.Summaries;
using CsCheck;

namespace ChainatBot.Tests.Summaries;

public sealed class SafeCutsTests
{
    private const int Days = 8;

    private static readonly Gen<(int Person, int Day)[]> Said =
        from people in Gen.Int[1, 30]
        from said in Gen.Select(Gen.Int[0, people], Gen.Int[0, Days - 1]).Array[0, 120]
        select said;

    [Fact]
    public void People_and_opinions_are_counted_in_any_run_of_days() => Said.Sample((Action<(int Person, int Day)[]>)(said =>
    {
        var set = new PeopleInDays(said, Days);
        for (var from = 0; from <= Days; from++)
        {
            for (var to = from; to <= Days; to++)
            {
                Assert.Equal(People(said, from, to), set.People(from, to));
                Assert.Equal(said.Count(s => s.Day >= from && s.Day < to), set.Opinions(from, to));
            }
        }
    }));

    [Fact]
    public void No_run_of_blocks_and_no_difference_of_runs_is_a_small_group() =>
        Gen.Select(Said, Gen.Shuffle(Enumerable.Range(1, Days - 1).ToArray()), Gen.Int[2, 5]).Sample((said, preference, k) =>
        {
            var cuts = SafeCuts.Choose(new PeopleInDays(said, Days), preference, k);
            if (cuts.Count == 0) return;
            int[] bounds = [0, .. cuts.Order(), Days];
            void Check(int people, string what) => Assert.False(people > 0 && people < k, $"{what} leaves {people} of k = {k}; cuts {string.Join(' ', bounds)}");
            foreach (var a in bounds)
            {
                foreach (var b in bounds.Where(bound => bound > a))
                {
                    var outer = People(said, a, b);
                    Check(outer, $"{a}..{b}");
                    foreach (var c in bounds.Where(bound => bound >= a && bound <= b))
                        foreach (var d in bounds.Where(bound => bound > c && bound <= b))
                            Check(outer - People(said, c, d), $"{a}..{b} less {c}..{d}");
                }
            }
        }, iter: 5_000);

    [Fact]
    public void A_cut_that_is_left_out_could_not_have_been_made() => Said.Sample((Action<(int Person, int Day)[]>)(said =>
    {
        var set = new PeopleInDays(said, Days);
        var all = Enumerable.Range(1, Days - 1).ToArray();
        var cuts = SafeCuts.Choose(set, all, 3);
        foreach (var left in all.Except(cuts)) Assert.DoesNotContain(left, SafeCuts.Choose(set, [.. cuts, left], 3));
    }));

    private static int People((int Person, int Day)[] said, int from, int to) =>
        said.Where(s => s.Day >= from && s.Day < to).Select(s => s.Person).Distinct().Count();
}
