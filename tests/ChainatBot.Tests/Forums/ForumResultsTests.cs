using System.Globalization;
using ChainatBot.Forums;
using ChainatBot.Summaries;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace ChainatBot.Tests.Forums;

/// <summary>What may be seen of a forum, worked out by hand and as laws.</summary>
public sealed class ForumResultsTests
{
    private const string Tambon = "180106";
    private const int K = 5;
    private static readonly string?[] Answers = ["yes", "no", "maybe", null];
    private static readonly DateOnly Day = new(2027, 1, 15);
    private static readonly DateTimeOffset Start = new(2027, 1, 15, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly KeptForum Forum = new(new ForumDefinition("hearing", "เวทีประชาคม", Tambon, [], Start, Start.AddHours(3), "วัด"), 0, Start, null);

    [Fact]
    public void Figures_are_those_worked_out_by_hand()
    {
        List<ForumReply> given = [.. Said(6, 1, "yes", attended: true), .. Said(5, 1, "no"), .. Said(7, 2, "yes", attended: true), .. Said(8, 2, "no")];
        var result = ForumResults.Of(Forum, Day, [.. given.Select((r, n) => r with { Person = Person(n), Listened = n < 6 ? 4 : null })], Opinions(5, 5), K);

        Assert.Equal((26, 13, 5), (result.People, result.Attended, result.Ahead));
        Assert.Equal([new ReplyCount("yes", 13), new ReplyCount("no", 13)], result.Replies);
        Assert.Equal(["1: yes 6, no 5", "2: yes 7, no 8"], result.ByVillage.Select(Told));
        Assert.Equal(new ListenedScale(6, 4), result.Listened);
        Assert.Equal(0, result.Suppressed);
    }

    [Fact]
    public void The_document_with_forums_is_a_sound_one()
    {
        var full = ForumResults.Of(Forum, Day, Numbered([.. Said(6, 1, "yes", attended: true), .. Said(5, 1, "no"), .. Said(7, 2, "yes"), .. Said(8, 2, "no")]), Opinions(5, 5), K);
        var few = ForumResults.Of(Forum with { CancelledAt = Start }, Day, Numbered(Said(3, 1, "yes")), Opinions(2, 5), K);
        var options = new SummaryOptions { Terms = _ => [], LexiconVersion = "test", Mask = text => text };
        var view = new SummaryPlan(Opinions(5, 5), options).View() with { Forums = [full, few] };
        using var stream = new MemoryStream(SummaryDocument.Write(view, options));
        using var document = WordprocessingDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => e.Description));
        var text = document.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.Contains("เวทีประชาคม: เวทีประชาคม (15 ม.ค. 2570)", text, StringComparison.Ordinal);
        Assert.Contains("น้อยกว่า 5 คน จึงไม่แสดงตัวเลข", text, StringComparison.Ordinal);
        Assert.DoesNotContain("3 คน", text, StringComparison.Ordinal);
        var words = SummaryText.Long(view, options);
        Assert.Contains("• ไปได้ – 13 คน", words, StringComparison.Ordinal);
        Assert.Contains("• หมู่ 2: ไปได้ 7 คน, ไปไม่ได้ 8 คน", words, StringComparison.Ordinal);
        Assert.Contains("– งดจัด", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_people_are_nobody()
    {
        var result = ForumResults.Of(Forum, Day, Numbered(Said(4, 1, "yes", attended: true)), Opinions(4, 9), K);
        Assert.Equal((null, null, null, 2), (result.People, result.Attended, result.Ahead, result.Suppressed));
        Assert.Empty(result.Replies);
        Assert.Empty(result.ByVillage);
        Assert.Null(result.Listened);
    }

    [Fact]
    public void A_few_who_said_otherwise_are_joined_with_the_others()
    {
        var result = ForumResults.Of(Forum, Day, Numbered([.. Said(9, 1, "yes"), .. Said(2, 1, "no"), .. Said(3, 2, "maybe")]), Opinions(0, 9), K);
        Assert.Equal(14, result.People);
        Assert.All(result.Replies, r => Assert.True(r.People is 0 or >= K));
        Assert.Equal(14, result.Replies.Sum(r => r.People));
        Assert.True(result.Suppressed > 0);
    }

    [Fact]
    public void One_who_stayed_away_is_not_told_by_those_who_came() =>
        Assert.Null(ForumResults.Of(Forum, Day, Numbered([.. Said(9, 1, "yes", attended: true), .. Said(1, 1, "yes")]), Opinions(0, 0), K).Attended);

    [Fact]
    public void Those_who_sent_nothing_are_not_told_by_those_who_did()
    {
        Assert.Null(ForumResults.Of(Forum, Day, [], Opinions(7, 2), K).Ahead);
        Assert.Equal(7, ForumResults.Of(Forum, Day, [], Opinions(7, 0), K).Ahead);
        Assert.Equal(0, ForumResults.Of(Forum, Day, [], Opinions(0, 7), K).Ahead);
    }

    [Fact]
    public void Whatever_people_answer_no_figure_and_no_difference_is_a_small_group() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3].Select(i => Answers[i]), Gen.Bool, Gen.Int[0, 5]).Array[0, 60].Sample(said =>
        {
            var given = said.Select((s, n) => new ForumReply("hearing", Person(n)) { Tambon = Tambon, Village = s.Item1 == 0 ? null : s.Item1, Reply = s.Item2, Attended = s.Item3, Listened = s.Item4 == 0 ? null : s.Item4 }).ToList();
            var result = ForumResults.Of(Forum, Day, given, Opinions(0, 0), K);
            void Safe(int? figure) => Assert.True(figure is null or 0 or >= K, $"{figure} of {given.Count}");
            Safe(result.People);
            Safe(result.Attended);
            Safe(result.People - result.Attended);
            Safe(result.Listened?.People);
            Safe(result.People - result.Listened?.People);
            foreach (var reply in result.Replies)
            {
                Safe(reply.People);
                Safe(result.People - reply.People);
            }
            foreach (var village in result.ByVillage)
            {
                Safe(village.Replies.Sum(r => r.People));
                foreach (var reply in village.Replies) Safe(reply.People);
            }
            if (result.People is not > 0) return;
            Assert.Equal(result.People, result.Replies.Sum(r => r.People));
            Assert.Equal(result.People, result.ByVillage.Sum(v => v.Replies.Sum(r => r.People)));
            foreach (var reply in result.Replies) Assert.Equal(reply.People, result.ByVillage.Sum(v => v.Replies.Single(r => r.Reply == reply.Reply).People));
        }, iter: 2000);

    private static IEnumerable<ForumReply> Said(int people, int village, string? reply, bool attended = false) =>
        Enumerable.Range(0, people).Select(_ => new ForumReply("hearing", "") { Tambon = Tambon, Village = village, Reply = reply, Attended = attended });

    private static List<ForumReply> Numbered(IEnumerable<ForumReply> replies) => [.. replies.Select((r, n) => r with { Person = Person(n) })];

    private static string Person(int n) => n.ToString("x32", CultureInfo.InvariantCulture);

    private static SummaryState Opinions(int ahead, int others) => new(Tambon, [.. Enumerable.Range(0, ahead + others).Select(n =>
        new Contribution($"{Person(n)}-{n:x16}", 1, null, null, Day.AddDays(-n % 3), "new", []) { Forum = n < ahead ? "hearing" : null })]);

    private static string Told(VillageReplies village) => $"{village.Village}: {string.Join(", ", village.Replies.Select(r => $"{r.Reply} {r.People}"))}";
}
