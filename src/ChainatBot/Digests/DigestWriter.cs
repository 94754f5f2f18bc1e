using ChainatBot.Opinions;
using ChainatBot.Summaries;
using ChainatBot.Understanding;

namespace ChainatBot.Digests;

/// <summary>What a week brought, in a message for the team: of each tambon the people who spoke, villages that fell silent, and what nobody has marked as heard. All figures are the summary's own, after suppression.</summary>
public sealed class DigestWriter(SummaryService summaries, Places places)
{
    /// <summary>More would not be read in a chat.</summary>
    private const int MostTambons = 12;

    /// <summary>A village that spoke before and not within so many days is silent.</summary>
    private const int SilentDays = 28;

    /// <summary>The message about the days from <paramref name="from"/> to <paramref name="to"/>; null where they brought nothing new.</summary>
    public async Task<string?> WriteAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var tambons = new List<(int People, string Line)>();
        foreach (var tambon in places.TambonCodes.Append(Opinion.NoTambon))
        {
            var plan = await summaries.PlanAsync(tambon, cancellationToken);
            if (!plan.IsAnythingNew(from, to)) continue;
            var week = plan.View(from, to);
            string[] parts =
            [
                week is { People: > 0 and var people, Opinions: { } opinions } ? DigestWords.Get("Heard", SummaryWords.Number(people), SummaryWords.Number(opinions)) : DigestWords.Get("TooFew", week.MinimumGroupSize),
                .. Silent(plan.View(to.AddDays(1 - SilentDays), to)),
                .. plan.Waiting() is > 0 and var waiting ? [DigestWords.Get("Waiting", SummaryWords.Number(waiting))] : Array.Empty<string>(),
            ];
            tambons.Add((week.People ?? 0, DigestWords.Get("Line", SummaryWords.Tambon(tambon, summaries.Options), string.Join("\n", parts))));
        }

        if (tambons.Count == 0) return null;
        var lines = tambons.OrderByDescending(t => t.People).ThenBy(t => t.Line, StringComparer.Ordinal).Take(MostTambons).Select(t => t.Line).ToList();
        if (tambons.Count > MostTambons) lines.Add(DigestWords.Get("More", tambons.Count - MostTambons));
        return string.Join('\n', [DigestWords.Get("Title", SummaryWords.Period(from, to)), .. lines, DigestWords.Get("Ask")]);
    }

    private static IEnumerable<string> Silent(SummaryView view)
    {
        var villages = view.ByVillage.Where(cell => cell is { People: 0, Village: not null }).Select(cell => SummaryWords.Number(cell.Village!.Value)).ToList();
        if (villages.Count > 0) yield return DigestWords.Get("Silent", string.Join(", ", villages));
    }
}
