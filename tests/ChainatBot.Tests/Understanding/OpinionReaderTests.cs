using ChainatBot.Understanding;

namespace ChainatBot.Tests.Understanding;

public sealed class OpinionReaderTests
{
    [Theory]
    [InlineData("สวัสดีค่ะ", MessageSense.Greeting)]
    [InlineData("สวัสดีวันศุกร์ครับ", MessageSense.Greeting)]
    [InlineData("ขอบคุณมากค่ะ", MessageSense.Thanks)]
    [InlineData("โอเคค่ะ ขอบคุณ", MessageSense.Thanks)]
    [InlineData("ครับผม", MessageSense.Acknowledgement)]
    [InlineData("รับทราบค่ะ", MessageSense.Acknowledgement)]
    [InlineData("ข้อ 2", MessageSense.Acknowledgement)]
    [InlineData("เมนูค่ะ", MessageSense.Help)]
    [InlineData("งงค่ะ", MessageSense.Help)]
    [InlineData("สวัสดีครับ ขอเมนูหน่อย", MessageSense.Help)]
    [InlineData("ไอ้เหี้ย", MessageSense.Abuse)]
    [InlineData("555", MessageSense.Noise)]
    [InlineData("0812345678", MessageSense.Noise)]
    [InlineData("😀😀", MessageSense.Noise)]
    [InlineData("", MessageSense.Noise)]
    [InlineData("น้ำ", MessageSense.Opinion)]
    [InlineData("สวัสดีครับ ถนนพังมาก", MessageSense.Opinion)]
    [InlineData("ไอ้เหี้ยถนนพัง", MessageSense.Opinion)]
    public void A_message_is_known_for_what_it_is(string text, MessageSense sense) => Assert.Equal(sense, OpinionReader.Classify(text));

    [Fact]
    public void Every_topic_word_said_alone_is_an_opinion()
    {
        // ยา, วัด, ไฟ: whatever speaks for a topic must not be taken for noise, save words that are answers, forms of address, journeys or numbers too.
        string[] answers = ["ถูก", "ยาย", "ตายาย", "เจ้าหน้าที่", "เวทีประชาคม", "1669", "รร."];
        var lost = ShippedFiles.Topics.Topics.SelectMany(t => t.Words).Where(w => Array.IndexOf(answers, w) < 0 && OpinionReader.Classify(w) != MessageSense.Opinion).ToList();
        Assert.True(lost.Count == 0, string.Join(' ', lost));
    }
}
