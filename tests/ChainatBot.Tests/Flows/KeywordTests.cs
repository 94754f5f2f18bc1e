using ChainatBot.Flows;
using ChainatBot.Tests.Understanding;

namespace ChainatBot.Tests.Flows;

/// <summary>The words that start conversations, as people write them who ask for them, or are not sure of their spelling.</summary>
public sealed class KeywordTests
{
    [Theory]
    [InlineData("แบบสอบถาม", "survey")]
    [InlineData("ขอแบบสอบถามหน่อยค่ะ", "survey")]
    [InlineData("มีแบบสอบถามไหมคะ", "survey")]
    [InlineData("อยากจัดลำดับ", "priorities")]
    [InlineData("ดูผลโหวตได้ไหม", "priorities")]
    [InlineData("เวทีเมื่อไหร่", "forum")]
    [InlineData("มีประชุมไหม", "forum")]
    [InlineData("ขอดูเรื่องของฉันหน่อยค่ะ", "my-data")]
    [InlineData("ลบข้อมูลทั้งหมด", "my-data")]
    [InlineData("ขอถอนความยินยอมได้ไหมครับ", "my-data")]
    [InlineData("ไม่ต้องส่งมาแล้วนะ", "my-data")]
    [InlineData("อยากย้ายที่อยู่", "place")]
    [InlineData("ใครเห็นบ้าง", "about")]
    [InlineData("หลอกหรือเปล่าคะ", "about")]
    [InlineData("ขอคุยกับเจ้าหน้าที่หน่อย", "about")]
    public void A_message_that_does_nothing_but_ask_for_one_starts_it(string message, string flow) => Assert.Equal(flow, FlowFiles.Flows.ByKeyword(message)?.Id);

    [Theory]
    [InlineData("แบบสอบถาน", "survey")]
    [InlineData("แบบสอบถม", "survey")]
    [InlineData("จัดลำดบ", "priorities")]
    [InlineData("เวที่", "forum")]
    [InlineData("ความเหน", "opinion")]
    [InlineData("เมณู", "help")]
    [InlineData("ช่วยเหลื่อ", "help")]
    [InlineData("เรื่องของฉน", "my-data")]
    [InlineData("ขอลบข้อมุลหน่อย", "my-data")]
    public void A_slip_in_it_does_not_matter(string message, string flow)
    {
        Assert.Null(FlowFiles.Flows.ByKeyword(message));
        Assert.Equal(flow, FlowFiles.Flows.ByMisspeltKeyword(message)?.Id);
    }

    [Theory]
    [InlineData("อยากมีเวทีให้เด็กแสดงดนตรี")]
    [InlineData("อยากมีเวที")]
    [InlineData("เวทีหน้าวัดพัง")]
    [InlineData("ย้ายเสาไฟหน้าบ้านที")]
    [InlineData("มิจฉาชีพเยอะมาก")]
    [InlineData("มีที่ทิ้งขยะไหม")]
    [InlineData("ลบเลือนเส้นจราจรหมดแล้ว")]
    [InlineData("ประชุมทีไรไม่มีใครฟังชาวบ้าน")]
    public void What_tells_something_is_no_keyword(string message)
    {
        Assert.Null(FlowFiles.Flows.ByKeyword(message));
        Assert.Null(FlowFiles.Flows.ByMisspeltKeyword(message));
    }

    [Fact]
    public void No_opinion_of_the_table_starts_a_conversation()
    {
        var opinions = UnderstandingTests.Cases().Select(row => (Kind: (string)row[0], Line: (string)row[1], Expected: (string)row[2])).Where(c => c is { Kind: "opinion", Expected: "true" }).Select(c => c.Line).ToList();
        Assert.NotEmpty(opinions);
        Assert.DoesNotContain(opinions, line => (FlowFiles.Flows.ByKeyword(line) ?? FlowFiles.Flows.ByMisspeltKeyword(line)) is not null);
    }

    [Fact]
    public void Every_word_is_found_as_it_is_written() =>
        Assert.All(FlowFiles.Flows.CurrentFlows.SelectMany(f => f.Keywords.Select(k => (Flow: f.Id, Word: k.Value))), k => Assert.Equal(k.Flow, FlowFiles.Flows.ByKeyword(k.Word)?.Id));
}
