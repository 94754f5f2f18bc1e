using System.Globalization;

namespace ChainatBot.Announcements;

/// <summary>
/// Says how many. A count of all people of a place tells nothing of anybody; one of those who have spoken, or have not, could: then too few are said as “fewer than”, and
/// where nearly everybody is meant the few others are hidden in the same way.
/// </summary>
internal sealed class CountWords(Audience audience, int minimumGroupSize)
{
    private readonly bool guarded = audience.Conditions is { Count: > 0 };

    public string Say(long count) =>
        guarded && count < minimumGroupSize ? AnnouncementWords.Get("FewerThan", minimumGroupSize) : AnnouncementWords.Get("People", Number(count));

    /// <param name="all">Everybody of the place and role, whatever the conditions.</param>
    public string Say(long count, long all) =>
        guarded && count >= minimumGroupSize && all > count && all - count < minimumGroupSize ? AnnouncementWords.Get("MoreThan", Number(Math.Max(0, all - minimumGroupSize))) : Say(count);

    /// <summary>Whether a figure may stand beside others that add up to it.</summary>
    public bool MayBeAdded(params IEnumerable<int> parts) => !guarded || parts.All(p => p == 0 || p >= minimumGroupSize);

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
