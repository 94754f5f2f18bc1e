using System.Globalization;
using ChainatBot.Summaries;
using CsCheck;
using static ChainatBot.Tests.Summaries.Populations;

namespace ChainatBot.Tests.Summaries;

public sealed class SuppressionTests
{
    private const int K = 5;

    [Fact]
    public void With_plenty_of_people_every_figure_is_exact_and_nothing_is_withheld()
    {
        string[] topics = ["road", "water", "health"];
        string[] reaches = ["household", "village", "tambon"];
        var said = Enumerable.Range(0, 40).SelectMany(p => new[]
        {
            Of(new Spoken(p, 0, Start.AddDays(p % 9), 1 + p % 3, topics[p % 3], reaches[p % 3])),
            Of(new Spoken(p, 1, Start.AddDays(p % 7), 1 + p % 3, topics[p / 14], reaches[p / 14])),
        }).ToArray();

        var view = Plan(said).View();

        Assert.Equal((40, 80, 0), (view.People, view.Opinions, view.Suppressed));
        Assert.False(view.IsShortened);
        Assert.Equal(
            [.. said.GroupBy(c => c.Village).OrderBy(g => g.Key).Select(g => new VillageCount(g.Key, Distinct(g), g.Count()))],
            view.ByVillage);
        Assert.Equal(
            said.GroupBy(c => c.Topic).Select(g => new TopicCount(g.Key, Distinct(g), g.Count())).ToHashSet(),
            view.ByTopic.ToHashSet());
        Assert.Equal(
            said.GroupBy(c => c.Reach).Select(g => new ReachCount(g.Key, Distinct(g), g.Count())).ToHashSet(),
            view.ByReach.ToHashSet());
    }

    [Fact]
    public void A_window_that_holds_everything_is_the_whole_period()
    {
        var said = Enumerable.Range(0, 12).Select(p => Of(new Spoken(p, 0, Start, 1 + p % 2, "road"))).ToArray();
        var view = Plan(said).View(Start, Start);
        Assert.Equal((12, 12, 0), (view.People, view.Opinions, view.Suppressed));
        Assert.Equal([new VillageCount(1, 6, 6), new VillageCount(2, 6, 6)], view.ByVillage);
    }

    [Fact]
    public void The_first_and_the_last_day_there_are_bound_nothing()
    {
        var plan = Plan([.. Enumerable.Range(0, 12).Select(p => Of(new Spoken(p, 0, Start)))]);
        Assert.Equal(12, plan.View(DateOnly.MinValue, DateOnly.MaxValue).People);
        Assert.Equal(0, plan.View(DateOnly.MinValue, Start.AddDays(-1)).People);
    }

    [Fact]
    public void A_deployment_may_ask_for_larger_groups()
    {
        var said = Enumerable.Range(0, 30).Select(p => Of(new Spoken(p, 0, Start, p < 22 ? 1 : 2))).ToArray();
        var view = Plan(said, Options with { MinimumGroupSize = 10 }).View();
        Assert.Equal([new VillageCount(null, 30, 30)], view.ByVillage);
        Assert.Null(Plan(said[..9], Options with { MinimumGroupSize = 10 }).View().People);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fewer_people_than_k_leave_no_figure_at_all(int people)
    {
        var view = Plan([.. Enumerable.Range(0, people).SelectMany(p => Enumerable.Range(0, 9).Select(n => Of(new Spoken(p, n, Start, 1, "road", "tambon", "dust"))))]).View();
        Assert.Null(view.People);
        Assert.Null(view.Opinions);
        Assert.Empty(view.ByTopic);
        Assert.Empty(view.ByVillage);
        Assert.Empty(view.ByReach);
        Assert.Empty(view.Groups);
        Assert.Equal(1, view.Suppressed);
    }

    [Fact]
    public void Where_nobody_spoke_the_figure_is_nought()
    {
        var view = Plan([], Options with { Villages = _ => [1, 2] }).View();
        Assert.Equal((0, 0, 0), (view.People, view.Opinions, view.Suppressed));
        Assert.Equal([new VillageCount(1, 0, 0), new VillageCount(2, 0, 0)], view.ByVillage);
    }

    [Fact]
    public void A_single_small_cell_is_joined_with_another_so_that_the_total_does_not_tell_it()
    {
        var said = Enumerable.Range(0, 22).Select(p => Of(new Spoken(p, 0, Start, p < 12 ? 1 : p < 20 ? 2 : 3))).ToArray();
        var view = Plan(said).View();
        Assert.Equal([new VillageCount(1, 12, 12), new VillageCount(null, 10, 10)], view.ByVillage);
        Assert.Equal(2, view.Suppressed);
    }

    [Fact]
    public void A_silent_village_is_told_and_a_small_one_is_not()
    {
        var said = Enumerable.Range(0, 20).Select(p => Of(new Spoken(p, 0, Start, p < 18 ? 1 + p % 2 : 3))).ToArray();
        var view = Plan(said, Options with { Villages = _ => [1, 2, 3, 4] }).View();
        Assert.Contains(new VillageCount(4, 0, 0), view.ByVillage);
        Assert.DoesNotContain(view.ByVillage, cell => cell.Village == 3);
    }

    [Fact]
    public void Months_that_are_full_enough_are_shown_exactly()
    {
        var september = Enumerable.Range(0, 30).Select(p => Of(new Spoken(p, 0, Start.AddDays(p % 8), 1 + p % 2, "road")));
        var october = Enumerable.Range(30, 30).Select(p => Of(new Spoken(p, 0, new DateOnly(2026, 10, 1).AddDays(p % 30), 1 + p % 2, "water")));
        var view = Plan([.. september, .. october]).View(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));
        Assert.Equal((30, 30), (view.People, view.Opinions));
        Assert.False(view.IsShortened);
        Assert.Equal([new VillageCount(1, 15, 15), new VillageCount(2, 15, 15)], view.ByVillage);
        Assert.Equal([new TopicCount("water", 30, 30)], view.ByTopic);
    }

    [Fact]
    public void A_last_straggler_does_not_show_between_two_windows()
    {
        var said = Enumerable.Range(0, 20).Select(p => Of(new Spoken(p, 0, Start.AddDays(p / 10)))).Append(Of(new Spoken(99, 0, Start.AddDays(2)))).ToArray();
        var plan = Plan(said);
        Assert.Equal(21, plan.View().People);
        Assert.NotEqual(20, plan.View(null, Start.AddDays(1)).People);
    }

    [Fact]
    public void Nobody_can_subtract_windows_down_to_a_small_group() => People(most: 250, days: 24).Sample(said =>
    {
        var plan = Plan(said);
        var last = said.Length == 0 ? Start : said.Max(c => c.Day);
        var days = last.DayNumber - Start.DayNumber + 1;
        var shown = new Dictionary<(int From, int To), SummaryView>();
        for (var from = 0; from < days; from++)
            for (var to = from; to < days; to++)
                shown[(from, to)] = plan.View(Start.AddDays(from), Start.AddDays(to));
        Assert.Equal(SummaryJson.Write(plan.View() with { From = Start, To = last }), SummaryJson.Write(shown[(0, days - 1)]));

        foreach (var (outer, large) in shown)
        {
            foreach (var (inner, small) in shown)
            {
                if (inner.From < outer.From || inner.To > outer.To) continue;
                var (outerFigures, innerFigures) = (Figures(large), Figures(small));
                foreach (var (name, (people, opinions)) in outerFigures)
                {
                    if (!innerFigures.TryGetValue(name, out var inside)) continue;
                    AssertNoSmallGroup(people - inside.People, $"{name}: {outer} less {inner}");
                    if (!name.StartsWith("group ", StringComparison.Ordinal)) AssertNoSmallGroup(opinions - inside.Opinions, $"opinions of {name}: {outer} less {inner}");
                }
            }
        }
    }, iter: 60);

    [Fact]
    public void Nobody_can_subtract_cells_from_the_total_down_to_a_small_group() => People(most: 300, days: 40).Sample((Action<Contribution[]>)(said =>
    {
        var plan = Plan(said);
        for (var from = 0; from < 40; from += 3)
        {
            for (var to = from; to < 40; to += 5)
            {
                var view = plan.View(Start.AddDays(from), Start.AddDays(to));
                if (view.People is not { } people) continue;
                foreach (var cells in new[] { view.ByTopic.Select(c => (c.People, c.Opinions)), view.ByVillage.Select(c => (c.People, c.Opinions)), view.ByReach.Select(c => (c.People, c.Opinions)) })
                {
                    if (!cells.Any()) continue;
                    AssertNoSmallGroup(people - cells.Sum(c => c.People), "total less cells");
                    AssertNoSmallGroup(view.Opinions!.Value - cells.Sum(c => c.Opinions), "opinions of total less cells");
                    // Over the same days cells cover everybody, so that nothing is left to derive.
                    if (!view.IsShortened) Assert.Equal(view.Opinions, cells.Sum(c => c.Opinions));
                }
            }
        }
    }), iter: 100);

    [Fact]
    public void The_whole_period_is_exact_but_for_joined_cells() => People(most: 200, days: 30).Sample((Action<Contribution[]>)(said =>
    {
        var view = Plan(said).View();
        Assert.False(view.IsShortened && view.People is not null);
        var people = Distinct(said);
        if (people is > 0 and < K)
        {
            Assert.Null(view.People);
            return;
        }
        Assert.Equal((people, said.Length), (view.People!.Value, view.Opinions!.Value));
        foreach (var cell in view.ByTopic.Where(c => c.Topic is not null))
            Assert.Equal((Distinct(said.Where(c => c.Topic == cell.Topic)), said.Count(c => c.Topic == cell.Topic)), (cell.People, cell.Opinions));
        var shown = view.ByTopic.Select(c => c.Topic).OfType<string>().ToHashSet();
        if (view.ByTopic.SingleOrDefault(c => c.Topic is null) is { } rest)
            Assert.Equal(Distinct(said.Where(c => c.Topic is null || !shown.Contains(c.Topic))), rest.People);
        if (said.GroupBy(c => c.Topic).All(g => Distinct(g) >= K))
            Assert.Equal(said.Where(c => c.Topic is not null).Select(c => c.Topic).Distinct().Count(), shown.Count);
    }));

    [Fact]
    public void A_group_is_not_shown_when_its_topic_is_joined_with_others()
    {
        // Two people about water: their topic is joined with farm, the smallest above it. The group “canal” would give farm away.
        var said = Enumerable.Range(0, 20).Select(p => Of(new Spoken(p, 0, Start, 1, p < 12 ? "road" : p < 18 ? "farm" : "water", null, p < 12 ? "dust" : p < 18 ? "canal" : "pipe"))).ToArray();
        var view = Plan(said).View();
        Assert.Equal(["dust (road)"], view.Groups.Select(g => g.Label));
    }

    [Fact]
    public void Windows_are_useful_in_a_tambon_of_ordinary_size()
    {
        // 240 people over two months in ten villages, as they come: by month the total and most villages are to be seen.
        var random = new Random(7);
        var said = Enumerable.Range(0, 240).SelectMany(p => Enumerable.Range(0, 1 + random.Next(2)).Select(n =>
            Of(new Spoken(p, n, new DateOnly(2026, 10, 1).AddDays(random.Next(61)), 1 + p % 10, p % 3 == 0 ? "road" : "water")))).ToArray();
        var view = Plan(said).View(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));
        Assert.True(view.People > 100);
        Assert.True(view.ByVillage.Count(cell => cell.Village is not null) >= 5, $"{view.ByVillage.Count} villages shown");
        Assert.Equal(2, view.ByTopic.Count);
    }

    [Fact]
    public void A_two_way_table_never_shows_a_small_cell_nor_that_all_of_a_row_agree() => Gen.Select(Gen.Int[0, 40], Gen.Int[0, 5], Gen.Int[0, 4]).Array[0, 150].Sample((Action<(int, int, int)[]>)(raw =>
    {
        var said = raw.Select(o => (
            Person: o.Item1.ToString(CultureInfo.InvariantCulture),
            Row: o.Item2 == 0 ? null : $"village {o.Item2}",
            Column: o.Item3 == 0 ? null : $"topic {o.Item3}")).ToArray();
        var table = CrossTable.Of(said, K);
        if (said.Select(s => s.Person).Distinct().Count() < K)
        {
            Assert.Empty(table.People);
            return;
        }
        Assert.All(table.People, row => Assert.All(row, cell => Assert.True(cell is 0 or >= K)));
        Assert.Equal(-1, CrossTable.UnanimousRow(table.People));
        // Everybody is somewhere.
        Assert.True(table.People.Sum(row => row.Sum()) >= said.Select(s => s.Person).Distinct().Count());
    }));

    [Fact]
    public void A_two_way_table_of_plenty_is_shown_whole()
    {
        var said = Enumerable.Range(0, 60).Select(p => (Person: $"{p}", Row: (string?)$"v{p % 2}", Column: (string?)$"t{p / 2 % 3}")).ToArray();
        var table = CrossTable.Of(said, K);
        Assert.Equal(["v0", "v1"], table.Rows);
        Assert.Equal(["t0", "t1", "t2"], table.Columns);
        Assert.All(table.People, row => Assert.Equal([10, 10, 10], row));
    }

    private static void AssertNoSmallGroup(int difference, string what) => Assert.False(difference is > 0 and < K, $"{what} leaves {difference}");

    private static Dictionary<string, (int People, int Opinions)> Figures(SummaryView view)
    {
        var figures = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        if (view.People is { } people) figures["total"] = (people, view.Opinions!.Value);
        foreach (var cell in view.ByTopic) figures[$"topic {cell.Topic}"] = (cell.People, cell.Opinions);
        foreach (var cell in view.ByVillage) figures[$"village {cell.Village}"] = (cell.People, cell.Opinions);
        foreach (var cell in view.ByReach) figures[$"reach {cell.Reach}"] = (cell.People, cell.Opinions);
        foreach (var group in view.Groups) figures[$"group {group.Label}"] = (group.People, 0);
        foreach (var (name, (count, opinions)) in figures)
        {
            AssertNoSmallGroup(count, name);
            Assert.True(opinions >= count || name.StartsWith("group ", StringComparison.Ordinal));
        }
        return figures;
    }
}
