using System.Globalization;

namespace ChainatBot.Summaries;

/// <summary>
/// A tambon's state, counted and suppressed for every window that may be asked. Pure: the same state gives the same views.
/// </summary>
public sealed class SummaryPlan
{
    /// <summary>More groups than this nobody reads.</summary>
    public const int MaximumGroups = 20;

    /// <summary>The largest groups of the whole period, from which a shorter window's are taken.</summary>
    private const int MaximumCandidates = 60;

    /// <summary>What is said of like opinions goes up in such steps.</summary>
    public const int AlikeStep = 5;

    private const string HelpedLabel = "helped";
    private const string OwnLabel = "own";

    private readonly SummaryState state;
    private readonly SummaryOptions options;
    private readonly Suppression suppression;
    private readonly DimensionRelease topics;
    private readonly DimensionRelease villages;
    private readonly DimensionRelease reaches;
    private readonly DimensionRelease helped;
    private readonly IReadOnlyList<Group> groups;
    private readonly IReadOnlyList<int> silent;

    public SummaryPlan(SummaryState state, SummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        (this.state, this.options) = (state, options);
        var said = state.Contributions;
        suppression = new Suppression([.. said.Select(c => new Said(c.Person, c.Day))], options.MinimumGroupSize);
        topics = suppression.By(i => said[i].Topic);
        villages = suppression.By(i => said[i].Village?.ToString(CultureInfo.InvariantCulture));
        reaches = suppression.By(i => said[i].Reach);
        helped = suppression.By(i => said[i].Helped == true ? HelpedLabel : OwnLabel);
        groups = LikeOpinions();
        silent = [.. options.Villages(state.Tambon).Except(said.Where(c => c.Village is not null).Select(c => c.Village!.Value)).Order()];
    }

    /// <summary>What may be seen of the window; quotes are still to be fetched.</summary>
    public SummaryView View(DateOnly? from = null, DateOnly? to = null)
    {
        if (suppression.Over(from, to) is not { } over)
        {
            return new SummaryView
            {
                Tambon = state.Tambon, From = from, To = to, People = null, Opinions = null, ByTopic = [], ByVillage = [], ByReach = [], Groups = [],
                Suppressed = 1, IsShortened = true, MinimumGroupSize = options.MinimumGroupSize,
            };
        }
        var total = suppression.Total(over);
        var (byTopic, byVillage, byReach) = (topics.Over(over), villages.Over(over), reaches.Over(over));
        return new SummaryView
        {
            Tambon = state.Tambon,
            From = from,
            To = to,
            People = total.People,
            Opinions = total.Opinions,
            ByTopic = [.. byTopic.Cells.Where(cell => cell.People > 0).Select(cell => new TopicCount(cell.Label, cell.People, cell.Opinions))],
            ByVillage = [.. VillageCounts(byVillage)],
            ByReach = [.. byReach.Cells.Where(cell => cell.People > 0).Select(cell => new ReachCount(cell.Label, cell.People, cell.Opinions))],
            Helped = HelpedOver(over),
            Groups = over.IsEmpty ? [] : [.. GroupsOver(over)],
            Suppressed = byTopic.Withheld + byVillage.Withheld + byReach.Withheld,
            IsShortened = over.IsShortened || new[] { byTopic, byVillage, byReach }.Any(dimension => dimension.Days is { IsShortened: true }),
            MinimumGroupSize = options.MinimumGroupSize,
        };
    }

    /// <summary>Whether anything at all was said in these days; no more than a summary of them tells.</summary>
    public bool IsAnythingNew(DateOnly from, DateOnly to) => state.Contributions.Any(c => c.Day >= from && c.Day <= to);

    /// <summary>People of whom something waits to be heard by the team; null where that may not be told.</summary>
    public int? Waiting()
    {
        if (suppression.Over(null, null) is not { IsEmpty: false } over) return null;
        var byStatus = suppression.By(i => state.Contributions[i].Status).Over(over);
        return byStatus.Days is null ? null : byStatus.Cells.FirstOrDefault(c => c.Label == Opinions.Opinion.NewStatus)?.People;
    }

    /// <summary>
    /// How many others said something like this: those of the largest group of like opinions that may be shown and that it belongs to, rounded down to
    /// a multiple of <see cref="AlikeStep"/>, so that nobody sees a single person come or go. 0 where they are too few.
    /// </summary>
    /// <param name="person">Whoever asks, and is not counted.</param>
    public int Alike(string person, string? topic, IReadOnlyList<string> terms)
    {
        if (suppression.Over(null, null) is not { IsEmpty: false } over) return 0;
        var most = groups.Where(g => g.Topic == topic && g.Terms.Any(terms.Contains) && g.Release.Over(over) is { People: > 0 })
            .Select(g => g.Indexes.Select(i => state.Contributions[i].Person).Where(p => p != person).Distinct(StringComparer.Ordinal).Count())
            .DefaultIfEmpty(0).Max() / AlikeStep * AlikeStep;
        return most >= options.MinimumGroupSize ? most : 0;
    }

    /// <summary>Told only where those who spoke for themselves are as many as may be told, too.</summary>
    private int? HelpedOver(ReleasedDays over)
    {
        if (state.Contributions.All(c => c.Helped != true)) return 0;
        var released = helped.Over(over);
        return released is { Withheld: 0, Days: not null } ? released.Cells.FirstOrDefault(c => c.Label == HelpedLabel)?.People : null;
    }

    /// <summary>By number; villages from which nobody spoke are there with 0, what has no number comes last.</summary>
    private IEnumerable<VillageCount> VillageCounts(ReleasedDimension dimension)
    {
        if (dimension.Days is null) return [];
        return dimension.Cells
            .Select(cell => new VillageCount(cell.Label is { } label ? int.Parse(label, CultureInfo.InvariantCulture) : null, cell.People, cell.Opinions))
            .Concat(silent.Select(village => new VillageCount(village, 0, 0)))
            .OrderBy(cell => cell.Village ?? int.MaxValue);
    }

    private IEnumerable<OpinionGroup> GroupsOver(ReleasedDays over)
    {
        var shown = new List<(Group Group, int People, ReleasedDays Days)>();
        foreach (var group in groups)
            if (group.Release.Over(over) is { People: > 0 } released) shown.Add((group, released.People, released.Days));
        return shown
            .OrderByDescending(group => group.People).ThenBy(group => group.Group.Label, StringComparer.Ordinal)
            .Take(MaximumGroups)
            .Select(group => new OpinionGroup(group.Group.Label, group.People, [])
            {
                // Opinion ids are hashes: their order is fixed and says nothing about who or when.
                Sources = [.. group.Group.Indexes.Where(i => suppression.Covers(group.Days, i)).Select(i => state.Contributions[i].Key)
                    .OrderBy(key => key[key.IndexOf('-', StringComparison.Ordinal)..], StringComparer.Ordinal)],
            });
    }

    private List<Group> LikeOpinions()
    {
        var byTerm = new Dictionary<(string Topic, bool Sorted, string Term), List<int>>();
        for (var i = 0; i < state.Contributions.Count; i++)
        {
            var said = state.Contributions[i];
            foreach (var term in said.Terms)
            {
                var key = (said.Topic ?? "", said.Topic is not null, term);
                if (!byTerm.TryGetValue(key, out var indexes)) byTerm[key] = indexes = [];
                indexes.Add(i);
            }
        }
        int People(List<int> indexes) => indexes.Select(i => state.Contributions[i].Person).Distinct(StringComparer.Ordinal).Count();
        return [.. byTerm
            .Select(group => (group.Key, Indexes: group.Value, People: People(group.Value)))
            .Where(group => group.People >= options.MinimumGroupSize)
            // Terms that always come together make one group with both names.
            .GroupBy(group => (group.Key.Topic, group.Key.Sorted, Members: string.Join(',', group.Indexes), group.People))
            .Select(same => (
                Label: SummaryWords.Group(same.Select(group => group.Key.Term).Order(StringComparer.Ordinal), options.TopicName(same.Key.Sorted ? same.Key.Topic : null)),
                Topic: same.Key.Sorted ? same.Key.Topic : null,
                Terms: same.Select(group => group.Key.Term).ToList(),
                same.First().Indexes,
                same.Key.People))
            .OrderByDescending(group => group.People).ThenBy(group => group.Label, StringComparer.Ordinal)
            .Take(MaximumCandidates)
            .Select(group => new Group(group.Label, group.Topic, group.Terms, group.Indexes, suppression.Subset(group.Indexes, topics, group.Topic)))];
    }

    private sealed record Group(string Label, string? Topic, IReadOnlyList<string> Terms, IReadOnlyList<int> Indexes, SubsetRelease Release);
}
