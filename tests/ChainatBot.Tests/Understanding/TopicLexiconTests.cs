using System.Globalization;
using System.Text;
using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

public sealed class TopicLexiconTests
{
    private static readonly TopicLexicon Lexicon = ShippedFiles.Topics;

    public static TheoryData<string, string> Guesses()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "topics.tsv")))
            if (line.Split('\t') is [var text, var topic])
                data.Add(text, topic);
        return data;
    }

    [Theory]
    [MemberData(nameof(Guesses))]
    public void The_topic_is_guessed_from_the_words(string text, string topic) => Assert.Equal(topic, Lexicon.Guess(text) ?? "-");

    [Fact]
    public void Labels_fit_a_button_and_ids_are_single()
    {
        Assert.InRange(Lexicon.Topics.Count, 10, 13);
        Assert.All(Lexicon.Topics, t => Assert.InRange(new StringInfo(t.Label).LengthInTextElements, 1, 20));
        Assert.Equal(Lexicon.Topics.Count, Lexicon.Topics.Select(t => t.Id).Distinct().Count());
        Assert.Equal(Lexicon.Topics.Count, Lexicon.Topics.Select(t => t.Label).Distinct().Count());
    }

    [Fact]
    public void Every_strong_or_plain_word_is_found_as_a_term_when_it_stands_alone()
    {
        foreach (var topic in Lexicon.Topics)
            foreach (var word in topic.Words)
                Assert.True(Lexicon.Guess(word) is not null, $"{topic.Id}: {word}");
    }

    [Fact]
    public void Like_opinions_share_a_term()
    {
        Assert.Equal(["ถนนพัง"], Lexicon.Terms("ถนนเป็นหลุมเป็นบ่อ"));
        Assert.Equal(["ถนนพัง"], Lexicon.Terms("ถนนชำรุดค่ะ"));
        Assert.Equal(["ประปาขุ่น"], Lexicon.Terms("น้ำประปาขุ่นมากก"));
        Assert.Equal(["น้ำท่วม", "ข้าวราคาตก"], Lexicon.Terms("น้ำท่วมแล้วราคาข้าวก็ตก น้ำท่วมอีก"));
        Assert.Equal(["หนี้ ธ.ก.ส."], Lexicon.Terms("ธกส"));
    }

    [Fact]
    public void A_short_word_inside_a_longer_one_is_not_found()
    {
        Assert.Empty(Lexicon.Terms("พยายามแล้ว"));
        Assert.DoesNotContain("นา", Lexicon.Terms("นานมาก"));
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        var texts = Guesses().Select(row => ((string)row[0], (string)row[1])).ToArray();
        Parallel.For(0, 2000, i =>
        {
            var (text, topic) = texts[i % texts.Length];
            Assert.Equal(topic, Lexicon.Guess(text) ?? "-");
        });
    }

    [Theory]
    [InlineData("topics: []", "topics")]
    [InlineData("topics: [{id: A, label: x, words: [a]}]", "id")]
    [InlineData("topics: [{id: a, label: ยาวเกินกว่าปุ่มของไลน์จะแสดงได้ทั้งหมด, words: [a]}]", "label")]
    [InlineData("topics: [{id: a, label: x, words: [a]}, {id: a, label: y, words: [b]}]", "twice")]
    [InlineData("topics: [{id: a, label: x, werds: [a]}]", "werds")]
    [InlineData("topics: [1,2\nb: 3", "1:1")]
    [InlineData("", "empty")]
    public void A_faulty_file_is_refused_with_a_place_and_a_reason(string yaml, string says)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(yaml));
        var error = Assert.Throws<InvalidDataException>(() => TopicLexicon.Load(stream));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^\d+:\d+: ", error.Message);
    }
}
