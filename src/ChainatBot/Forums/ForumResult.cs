using System.Text.Json.Serialization;

namespace ChainatBot.Forums;

/// <summary>What may be seen of a forum. Null figures are withheld, because they would single people out.</summary>
/// <param name="Date">The day it is held, in Bangkok.</param>
/// <param name="People">Distinct people who answered the invitation or were there.</param>
/// <param name="Replies">People by answer; all of <paramref name="People"/> are in it.</param>
/// <param name="ByVillage">The same by village, every village with the same answers.</param>
/// <param name="Attended">People who were at the door.</param>
/// <param name="Ahead">Distinct people of the tambon who sent something to it, before or after.</param>
/// <param name="Listened">People who told afterwards how much they were listened to, and the mean of 1 to 5.</param>
public sealed record ForumResult(
    string Id, string Title, DateOnly Date, bool Cancelled, int? People, IReadOnlyList<ReplyCount> Replies, IReadOnlyList<VillageReplies> ByVillage, int? Attended, int? Ahead, ListenedScale? Listened)
{
    /// <summary>How many cells are withheld: joined with others or left out.</summary>
    [JsonIgnore]
    public int Suppressed { get; init; }
}

/// <summary>yes, no or maybe; null: came without having answered, or several answers joined.</summary>
public sealed record ReplyCount(string? Reply, int People);

/// <summary>A null village: not told, or several joined.</summary>
public sealed record VillageReplies(int? Village, IReadOnlyList<ReplyCount> Replies);

/// <param name="Mean">Two decimals.</param>
public sealed record ListenedScale(int People, double Mean);
