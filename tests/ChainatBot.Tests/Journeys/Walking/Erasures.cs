using System.Buffers;
using System.Text;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.Journeys.Walking;

/// <summary>What must be found nowhere: of those who deleted everything in the files, of anybody in the log.</summary>
public static class Erasures
{
    /// <summary>Neither the messages from before, nor, of those who did not come back, their name in any table.</summary>
    public static void AssertNothingLeft(BotHost bot, World world, IReadOnlyList<Walker> people)
    {
        var places = bot.RawFiles().SelectMany(f => (string[])[f.File, Encoding.Latin1.GetString(f.Bytes)]).ToList();
        foreach (var person in people.Where(p => p is { Ledger: { Erased: > 0, IsNobody: true } }))
            foreach (var name in world.NamesOf(person.UserId))
                Assert.False(places.Exists(p => p.Contains(name, StringComparison.Ordinal)), $"Left of somebody who deleted everything: {name}.{person.Story()}");
        var traces = people.SelectMany(p => p.Gone.SelectMany(id => (string[])[id, world.KeyOf(id)]).Concat(p.GoneWords)).Distinct().ToList();
        AssertNone(traces, places);
    }

    public static void AssertNobodyLogged(BotHost bot, IReadOnlyList<Walker> people)
    {
        // What every sentence has in it stands for all of them.
        var words = Forms(Walker.Mark);
        var names = people.SelectMany(p => (string[])[p.UserId, p.UserId[1..]]).ToList();
        AssertNone([.. words, .. names], bot.Log.All);
        static string[] Forms(string text) => [text, string.Concat(text.Select(c => $"\\u{(int)c:X4}")), string.Concat(text.Select(c => $"\\u{(int)c:x4}")), Uri.EscapeDataString(text), Convert.ToHexString(Encoding.UTF8.GetBytes(text))];
    }

    private static void AssertNone(List<string> secrets, IEnumerable<string> places)
    {
        if (secrets.Count == 0) return;
        var any = SearchValues.Create([.. secrets], StringComparison.Ordinal);
        foreach (var place in places)
            if (place.AsSpan().IndexOfAny(any) is >= 0 and var at) Assert.Fail($"Left: {place[Math.Max(0, at - 80)..Math.Min(place.Length, at + 80)]}");
    }
}
