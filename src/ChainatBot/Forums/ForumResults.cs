using System.Globalization;
using ChainatBot.Conversations;
using ChainatBot.Summaries;

namespace ChainatBot.Forums;

/// <summary>
/// What may be seen of the forums of a tambon. A forum is shown whole or not at all, by its own day: so no two windows can be
/// subtracted from each other.
/// </summary>
public sealed class ForumResults(ForumStore forums, ForumReplyStore replies)
{
    /// <summary>Forums held between two days (both inclusive; null is open).</summary>
    public async Task<IReadOnlyList<ForumResult>> ReadAsync(string tambon, DateOnly? from, DateOnly? to, SummaryOptions options, SummaryState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(state);
        var results = new List<ForumResult>();
        foreach (var forum in (await forums.AllAsync(cancellationToken)).Where(f => f.Definition.Tambon == tambon))
        {
            var day = DateOnly.FromDateTime(forum.Definition.Start.ToOffset(BangkokTime.Offset).DateTime);
            if (day < from || day > to) continue;
            var given = new List<ForumReply>();
            await foreach (var reply in replies.OfForumAsync(forum.Id, cancellationToken)) given.Add(reply);
            results.Add(Of(forum, day, given, state, options.MinimumGroupSize));
        }

        return results;
    }

    /// <summary>One forum. Pure.</summary>
    /// <remarks>
    /// Answers and villages come from one table, in which every cell has 0 or at least k people and nothing is blanked: the sums by answer are its
    /// columns, so that they tell no more than it does. Attendance and what was sent ahead are told where both those who did and those who did
    /// not are 0 or at least k. Not treated as groups: overlaps of these.
    /// </remarks>
    internal static ForumResult Of(KeptForum kept, DateOnly day, IReadOnlyList<ForumReply> given, SummaryState state, int k)
    {
        var forum = kept.Definition;
        var (ahead, withheld) = Ahead(forum.Id, state, k);
        var people = given.Count is 0 || given.Count >= k ? given.Count : (int?)null;
        if (people is null or 0)
            return new ForumResult(forum.Id, forum.Title, day, kept.IsCancelled, people, [], [], people, ahead, null) { Suppressed = withheld + (people is null ? 1 : 0) };

        var table = CrossTable.Of([.. given.Select(r => (r.Person, Village(r, forum.Tambon), r.Reply))], k);
        string[] order = ["yes", "no", "maybe"];
        var columns = Enumerable.Range(0, table.Columns.Count).OrderBy(c => Array.IndexOf(order, table.Columns[c]) is >= 0 and var at ? at : order.Length).ToList();
        var attended = Apart(given.Count(r => r.Attended), given.Count, k);
        withheld += Joined(table.Columns.Count, given.Select(r => r.Reply)) + Joined(table.Rows.Count, given.Select(r => Village(r, forum.Tambon))) + (attended is null ? 1 : 0);
        var scale = given.Where(r => r.Listened is not null).Select(r => r.Listened!.Value).ToList();
        return new ForumResult(
            forum.Id, forum.Title, day, kept.IsCancelled, people,
            [.. columns.Select(c => new ReplyCount(table.Columns[c], table.People.Sum(row => row[c])))],
            [.. Enumerable.Range(0, table.Rows.Count)
                .Select(r => new VillageReplies(table.Rows[r] is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : null, [.. columns.Select(c => new ReplyCount(table.Columns[c], table.People[r][c]))]))
                .OrderBy(v => v.Village ?? int.MaxValue)],
            attended,
            ahead,
            Apart(scale.Count, given.Count, k) is > 0 ? new ListenedScale(scale.Count, Math.Round(scale.Average(), 2)) : null)
        {
            Suppressed = withheld,
        };
    }

    /// <summary>Those who sent something to the forum, among all who said anything in the tambon.</summary>
    private static (int? People, int Withheld) Ahead(string forum, SummaryState state, int k)
    {
        var said = state.Contributions;
        var sent = said.Where(c => c.Forum == forum).Select(c => c.Person).ToHashSet(StringComparer.Ordinal);
        if (sent.Count == 0) return (0, 0);
        // The dimension holds everybody of the tambon by forum, so that neither a forum nor the rest is told where few are in it.
        var suppression = new Suppression([.. said.Select(c => new Said(c.Person, c.Day))], k);
        var shown = suppression.Over(null, null) is { } over && suppression.By(i => said[i].Forum).ShowsAlone(forum, over);
        return shown ? (sent.Count, 0) : (null, 1);
    }

    private static string? Village(ForumReply reply, string tambon) => reply.Tambon == tambon ? reply.Village?.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The count, where neither it nor what is left is a small group.</summary>
    internal static int? Apart(int count, int all, int k) => (count == 0 || count >= k) && (count == all || all - count >= k) ? count : null;

    private static int Joined(int shown, IEnumerable<string?> labels) => labels.Distinct().Count() - shown;
}
