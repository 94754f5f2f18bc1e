using System.Globalization;
using ChainatBot.Summaries;

namespace ChainatBot.Forums;

/// <summary>A forum's figures in Thai words, for the chat, the terminal and the document.</summary>
internal static class ForumResultWords
{
    public static IEnumerable<string> Lines(ForumResult forum, int minimumGroupSize)
    {
        yield return Heading(forum);
        foreach (var sentence in Sentences(forum, minimumGroupSize)) yield return sentence;
        foreach (var reply in forum.Replies) yield return ForumWords.Get("Line", Reply(reply.Reply), SummaryWords.Number(reply.People));
        if (forum.ByVillage.Count < 2) yield break;
        foreach (var village in forum.ByVillage)
            yield return ForumWords.Get("VillageLine", Village(village.Village), string.Join(", ", village.Replies.Where(r => r.People > 0).Select(r => ForumWords.Get("Cell", Reply(r.Reply), SummaryWords.Number(r.People)))));
    }

    public static string Heading(ForumResult forum) => ForumWords.Get(forum.Cancelled ? "HeadingCancelled" : "Heading", forum.Title, SummaryWords.Date(forum.Date));

    public static IEnumerable<string> Sentences(ForumResult forum, int minimumGroupSize)
    {
        yield return forum.People switch
        {
            null => ForumWords.Get("RepliedTooFew", minimumGroupSize),
            0 => ForumWords.Get("RepliedNobody"),
            { } people => ForumWords.Get("Replied", SummaryWords.Number(people)),
        };
        if (forum.Attended is > 0) yield return ForumWords.Get("Attended", SummaryWords.Number(forum.Attended.Value));
        else if (forum is { Attended: null, People: not null }) yield return ForumWords.Get("AttendedWithheld");
        if (forum.Ahead is > 0) yield return ForumWords.Get("Ahead", SummaryWords.Number(forum.Ahead.Value));
        else if (forum.Ahead is null) yield return ForumWords.Get("AheadWithheld");
        if (forum.Listened is { } listened) yield return ForumWords.Get("Listened", SummaryWords.Number(listened.People), listened.Mean.ToString("0.##", CultureInfo.InvariantCulture));
    }

    public static string Reply(string? reply) => reply switch
    {
        "yes" => ForumWords.Get("ReplyYes"),
        "no" => ForumWords.Get("ReplyNo"),
        "maybe" => ForumWords.Get("ReplyMaybe"),
        _ => ForumWords.Get("ReplyOther"),
    };

    public static string Village(int? village) => village is { } number ? ForumWords.Get("Village", number) : ForumWords.Get("OtherVillages");
}
