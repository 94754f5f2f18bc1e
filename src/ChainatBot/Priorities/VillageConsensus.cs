namespace ChainatBot.Priorities;

/// <summary>What one village said to a proposal: people, each counted once.</summary>
public sealed record VillageAnswers(int Village, int Agree, int Disagree, int Skip)
{
    /// <summary>Everybody who was asked and answered, skipping too.</summary>
    public int Seen => Agree + Disagree + Skip;
}

/// <summary>How far a proposal is agreed on across villages, so that a large village can't outvote the small ones.</summary>
/// <remarks>
/// Source: the group-aware consensus of Polis (C. Small and others, “Polis: Scaling Deliberation by Mapping High Dimensional Opinion
/// Spaces”, Recerca 26(2), 2021), with villages as the groups.
/// </remarks>
public static class VillageConsensus
{
    /// <summary>
    /// The product over villages of (agree + 1)/(seen + 2): from 0 to 1, higher where more of every village agree. A village that
    /// said nothing counts one half, so give every village of the place, or figures of two proposals can't be compared.
    /// </summary>
    /// <remarks>For putting proposals in order, not for showing: with small villages the figure tells what few people said.</remarks>
    public static double Score(IEnumerable<VillageAnswers> villages)
    {
        ArgumentNullException.ThrowIfNull(villages);
        return villages.Aggregate(1d, (product, village) => product * (Checked(village).Agree + 1) / (village.Seen + 2));
    }

    /// <summary>
    /// “อย่างน้อย 6 ใน 10 ของทุกหมู่เห็นด้วย”: the tenths of those asked who agreed in the village where fewest did, rounded down. Null
    /// where that is less than one in ten, or where fewer than two villages have enough answers.
    /// </summary>
    /// <param name="villages">Every village of the place, also those that said nothing.</param>
    /// <param name="minimumGroupSize">Villages with fewer answers are neither counted nor spoken for; the sentence then names the condition.</param>
    /// <remarks>Never more than nine in ten: “all of them” would tell what each one said.</remarks>
    public static string? InWords(IReadOnlyCollection<VillageAnswers> villages, int minimumGroupSize)
    {
        ArgumentNullException.ThrowIfNull(villages);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumGroupSize, 1);
        var heard = villages.Where(village => Checked(village).Seen >= minimumGroupSize).ToList();
        if (heard.Count < 2) return null;
        var tenths = Math.Min(9, heard.Min(village => (int)(10L * village.Agree / village.Seen)));
        if (tenths < 1) return null;
        return heard.Count == villages.Count ? PriorityWords.Get("EveryVillage", tenths) : PriorityWords.Get("EveryVillageHeard", tenths, minimumGroupSize);
    }

    private static VillageAnswers Checked(VillageAnswers village) =>
        village is { Agree: >= 0, Disagree: >= 0, Skip: >= 0 } ? village : throw new ArgumentException("A village can't have fewer than no answers.", nameof(village));
}
